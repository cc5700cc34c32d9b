"""Parses untrusted files in a separate process with limits on memory and time.

The process is started when first needed, used for many files, and replaced when it dies or has
served long. It gets no environment variables but a few harmless ones, so no keys, and locks
itself up (`ingest.worker`) before it sees a file. What crosses the border is JSON and bytes:

    to the worker      length of the header (4 bytes), header (JSON), the file's bytes
    from the worker    lines of JSON: {"alive": …} any number of times, then
                       {"parsed": …} or {"error": class name}
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from core.errors import (
    BrokenSource,
    EmptySource,
    EncryptedSource,
    SourceError,
    TooDemanding,
    UnknownFormat,
)
from core.errors import TooLarge as Large
from ingest.formats import Format
from ingest.parsed import MEGABYTE, TEXT_LIMIT, Parsed

SECONDS = 7.5
"""For a file, once its parser is loaded; a long PDF earns more with each page it gets done, which a bomb does not."""
SECONDS_A_PAGE = 0.15
MOST_SECONDS = 120.0
MEMORY = 768 * MEGABYTE
SERVES = 50
"""Files one process parses before a fresh one takes over."""
_ROOT = Path(__file__).resolve().parent.parent
_PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TZ")
_ERRORS: dict[str, type[SourceError]] = {
    error.__name__: error
    for error in (BrokenSource, EmptySource, EncryptedSource, TooDemanding, Large, UnknownFormat)
}


class Sandbox:
    """A context manager around one worker process; for one thread at a time."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """`seconds` for one file, `memory` in bytes."""
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the worker."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # unsent bytes for a process that is gone
                        pipe.close()

    def parse(
        self, form: Format, data: bytes, *, name: str, charset: str = "", url: str = ""
    ) -> Parsed:
        """What the HTML, PDF or DOCX `data` holds.

        Raises BrokenSource, EmptySource, EncryptedSource, UnknownFormat, TooLarge, and
        TooDemanding for what hits a limit.
        """
        header = {"format": form, "charset": charset, "url": url, "size": len(data)}
        answer = self._ask(json.dumps(header).encode(), data)
        if "parsed" in answer:
            fields = cast("dict[str, str]", answer["parsed"])
            return Parsed(**{**fields, "pages": tuple(fields["pages"])})  # type: ignore[arg-type]
        error = _ERRORS.get(str(answer.get("error")), BrokenSource)
        limit = (
            TEXT_LIMIT if error is Large else f"{self._seconds:g} s, {self._memory // MEGABYTE} MB"
        )
        raise error(name=name, limit=limit)

    def _ask(self, header: bytes, data: bytes) -> dict[str, object]:
        """The worker's last word; one that dies or is late has hit a limit."""
        process = self._worker()
        watchdog = _Watchdog(process, self._seconds)
        try:
            stdin, stdout = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
            stdin.write(len(header).to_bytes(4, "big") + header)
            stdin.write(data)
            stdin.flush()
            while line := stdout.readline():
                answer: dict[str, object] = json.loads(line)
                if "alive" not in answer:
                    self._served += 1
                    return answer
                watchdog.heard()
        except (OSError, ValueError):
            pass  # it died with half a word
        finally:
            watchdog.stop()
        self.close()
        return {"error": "TooDemanding"}

    def _worker(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._served >= SERVES or self._process.poll() is not None:
            self.close()
            self._process, self._served = self._start(), 0
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "ingest.worker", str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            start_new_session=True,  # Ctrl-C is for the parent to handle
        )


class _Watchdog:
    """Kills a process that takes longer than its time, which grows with each page heard of."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._begun, self._ready = time.monotonic(), False
        self._seconds = seconds
        self._timer = self._set()

    def heard(self) -> None:
        self._timer.cancel()
        if not self._ready:
            self._ready, self._begun = True, time.monotonic()
        self._seconds = min(self._seconds + SECONDS_A_PAGE, MOST_SECONDS)
        self._timer = self._set()

    def stop(self) -> None:
        self._timer.cancel()

    def _set(self) -> threading.Timer:
        left = self._begun + self._seconds - time.monotonic()
        timer = threading.Timer(max(0.0, left), self._process.kill)
        timer.daemon = True
        timer.start()
        return timer
