import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.canonical import canonical, one_line, unwrap


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("10\u202f000\u00a0€", "10 000 €"),
        ("a  b \t c", "a b c"),
        ("a \n  b", "a\nb"),
        ("a\n\n \n\n\nb", "a\n\nb"),
        ("e\u0301te\u0301", "été"),
        ("pre\u00admier mi\u200bnis\u2060tre\ufeff", "premier ministre"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\x00b\x1bc", "abc"),
        ("page un\fpage deux", "page un\n\npage deux"),
        ("caché\U000e0041\U000e0042", "caché"),
        ("seul \ud800 ici", "seul ici"),
        ("  bord  ", "bord"),
    ],
)
def test_canonical(raw: str, wanted: str) -> None:
    assert canonical(raw) == wanted


@given(st.text(alphabet=st.characters(), max_size=200))
def test_canonical_text_is_stable_and_clean(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
    assert "\n\n\n" not in once
    once.encode()  # no lone surrogates


def test_a_tower_of_accents_is_cut_short() -> None:
    assert len(canonical("a" + "\u0301\u0323" * 200_000)) <= 31


def test_one_line() -> None:
    assert one_line(" Un\n titre\u00a0long ") == "Un titre long"


def test_hard_wrapped_lines_become_paragraphs() -> None:
    wrapped = (
        "Le président de la République et le Premier ministre\n"
        "Gabriel Attal ont signé hier un accord de coopération\n"
        "avec plusieurs pays."
    )
    assert unwrap(wrapped) == wrapped.replace("\n", " ")


@pytest.mark.parametrize(
    "text",
    [
        "Un titre\nUn paragraphe d'une seule ligne qui est bien plus longue que les autres lignes du texte, vraiment.",
        "- le pain que l'on achète chez le boulanger du village\n- le vin que l'on achète chez le caviste de la ville",
        "Court.\nAussi court.",
    ],
)
def test_lines_that_mean_something_stay(text: str) -> None:
    assert unwrap(text) == text
