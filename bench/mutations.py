"""Mutation benchmark: are untrue answers caught, and faithful ones left alone?

    python -m bench.mutations --data ../shared/data [--per-kind 150] [--embedding] [--show 5]

Sentences are read from PIAF, AfriQA, Wikinews and the article at run time, changed by the rules of
`bench/mutate.py`, aligned with the sentences of their own passage and checked. Hand-written
answers (`tests/answering/verify/*.jsonl`) are checked against their source. Documents are split
by hash into a half to tune on and a half held out.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from random import Random

from answering.citations import align
from answering.verify import Similarity, verify
from bench.mutate import FAITHFUL, UNFAITHFUL, name
from core.types import Document, ScoredSentence, Sentence, Support
from ingest.sentences import split_sentences

HAND = Path(__file__).parents[1] / "tests" / "answering" / "verify"


@dataclass(frozen=True, slots=True)
class Case:
    """An answer, the sentences it is checked against, and whether it is faithful."""

    kind: str
    answer: str
    evidence: tuple[ScoredSentence, ...]
    faithful: bool
    split: str
    source: str = ""


def texts(data: Path) -> Iterator[str]:
    """Passages of the development sets."""
    piaf = json.loads((data / "piaf_dev" / "piaf_dev.json").read_text("utf-8"))
    for article in piaf["data"]:
        yield from (paragraph["context"] for paragraph in article["paragraphs"][:3])
    rows = (data / "afriqa_fr_dev" / "gold_span_passages.afriqa.fon.fr.dev.json").read_text("utf-8")
    yield from (json.loads(row).get("context") or "" for row in rows.splitlines() if row.strip())
    for page in sorted((data / "wikinews_fr").glob("*.html")):
        paragraphs = re.findall(r"<p>(.*?)</p>", page.read_text("utf-8"), re.DOTALL)
        plain = [unescape(re.sub(r"<[^>]+>", "", p)).replace("\u00ad", "") for p in paragraphs]
        yield " ".join(" ".join(plain).split())
    yield (data / "article" / "accord-defense-russie-iran.fr.txt").read_text("utf-8")


def evidence_of(text: str, published: str = "", language: str = "fr") -> tuple[ScoredSentence, ...]:
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    document = Document(digest, 1, text, "", digest, digest, published=published, language=language)
    spans = split_sentences(text, language)
    return tuple(ScoredSentence(Sentence(digest, a, b, text[a:b]), document, 1.0) for a, b in spans)


def split_of(text: str) -> str:
    return "tune" if hashlib.sha256(text[:80].encode()).digest()[0] % 2 else "held-out"


def made(data: Path, per_kind: int, random: Random) -> list[Case]:
    """Up to `per_kind` cases of each kind in each half."""
    passages = [text for text in texts(data) if text and len(text) > 80]
    random.shuffle(passages)
    names = _names(passages)
    counts: Counter[tuple[str, str]] = Counter()
    cases = []
    for text in passages:
        evidence, split = evidence_of(text), split_of(text)
        for scored in evidence:
            for case in _changed(scored, evidence, split, names, random):
                if counts[case.kind, split] < per_kind:
                    counts[case.kind, split] += 1
                    cases.append(case)
    return cases


def _changed(
    scored: ScoredSentence,
    evidence: tuple[ScoredSentence, ...],
    split: str,
    names: Sequence[str],
    random: Random,
) -> Iterator[Case]:
    sentence = " ".join(scored.sentence.text.split())
    if not 40 <= len(sentence) <= 260 or sentence[-1] not in ".»" or not sentence[0].isupper():
        return
    for faithful, changes in ((True, FAITHFUL), (False, UNFAITHFUL)):
        for kind, change in changes.items():
            answer = name(sentence, random, names) if kind == "name" else change(sentence, random)
            if answer is not None and (answer != sentence or kind == "verbatim"):
                yield Case(kind, answer, evidence, faithful, split, sentence)


def _names(passages: Sequence[str]) -> list[str]:
    """Names to put in place of others: capitalised words from inside sentences."""
    found = Counter(
        m
        for text in passages
        for m in re.findall(r"(?<=[a-zé,] )[A-ZÉ][a-zéèï]{3,}(?: [A-Z][a-zé]{3,})?", text)
    )
    return [word for word, count in found.most_common(600) if count > 1]


def hand_written(data: Path = HAND) -> list[Case]:
    cases = []
    for file, faithful in (("faithful", True), ("unfaithful", False)):
        for row in (data / f"{file}.jsonl").read_text("utf-8").splitlines():
            case = json.loads(row)
            digest = evidence_of(case["source"], case["published"], case["source_lang"])
            kind = f"hand: {case['kind']}"
            cases.append(
                Case(kind, case["answer"], digest, faithful, case["split"], case["source"])
            )
    return cases


def judge(case: Case, similarity: Similarity | None) -> tuple[bool, str]:
    """Whether the verdict is right, and its reason; hand-written answers cite their source."""
    by_hand = case.kind.startswith("hand")
    cited = case.evidence if by_hand else align(case.answer, case.evidence, similarity)
    verdict = verify(case.answer, cited, similarity=similarity)
    return (verdict.support is Support.SUPPORTED) == case.faithful, verdict.reason


def report(cases: Sequence[Case], similarity: Similarity | None, show: int) -> None:
    totals: dict[tuple[bool, str, str], list[int]] = defaultdict(lambda: [0, 0])
    shown: Counter[str] = Counter()
    begun = time.perf_counter()
    for case in cases:
        right, reason = judge(case, similarity)
        whole = "hand, all" if case.kind.startswith("hand") else "made, all"
        for kind in (case.kind, whole):
            totals[case.faithful, kind, case.split][0] += int(right)
            totals[case.faithful, kind, case.split][1] += 1
        if not right and case.split == "tune" and shown[case.kind] < show:
            shown[case.kind] += 1
            print(f"[{case.kind}] {reason}\n   S: {case.source}\n   A: {case.answer}")
    took = (time.perf_counter() - begun) * 1000 / max(len(cases), 1)
    for faithful in (True, False):
        print("\nfaithful answers kept" if faithful else "\nuntrue answers caught")
        for f, kind, split in sorted(totals):
            if f == faithful:
                good, all_ = totals[f, kind, split]
                print(f"  {kind:24} {split:9} {good:5}/{all_:<5} {good / all_:.3f}")
    print(f"\n{len(cases)} answers, {took:.1f} ms each")


def entailment(data: Path) -> None:
    """RTE3-FR dev, a sanity check: what verdicts its three labels get. It asks for inference."""
    counts: Counter[tuple[str, str]] = Counter()
    with (data / "rte3_fr_dev" / "RTE3-FR-dev-set-3class.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            evidence = evidence_of(row["premise"])
            counts[row["label_text"], verify(row["hypothesis"], evidence).support.value] += 1
    print("\nRTE3-FR dev: label, verdict, pairs")
    for (label, verdict), pairs in sorted(counts.items()):
        print(f"  {label:14} {verdict:13} {pairs:4}")


@lru_cache(maxsize=1)
def embedding_similarity() -> Similarity:
    """The cosine of the embedded model, as the assistant uses it."""
    from core.settings import user_folder  # noqa: PLC0415
    from retrieval.embeddings import open_embedder  # noqa: PLC0415

    embedder = open_embedder("embedded", user_folder("cache"))

    def similarity(text: str, others: Sequence[str]) -> Sequence[float]:
        vectors = embedder.texts([text, *others])
        return [float(v) for v in vectors[1:] @ vectors[0]]

    return similarity


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--per-kind", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--embedding", action="store_true", help="align with the embedded model")
    parser.add_argument(
        "--show", type=int, default=0, help="failures of the tuning half to print, per kind"
    )
    parser.add_argument("--entailment", action="store_true", help="RTE3-FR dev as well")
    parser.add_argument("--only", default="", help="one kind")
    options = parser.parse_args()
    cases = hand_written() + made(options.data, options.per_kind, Random(options.seed))
    cases = [case for case in cases if options.only in case.kind]
    if options.entailment:
        entailment(options.data)
    report(cases, embedding_similarity() if options.embedding else None, options.show)


if __name__ == "__main__":
    main()
