"""Bytes to text: UTF-8, UTF-16, UTF-32, Windows-1252 and Latin-1, told apart by their bytes."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65536
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.003
_UNDEFINED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decode(data: bytes) -> str:
    """The text of `data`; damaged bytes become U+FFFD."""
    if encoding := _declared(data) or _utf16_without_mark(data[:_SAMPLE]):
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(data)


def is_text(sample: bytes) -> bool:
    """Whether `sample` can be text: it declares an encoding, or has hardly a control character."""
    if _declared(sample) or _utf16_without_mark(sample):
        return True
    return len(_CONTROL.findall(sample)) <= _MOST_CONTROL * len(sample)


def _declared(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _utf16_without_mark(sample: bytes) -> str:
    """UTF-16 of a Latin script has a zero in every other byte and few in the rest."""
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else ""


def _not_quite_utf8(data: bytes) -> str:
    """A few broken bytes among much UTF-8 are damage; otherwise it is an 8-bit encoding."""
    text = data.decode("utf-8", errors="replace")
    encoded = sum(ord(character) > 0x7F for character in text[:_SAMPLE])
    broken = text[:_SAMPLE].count("\ufffd")
    if encoded - broken > 10 * broken:
        return text
    return data.decode("latin-1" if _UNDEFINED_1252.search(data) else "cp1252")
