"""What a test set is made of: cases, the corpus that may come with them, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from core.errors import TestSetError
from core.types import Language, Turn

Unit = Literal["passage", "document"]


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Words that hold the answer; `document` is an id, a source, a file name or a title."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a right answer must hold.

    `answers` are alternatives, and so are `sources`: each bears the answer. `documents` limits the search to the
    documents named, empty meaning all.
    """

    id: str
    question: str
    language: Language
    answerable: bool
    answers: tuple[str, ...] = ()
    sources: tuple[GoldQuote, ...] = ()
    history: tuple[Turn, ...] = ()
    tags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A text that comes with a test set; `source` names it within that set."""

    source: str
    title: str
    text: str
    language: Language = "fr"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a test set; `line` counts from 1, 0 where no line is to blame.

    `dropped` says that the row cannot run; otherwise it runs without what is wrong.
    """

    code: str
    line: int = 0
    detail: str = ""
    dropped: bool = False

    TEXTS: ClassVar[dict[str, tuple[str, str]]] = {
        "json": ("ce n'est pas du JSON ({detail})", "not JSON ({detail})"),
        "utf8": ("ce n'est pas de l'UTF-8 ({detail})", "not UTF-8 ({detail})"),
        "object": ("il faut un objet JSON par ligne", "each line must hold one JSON object"),
        "missing": ("le champ {detail} manque", "field {detail} is missing"),
        "text": (
            "le champ {detail} doit être un texte non vide",
            "field {detail} must be a text, not empty",
        ),
        "flag": (
            "le champ {detail} doit être true ou false",
            "field {detail} must be true or false",
        ),
        "texts": (
            "le champ {detail} doit être une liste de textes",
            "field {detail} must be a list of texts",
        ),
        "objects": (
            "le champ {detail} doit être une liste d'objets",
            "field {detail} must be a list of objects",
        ),
        "lang": ("lang doit être « fr » ou « en »", "lang must be “fr” or “en”"),
        "history": (
            "chaque tour de history doit avoir question et answer",
            "each turn of history must hold question and answer",
        ),
        "empty": ("aucune question n'est utilisable", "there is no question that can be used"),
        "unreadable": ("le fichier ne se lit pas ({detail})", "the file cannot be read ({detail})"),
        "duplicate": (
            "l'identifiant « {detail} » est déjà pris plus haut",
            "the id “{detail}” is already used above",
        ),
        "unknown": (
            "champ inconnu, ignoré : {detail}",
            "unknown field, ignored: {detail}",
        ),
        "no_document": (
            "aucun document « {detail} » dans ce dossier",
            "no document “{detail}” in this dossier",
        ),
        "no_quote": (
            "la citation de référence n'est pas dans le document : {detail}",
            "the gold quote is not in its document: {detail}",
        ),
    }

    def say(self, language: Language) -> str:
        """One line for a reader."""
        text = self.TEXTS[self.code][0 if language == "fr" else 1].format(detail=self.detail)
        where = ("ligne" if language == "fr" else "line") + f" {self.line}"
        colon = " : " if language == "fr" else ": "
        return f"{where}{colon}{text}" if self.line else text


@dataclass(frozen=True, slots=True)
class TestSet:
    """Cases in file order, each with its line in `lines`.

    `unit` is what a search result counts as: its passage, or, where the corpus is made of
    ready-cut contexts, its whole document.
    """

    name: str
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...] = ()
    corpus: tuple[CorpusText, ...] = ()
    unit: Unit = "passage"
    lines: dict[str, int] = field(default_factory=dict)

    __test__: ClassVar[bool] = False


class UnusableTestSet(TestSetError):
    """No row of a test set can run; says the first reason, and how many more there are."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        self._name, self._problems = name, problems
        super().__init__(name=name)

    def say(self, language: Language) -> str:
        first, more = self._problems[0].say(language), len(self._problems) - 1
        detail = f"{first} (+ {more})" if more else first
        return (self.fr if language == "fr" else self.en).format(name=self._name, detail=detail)
