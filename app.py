"""Starts the page: `python app.py`."""

from __future__ import annotations

import sys


def main() -> None:
    """Serves the dossiers of the user's data folder, as the settings say."""
    from answering.factory import open_desk  # noqa: PLC0415 (takes seconds to load)
    from core.errors import DossierError  # noqa: PLC0415
    from core.settings import load_settings  # noqa: PLC0415
    from ui.serve import serve  # noqa: PLC0415

    try:
        settings = load_settings()
        serve(
            open_desk(settings),
            folder=settings.data / "page",
            host=settings.host,
            port=settings.port,
            language=settings.lang,
            password=settings.password,
        )
    except DossierError as error:
        sys.exit(f"{error.say('fr')}\n{error.say('en')}")


if __name__ == "__main__":
    main()
