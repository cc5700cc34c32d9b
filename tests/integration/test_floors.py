"""The sample dossier is measured through the command line and must reach `samples/floors.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from core.settings import user_folder
from weights.manifest import E5

pytestmark = pytest.mark.integration
SAMPLES = Path(__file__).parents[2] / "samples"
FLOORS = tomllib.loads((SAMPLES / "floors.toml").read_text("utf-8"))
OPTIONS = {"search": ["--retrieval-only"], "extractive": []}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all runs: the sample is indexed once."""
    if not (user_folder("cache") / E5.name).is_file():
        pytest.skip(f"{E5.name} is not in the cache: dossier fetch")
    return tmp_path_factory.mktemp("data")


@pytest.mark.parametrize("name", FLOORS)
def test_the_sample_reaches_its_floors(name: str, data: Path) -> None:
    floors = [f"--fail-under={metric}={value}" for metric, value in FLOORS[name].items()]
    command = ["--data", data, "--llm", "extractive", "--lang", "en", "evaluate"]
    command += [SAMPLES / "testset.jsonl", "--corpus", SAMPLES / "documents", "-o", data / name]
    result = CliRunner().invoke(cli.app, [*map(str, command), *OPTIONS[name], *floors])
    assert result.exit_code == 0, result.output
    assert result.exception is None
