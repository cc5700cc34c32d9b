"""The few icons of the page, drawn on a 24-unit grid with the current colour."""

from __future__ import annotations

from markupsafe import Markup

PATHS: dict[str, str] = {
    "bad": "M7 13V4H4v9zM7 13l4 7c1.5 0 2.5-1 2.3-2.5L13 15h5.5c1 0 1.8-1 1.5-2l-1.7-7c-.2-1-1-2-2-2H7",
    "good": "M7 11v9H4v-9zM7 11l4-7c1.5 0 2.5 1 2.3 2.5L13 9h5.5c1 0 1.8 1 1.5 2l-1.7 7c-.2 1-1 2-2 2H7",
    "measure": "M5 20V11M12 20V4M19 20v-6",
    "add": "M12 5v14M5 12h14",
    "back": "M19 12H5M11 6l-6 6 6 6",
    "close": "M6 6l12 12M18 6L6 18",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "down": "M12 5v14M6 13l6 6 6-6",
    "edit": "M4 20l4-1L19 8l-3-3L5 16zM14 7l3 3",
    "help": "M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5",
    "keep": "M5 4h14v16l-7-4-7 4z",
    "link": "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    "retry": "M20 12a8 8 0 1 1-2.3-5.6L20 9M20 4v5h-5",
    "send": "M5 12h14M13 6l6 6-6 6",
    "stop": "M7 7h10v10H7z",
    "theme": "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
    "up": "M12 19V5M6 11l6-6 6 6",
}


def icon(name: str) -> Markup:
    """An inline SVG, hidden from screen readers: the button around it carries the name."""
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>'
    ).format(PATHS[name])


def button(name: str, key: str, sign: str, *, words: bool = False) -> Markup:
    """An icon button with its name for screen readers, or in words beside the icon."""
    if words:
        return Markup(
            '<button type="button" class="{} words">{}<span data-t="{}"></span></button>'
        ).format(name, icon(sign), key)
    return Markup('<button type="button" class="{} round" data-t-label="{}">{}</button>').format(
        name, key, icon(sign)
    )
