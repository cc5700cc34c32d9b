"""Checks of an answer sentence against the words it cites. Start reading at `verdict.verify`."""

from answering.verify.verdict import Similarity, verify
from answering.verify.words import in_words

__all__ = ["Similarity", "in_words", "verify"]
