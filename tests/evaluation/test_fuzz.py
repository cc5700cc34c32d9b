"""Any bytes as a test set: cases and named problems come out, never an accident.

DOSSIER_FUZZ_EXAMPLES=20000 tries that many of each kind.
"""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DossierError, TestSetError
from core.types import Document
from evaluation import testset
from evaluation.cases import Case, TestSet
from evaluation.formats import questions
from evaluation.gold import locate

fuzz = settings(
    max_examples=int(os.environ.get("DOSSIER_FUZZ_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NAMES = [
    "id", "lang", "question", "answerable", "answers", "sources", "document", "documents", "quote",
    "history", "tags", "answer", "input", "passages", "output", "query", "positive_passages",
    "negative_passages", "docid", "text", "title", "context", "data", "paragraphs", "qas",
    "answer_start", "is_impossible", "version", "translations", "gold_paragraph_text",
]  # fmt: skip
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
        st.sampled_from(["fr", "en", "Q ?", "2024", "\ud800", " "]),
    ),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip
ROWS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8)
BITS = [
    b"\n", b"\r\n", b"\xef\xbb\xbf", b"\xff", b"\0", b"{", b"}", b"[" * 2000, b'"', b"null", b"1e999",
    b'{"question": "Q ?", "answerable": true, "answers": ["a"]}', b'"\\ud800"', b'{"data": [',
    b'{"id": 1, "question": "Q", "answerable": false}\n', "«\u2028»".encode(),
]  # fmt: skip
FILES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from(BITS), max_size=12).map(b"".join),
    st.lists(ROWS, max_size=4).map(lambda rows: "\n".join(map(json.dumps, rows)).encode()),
    VALUES.map(lambda value: json.dumps({"data": value}).encode()),
)


@fuzz
@given(FILES)
def test_sets(raw: bytes) -> None:
    found = testset.parse(raw, "set.jsonl")
    for problem in found.problems:
        assert problem.say("fr")
        assert problem.say("en")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "again.jsonl"
        testset.save(found.cases, path)
        again = testset.parse(path.read_bytes(), path.name).cases
    assert len(again) == len(found.cases)
    assert all(isinstance(case, Case) and case.question.strip() for case in again)


@fuzz
@given(FILES)
def test_files_of_questions(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questions.jsonl"
        path.write_bytes(raw)
        with suppress(TestSetError):
            for asked in questions.read(path):
                assert asked.text.strip()
                assert asked.language in (None, "fr", "en")


@fuzz
@given(st.text(max_size=120), st.text(max_size=60), st.integers(0, 40))
def test_quotes(text: str, quote: str, at: int) -> None:
    for wanted in (quote, text[at : at + 20]):
        place = locate(text, wanted)
        assert place is None or 0 <= place[0] <= place[1] <= len(text)
    with suppress(DossierError):
        case = Case("1", "Q ?", "fr", True, ("a",))
        document = Document("d", 1, text, "T", "s", "h")
        assert list(testset.validate(TestSet("s", (case,)), [document])) == []
