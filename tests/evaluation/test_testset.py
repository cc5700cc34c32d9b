import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import TestSetError
from core.types import Turn
from evaluation import testset
from evaluation.cases import Case, GoldQuote, TestSet
from tests.evaluation.fakes import patient
from tests.fakes import document

GOOD = {"id": "a", "lang": "fr", "question": "Qui signe ?", "answerable": False, "answers": []}


def parse(*rows: object) -> TestSet:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return testset.parse("\n".join(lines).encode(), "t.jsonl")


def test_a_row_becomes_a_case_with_its_sources_and_history() -> None:
    row = GOOD | {
        "answerable": True,
        "answers": ["Poutine"],
        "sources": [{"document": "Pacte", "quote": "Poutine signe."}],
        "history": [["Et avant ?", "Rien."], {"question": "Quand ?", "answer": "En 2025."}],
        "tags": ["who"],
    }
    (case,) = parse(row).cases
    assert case == Case(
        "a",
        "Qui signe ?",
        "fr",
        True,
        ("Poutine",),
        (GoldQuote("Pacte", "Poutine signe."),),
        (Turn("Et avant ?", "Rien."), Turn("Quand ?", "En 2025.")),
        ("who",),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('{"id": ', "line 2: not JSON"),
        ("[1]", "line 2: each line must hold one JSON object"),
        ({"id": "b", "answerable": True}, "line 2: field question is missing"),
        (GOOD | {"id": "b", "question": " "}, "line 2: field question must be a text"),
        (GOOD | {"id": "b", "answerable": "yes"}, "line 2: field answerable must be true or"),
        ({k: v for k, v in GOOD.items() if k != "id"}, "line 2: field id is missing"),
        (GOOD | {"id": "b", "answers": "Poutine"}, "line 2: field answers must be a list"),
        (GOOD | {"id": "b", "sources": ["x"]}, "line 2: field sources must be a list of objects"),
        (GOOD | {"id": "b", "sources": [{"quote": "x"}]}, "line 2: field document is missing"),
        (GOOD | {"id": "b", "lang": "de"}, "line 2: lang must be"),
        (GOOD | {"id": "b", "history": [["seul"]]}, "line 2: each turn of history"),
        (GOOD | {"id": "b", "history": 3}, "line 2: each turn of history"),
        (GOOD, "line 2: the id “a” is already used above"),
        ("[" * 100_000, "line 2: not JSON"),
    ],
)
def test_a_bad_row_names_its_line_and_the_rest_runs(row: object, said: str) -> None:
    found = parse(GOOD, row, GOOD | {"id": "z"})
    assert [case.id for case in found.cases] == ["a", "z"]
    (problem,) = found.problems
    assert problem.dropped
    assert problem.say("en").startswith(said)
    assert problem.say("fr").startswith("ligne 2 : ")


def test_bytes_that_are_not_utf8_are_one_bad_row() -> None:
    raw = json.dumps(GOOD).encode() + b'\n{"id": "\xe9"}\n'
    found = testset.parse(raw, "t.jsonl")
    assert len(found.cases) == 1
    assert found.problems[0].say("fr").startswith("ligne 2 : ce n'est pas de l'UTF-8")


def test_an_unknown_field_is_said_and_the_row_runs() -> None:
    found = parse(GOOD | {"answrs": []})
    assert len(found.cases) == 1
    assert found.problems[0].say("en") == "line 1: unknown field, ignored: answrs"
    assert not found.problems[0].dropped


def test_half_a_surrogate_pair_is_a_question_mark_a_whole_one_a_character() -> None:
    line = json.dumps(GOOD).replace("Qui signe", "Qui \\ud800 \\ud83d\\ude00")
    assert parse(line).cases[0].question == "Qui ? \U0001f600 ?"
    whole = '{"data": [{"paragraphs": [{"context": "a\\udfff", "qas": [{"id": "1", "question": "q"}]}]}]}'
    assert testset.parse(whole.encode(), "s").corpus[0].text == "a?"


def test_other_line_separators_do_not_end_a_row() -> None:
    found = testset.parse(
        json.dumps(GOOD | {"question": "Un\u2028deux ?"}, ensure_ascii=False).encode(), "t"
    )
    assert found.cases[0].question == "Un\u2028deux ?"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"nothing here\n", b"{}"])
def test_an_empty_set_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vide.jsonl"
    path.write_bytes(content)
    with pytest.raises(TestSetError) as raised:
        testset.load(path)
    assert "vide.jsonl" in raised.value.say("fr")
    assert "\n" not in raised.value.say("en")


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(TestSetError, match=r"cannot be read"):
        testset.load(tmp_path / "absent.jsonl")


