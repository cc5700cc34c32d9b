import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import answers
from evaluation.metrics.normalise import tokens
from tests.evaluation.fakes import patient


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'eau", ["eau"]),
        ("L’eau de l’université", ["eau", "de", "université"]),
        ("une lettre", ["lettre"]),
        ("des désunions, du durable", ["désunions", "durable"]),
        ("Le « pacte » de 20 ans.", ["pacte", "de", "20", "ans"]),
        ("14,2 milliards d'euros", ["14.2", "milliards", "d", "euros"]),
        ("10\u202f000 soldats", ["10", "000", "soldats"]),
        ("Su-35", ["su", "35"]),
        ("il a un plan", ["il", "a", "plan"]),
        ("La une", ["la", "une"]),
        ("50 %", ["50"]),
        ("", []),
    ],
)
def test_french_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text, language="fr") == expected


def test_english_tokens_lose_english_articles_only() -> None:
    assert tokens("The treaty, a pact: les alliés", language="en") == [
        "treaty", "pact", "les", "alliés",
    ]  # fmt: skip


def test_accents_are_kept_unless_folded() -> None:
    assert tokens("Élysée", language="fr") == ["élysée"]
    assert tokens("Élysée", language="fr", accents=False) == ["elysee"]


@pytest.mark.parametrize(
    ("answer", "gold", "em", "f1", "em_unstripped", "f1_unstripped"),
    [
        # Worked by hand; f1 = 2·common / (words of both).
        ("l'eau", "eau", 1, 1, 0, 2 / 3),
        ("La lettre", "lettre", 1, 1, 0, 2 / 3),
        ("l’université de Moscou", "université de Moscou", 1, 1, 0, 6 / 7),
        ("une unité", "unité", 1, 1, 0, 2 / 3),
        ("nité", "unité", 0, 0, 0, 0),
        ("ettre", "lettre", 0, 0, 0, 0),
        ("vingt ans", "20 ans", 0, 0.5, 0, 0.5),
        ("Le pacte dure vingt ans.", "vingt ans", 0, 2 * 2 / (4 + 2), 0, 2 * 2 / (5 + 2)),
        ("ans ans", "ans", 0, 2 / 3, 0, 2 / 3),
        ("", "ans", 0, 0, 0, 0),
        ("Moscou", "moscou !", 1, 1, 1, 1),
    ],
)
def test_em_and_f1_by_hand(
    answer: str, gold: str, em: float, f1: float, em_unstripped: float, f1_unstripped: float
) -> None:
    scores = answers.scores(answer, [gold], "fr")
    assert scores["answer.em"] == em
    assert scores["answer.f1"] == pytest.approx(f1)
    assert scores["answer.em_unstripped"] == em_unstripped
    assert scores["answer.f1_unstripped"] == pytest.approx(f1_unstripped)


def test_the_best_gold_answer_counts() -> None:
    scores = answers.scores("vingt ans", ["20 ans", "vingt ans", "deux décennies"], "fr")
    assert scores["answer.em"] == 1
    assert answers.scores("x", [], "fr") == {}


def test_the_gold_words_must_stand_in_a_row() -> None:
    long = "Selon le texte, le pacte dure vingt ans."
    assert answers.scores(long, ["vingt ans"], "fr")["answer.contains"] == 1
    assert answers.scores("vingt pactes en dix ans", ["vingt ans"], "fr")["answer.contains"] == 0


@pytest.mark.parametrize(
    ("answer", "gold", "score"),
    [
        ("10 000 soldats", "10\u202f000", 1),
        ("10.000 soldats", "10 000", 1),
        ("1,5 million", "1.5", 1),
        ("100 000 soldats", "10 000", 0),
        ("le 17 janvier 2025", "17 janvier 2025", 1),
        ("le 17 janvier", "17 janvier 2025", 0),
        ("aucun", "17", 0),
        ("17", "dix-sept", None),
    ],
)
def test_numbers_of_the_gold_must_be_in_the_answer(
    answer: str, gold: str, score: float | None
) -> None:
    assert answers.scores(answer, [gold], "fr")["answer.numbers"] == score


@pytest.mark.parametrize(
    ("answer", "gold", "score"),
    [
        ("Le président Vladimir Poutine", "Vladimir Poutine", 1),
        ("Il l’a dit à l'Élysée", "L’Elysée", 1),
        ("Medvedev", "Vladimir Poutine", 0),
        ("un soldat", "une base", None),
    ],
)
def test_names_of_the_gold_must_be_in_the_answer(
    answer: str, gold: str, score: float | None
) -> None:
    assert answers.scores(answer, [gold], "fr")["answer.names"] == score


@given(st.text(max_size=40), st.text(max_size=40))
@patient
def test_f1_is_symmetric_and_between_0_and_1(a: str, b: str) -> None:
    one, other = tokens(a, language="fr"), tokens(b, language="fr")
    assert answers.f1(one, other) == pytest.approx(answers.f1(other, one))
    assert 0 <= answers.f1(one, other) <= 1
    assert answers.f1(one, one) == 1
    assert answers.exact(one, other) <= answers.f1(one, other)
