import re
from pathlib import Path

import pytest

from ui.dates import is_date, spoken_date
from ui.texts import CATALOGUE, LANGUAGES, SAMPLE_QUESTIONS, count, for_script, french, say

UI = Path(__file__).parents[2] / "ui"
FIELD = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("key", CATALOGUE)
def test_each_text_is_there_in_both_languages_with_the_same_facts(key: str) -> None:
    fr, en = CATALOGUE[key]
    assert fr.strip()
    assert en.strip()
    assert set(FIELD.findall(fr)) == set(FIELD.findall(en))


@pytest.mark.parametrize("key", CATALOGUE)
def test_plural_forms_come_in_pairs(key: str) -> None:
    if key.endswith(".one"):
        assert key.removesuffix("one") + "many" in CATALOGUE


def test_each_key_the_page_uses_is_in_the_catalogue() -> None:
    source = "\n".join(p.read_text("utf-8") for p in UI.iterdir() if p.suffix in (".py", ".js"))
    used = set(re.findall(r"""data-t(?:-\w+)?=["']([\w.]+)["']""", source))
    used |= set(re.findall(r"""(?:text|say)\((?:\w+, )?["'](\w+\.[\w.]+)["']""", source))
    counted = set(re.findall(r"""(?:counted|count)\((?:\w+, )?["']([\w.]+)["']""", source))
    used |= {f"{key}.many" for key in counted}
    assert len(used) > 60
    assert used <= set(CATALOGUE)


def test_french_puts_narrow_spaces_before_high_punctuation_and_keeps_the_length() -> None:
    assert french("Qui ? « Lui » : oui !") == "Qui\u202f? «\u202fLui\u202f»\u202f: oui\u202f!"
    assert len(french("a : b")) == len("a : b")


def test_counts_follow_each_language() -> None:
    assert count("fr", "n.documents", 0) == "0 document"
    assert count("en", "n.documents", 0) == "0 documents"
    assert count("en", "n.documents", 1) == "1 document"


def test_facts_are_filled_in_even_with_braces_in_them() -> None:
    assert say("en", "sources.removed", title="{x}") == "“{x}” was removed."


def test_the_script_gets_every_text() -> None:
    assert all(set(for_script(language)) == set(CATALOGUE) for language in LANGUAGES)


def test_three_questions_worth_asking_in_each_language() -> None:
    assert all(len(SAMPLE_QUESTIONS[language]) == 3 for language in LANGUAGES)


@pytest.mark.parametrize(
    ("iso", "fr", "en"),
    [
        ("2025-01-17", "17 janvier 2025", "17 January 2025"),
        ("2024-10-01", "1er octobre 2024", "1 October 2024"),
        ("2024-10", "octobre 2024", "October 2024"),
        ("2024", "2024", "2024"),
        ("2025-01-17T10:00:00Z", "17 janvier 2025", "17 January 2025"),
        ("2024-77-01", "2024", "2024"),
        ("hier", "", ""),
        ("", "", ""),
    ],
)
def test_dates_are_said_as_people_say_them(iso: str, fr: str, en: str) -> None:
    assert (spoken_date(iso, "fr"), spoken_date(iso, "en")) == (fr, en)


def test_only_real_dates_pass() -> None:
    assert all(map(is_date, ("", "2025", "2025-01", "2025-01-17")))
    assert not any(map(is_date, ("hier", "2025-02-30", "2025-1-7", "20250117", "2025-01-17x")))


def test_each_reason_a_check_can_give_has_words() -> None:
    checks = (UI.parent / "answering" / "verify").glob("*.py")
    source = "\n".join(path.read_text("utf-8") for path in checks)
    kinds = set(re.findall(r'return f"([a-z_]+):\{', source))
    kinds |= set(re.findall(r'Verdict\(Support\.\w+, "([a-z_]+)"', source))
    assert {"figure", "name", "date"} <= kinds
    assert {f"reason.{kind}" for kind in kinds} <= set(CATALOGUE)
