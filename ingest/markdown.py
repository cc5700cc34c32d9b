"""Markdown as a reader would see it: marks go, words and line structure stay.

Every pattern has bounded repeats that cannot overlap, so hostile input costs linear time.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"^ ?(?:`{3,}|~{3,})[^\n`]{0,80}$\n?", re.MULTILINE)
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,})$\n?", re.MULTILINE)
_HEADING = re.compile(r"^ ?#{1,6} +(.*?)(?: +#{1,6})?$", re.MULTILINE)
_QUOTE = re.compile(r"^(?:> ?){1,5}", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,100}\])")
_REFERENCE = re.compile(r"^ ?\[[^\[\]\n]{1,100}\]: +(?:https?:|[</#])[^\n]*\n?", re.MULTILINE)
_STRONG = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,1000})(?<=[^\s\\])\1(?![\w*])")
_UNDERSCORED = re.compile(r"(?<![\w_\\])(_{1,3})(?=[^\s_])([^_\n]{1,1000})(?<=[^\s\\])\1(?![\w_])")
_CODE = re.compile(r"(?<!`)`([^`\n]{1,500})`(?!`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def readable(text: str) -> str:
    """Canonical Markdown `text` without its marks; list bullets and tables stay."""
    text = without_comments(text)
    for pattern in (_FENCE, _UNDERLINE, _REFERENCE, _QUOTE):
        text = pattern.sub("", text)
    for pattern in (_HEADING, _IMAGE, _LINK, _CODE):
        text = pattern.sub(r"\1", text)
    for pattern in (_STRONG, _UNDERSCORED):
        text = pattern.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)


def without_comments(text: str) -> str:
    """`text` without its `<!-- -->` comments: a reader of the page would not see them."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]])
