from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.fakes import FakeDesk
from ui.serve import PasswordRequired, checker, is_loopback, serve


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
def test_loopback_needs_no_password(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "example.org", ""])
def test_anything_else_does(host: str, tmp_path: Path) -> None:
    with pytest.raises(PasswordRequired):
        serve(FakeDesk(), folder=tmp_path, host=host, password="")


def test_the_password_must_be_right_and_the_name_given() -> None:
    check = checker("sésame")
    assert check("ada", "sésame")
    assert not check("ada", "sesame")
    assert not check("", "sésame")
