"""The global options reach the settings; the commands themselves are run by tests/integration."""

import sys
from pathlib import Path

import pytest

import cli
from core.errors import DataFolderBusy
from core.settings import Settings


def settings_of(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Settings:
    """The settings with which a command line opens its desk."""
    seen: list[Settings] = []

    def open_desk(settings: Settings, *_: object) -> None:
        seen.append(settings)
        raise DataFolderBusy(path="p", holder="h")

    monkeypatch.setattr("answering.factory.open_desk", open_desk)
    monkeypatch.setattr(sys, "argv", ["dossier", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    [settings] = seen
    return settings


def test_chroma_names_the_server_and_the_environment_its_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOSSIER_CHROMA_TOKEN", "secret")
    given = ("--chroma", "https://chroma.example.org", "--data", "d", "search", "q")
    settings = settings_of(monkeypatch, *given)
    assert settings.chroma_url == "https://chroma.example.org"
    assert settings.chroma_token == "secret"
    assert settings.data == Path("d")
    assert settings_of(monkeypatch, "search", "q").chroma_url == ""


def test_a_bad_row_of_questions_is_named_before_anything_is_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "q.jsonl"
    rows.write_bytes(b'{"id": 1, "question": "Qui ?"}\n\n{"id": 2}\n')
    monkeypatch.setattr("answering.factory.open_desk", lambda *_: pytest.fail("opened"))
    given = ["dossier", "--lang", "en", "answer", str(rows), "-o", str(tmp_path / "out")]
    monkeypatch.setattr(sys, "argv", given)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    assert "q.jsonl”: line 3: field question is missing" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
