"""What the checks must let through and must catch, one example a reason. The sets are in *.jsonl."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.verify import in_words, verify
from core.types import Support, Verdict
from tests.fakes import document, scored

PACT = "Moscou et Téhéran ont signé vendredi un traité d'une durée de vingt ans."
HERE = Path(__file__).parent


def check(answer: str, source: str, **fields: str) -> Verdict:
    return verify(answer, scored(document(source, **fields)))


@pytest.mark.parametrize(
    ("answer", "source", "code"),
    [
        ("Le traité dure 100 ans.", PACT, "figure:100 ans"),
        ("Le traité dure vingt mois.", PACT, "unit:vingt mois"),
        ("Le traité a été signé à Canberra.", PACT, "name:Canberra"),
        ("Le traité a été signé en 2026.", PACT, "date:2026"),
        ("Moscou n'a pas signé de traité.", PACT, "negation"),
        ("Les prix ont baissé de 3 %.", "Les prix ont augmenté de 3 %.", "antonym:augmenté/baissé"),
        ("L'Iran a accusé la Russie.", "La Russie a accusé l'Iran.", "roles"),
        (
            "Le pays compte plus de 300 blessés.",
            "Le pays compte moins de 300 blessés.",
            "bound:300",
        ),
        (
            "Il y a 10 000 missiles.",
            "Il y a 10 000 soldats et des missiles.",
            "count:10 000 missiles",
        ),
        (
            "Le pacte couvre la défense.",
            "Peskov a déclaré que le pacte couvre la défense.",
            "attribution:Peskov",
        ),
        ("L'Iran va exiger des radars.", "L'Iran pourrait exiger des radars.", "modality:pourrait"),
    ],
)
def test_each_reason(answer: str, source: str, code: str) -> None:
    assert check(answer, source).reason == code


@pytest.mark.parametrize(
    ("answer", "source"),
    [
        ("The treaty lasts two decades.", PACT),
        ("Russia and Iran signed a 20-year treaty on Friday.", PACT),
        ("Le traité a été signé le 17 janvier 2025.", PACT),
        ("L'Iran a été accusé par la Russie.", "La Russie a accusé l'Iran."),
        ("Tehran denies supplying drones.", "Téhéran dément avoir fourni des drones."),
        (
            "Selon Peskov, le pacte couvre la défense.",
            "Peskov a déclaré que le pacte couvre la défense.",
        ),
    ],
)
def test_faithful_answers_stay_supported(answer: str, source: str) -> None:
    assert check(answer, source).support is Support.SUPPORTED


def test_without_a_citation_nothing_is_supported() -> None:
    assert verify(PACT, []) == Verdict(Support.UNSUPPORTED, "no_source")


def test_a_pronoun_takes_its_name_from_the_sentence_before() -> None:
    doc = document("Trump a été élu. Il a promis des sanctions.")
    assert verify("Trump a promis des sanctions.", scored(doc)[1:]).support is Support.SUPPORTED


def test_names_before_the_sentence_count_only_where_it_points_back() -> None:
    doc = document("La France a protesté. Moscou a signé un traité.")
    assert verify("La France a signé un traité.", scored(doc)[1:]).reason == "name:France"


def test_a_name_of_the_question_counts_where_the_lead_is_about_it() -> None:
    doc = document(
        "Un accord entre la Russie et l'Iran. La Chine attend. Le texte couvre la défense."
    )
    cited = scored(doc)[2:]
    question = "Que couvre l'accord entre la Russie et l'Iran ?"
    answer = "L'accord entre la Russie et l'Iran couvre la défense."
    assert verify(answer, cited, question=question).support is Support.SUPPORTED
    false_premise = "Que couvre l'accord entre la Chine et l'Iran ?"
    answer = "L'accord entre la Chine et l'Iran couvre la défense."
    assert verify(answer, cited, question=false_premise).reason == "name:Chine"


def test_two_sources_carry_a_merged_sentence() -> None:
    doc = document("Le pacte dure 20 ans. Il sera signé à Moscou.")
    answer = "Le pacte, qui dure 20 ans, sera signé à Moscou."
    assert verify(answer, scored(doc)).support is Support.SUPPORTED


@given(st.lists(st.sampled_from(PACT.split()), min_size=1, max_size=12).map(" ".join))
def test_never_raises_on_scrambled_words(answer: str) -> None:
    assert check(answer, PACT).support in Support


@given(st.text(min_size=1, max_size=120))
def test_never_raises_on_any_text(answer: str) -> None:
    assert check(answer, PACT).support in Support


@pytest.mark.parametrize(
    "source", [PACT, "La Russie a accusé l'Iran d'avoir fourni 300 drones en 2023, selon Kiev."]
)
def test_a_source_supports_itself(source: str) -> None:
    assert check(source, source).support is Support.SUPPORTED


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "support", "later", "share"),
    [
        ("faithful.jsonl", True, False, 0.9),
        ("unfaithful.jsonl", False, False, 0.95),
        # Batches 6 to 14, half of them across languages, are harder.
        ("faithful.jsonl", True, True, 0.9),
        ("unfaithful.jsonl", False, True, 0.9),
    ],
)
def test_the_hand_written_sets(name: str, support: bool, later: bool, share: float) -> None:
    """No repair may cost more than it brings; the benchmark reports the figures."""
    cases = [row for row in rows(name) if ("batch" in row) is later]
    right = [
        (check(r["answer"], r["source"], published=r["published"]).support is Support.SUPPORTED)
        is support
        for r in cases
    ]
    assert sum(right) >= share * len(right)


@pytest.mark.parametrize(
    ("code", "french"),
    [
        ("figure:100", "le chiffre « 100 » n'est pas dans la source"),
        ("antonym:hausse/baisse", "la source dit « hausse », pas « baisse »"),
        ("", ""),
    ],
)
def test_reasons_in_words(code: str, french: str) -> None:
    assert in_words(code, "fr") == french
    assert "{" not in in_words(code, "en")
