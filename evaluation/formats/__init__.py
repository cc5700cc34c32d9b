"""How rows of known test sets become cases; the first format that fits the first row reads all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evaluation.cases import Unit
from evaluation.formats import afriqa, clapnq, nomiracl, rows
from evaluation.formats.fields import Numbered, Read


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    fits: Callable[[dict[str, Any]], bool]
    read: Callable[[list[Numbered]], Read]
    unit: Unit


FORMATS = (
    Format("clapnq", clapnq.fits, clapnq.read, "document"),
    Format("nomiracl", nomiracl.fits, nomiracl.read, "document"),
    Format("afriqa", afriqa.fits, afriqa.read, "document"),
    Format("dossier", rows.fits, rows.read, "passage"),
)
