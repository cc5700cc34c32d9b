import pytest

from answering.assistant import MAX_WORDS, Assistant, Options
from answering.clock import Clock
from answering.events import Done, Found, Said
from core.errors import EmptyQuestion, ModelError, QuestionTooLong
from core.types import Status, Support, Turn
from tests.fakes import FakeGate, FakeIndex, FakeWriter, document, overlap

PACT = document(
    "Le pacte de défense entre Moscou et Téhéran dure vingt ans. "
    "Masoud Pezeshkian est le président iranien.",
    title="Pacte",
)
DRONES = document("La Russie utilise des drones iraniens en Ukraine.", title="Drones")


def assistant(*texts, p=0.9, scorer=None, **options):
    return Assistant(
        FakeIndex(PACT, DRONES),
        gate=FakeGate(p),
        similarity=overlap,
        embedding="fake",
        writer=FakeWriter(*texts) if texts else None,
        scorer=scorer,
        options=Options(**options),
    )


def asked(who, question="Combien de temps dure le pacte de défense ?", **more):
    *events, done = who.ask(question, **more)
    assert isinstance(done, Done)
    return events, done.answer


def test_evidence_comes_first_then_checked_sentences():
    events, answer = asked(assistant("Le pacte de défense dure vingt ans."))
    assert [type(event) for event in events] == [Found, Said]
    assert "vingt ans" in events[0].evidence.sentences[0].sentence.text
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].quote == PACT.text[:59]
    assert answer.text == "Le pacte de défense dure vingt ans. [1]"


def test_a_figure_that_no_source_has_is_withheld_with_its_reason():
    _, answer = asked(assistant("Le pacte de défense coûte 100 milliards d'euros."))
    assert "100" not in answer.text
    assert answer.withheld[0].verdict.support is not Support.SUPPORTED
    assert "100" in answer.withheld[0].verdict.reason


