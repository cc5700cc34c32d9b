"""Measures the gate as it is shipped on a file in NoMIRACL's format that it was not fitted on.

    python -m bench.answerability QUESTIONS.jsonl [--seen]

The way is the assistant's: given passages → similarities → P(answerable). The gate was fitted on
the development half (`--seen` says that you know); figures for that half come from
`python -m training.fit_gate`, cross-validated.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from answering.gate import Gate
from core.settings import Settings
from retrieval.embeddings import open_embedder
from training.cases import Case, nomiracl
from training.fit_gate import measured


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("questions", type=Path)
    options.add_argument("--seen", action="store_true")
    given = options.parse_args()
    if "dev" in given.questions.name and not given.seen:
        options.error("these questions were used for training; say --seen to run all the same")
    cases = nomiracl(given.questions, open_embedder("embedded", Settings().cache))
    gate = Gate.load()
    times: list[float] = []

    def p(case: Case) -> float:
        began = time.perf_counter()
        made = gate.p_answerable(case.question, case.hits, cosines=case.cosines)
        times.append(time.perf_counter() - began)
        return made

    found = np.array([p(case) for case in cases])
    labels = np.array([int(case.answerable) for case in cases])
    for name, value in measured(found[None], labels).items():
        print(f"{name:32s} {value}")
    refused = found < gate.threshold
    print(f"at the shipped threshold {gate.threshold}:")
    print(f"  answerable refused    {refused[labels == 1].mean():.3f}")
    print(f"  unanswerable let by   {1 - refused[labels == 0].mean():.3f}")
    print(f"milliseconds a question, p50  {1000 * np.median(times):.0f}")


if __name__ == "__main__":
    main()
