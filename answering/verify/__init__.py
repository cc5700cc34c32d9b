"""Checks of an answer sentence against the words it cites. Start reading at `verdict.verify`."""

from answering.verify.verdict import Similarity, verify

__all__ = ["Similarity", "verify"]
