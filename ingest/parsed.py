"""What a loader finds in a source, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20
MAX_TEXT = 20 * MEGABYTE
"""Bytes of a text source, and characters of any document's canonical text."""
TEXT_LIMIT = "20 MB"


@dataclass(frozen=True, slots=True)
class Parsed:
    """Canonical text and what the source says about itself; "" where it says nothing.

    `published` is ISO 8601, `language` "fr", "en" or "". `pages` are start offsets of pages.
    """

    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    pages: tuple[int, ...] = ()
