"""A conversation as a file one can keep: Markdown, HTML or JSON, with citations and bibliography."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from core.types import Language
from ui import render, turns
from ui.conversations import Conversation, KeptTurn
from ui.dates import spoken_date
from ui.record import CitationRecord
from ui.texts import count, say
from ui.turns import Scope

MEDIA = {
    "md": "text/markdown;charset=utf-8",
    "html": "text/html;charset=utf-8",
    "json": "application/json;charset=utf-8",
}
PLACE = ("n", "start", "end", "quote")  # what makes a citation of a document
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
PAGE = Markup(
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title><style>'
    "body{{font:17px/1.6 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}}"
    "blockquote{{margin:.3rem 0 1rem;padding-left:1rem;border-left:3px solid #999}}"
    "h2{{font-size:1.15rem;margin-top:2.2rem}}.none,.partial{{font-style:italic}}"
    "@media(prefers-color-scheme:dark){{body{{background:#191816;color:#e9e5dc}}}}"
    "</style></head><body><h1>{title}</h1><p>{meta}</p>{turns}<h2>{bibliography}</h2>"
    "<ol>{documents}</ol></body></html>"
)


def file(conversation: Conversation, kind: str, language: Language) -> dict[str, str]:
    """File name, media type and text; an unknown kind is Markdown."""
    if kind == "json":
        text = as_json(conversation)
    else:
        text = (as_html if kind == "html" else as_markdown)(conversation, language)
    extension = kind if kind in MEDIA else "md"
    stem = re.sub(r"[^\w-]+", "-", conversation["title"]).strip("-")[:60] or "conversation"
    return {"name": f"{stem}.{extension}", "type": MEDIA[extension], "text": text}


def as_json(conversation: Conversation) -> str:
    """The conversation as kept, with a `bibliography` of the documents cited."""
    documents = [
        {key: value for key, value in c.items() if key not in PLACE}
        for c in cited_documents(conversation["turns"])
    ]
    return json.dumps(conversation | {"bibliography": documents}, ensure_ascii=False, indent=2)


def as_markdown(conversation: Conversation, language: Language) -> str:
    lines = [f"# {plain(conversation['title'])}", "", plain(meta(conversation, language)), ""]
    for turn in conversation["turns"]:
        lines += [f"## {plain(turn['answer']['question'])}", "", *markdown_answer(turn, language)]
    lines += [f"## {say(language, 'keep.bibliography')}", ""]
    documents = cited_documents(conversation["turns"])
    lines += [f"{n}. {plain(reference(c, language))}" for n, c in enumerate(documents, 1)]
    return "\n".join(lines) + "\n"


def markdown_answer(turn: KeptTurn, language: Language) -> list[str]:
    answer = turn["answer"]
    lines = [f"> {say(language, 'verdict.disagree')}", ""] if answer["disagreement"] else []
    if answer["sentences"]:
        lines += [plain(answer["answer"], marks=True), ""]
    else:
        lines += [f"*{say(language, 'none.title')}*", ""]
    for c in answer["citations"] or answer["closest"]:
        quote = " ".join(c["quote"].split())
        lines += [f"[{c['n']}] « {plain(quote)} » — {plain(render.byline(c, language))}", ""]
    return lines


def as_html(conversation: Conversation, language: Language) -> str:
    return PAGE.format(
        lang=language,
        title=conversation["title"],
        meta=meta(conversation, language),
        turns=Markup("").join(html_turn(turn, language) for turn in conversation["turns"]),
        bibliography=say(language, "keep.bibliography"),
        documents=Markup("").join(
            Markup("<li>{}</li>").format(reference(c, language))
            for c in cited_documents(conversation["turns"])
        ),
    )


def html_turn(turn: KeptTurn, language: Language) -> Markup:
    answer = turn["answer"]
    said = Markup("<p>{}</p>").format(answer["answer"]) if answer["sentences"] else Markup("")
    quotes = Markup("").join(
        Markup("<p>[{}] {}</p><blockquote>{}</blockquote>").format(
            c["n"], render.byline(c, language), c["quote"]
        )
        for c in answer["citations"]
    )
    scope = Scope(turn["documents"], turn["passages"])
    closing = render.NOTHING if answer["sentences"] else turns.ending(answer, scope, language)
    return Markup("<h2>{}</h2>{}{}{}").format(answer["question"], said, quotes, closing)


def cited_documents(turns: Iterable[KeptTurn]) -> Sequence[CitationRecord]:
    """One citation per document cited, in order of first use."""
    first: dict[str, CitationRecord] = {}
    for turn in turns:
        for citation in turn["answer"]["citations"]:
            first.setdefault(citation["document_id"], citation)
    return list(first.values())


def reference(citation: CitationRecord, language: Language) -> str:
    """A document as a bibliography has it."""
    date = spoken_date(citation["published"], language) or say(language, "sources.undated")
    known = (citation["author"], citation["title"], citation["publisher"], date, citation["source"])
    return ", ".join(part for part in known if part) + "."


def meta(conversation: Conversation, language: Language) -> str:
    day = spoken_date(conversation["updated"], language)
    return f"{conversation['dossier']} · {day} · {count(language, 'n.turns', len(conversation['turns']))}"


def plain(text: str, marks: bool = False) -> str:
    """`text` so that Markdown shows it as it is; `marks` keeps `[n]`."""
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return re.sub(r"\\\[(\d+)\\\]", r"[\1]", escaped) if marks else escaped
