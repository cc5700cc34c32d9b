"""Runs the embedded language model in this process, behind a loopback port with a key.

The only file that knows xllamacpp.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import xllamacpp

from core.errors import ModelError

CONTEXT = 3072  # tokens a slot can hold, question and answer together
SLOTS = 4  # each keeps the cache of its last prompt: judging and answering, in two languages


class EmbeddedServer:
    """A llama.cpp server over one model file. It stops when it is garbage-collected.

    `address` ends with `/v1`; requests need `key`, so that no other program of this machine,
    and no web page, can use the port.
    """

    def __init__(self, model: Path, threads: int = 0) -> None:
        self.key = secrets.token_urlsafe(24)
        try:
            self._server = xllamacpp.Server(_parameters(model, threads, self.key))
        except Exception as error:  # the binding raises whatever llama.cpp throws
            raise ModelError(name=model.name, detail=str(error)) from error
        self.address = f"{self._server.listening_address}/v1"


def _parameters(model: Path, threads: int, key: str) -> xllamacpp.CommonParams:
    """Server settings; the choices were measured by `bench/llm.py`."""
    chosen = xllamacpp.CommonParams()
    chosen.model.path = str(model)
    chosen.n_ctx = CONTEXT * SLOTS
    chosen.n_parallel = SLOTS
    chosen.cpuparams.n_threads = threads or os.cpu_count() or 1
    chosen.cpuparams_batch.n_threads = threads or os.cpu_count() or 1
    chosen.n_gpu_layers = 0
    # read, not mapped: the weights are repacked anyway, and a mapping would hold them twice
    # (1.5 GB resident instead of 1.9)
    chosen.load_mode = xllamacpp.llama_load_mode.LLAMA_LOAD_MODE_NONE
    chosen.cache_ram_mib = 0  # by default llama.cpp keeps old prompts in up to 8 GB of memory
    chosen.cache_idle_slots = False
    chosen.api_keys = [key]
    chosen.cors_origins = ""
    chosen.ui = False
    chosen.endpoint_slots = False
    chosen.verbosity = 0
    chosen.warmup = False
    return chosen
