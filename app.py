"""Starts the page: `python app.py`."""

from __future__ import annotations

import sys
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from answering.factory import Desk
    from core.settings import Settings


def start(settings: Settings) -> None:
    """Serves the dossiers of the data folder until interrupted. Raises DossierError."""
    from answering.factory import open_desk, restored  # noqa: PLC0415 (takes seconds to load)
    from core.memory import few_heaps  # noqa: PLC0415
    from ui.serve import serve  # noqa: PLC0415

    few_heaps()
    desk = open_desk(settings)
    try:
        welcome(desk, settings)
        Thread(target=desk.get_ready, daemon=True).start()
        serve(
            desk,
            folder=settings.data / "page",
            host=settings.host,
            port=settings.port,
            language=settings.lang,
            password=settings.password,
            restore=partial(restored, settings),
        )
    finally:
        desk.close()


def welcome(desk: Desk, settings: Settings) -> None:
    """Opens the first dossier, so that what is wrong is said now; the first start ever fills it
    with the sample.
    """
    from answering.factory import SAMPLES  # noqa: PLC0415

    first_start = not (settings.data / "dossiers").exists()
    dossier = desk.dossier(desk.names()[0])
    if first_start:
        for outcome in dossier.ingest([str(SAMPLES)]):
            print(f"{outcome.change:9} {outcome.title}")


def main() -> None:
    from core.errors import DossierError  # noqa: PLC0415
    from core.settings import load_settings  # noqa: PLC0415

    try:
        start(load_settings())
    except DossierError as error:
        sys.exit(error.say("fr"))


if __name__ == "__main__":
    main()
