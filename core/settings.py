"""Settings, from the environment (`DOSSIER_…`) or a `.env` file. Only entry points read them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import SettingsError


def user_folder(kind: Literal["data", "cache"]) -> Path:
    """The per-user folder for data or cache, by the platform's custom."""
    home = Path.home()
    if sys.platform == "darwin":
        base = home / "Library" / ("Application Support" if kind == "data" else "Caches")
    elif sys.platform == "win32":
        base = home / "AppData" / "Local"
    else:
        base = home / (".local/share" if kind == "data" else ".cache")
    return base / "dossier" / (kind if sys.platform == "win32" else "")


class Settings(BaseSettings):
    """All settings with their defaults; an unknown key is an error."""

    model_config = SettingsConfigDict(env_prefix="DOSSIER_", env_file=".env", extra="forbid")

    data: Path = Field(default_factory=lambda: user_folder("data"))
    cache: Path = Field(default_factory=lambda: user_folder("cache"))
    llm: str = "embedded"
    llm_base_url: str = ""
    embedding: str = "embedded"
    threads: int = Field(default=0, ge=0, description="0: as many as the machine has cores")
    lang: Literal["fr", "en"] = "fr"
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    password: str = ""
    evidence_sentences: int = Field(default=6, ge=1, le=30)
    chroma_url: str = Field(default="", pattern=r"^(https?://[^/\s]+/?)?$")
    chroma_token: str = ""
    chroma_tenant: str = "default_tenant"
    chroma_database: str = "default_database"
    chroma_ca: Path | None = Field(
        default=None, description="certificates to trust instead of the usual ones"
    )


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, with `overrides` that are not None on top."""
    given = {key: value for key, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        detail = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise SettingsError(detail=detail) from error
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(detail=f".env: {error}") from error
