"""How the C library hands out memory: settings for a process of many threads."""

from __future__ import annotations

import ctypes
import sys

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
_ARENAS = 2


def few_heaps() -> bool:
    """Lets all threads share two heaps; False where the C library has no such setting.

    glibc gives each thread a heap of its own and rarely gives its pages back: a page whose requests run in forty
    threads then holds the largest tensors of each of them.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    return mallopt is not None and bool(mallopt(_ARENA_MAX, _ARENAS))
