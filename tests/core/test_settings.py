import pytest

from core.errors import SettingsError
from core.settings import load_settings


def test_none_leaves_the_default():
    assert load_settings(lang=None).lang == "fr"
    assert load_settings(lang="en").lang == "en"


@pytest.mark.parametrize(
    "wrong", [{"colour": "red"}, {"port": 0}, {"lang": "de"}, {"chroma_url": "chroma:8000"}]
)
def test_what_cannot_be_used_is_named(wrong):
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        load_settings(**wrong)


def test_the_environment_sets(monkeypatch):
    monkeypatch.setenv("DOSSIER_PORT", "8000")
    assert load_settings().port == 8000


def test_a_broken_file_is_named(tmp_path):
    (tmp_path / ".env").write_bytes(b"DOSSIER_LANG=\xff")
    with pytest.raises(SettingsError, match=r"\.env"):
        load_settings(_env_file=tmp_path / ".env")
