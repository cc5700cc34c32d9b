"""The MCP tools, as another program has them: a real client, a process of our own, no language model."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from core.errors import ToolsMissing
from core.settings import user_folder
from weights.manifest import E5

pytestmark = pytest.mark.integration
CLI = str(Path(__file__).parents[2] / "cli.py")
PHARE = "Le phare d'Ouessant compte cent quatre-vingt-deux marches. Il date de 1863."
MARCHES = "Combien de marches compte le phare d'Ouessant ?"


async def spoken_with(data: Path) -> dict[str, Any]:
    """What each tool gave; errors as their words."""
    from mcp import Client, StdioServerParameters

    given: dict[str, Any] = {}
    command = [CLI, "--data", str(data), "--llm", "extractive", "--lang", "fr", "mcp"]
    async with Client(StdioServerParameters(command=sys.executable, args=command)) as client:

        async def call(key: str, tool: str, **arguments: Any) -> None:
            result = await client.call_tool(tool, arguments)
            plain = result.structured_content or {}
            words: Any = result.content[0]
            given[key] = words.text if result.is_error else plain.get("result", plain)

        given["tools"] = {tool.name for tool in (await client.list_tools()).tools}
        await call("pasted", "add", text=PHARE, title="Phare")
        await call("file", "add", urls=["/etc/://../passwd", "file:///etc/passwd"])
        await call("documents", "documents")
        await call("hits", "search", question="phare", k=1)
        await call("answer", "ask", question=MARCHES, documents=["Phare"])
        await call("unknown", "ask", question=MARCHES, documents=["Sémaphore"])
        await call("empty", "search", question=" ? ")
    return given


def test_a_program_adds_finds_and_asks_and_reads_no_file_of_ours(tmp_path: Path) -> None:
    pytest.importorskip("mcp", reason="pip install mcp")
    if not (user_folder("cache") / E5.name).is_file():
        pytest.skip(f"{E5.name} is not in the cache: dossier fetch")
    # The browser tests leave a running loop in this thread.
    with ThreadPoolExecutor(1) as pool:
        given = pool.submit(asyncio.run, spoken_with(tmp_path)).result()
    assert given["tools"] == {"ask", "search", "documents", "add"}
    assert [outcome["change"] for outcome in given["pasted"]] == ["added"]
    assert [outcome["change"] for outcome in given["file"]] == ["failed", "failed"]
    assert [document["title"] for document in given["documents"]] == ["Phare"]
    assert given["hits"][0]["text"] == PHARE
    assert given["answer"]["status"] == "answered"
    cited = given["answer"]["citations"][0]
    assert (
        PHARE[cited["start"] : cited["end"]] == cited["quote"] == PHARE[: PHARE.index(" Il date")]
    )
    assert "Sémaphore" in given["unknown"]
    assert "question est vide" in given["empty"]


def test_without_the_package_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import cli

    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "ui.tools", raising=False)
    result = CliRunner().invoke(cli.app, ["mcp"])
    assert isinstance(result.exception, ToolsMissing)
    assert "pip install" in result.exception.say("fr")
