"""Any settings, from any source: usable ones or a SettingsError that says so.

DOSSIER_FUZZ_EXAMPLES=20000 tries that many of each kind.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import SettingsError
from core.settings import Settings, load_settings

fuzz = settings(
    max_examples=int(os.environ.get("DOSSIER_FUZZ_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NAMES = st.one_of(st.sampled_from(sorted(Settings.model_fields)), st.text(max_size=8))
VALUES = st.one_of(
    st.text(max_size=30), st.integers(), st.floats(), st.none(), st.binary(max_size=9)
)
LINES = st.one_of(
    st.tuples(NAMES, st.text(max_size=30)).map(lambda pair: f"DOSSIER_{pair[0].upper()}={pair[1]}"),
    st.text(max_size=40),
    st.sampled_from(["export A=1", "A='", 'A="${B:-c}"', "DOSSIER_LANG=${DOSSIER_LANG}", "=", "#"]),
).map(str.encode)  # fmt: skip


@fuzz
@given(st.dictionaries(NAMES.filter(lambda name: not name.startswith("_")), VALUES, max_size=4))
def test_given_values(given: dict[str, object]) -> None:
    with suppress(SettingsError):
        usable(load_settings(_env_file=None, **given))


@fuzz
@given(st.lists(LINES | st.binary(max_size=40), max_size=6))
def test_env_files(lines: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ".env"
        path.write_bytes(b"\n".join(lines))
        with suppress(SettingsError):
            usable(load_settings(_env_file=path))


def usable(made: Settings) -> None:
    assert 1 <= made.port <= 65535
    assert made.lang in ("fr", "en")
    assert made.threads >= 0
    assert os.fspath(made.data)
