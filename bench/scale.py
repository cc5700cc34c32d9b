"""Cost against size: searching, adding, removing and starting with 1,000 to 100,000 passages.

The texts are real and mixed anew, the vectors are drawn (`bench.drawn`) while an index grows to
its size; for everything that is then measured the real embedder does its work. Both systems hold
the same articles. The folder is kept, so that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from bench.corpus import Material
from bench.drawn import Drawn
from bench.recipe import Recipe, plain_embedder
from core.settings import load_settings
from core.types import Document
from ingest.passages import CHUNKING, split_passages
from retrieval.embeddings import open_embedder
from retrieval.index import Index

WARM = 20  # questions asked before it counts
CHANGES = 10  # articles added and removed
TOGETHER = 50  # articles put in at a time while growing
Figures = dict[str, Any]


def dossier(work: Path, material: Material, size: int) -> Figures:
    """Dossier's figures once its index holds `size` passages. Times in ms, memory in MB."""
    settings = load_settings()
    embedder = Drawn(open_embedder("embedded", settings.cache, threads=settings.threads))
    folder = work / "dossiers" / "default"
    index = Index(folder, embedder, split_passages, CHUNKING)
    cost = _grow_dossier(index, embedder, material, size)
    fresh = _fresh(material, index)
    figures = {"documents": len(index.catalogue()), "passages": _passages(index), "grow": cost}
    figures |= _searched(index.search, material)
    figures |= _changed(index.put, lambda one: index.remove(one.id), fresh)
    index.close()
    command = ["-m", "cli", "--data", str(work), "search", material.questions[0]]
    return figures | _started(command) | {"disk": _disk(folder)}


def recipe(work: Path, material: Material, documents: int) -> Figures:
    """The plain recipe's figures with the same `documents` articles."""
    embedder = Drawn(plain_embedder())
    folder = work / "recipe"
    store = Recipe(folder, embedder)
    cost = _grow_recipe(store, embedder, material, documents, folder.with_suffix(".count"))
    fresh = list(islice(material.articles(10**6), CHANGES))
    figures = {"documents": documents, "passages": store.size(), "grow": cost}
    figures |= _searched(store.search, material)
    figures |= _changed(lambda one: store.put([one]), store.remove, fresh)
    command = ["-m", "bench.recipe", str(folder), material.questions[0]]
    return figures | _started(command) | {"disk": _disk(folder)}


def _grow_dossier(index: Index, embedder: Drawn, material: Material, size: int) -> float | None:
    """Adds articles until there are `size` passages; ms a passage without embedding."""
    had, begun = _passages(index), time.perf_counter()
    articles, embedder.pays = material.articles(len(index.catalogue())), False
    while (now := _passages(index)) < size:
        list(index.put_many(islice(articles, max(1, min(TOGETHER, (size - now) // 15)))))
    embedder.pays = True
    return _each(begun, now - had)


def _grow_recipe(
    store: Recipe, embedder: Drawn, material: Material, documents: int, done: Path
) -> float | None:
    """Like `_grow_dossier`; `done` counts the articles that are in."""
    begun, embedder.pays, added = time.perf_counter(), False, 0
    first = int(done.read_text()) if done.exists() else 0
    articles = islice(material.articles(first), max(0, documents - first))
    while some := list(islice(articles, TOGETHER)):
        added += store.put(some)
        first += len(some)
        done.write_text(str(first))
    embedder.pays = True
    return _each(begun, added)


def _each(begun: float, count: int) -> float | None:
    return round(1000 * (time.perf_counter() - begun) / count, 2) if count else None


def _passages(index: Index) -> int:
    return sum(entry.passages for entry in index.catalogue())


def _fresh(material: Material, index: Index) -> list[Document]:
    """Articles to add; one that an interrupted run left behind goes first."""
    fresh = list(islice(material.articles(10**6), CHANGES))
    there = {entry.id for entry in index.catalogue()}
    for document in fresh:
        if document.id in there:
            index.remove(document.id)
    return fresh


def _searched(search: Callable[[str], object], material: Material) -> Figures:
    for question in material.questions[:WARM]:
        search(question)
    return {"search": _spread(_times(search, material.questions[WARM:]))}


def _changed(
    put: Callable[[Document], object], remove: Callable[[Document], object], fresh: list[Document]
) -> Figures:
    added, removed = _times(put, fresh), _times(remove, fresh)
    return {"add": _spread(added), "remove": _spread(removed)}


def _times(work: Callable[[Any], object], items: Iterable[Any]) -> list[float]:
    times = []
    for item in items:
        begun = time.perf_counter()
        work(item)
        times.append(1000 * (time.perf_counter() - begun))
    return times


def _spread(times: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(times, [50, 95])
    return {"p50": round(float(p50), 1), "p95": round(float(p95), 1)}


def _started(command: list[str]) -> Figures:
    """A new process that searches once: seconds from its start to its end, its most memory."""
    begun, peak = time.perf_counter(), 0
    child = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    while child.poll() is None:
        peak = _peak(child.pid) or peak
        time.sleep(0.05)
    if child.returncode:
        raise RuntimeError(f"{command} ended with {child.returncode}")
    return {"start": round(time.perf_counter() - begun, 1), "memory": peak or None}


def _peak(process: int) -> int:
    """The most MB a process has held; 0 where the system does not tell (only Linux does).

    `ru_maxrss` would count the memory of the parent it was forked from.
    """
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024
    return 0


def _disk(folder: Path) -> int:
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) // 2**20
