"""Vectors on a real Chroma server, shared by two dossiers."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chromadb
import pytest

from core.errors import ServerUnreachable
from retrieval.index import Index
from retrieval.store import Server
from tests.retrieval.fakes import CHUNKING, HashingEmbedder, document, split

pytestmark = pytest.mark.integration


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Server, subprocess.Popen[bytes]]]:
    """`chroma run`, from the package that is installed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("chroma")
    if not program.exists():
        pytest.skip("no `chroma` program beside this Python: pip install chromadb")
    command = [program, "run", "--path", tmp_path / "server", "--port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*map(str, command)], stdout=quiet, stderr=quiet)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield Server(f"http://127.0.0.1:{port}"), process
    process.kill()
    process.wait()


def test_two_dossiers_share_a_server_and_say_when_it_is_gone(
    server: tuple[Server, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    where, process = server
    one = Index(tmp_path / "one", HashingEmbedder(), split, CHUNKING, where)
    two = Index(tmp_path / "two", HashingEmbedder(), split, CHUNKING, where)
    first = one.put(document("Un accord de vingt ans. Signé à Moscou.")).document
    two.put(document("Des drones de Téhéran. Livrés à Moscou.", "b.txt"))
    assert [hit.passage.document_id for hit in one.search("drones de Moscou")] == [first.id]
    one.put(document("Un accord de trente ans. Signé à Moscou."))
    assert one.check() == two.check() == []
    one.close()
    one = Index(tmp_path / "one", HashingEmbedder(), split, CHUNKING, where)
    assert {"dense", "bm25"} == set(one.search("accord de trente ans")[0].ranks)
    process.kill()
    process.wait()
    with pytest.raises(ServerUnreachable):
        one.search("accord de trente ans")
    assert one.document(first.id).version == 2
    one.close()
    two.close()
    with pytest.raises(ServerUnreachable):
        Index(tmp_path / "one", HashingEmbedder(), split, CHUNKING, where)


def test_the_command_line_keeps_its_vectors_on_the_server(
    server: tuple[Server, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    where, _ = server
    (tmp_path / "a.txt").write_text("L'accord de Moscou dure vingt ans. Il est public.", "utf-8")

    def dossier(*arguments: str) -> str:
        command = [sys.executable, "-m", "cli", "--data", str(tmp_path / "data"), "--lang", "en"]
        command += ["--chroma", where.url, *arguments]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert dossier("ingest", str(tmp_path / "a.txt")).startswith("added")
    [hit] = json.loads(dossier("search", "Combien de temps dure l'accord ?", "--json"))
    assert set(hit["ranks"]) == {"dense", "bm25"}
    assert dossier("doctor") == "ok\n"
    client = chromadb.HttpClient("127.0.0.1", int(where.url.rsplit(":", 1)[1]))
    assert [collection.count() for collection in client.list_collections()] == [1]
    assert not (tmp_path / "data" / "dossiers" / "default" / "vectors").exists()