def test_a_mark_of_the_model_is_no_citation():
    _, answer = asked(assistant("Le pacte de défense dure vingt ans [7]."))
    assert "[7]" not in answer.text
    assert all("vingt ans" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(("text", "p"), [("NON", 0.4), ("Peu importe.", 0.1)])
def test_a_refusal_of_the_gate_or_of_the_model_shows_the_closest_passages(text, p):
    _, answer = asked(assistant(text, p=p))
    assert answer.status is Status.NOT_IN_SOURCES
    assert not answer.sentences
    assert answer.closest


def test_where_the_model_declines_and_the_gate_is_sure_the_source_speaks():
    _, answer = asked(assistant("NON", p=0.9))
    assert answer.status is Status.ANSWERED
    assert answer.sentences[0].text == PACT.text[:59]


def test_the_model_is_not_asked_when_the_gate_says_no():
    who = assistant("Peu importe.", p=0.1)
    asked(who)
    assert not who._writer.asked


def test_without_a_model_the_evidence_is_the_answer():
    _, answer = asked(assistant())
    assert answer.sentences[0].text == PACT.text[:59]
    assert answer.made_by.llm == "extractive"


def test_a_model_that_fails_costs_its_prose_only():
    class Broken(FakeWriter):
        def write(self, system, user, *, max_tokens=160):
            raise ModelError(name="x", detail="down")
            yield

    who = assistant("x")
    who._writer = Broken("x")
    _, answer = asked(who)
    assert answer.status is Status.ANSWERED
    assert answer.sentences[0].text == PACT.text[:59]


def test_the_history_is_never_a_source():
    history = [Turn("Qui dirige le pays ?", "Zorglub Bulgroz dirige le pacte.")]
    _, answer = asked(
        assistant("Quel pacte Zorglub Bulgroz dirige-t-il ?", "Zorglub Bulgroz dirige le pacte."),
        "Et ce pacte, il dure combien ?",
        history=history,
    )
    assert "Zorglub" not in answer.text


def test_only_the_named_documents_are_searched():
    _, answer = asked(assistant("NON", p=0.4), "Quels drones pour le pacte ?", documents=["drones"])
    assert {c.document.id for c in answer.closest} == {"drones"}


def test_nothing_found_is_said_so():
    _, answer = asked(assistant("Canberra.", p=0.0), "Xyzzy ?")
    assert answer.status is Status.NOT_IN_SOURCES
    assert answer.closest == ()


@pytest.mark.parametrize(
    ("question", "error"),
    [("", EmptyQuestion), (" ?! ", EmptyQuestion), ("mot " * (MAX_WORDS + 1), QuestionTooLong)],
)
def test_questions_that_cannot_be_asked(question, error):
    with pytest.raises(error):
        asked(assistant("x"), question)


def test_the_answer_says_what_made_it():
    _, answer = asked(assistant("Le pacte de défense dure vingt ans."))
    assert answer.made_by.llm == "fake-writer"
    assert answer.made_by.index == "fake-index"
    assert len(answer.made_by.prompt) == 12
    times = answer.timings
    assert times.retrieval <= times.first_evidence <= times.first_token <= times.total


def test_sources_that_disagree_are_both_shown_under_their_title_and_date():
    old = document("Jens Stoltenberg dirige l'OTAN.", title="Ancien", published="2024-09-01")
    new = document("Mark Rutte dirige l'OTAN.", title="Nouveau", published="2024-10-02")
    who = Assistant(
        FakeIndex(old, new),
        gate=FakeGate(),
        similarity=overlap,
        embedding="fake",
        writer=FakeWriter("Jens Stoltenberg dirige l'OTAN."),
    )
    _, answer = asked(who, "Qui dirige l'OTAN ?")
    assert answer.disagreement
    assert {c.document.title for c in answer.citations} == {"Ancien", "Nouveau"}
    assert "2024-10-02" in answer.text


def test_a_true_sentence_that_does_not_answer_is_withheld():
    _, answer = asked(
        assistant("Masoud Pezeshkian est le président iranien."),
        "Quand Masoud Pezeshkian est-il devenu président iranien ?",
    )
    assert answer.status is Status.NOT_IN_SOURCES or answer.withheld
    assert answer.withheld[0].verdict.reason == "asked:date"


def test_only_as_much_evidence_is_read_as_fits():
    who = assistant("NON", prompt_characters=10)
    asked(who)
    assert who._writer.asked[0][1].count("\n- ") == 1


@pytest.mark.parametrize(("yes", "status"), [(0.01, "not_in_sources"), (0.99, "answered")])
def test_the_models_own_yes_or_no_counts(yes, status):
    who = assistant("Le pacte de défense dure vingt ans.", p=0.4)
    who._writer.yes = yes
    _, answer = asked(who)
    assert answer.status.value == status
    assert (answer.confidence > 0.5) == (yes > 0.5)


@pytest.mark.parametrize(("p", "shown"), [(0.6, False), (0.95, True)])
def test_an_invented_figure_is_replaced_only_where_the_evidence_surely_answers(p, shown):
    _, answer = asked(assistant("Le pacte de défense dure quarante ans.", p=p))
    assert "quarante" not in answer.text
    assert bool(answer.sentences) is shown


def test_a_claim_that_only_the_question_makes_gives_way_to_the_sources_own_sentence():
    _, answer = asked(
        assistant("Masoud Pezeshkian commande la flotte."),
        "Masoud Pezeshkian commande-t-il la flotte ?",
    )
    assert answer.withheld[0].verdict.reason == "borrowed:commande"
    assert answer.text == "Masoud Pezeshkian est le président iranien. [1]"


class Scorer:
    """Prefers sentences with `word`, by far."""

    def __init__(self, word):
        self.word = word

    def __call__(self, question, texts):
        return [8.0 * (self.word in text) for text in texts]


def test_the_scorer_moves_a_sentence_up_the_evidence():
    def reading(word):
        who = assistant(scorer=Scorer(word))
        return who.find("Que sait-on des drones, du pacte et du président ?", None, Clock())

    def place(finding):
        return ["vingt ans" in s.sentence.text for s in finding.evidence.sentences].index(True)

    assert place(reading("vingt ans")) < place(reading("président"))
    assert reading("vingt ans").best == 8.0


def test_getting_ready_reads_both_prompts_and_says_nothing():
    who = assistant("Peu importe.")
    who.get_ready("en")
    assert len(who._writer.asked) == 2
    assert all("Excerpts" in user for _, user in who._writer.asked)


def test_without_a_model_there_is_nothing_to_get_ready():
    assistant().get_ready("fr")


def test_without_a_model_only_sentences_that_answer_are_quoted():
    def quoted(word):
        who = assistant(scorer=lambda _, texts: [5.0 if word in text else -5.0 for text in texts])
        _, answer = asked(who, "Que sait-on des drones, du pacte et du président ?")
        return [sentence.text for sentence in answer.sentences]

    assert quoted("président") == ["Masoud Pezeshkian est le président iranien."]
    assert len(quoted("e")) == 2
