"""Vectors of passages, by key. The only file that knows Chroma."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings
from chromadb.errors import ChromaAuthError, ChromaError
from numpy.typing import NDArray

from core.errors import IndexDamaged, NoRoom, ServerUnreachable
from retrieval.disk import lacks_room

Floats = NDArray[np.float32]

BATCH = 5_000  # Chroma refuses more than 5,461 at a time
PAGE = 20_000  # keys listed at a time
_COSINE: CreateCollectionConfiguration = {
    "hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 150}
}


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server. `token` is sent both ways there are: as a bearer token, as proxies before
    a server want it, and as Chroma Cloud wants it. `ca` is a file of certificates to trust.
    """

    url: str
    token: str = ""
    tenant: str = "default_tenant"
    database: str = "default_database"
    ca: Path | None = None


class Vectors:
    """One collection of unit vectors (d,) under integer keys; scores are cosines."""

    def __init__(self, client: ClientAPI, name: str, folder: Path | None, url: str = "") -> None:
        """A collection in `folder` or behind `url`. Raises what is wrong with it, if anything is."""
        self._client = client
        self._name = name
        self._folder = folder
        self._url = url
        try:
            with self._told():
                self._collection = self._open()
                self._collection.count()  # loads it
        except BaseException:
            self.close()
            raise

    def write(self, keys: Sequence[int], vectors: Floats) -> None:
        """Adds or replaces; `vectors` is (len(keys), d)."""
        with self._told():
            for start in range(0, len(keys), BATCH):
                part = slice(start, start + BATCH)
                self._collection.upsert(ids=_ids(keys[part]), embeddings=vectors[part])

    def drop(self, keys: Sequence[int]) -> None:
        """Deletes; a key that is not there is no error."""
        with self._told():
            for start in range(0, len(keys), BATCH):
                self._collection.delete(ids=_ids(keys[start : start + BATCH]))

    def search(
        self, vector: Floats, limit: int, only: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The (key, cosine) nearest to `vector`, best first, among the keys `only`."""
        if only is not None and not only:
            return []
        with self._told():
            found = self._collection.query(
                query_embeddings=vector[None, :],
                ids=None if only is None else _ids(only),
                n_results=limit,
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return [(int(key), 1.0 - float(distance)) for key, distance in pairs]

    def size(self) -> int:
        with self._told():
            return self._collection.count()

    def keys(self) -> Iterator[int]:
        """All keys, in no order."""
        for offset in range(0, self.size(), PAGE):
            with self._told():
                page = self._collection.get(limit=PAGE, offset=offset, include=[])
            yield from map(int, page["ids"])

    def clear(self) -> None:
        """Empties the collection, which then takes vectors of any dimension."""
        with self._told():
            self._client.delete_collection(self._name)
            self._collection = self._open()

    def close(self) -> None:
        if isinstance(self._client, Client):
            self._client.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Says what a reader can do about what Chroma raises."""
        try:
            yield
        except (httpx.HTTPError, ChromaAuthError) as error:
            raise ServerUnreachable(url=self._url, detail=error) from error
        except ChromaError as error:
            if self._folder is not None and lacks_room(self._folder):
                raise NoRoom() from error
            raise IndexDamaged(detail=error) from error

    def _open(self) -> chromadb.Collection:
        return self._client.get_or_create_collection(
            self._name, configuration=_COSINE, embedding_function=None
        )


def open_vectors(folder: Path, name: str, server: Server | None = None) -> Vectors:
    """The collection `name`, in `folder` or on a server."""
    if server is not None:
        return Vectors(_connect(server), name, None, server.url)
    folder.mkdir(parents=True, exist_ok=True)
    return Vectors(chromadb.PersistentClient(str(folder), _settings()), name, folder)


def _settings() -> Settings:
    """New ones each time: clients change the settings they are given."""
    return Settings(anonymized_telemetry=False)


def _connect(server: Server) -> ClientAPI:
    url = urlsplit(server.url)
    secure = url.scheme == "https"
    token = {"Authorization": f"Bearer {server.token}", "X-Chroma-Token": server.token}
    settings = _settings()
    if server.ca is not None:
        settings.chroma_server_ssl_verify = str(server.ca)
    try:
        return chromadb.HttpClient(
            host=url.hostname or "localhost",
            port=url.port or (443 if secure else 8000),
            ssl=secure,
            headers=token if server.token else None,
            tenant=server.tenant,
            database=server.database,
            settings=settings,
        )
    except (ValueError, OSError, httpx.HTTPError, ChromaError) as error:
        raise ServerUnreachable(url=server.url, detail=error) from error


def _ids(keys: Sequence[int]) -> list[str]:
    return [str(key) for key in keys]
