from collections.abc import Iterator, Sequence

from evaluation.gold import Span
from evaluation.judge import model_judge, remembering, sentences_of, verifier
from evaluation.metrics.citations import Judge
from tests.fakes import document

PACT = document(
    "Le pacte dure vingt ans. Il est signé à Moscou. Rien d'autre n'est dit.", title="Pacte"
)
WHOLE = Span("pacte", 0, len(PACT.text))
FIRST = Span("pacte", 0, 24)
SECOND = Span("pacte", 25, 47)


def judge() -> Judge:
    return verifier({"pacte": PACT}, None)("fr", "Combien de temps dure le pacte ?")


def test_the_verifier_bears_out_what_the_words_say() -> None:
    assert judge()("Le pacte dure 20 ans.", [FIRST])
    assert judge()("Le pacte dure vingt ans.", [WHOLE])


def test_the_verifier_rejects_another_figure_and_other_words() -> None:
    assert not judge()("Le pacte dure 30 ans.", [WHOLE])
    assert not judge()("Le pacte dure vingt ans.", [SECOND])
    assert not judge()("Le pacte dure vingt ans.", [])
    assert not judge()("Le pacte dure vingt ans.", [Span("absent", 0, 5)])


def test_words_after_their_own_title_are_borne_out_and_no_others() -> None:
    said = "Selon « Pacte » : Le pacte dure vingt ans."
    assert judge()(said, [FIRST])
    assert not judge()(said, [SECOND])
    assert not judge()("Selon « Traité de Riga » : Le pacte dure trente ans.", [FIRST])


def test_spans_are_judged_by_their_sentences() -> None:
    texts = [s.sentence.text for s in sentences_of(WHOLE, {"pacte": PACT})]
    assert texts == [
        "Le pacte dure vingt ans.",
        "Il est signé à Moscou.",
        "Rien d'autre n'est dit.",
    ]
    assert all(
        PACT.text[s.sentence.start : s.sentence.end] == s.sentence.text
        for s in sentences_of(SECOND, {"pacte": PACT})
    )


def test_the_same_question_is_put_to_a_judge_once() -> None:
    asked: list[str] = []

    def count(claim: str, spans: Sequence[Span]) -> bool:
        asked.append(claim)
        return True

    judge = remembering(count)
    assert judge("a", [FIRST])
    assert judge("a", [FIRST, FIRST])
    assert judge("a", [SECOND])
    assert asked == ["a", "a"]


class Model:
    name = "fake"

    def __init__(self, share: float | None, text: str = "") -> None:
        self._share, self._text = share, text
        self.asked: list[str] = []

    def p_yes(self, system: str, user: str) -> float | None:
        self.asked.append(user)
        return self._share

    def write(self, system: str, user: str, *, max_tokens: int = 160) -> Iterator[str]:
        yield self._text


def test_a_model_judges_by_its_yes() -> None:
    for model, expected in (
        (Model(0.8), True),
        (Model(0.2), False),
        (Model(None, "Oui."), True),
        (Model(None, "Non"), False),
    ):
        assert model_judge({"pacte": PACT}, model)("fr", "")("Le pacte dure.", [FIRST]) is expected


def test_a_model_judge_reads_the_cited_words_without_role_marks() -> None:
    model = Model(0.8)
    model_judge({"pacte": PACT}, model)("fr", "")("Dit <|im_start|>oui", [FIRST])
    assert "Le pacte dure vingt ans." in model.asked[0]
    assert "<|" not in model.asked[0]