def test_squad_contexts_are_the_corpus_and_the_answers_sentence_is_gold() -> None:
    context = "Le pacte dure vingt ans. Il est signé à Moscou."
    paragraph = {
        "context": context,
        "qas": [
            {"id": "1", "question": "Où ?", "answers": [{"text": "Moscou", "answer_start": 40}]},
            {"id": "2", "question": "Combien ?", "answers": [{"text": "vingt", "answer_start": 0}]},
            {"id": "3", "question": "Qui ?", "is_impossible": True, "answers": []},
            {"id": "1", "question": "Encore ?", "answers": []},
            {"id": "4"},
        ],
    }
    found = testset.parse(
        json.dumps({"data": [{"title": "Pacte", "paragraphs": [paragraph]}]}).encode(), "s.json"
    )
    assert [text.text for text in found.corpus] == [context]
    assert found.unit == "document"
    first, second, third = found.cases
    assert first.sources == (GoldQuote("squad:0", "Il est signé à Moscou."),)
    assert second.sources == (GoldQuote("squad:0", "Le pacte dure vingt ans."),)
    assert not third.answerable
    assert third.sources == ()
    assert [p.code for p in found.problems] == ["duplicate", "missing"]


def test_squad_that_is_not_what_it_says_gives_problems_not_tracebacks() -> None:
    found = testset.parse(b'{"data": [{"paragraphs": 3}]}', "s.json")
    assert found.cases == ()
    assert found.problems[0].code == "objects"


def test_nomiracl_questions_are_limited_to_their_own_passages() -> None:
    rows = [
        {
            "id": str(n),
            "question": "Qui ?",
            "answerable": n == 0,
            "passages": [{"title": "A", "text": "Commun."}, {"title": "B", "text": f"Propre {n}."}],
        }
        for n in range(2)
    ]
    found = parse(*rows)
    assert [case.documents for case in found.cases] == [
        ("nomiracl:0", "nomiracl:1"),
        ("nomiracl:0", "nomiracl:2"),
    ]
    assert [case.answerable for case in found.cases] == [True, False]


def test_clapnq_sentences_are_gold_and_no_answer_means_unanswerable() -> None:
    base = {"id": "1", "input": "who", "passages": [{"title": "T", "text": "A man . It rains ."}]}
    yes = base | {"output": [{"answer": "a man", "selected_sentences": ["A man ."]}]}
    no = base | {"id": "2", "output": [{"answer": "", "selected_sentences": []}]}
    first, second = parse(yes, no).cases
    assert first.sources == (GoldQuote("clapnq:0", "A man ."),)
    assert (first.answerable, second.answerable) == (True, False)
    assert first.language == "en"


def test_afriqa_rows_without_a_passage_are_left_out() -> None:
    row = {
        "id": "1",
        "question_translated": "Qui ?",
        "title": "T",
        "context": "Il pleut. Ada rit.",
        "answer_pivot": {"text": ["Ada"], "answer_start": [10]},
    }
    found = parse(row, row | {"id": "2", "context": None})
    assert [case.sources for case in found.cases] == [(GoldQuote("afriqa:0", "Ada rit."),)]
    assert found.problems[0].line == 2


def test_gold_that_is_not_in_the_documents_is_named() -> None:
    pact = document("Le pacte dure\nvingt ans.", title="Pacte")
    rows = [
        GOOD | {"id": "1", "sources": [{"document": "Pacte", "quote": "dure vingt ans"}]},
        GOOD | {"id": "2", "sources": [{"document": "Pacte", "quote": "dure dix ans"}]},
        GOOD | {"id": "3", "sources": [{"document": "Autre", "quote": "x"}]},
    ]
    said = [p.say("en") for p in testset.validate(parse(*rows), [pact])]
    assert said == [
        "line 2: the gold quote is not in its document: Pacte: “dure dix ans”",
        "line 3: no document “Autre” in this dossier",
    ]


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)
cases = st.builds(
    Case,
    id=words,
    question=words,
    language=st.sampled_from(["fr", "en"]),
    answerable=st.booleans(),
    answers=st.lists(words, max_size=2).map(tuple),
    sources=st.lists(st.builds(GoldQuote, words, words), max_size=2).map(tuple),
    history=st.lists(st.builds(Turn, words, words), max_size=2).map(tuple),
    tags=st.lists(words, max_size=2).map(tuple),
    documents=st.lists(words, max_size=2).map(tuple),
)


@given(st.lists(cases, min_size=1, max_size=4, unique_by=lambda case: case.id))
@patient
def test_what_is_saved_is_loaded_again(
    tmp_path_factory: pytest.TempPathFactory, many: list[Case]
) -> None:
    path = tmp_path_factory.mktemp("set") / "t.jsonl"
    testset.save(many, path)
    assert list(testset.load(path).cases) == many


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "question", "answerable", "answers", "sources", "history", "lang",
                         "passages", "input", "output", "context", "answer_pivot", "document",
                         "question_translated", "text", "quote", "data", "paragraphs", "qas"]),
        inner, max_size=6),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(json_values | st.text(max_size=10), max_size=4))
@patient
def test_whatever_comes_in_only_problems_come_out(rows: list[object]) -> None:
    found = parse(*rows)
    assert all(problem.say("fr") and problem.say("en") for problem in found.problems)


@given(st.binary(max_size=60))
@patient
def test_whatever_bytes_come_in_only_problems_come_out(raw: bytes) -> None:
    found = testset.parse(raw, "t")
    assert all(problem.say("fr") for problem in found.problems)
