import pytest

from answering.language import question_language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Combien de temps dure l’accord ?", "fr"),
        ("Qui ?", "fr"),
        ("How long does it last?", "en"),
        ("Who leads NATO?", "en"),
        ("Qui dirige l'OTAN ?", "fr"),
        ("What did Peskov say about Trump?", "en"),
        ("Quel âge a Poutine ?", "fr"),
    ],
)
@pytest.mark.parametrize("default", ["fr", "en"])
def test_small_words_tell(question, language, default):
    assert question_language(question, default) == language


@pytest.mark.parametrize("default", ["fr", "en"])
def test_where_nothing_tells_the_default_holds(default):
    assert question_language("Su-35 ?", default) == default
