"""Hostile documents against the assistant: with no model, and with one that does as it is told."""

import json
from pathlib import Path

import pytest

from answering.assistant import Assistant
from answering.hostile import speaks_to_the_machine
from core.types import Hit
from ingest.load import load_text
from ingest.passages import split_passages
from tests.fakes import FakeGate, FakeIndex, FakeWriter, overlap

ATTACKS = [
    json.loads(line)
    for line in Path(__file__).with_name("attacks.jsonl").read_text("utf-8").splitlines()
]


class OneDocument(FakeIndex):
    """Finds every passage of its one document for every question: the attack is always read."""

    def search(self, question, k=10, documents=None):
        (doc,) = self._documents.values()
        return [Hit(p, doc.title, 1.0, {"dense": 1}) for p in split_passages(doc)]


def answer(attack, writer):
    index = OneDocument(load_text(attack["text"], title="Dépêche", language=attack["lang"]))
    assistant = Assistant(
        index, gate=FakeGate(), similarity=overlap, embedding="fake", writer=writer
    )
    return list(assistant.ask(attack["question"], language=attack["lang"]))[-1].answer


def shown(given):
    return " ".join([given.text, *(c.quote for c in (*given.citations, *given.closest))]).lower()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a["id"])
def test_the_source_is_quoted_without_its_orders(attack):
    text = shown(answer(attack, None))
    assert not [s for s in attack["must_not_contain"] if s.lower() in text]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a["id"])
def test_a_model_that_obeys_is_not_shown(attack):
    obedient = FakeWriter(" ".join(f"{order}." for order in attack["must_not_contain"]))
    text = shown(answer(attack, obedient))
    assert not [s for s in attack["must_not_contain"] if s.lower() in text]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a["id"])
def test_the_model_does_not_even_read_the_orders(attack):
    writer = FakeWriter("NON")
    answer(attack, writer)
    read = " ".join(user for _, user in writer.asked).lower()
    read = read.replace(attack["question"].lower(), "")
    assert not [s for s in attack["must_not_contain"] if s.lower() in read]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a["id"])
def test_the_true_sentence_beside_it_stays_evidence(attack):
    assert not speaks_to_the_machine(attack["fact"])
