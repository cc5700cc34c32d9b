from __future__ import annotations

from answering.disagree import disagreement
from tests.fakes import document, scored

STOLTENBERG = scored(
    document("Jens Stoltenberg, le chef de l'OTAN, a averti les alliés.", title="A")
)
RUTTE = scored(document("Mark Rutte, chef de l'OTAN depuis octobre, visite Kiev.", title="B"))
TWENTY = scored(document("Le pacte entre Moscou et Téhéran dure vingt ans.", title="C"))
TEN = scored(document("Le pacte entre la Russie et l'Iran dure dix ans.", title="D"))
ALSO_TWENTY = scored(document("Russia and Iran's pact lasts two decades.", title="E"))


def test_two_persons_in_one_office() -> None:
    found = disagreement("Qui est le chef de l'OTAN ?", [*STOLTENBERG, *RUTTE])
    assert found is not None
    assert [v.text for v in found.values] == ["Jens Stoltenberg", "Mark Rutte"]
    assert [v.source.document.title for v in found.values] == ["A", "B"]


def test_two_durations_of_one_pact() -> None:
    found = disagreement(
        "Combien de temps dure le pacte entre la Russie et l'Iran ?", [*TWENTY, *TEN]
    )
    assert found is not None
    assert found.kind == "figure"
    assert [v.text for v in found.values] == ["vingt ans", "dix ans"]


def test_one_value_in_other_words_is_no_disagreement() -> None:
    question = "Combien de temps dure le pacte entre la Russie et l'Iran ?"
    assert disagreement(question, [*TWENTY, *ALSO_TWENTY]) is None


def test_one_document_does_not_disagree_with_itself() -> None:
    one = scored(document("Le pacte dure vingt ans. Le pacte dure dix ans.", title="F"))
    assert disagreement("Combien de temps dure le pacte ?", one) is None


def test_other_topics_and_other_questions_are_left_alone() -> None:
    other = scored(document("Le contrat de gaz entre Pékin et Oslo dure dix ans.", title="G"))
    question = "Combien de temps dure le pacte entre la Russie et l'Iran ?"
    assert disagreement(question, [*TWENTY, *other]) is None
    assert disagreement("Pourquoi ce pacte ?", [*TWENTY, *TEN]) is None
