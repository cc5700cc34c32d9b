"""Starts the page: `python app.py`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.settings import Settings


def start(settings: Settings) -> None:
    """Serves the dossiers of the data folder until interrupted. Raises DossierError."""
    from answering.factory import open_desk  # noqa: PLC0415 (takes seconds to load)
    from ui.serve import serve  # noqa: PLC0415

    serve(
        open_desk(settings),
        folder=settings.data / "page",
        host=settings.host,
        port=settings.port,
        language=settings.lang,
        password=settings.password,
    )


def main() -> None:
    from core.errors import DossierError  # noqa: PLC0415
    from core.settings import load_settings  # noqa: PLC0415

    try:
        start(load_settings())
    except DossierError as error:
        sys.exit(error.say("fr"))


if __name__ == "__main__":
    main()
