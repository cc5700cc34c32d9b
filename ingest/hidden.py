"""Takes out of an HTML tree what a reader of the page would not see.

Text that only a machine sees is how a page would slip words into an answer. Covers elements
that are never shown, attributes, inline styles, and style sheets in the page for selectors of
one class or id. Not covered: scripts, outside style sheets, text in the colour of its ground
(unless both colours stand in one style).
"""

from __future__ import annotations

import re
from typing import Any

_NEVER_SHOWN = frozenset(
    "script style template noscript object embed iframe canvas audio video svg math select textarea "
    "datalist".split()
)
_HIDING = re.compile(
    r"""display:none|visibility:(?:hidden|collapse)|content-visibility:hidden
    |(?<![\w-])opacity:0*\.?0*(?:%|;|!|$)|font-size:0*\.?0*(?:px|em|rem|pt|%)?(?:;|!|$)
    |(?<![\w-])color:(?:transparent|rgba\([^()]{1,40},0*\.?0*\)|\#[\da-f]{6}00)
    |(?:left|right|top|bottom|text-indent|margin-left|margin-top):-\d{3,}
    |translate[xy]?\([^()]{0,20}-\d{4,}|scale\(0\)
    |clip:rect\(0|clip:rect\(1px|clip-path:inset\((?:50|100)%
    |(?<![\w-])(?:max-)?(?:height|width):[01](?:px)?(?:;|!|$)""",
    re.VERBOSE,
)
_COLOURS = re.compile(r"(?<![\w-])(background-)?(?:color|background):([^;!]{1,40})")
_SIMPLE = re.compile(r"[a-z0-9]{0,12}([.#])([\w-]{1,100})")
_BRACE = re.compile(r"[{}]")
_CSS_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")


def remove_hidden(root: Any) -> None:
    """Removes hidden elements from the lxml tree `root`, in place; the text around them stays."""
    selectors = hiding_selectors("\n".join(s.text or "" for s in root.iter("style")))
    for element in list(root.iter()):
        if element.getparent() is not None and _is_hidden(element, selectors):
            element.drop_tree()


def hiding_selectors(css: str) -> set[tuple[str, str]]:
    """(`.` or `#`, name) of the one-name selectors a style sheet hides; `@media` is passed over."""
    css = _CSS_COMMENT.sub("", css)
    found: set[tuple[str, str]] = set()
    depth, at, selector = 0, 0, ""
    for brace in _BRACE.finditer(css):
        piece, at_rule = css[at : brace.start()], selector.startswith("@")
        if brace[0] == "{":
            selector = piece.strip() if depth == 0 else selector
            depth += 1
        else:
            if depth == 1 and not at_rule and hides(piece):
                parts = (part.strip().lower() for part in selector.split(","))
                found |= {(m[1], m[2]) for part in parts if (m := _SIMPLE.fullmatch(part))}
            depth = max(0, depth - 1)
        at = brace.end()
    return found


def hides(style: str) -> bool:
    """Whether the declarations of a style make an element invisible."""
    style = re.sub(r"\s+", "", style.lower())
    if _HIDING.search(style):
        return True
    colours = {bool(ground): value for ground, value in _COLOURS.findall(style)}
    return len(colours) == 2 and colours[True] == colours[False]


def _is_hidden(element: Any, selectors: set[tuple[str, str]]) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NEVER_SHOWN:
        return True
    has = element.attrib
    if "hidden" in has or has.get("aria-hidden", "").lower() == "true":
        return True
    if element.tag == "dialog" and "open" not in has:
        return True
    if selectors:
        names = {(".", name.lower()) for name in has.get("class", "").split()}
        names.add(("#", has.get("id", "").lower()))
        if names & selectors:
            return True
    return "style" in has and hides(has["style"])
