"""Sources from the page into a dossier, with progress: files, web addresses, a pasted text."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias

from core.types import Language
from ingest.sources import is_address
from ui import shelf
from ui.desk import Dossier
from ui.texts import say

if TYPE_CHECKING:
    from ingest.pipeline import Outcome


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a reader brings at once; `files` are paths of uploads."""

    files: Sequence[str] = ()
    urls: Sequence[str] = ()
    text: str = ""
    title: str = ""

    def __bool__(self) -> bool:
        return bool(self.files or self.urls or self.text.strip())


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` sources are in; `name` is being read."""

    done: int
    total: int
    name: str


Step: TypeAlias = "Progress | Outcome"


def added(dossier: Dossier, bundle: Bundle, uploads: Path) -> Iterator[Step]:
    """Takes everything in, reporting as it goes; one bad source never stops the rest."""
    if bundle.text.strip():
        yield Progress(0, 1, bundle.title)
        yield dossier.paste(bundle.text, bundle.title)
    sources = [kept_upload(Path(file), uploads / dossier.name) for file in bundle.files]
    if wanted := [*sources, *bundle.urls]:
        yield from in_thread(lambda report: dossier.ingest(wanted, report))


def kept_upload(file: Path, folder: Path) -> str:
    """The upload under its own name: the same name sent again is a new version of the document."""
    folder.mkdir(parents=True, exist_ok=True)
    return str(shutil.copyfile(file, folder / file.name))


def web_address(text: str) -> str:
    """An address as typed into a browser: the scheme may be left out. Never a path of this machine."""
    text = text.strip()
    return text if is_address(text) else f"https://{text}"


def addresses(lines: str | None) -> list[str]:
    """Web addresses, one a line."""
    return [web_address(line) for line in (lines or "").splitlines() if line.strip()]


def in_thread(
    work: Callable[[Callable[[int, int, str], None]], Iterator[Outcome]],
) -> Iterator[Step]:
    """Runs `work` in a thread of its own, so that its progress shows while it is busy."""
    steps: SimpleQueue[Step | BaseException | None] = SimpleQueue()

    def run() -> None:
        try:
            for outcome in work(lambda done, total, name: steps.put(Progress(done, total, name))):
                steps.put(outcome)
            steps.put(None)
        except BaseException as error:
            steps.put(error)

    Thread(target=run, name="adding sources", daemon=True).start()
    while (step := steps.get()) is not None:
        if isinstance(step, BaseException):
            raise step
        yield step


def step_part(step: Step, language: Language) -> dict[str, Any]:
    """A step as the page shows it."""
    if isinstance(step, Progress):
        name = Path(step.name).name if "://" not in step.name else step.name
        shown = min(step.done + 1, step.total)
        facts = {"name": name, "done": shown, "total": step.total}
        text = say(language, "sources.adding", **facts) if name else ""
        return {"part": "progress", "done": step.done, "total": step.total, "text": text}
    return {
        "part": "outcome",
        "change": step.change,
        "id": step.document_id,
        "html": shelf.outcome(step, language),
    }


def outcome_json(outcome: Outcome, language: Language) -> dict[str, Any]:
    """An outcome for programs."""
    return {
        "source": outcome.source,
        "change": outcome.change,
        "document_id": outcome.document_id,
        "title": outcome.title,
        "passages": outcome.passages,
        "error": outcome.error.say(language) if outcome.error else "",
    }
