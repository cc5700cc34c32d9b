"""What is searched for when a question leans on the conversation and no model rewrites it."""

from __future__ import annotations

from answering.condense import join, leans_on_history
from evaluation.cases import Case


def standalone(case: Case) -> str:
    if leans_on_history(case.question, case.history):
        return join(case.question, case.history)
    return case.question
