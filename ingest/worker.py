"""The other side of `ingest.sandbox`: locks itself up, then parses what it is sent.

Run as `python -m ingest.worker MEMORY_IN_BYTES`; ends when its standard input does.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Callable
from typing import IO, Any

from core.errors import SourceError
from ingest.formats import Format
from ingest.parsed import Parsed

CPU_SECONDS = 900  # in case nobody is left to end the process
_FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen",
    "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "os.chown", "shutil.rmtree", "os.kill",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Serves requests until there are no more."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not be heard
    lock_up(int(sys.argv[1]))
    while size := requests.read(4):
        header = json.loads(requests.read(int.from_bytes(size, "big")))
        said = answer(header, requests.read(header["size"]), lambda: _say(answers, {"alive": True}))
        _say(answers, said)
        if said.get("error") == "TooDemanding":
            return  # what a MemoryError left behind is not worth trusting


def lock_up(memory: int) -> None:
    """Limits memory (bytes) and time where the platform can; forbids writing, network, programs.

    The audit hook stops Python code that a parser might be talked into running; it is no wall
    against machine code, which the limits and the empty environment have to bear.
    """
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_forbid)


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if writes or event in _FORBIDDEN:
        raise PermissionError(f"not in the sandbox: {event}")


def answer(header: dict[str, Any], data: bytes, alive: Callable[[], None]) -> dict[str, Any]:
    """What to say about a file: `parsed` with its fields, or `error` with a class name."""
    try:
        parse = _parser(Format(header["format"]))
        alive()  # what comes before this is not the file's fault
        parsed = parse(data, header, alive)
    except SourceError as error:
        return {"error": type(error).__name__}
    except MemoryError:
        return {"error": "TooDemanding"}
    except Exception:  # whatever a parser chokes on, the file is to blame
        return {"error": "TooDemanding" if _memory_was_short() else "BrokenSource"}
    return {"parsed": dataclasses.asdict(parsed)}


def _memory_was_short() -> bool:
    """C parsers report a lack of memory as any error; the limit is on addresses, so be generous."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return False
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return _peak() > limit // 2


def _peak() -> int:
    """The most memory held so far, in bytes.

    Linux hands a parent's peak on in `ru_maxrss`, so a large server would make every broken
    file look too demanding; VmHWM starts anew with the program.
    """
    import resource  # noqa: PLC0415 (not on Windows)

    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        used: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return used * (1 if sys.platform == "darwin" else 1024)


Parser = Callable[[bytes, dict[str, Any], Callable[[], None]], Parsed]


def _parser(form: Format) -> Parser:
    """The loader of a format; each is imported only when a file needs it."""
    if form is Format.PDF:
        from ingest.pdf import parse_pdf  # noqa: PLC0415

        return lambda data, _, alive: parse_pdf(data, alive)
    if form is Format.DOCX:
        from ingest.docx import parse_docx  # noqa: PLC0415

        return lambda data, _, __: parse_docx(data)
    from ingest.html import parse_html  # noqa: PLC0415

    return lambda data, header, _: parse_html(data, header["charset"], header["url"])


def _say(answers: IO[bytes], word: dict[str, Any]) -> None:
    answers.write(json.dumps(word).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
