"""The Gradio page: one custom HTML component, its script and style, and the endpoints behind it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from core.errors import DossierError
from core.types import Language
from ui import endpoints, endpoints_page
from ui.desk import Desk, Restore
from ui.keeping import Keeping
from ui.room import Room
from ui.shell import skeleton
from ui.sources import Sources
from ui.texts import LANGUAGES, as_language, for_script, say

HERE = Path(__file__).parent
SCRIPTS = ("core", "reading", "asking", "sources", "keeping", "seeing", "measuring", "start")
STYLES = ("theme", "layout", "conversation", "reading", "dialogs")
SOURCES = (
    "enter", "create", "document", "form", "describe", "remove", "restore", "timeline", "people",
)  # fmt: skip
KEEPING = (
    "list_conversations", "conversation", "rename", "forget", "export",
    "cases", "judge", "save_case", "drop_case", "import_cases", "export_cases",
)  # fmt: skip
HEAD = (
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
    # In the head and not as `css`: Gradio rewrites selectors there and breaks `:is(a, b)`.
    "<style>{style}</style>"
)
CACHE = (3600, 24 * 3600)  # looked through each hour: copies of uploads go after a day
log = logging.getLogger(__name__)


def build(
    desk: Desk, *, folder: Path, language: Language = "fr", restore: Restore | None = None
) -> gr.Blocks:
    """The page over all dossiers of `desk`; conversations and uploads are kept under `folder`.

    With `restore`, readers can open an exported dossier.
    """
    room = Room(desk, folder, restore=restore)
    page: gr.Blocks
    with gr.Blocks(
        title=say(language, "page.title"), analytics_enabled=False, delete_cache=CACHE
    ) as page:
        gr.HTML(
            str(skeleton(language)),
            js_on_load=script(),
            apply_default_css=False,
            elem_id="room",
            server_functions=server_functions(room),
            texts={code: for_script(code) for code in LANGUAGES},
            language=language,
        )
        endpoints.attach(room)
        endpoints_page.attach(room)
    return page


def theme() -> gr.themes.Base:
    """What Gradio itself draws, the sign-in form, in the colours of the page and system fonts."""
    base = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"])
    return base.set(
        body_background_fill="#f6f3ec",
        body_background_fill_dark="#1c1b18",
        button_primary_background_fill="#17566a",
        button_primary_background_fill_dark="#17566a",
        button_primary_background_fill_hover="#0f4453",
        button_primary_background_fill_hover_dark="#0f4453",
    )


def server_functions(room: Room) -> list[Callable[..., Any]]:
    sources, keeping = Sources(room), Keeping(room)
    return [answered(getattr(sources, name), name) for name in SOURCES] + [
        answered(getattr(keeping, name), name) for name in KEEPING
    ]


def launch_settings() -> dict[str, Any]:
    """Looks and manners of the page, for `launch`: own style, system fonts, nothing called home."""
    return {
        "head": HEAD.format(style=style()),
        "theme": theme(),
        "footer_links": [],
        "ssr_mode": False,
        "run_history": False,
        "enable_monitoring": False,
        "show_error": False,
        "quiet": True,
        "pwa": False,
        "mcp_server": False,
    }


def script() -> str:
    """All parts of the page's script as one: Gradio runs it when the component is there."""
    return "\n".join((HERE / f"page.{part}.js").read_text("utf-8") for part in SCRIPTS)


def style() -> str:
    return "\n".join((HERE / f"style.{part}.css").read_text("utf-8") for part in STYLES)


def answered(method: Callable[[dict[str, Any]], dict[str, Any]], name: str) -> Callable[..., Any]:
    """`method` as a server function of the page: what goes wrong comes back as `error`, in words."""

    def call(asked: dict[str, Any]) -> dict[str, Any]:
        language = as_language(asked.get("language", "en"))
        try:
            return method(asked)
        except DossierError as error:
            return {"error": error.say(language)}
        except Exception:
            log.exception("the page asked for %s in vain", name)
            return {"error": say(language, "bug")}

    call.__name__ = name
    return call
