"""Starts the page, reachable from this machine alone unless a password is set."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from hmac import compare_digest
from pathlib import Path
from typing import Any

from core.errors import SettingsError
from core.types import Language
from ui.desk import Desk, Restore
from ui.texts import say

LARGEST_UPLOAD = "200mb"
SESSIONS = 200  # that Gradio remembers, of 10,000: each holds the whole page, and nothing of ours


class PasswordRequired(SettingsError):
    fr = "Ouvrir la page à d'autres machines ({host}) demande un mot de passe : réglez DOSSIER_PASSWORD."
    en = "Opening the page to other machines ({host}) takes a password: set DOSSIER_PASSWORD."


def serve(
    desk: Desk,
    *,
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 7860,
    language: Language = "fr",
    password: str = "",
    restore: Restore | None = None,
    wait: bool = True,
) -> Any:
    """Serves the page until interrupted; without `wait`, returns the running Blocks.

    Raises PasswordRequired when `host` is not a loopback address and there is no password.
    """
    if not password and not is_loopback(host):
        raise PasswordRequired(host=host)
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    from starlette.middleware import Middleware  # noqa: PLC0415

    from ui.door import LOOPBACK, Door  # noqa: PLC0415
    from ui.page import build, launch_settings  # noqa: PLC0415 (Gradio takes seconds to load)

    names = None if password else {*LOOPBACK, host}
    page = build(desk, folder=folder, language=language, restore=restore)
    page.queue(max_size=200, default_concurrency_limit=2, api_open=False)
    page.launch(
        server_name=host,
        server_port=port,
        auth=checker(password) if password else None,
        auth_message=say(language, "login"),
        max_file_size=LARGEST_UPLOAD,
        state_session_capacity=SESSIONS,
        allowed_paths=[str(folder / "exports")],
        prevent_thread_lock=not wait,
        app_kwargs={"middleware": [Middleware(Door, names=names)]},
        **launch_settings(),
    )
    return page


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checker(password: str) -> Callable[[str, str], bool]:
    """Lets in whoever knows the password, under the name they give."""

    def check(name: str, given: str) -> bool:
        return bool(name) and compare_digest(given.encode(), password.encode())

    return check
