"""No telemetry: a whole session opens no connection beyond this machine, and looks no name up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.settings import load_settings
from tests.integration import listening

pytestmark = pytest.mark.integration
HERE = {"localhost", "127.0.0.1", "::1", "None"}
ALONE = ["unshare", "--map-root-user", "--net"]  # a network namespace without a way out


def heard(folder: Path, *more: str, inside: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a session told; nothing in its environment keeps libraries from calling home."""
    quiet = ("GRADIO_ANALYTICS_ENABLED", "HF_HUB_OFFLINE", "ANONYMIZED_TELEMETRY", "DO_NOT_TRACK")
    told = {key: value for key, value in os.environ.items() if key not in quiet}
    command = [*inside, sys.executable, "-m", listening.__name__, str(folder), *more]
    done = subprocess.run(command, env=told, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert said["asked"] == "answered"
    assert said["page"] > 1000
    return said


@pytest.fixture(autouse=True)
def _encoder() -> None:
    if not (load_settings().cache / "e5-small-q4.bin").exists():
        pytest.skip("no encoder in the cache: dossier fetch")


def test_python_code_connects_to_loopback_alone(tmp_path: Path) -> None:
    said = heard(tmp_path, "192.0.2.1")
    beyond = [host for _, host in said["heard"] if host not in HERE]
    assert len(said["heard"]) > 3  # the page was really opened
    assert beyond == ["192.0.2.1"]  # what was done to show that the ear is open, and no more


def test_native_code_sends_nothing_either(tmp_path: Path) -> None:
    """Rust and C++ parts and programs started raise no audit events here; the kernel counts what
    any of them would have sent.
    """
    if not shutil.which("unshare") or subprocess.run([*ALONE, "true"], check=False).returncode:
        pytest.skip("no network namespaces on this machine")
    assert heard(tmp_path / "quiet", "--alone", inside=tuple(ALONE))["no_route"] == 0
    loud = heard(tmp_path / "loud", "--alone", "192.0.2.1", inside=tuple(ALONE))
    assert loud["no_route"] > 0
