"""The command line. Thin: each command opens what it needs, calls it, prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from core.errors import DossierError, ToolsMissing, Unexpected

if TYPE_CHECKING:
    from answering.factory import Desk, Dossier
    from core.settings import Settings
    from core.types import Answer, Language
    from evaluation.formats.questions import Question

app = typer.Typer(
    name="dossier",
    help="Ask a press dossier; read the answer beside the exact words it rests on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="Folder of the dossiers.")] = None,
    dossier: Annotated[str, typer.Option(help="Which dossier of that folder.")] = "default",
    llm: Annotated[
        str | None,
        typer.Option(help="embedded, extractive, or a chat model such as ollama:qwen3."),
    ] = None,
    lang: Annotated[str | None, typer.Option(help="fr or en.")] = None,
    chroma: Annotated[
        str | None, typer.Option(help="Address of a Chroma server to keep the vectors on.")
    ] = None,
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    context.obj = {"data": data, "llm": llm, "lang": lang, "chroma_url": chroma, "dossier": dossier}


@app.command("ingest")
def ingest_(context: typer.Context, sources: Annotated[list[str], typer.Argument()]) -> None:
    """Add files, folders or web addresses to the dossier."""
    failed = 0
    with opened(context, llm="extractive") as (dossier, settings):
        for outcome in dossier.ingest(sources, progress()):
            failed += outcome.error is not None
            said = outcome.error.say(settings.lang) if outcome.error else outcome.title
            mark = f"[{outcome.document_id}]" if outcome.document_id else ""
            typer.echo(f"{outcome.change:9} {said} {mark}".rstrip(), err=outcome.error is not None)
    if failed:
        raise typer.Exit(1)


@app.command()
def documents(context: typer.Context, as_json: Json = False) -> None:
    """List the documents."""
    from answering.wire import document_json

    with opened(context, llm="extractive") as (dossier, _):
        rows = [document_json(document) for document in dossier.index.documents()]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['id']}  {row['published'][:10]:10}  {row['title']}")


@app.command()
def show(context: typer.Context, document_id: str, as_json: Json = False) -> None:
    """Print a document's canonical text."""
    from answering.wire import document_json

    with opened(context, llm="extractive") as (dossier, _):
        document = dossier.index.document(document_id)
    if as_json:
        print_json(document_json(document, text=True))
    else:
        typer.echo(document.text)


@app.command()
def remove(context: typer.Context, document_id: str) -> None:
    """Remove a document from the dossier, without a trace."""
    with opened(context, llm="extractive") as (dossier, _):
        dossier.index.remove(document_id)


@app.command()
def ask(context: typer.Context, question: str, as_json: Json = False) -> None:
    """Answer one question, with its citations."""
    from answering.wire import answer_json

    with opened(context) as (dossier, settings):
        answer = last_answer(dossier, question, language=context.obj["lang"])
        if as_json:
            print_json(answer_json(answer))
        else:
            print_answer(answer, settings.lang)


@app.command()
def answer(
    context: typer.Context,
    questions: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    output: Annotated[Path, typer.Option("-o", "--output")],
) -> None:
    """Answer a file of questions (JSONL), one row each."""
    from answering.wire import answer_json
    from evaluation.formats.questions import read as read_questions

    rows = read_questions(questions)
    with opened(context) as (dossier, _), output.open("w", encoding="utf-8") as out:
        for asked in counted(rows):
            reply = last_answer(
                dossier,
                asked.text,
                language=asked.language,
                history=asked.history,
                documents=dossier.index.resolve(asked.documents) if asked.documents else None,
            )
            out.write(json.dumps(answer_json(reply, asked.id), ensure_ascii=False) + "\n")
            out.flush()


@app.command()
def search(
    context: typer.Context,
    question: Annotated[str, typer.Argument()] = "",
    as_json: Json = False,
    k: Annotated[int, typer.Option("-k", min=1, max=1000)] = 10,
    batch: Annotated[Path | None, typer.Option(exists=True, dir_okay=False)] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
) -> None:
    """Find the passages that bear on a question, without a language model."""
    from answering.assistant import validated
    from answering.wire import hits_json
    from evaluation.formats.questions import read as read_questions

    several = read_questions(batch) if batch else []
    with opened(context, llm="extractive") as (dossier, _):
        if batch and output:
            with output.open("w", encoding="utf-8") as out:
                for asked in counted(several):
                    only = dossier.index.resolve(asked.documents) if asked.documents else None
                    hits = dossier.index.search(asked.text, k, only)
                    line = {"id": asked.id, "hits": hits_json(hits)}
                    out.write(json.dumps(line, ensure_ascii=False) + "\n")
            return
        rows = hits_json(dossier.index.search(validated(question), k))
    if as_json:
        print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['rank']:3}. {row['title']} ({row['start']}–{row['end']})")
        typer.echo(f"     {' '.join(row['text'].split())}\n")


@app.command("evaluate")
def evaluate_(
    context: typer.Context,
    testset: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
    system: Annotated[
        list[str] | None, typer.Option(help="bm25, dense, vanilla, extractive, dossier.")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option(exists=True, help="Files to search instead of the dossier.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1)] = None,
    seed: int = 0,
    resume: bool = False,
    retrieval_only: bool = False,
    judge: Annotated[
        Literal["verifier", "llm"], typer.Option(help="Who decides what citations bear out.")
    ] = "verifier",
    fail_under: Annotated[list[str] | None, typer.Option(help="metric=value")] = None,
) -> None:
    """Measure answers with a test set, and write a report."""
    from answering.factory import open_desk
    from evaluation import command
    from evaluation.run import Options
    from evaluation.testset import load

    floors = [floor(text) for text in fail_under or []]
    settings = settings_of(context)
    folder = output or command.default_folder(testset)
    found = load(testset)
    desk = open_desk(settings, download_bar())
    try:
        say = progress()
        for step in command.evaluate(
            found,
            folder,
            desk,
            dossier=context.obj["dossier"],
            systems=system or ["dossier"],
            corpus=corpus,
            options=Options(limit, seed, retrieval_only, judge),
            resume=resume,
            language=settings.lang,
            on_filling=say,
            on_problem=partial(typer.echo, err=True),
        ):
            say(step.done, step.total, step.system)
    finally:
        desk.close()
    report_figures(folder, floors, settings.lang)


@app.command("compare")
def compare_(context: typer.Context, run_a: Path, run_b: Path, system: str | None = None) -> None:
    """Compare two evaluations: paired significance, and the cases that changed."""
    from evaluation.command import compared

    typer.echo(compared(run_a, run_b, settings_of(context).lang, system))


@app.command()
def backup(context: typer.Context, file: Path) -> None:
    """Write the whole dossier into one file."""
    with opened(context, llm="extractive") as (dossier, _):
        dossier.index.backup(file)


@app.command()
def restore(context: typer.Context, file: Annotated[Path, typer.Argument(exists=True)]) -> None:
    """Make a dossier from a backup; there must be none of that name yet."""
    from answering.factory import restored

    restored(settings_of(context), context.obj["dossier"], file)


@app.command()
def fetch(context: typer.Context) -> None:
    """Get the model files into the cache, once."""
    from weights.fetch import fetch as fetch_file
    from weights.manifest import FILES

    settings = settings_of(context)
    for name in FILES:
        typer.echo(str(fetch_file(name, settings.cache, download_bar())))


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option()] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
) -> None:
    """Start the page."""
    from app import start

    start(settings_of(context, host=host, port=port))


@app.command()
def mcp(context: typer.Context) -> None:
    """Offer ask, search, documents and add as MCP tools, on standard input and output."""
    try:
        from ui.tools import serve_tools
    except ModuleNotFoundError as error:
        raise ToolsMissing() from error
    with opened(context) as (dossier, settings):
        serve_tools(dossier, settings.lang)


@app.command()
def doctor(
    context: typer.Context,
    repair: Annotated[bool, typer.Option(help="Rebuild the indexes from the documents.")] = False,
) -> None:
    """Check that the indexes agree with the documents."""
    with opened(context, llm="extractive") as (dossier, _):
        if repair:
            dossier.index.repair(progress())
        problems = dossier.index.check()
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("ok")


# --- what the commands share -----------------------------------------------------------------


def settings_of(context: typer.Context, **overrides: object) -> Settings:
    from core.settings import load_settings

    given = {key: value for key, value in context.obj.items() if key != "dossier"}
    return load_settings(**{**given, **{k: v for k, v in overrides.items() if v is not None}})


@contextmanager
def opened(context: typer.Context, **overrides: object) -> Iterator[tuple[Dossier, Settings]]:
    """The dossier of the global options, closed at the end."""
    from answering.factory import open_desk

    settings = settings_of(context, **overrides)
    desk: Desk = open_desk(settings, download_bar())
    try:
        dossier = desk.dossier(context.obj["dossier"])
        for notice in desk.notices:
            typer.echo(notice.say(settings.lang), err=True)
        yield dossier, settings
    finally:
        desk.close()


def floor(text: str) -> Any:
    from evaluation.command import Floor

    try:
        return Floor.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--fail-under") from error


def report_figures(folder: Path, floors: list[Any], language: Any) -> None:
    """The headline on a terminal; exit code 1 where a floor is not reached."""
    from evaluation.command import failures, headline

    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    for line in headline(metrics, language):
        typer.echo(line)
    typer.echo(str(folder / "report.html"))
    missed = failures(metrics, floors)
    for line in missed:
        typer.echo(line, err=True)
    if missed:
        raise typer.Exit(1)


def last_answer(dossier: Dossier, question: str, **options: Any) -> Answer:
    from answering.events import Done

    for event in dossier.assistant.ask(question, **options):
        if isinstance(event, Done):
            return event.answer
    raise AssertionError("an assistant always ends with Done")


def counted(questions: list[Question]) -> Iterator[Question]:
    with typer.progressbar(questions, file=sys.stderr) as bar:
        yield from bar


def progress() -> Any:
    """A progress callback for (done, total, what), one line on a terminal's stderr."""

    def say(done: int, total: int, what: str) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r\033[K{done}/{total} {what[:60]}", nl=done == total, err=True)

    return say


def download_bar() -> Any:
    """A progress callback for (bytes done, bytes in all), in steps of a hundredth."""
    last = -1

    def say(done: int, total: int) -> None:
        nonlocal last
        share = 100 * done // max(total, 1)
        if share != last:
            last = share
            typer.echo(f"\r{done >> 20} / {total >> 20} MiB", nl=done == total, err=True)

    return say


def print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_answer(answer: Answer, language: str) -> None:
    from core.types import Status

    if answer.status is Status.NOT_IN_SOURCES:
        typer.echo("Le dossier ne le dit pas." if language == "fr" else "The dossier does not say.")
    else:
        typer.echo(answer.text)
    for number, citation in enumerate(answer.citations or answer.closest, 1):
        quote = " ".join(citation.quote.split())
        typer.echo(f"\n[{number}] {citation.document.title}\n    « {quote} »")


def main() -> None:
    """Runs the command line: declared errors are one line and exit code 1."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        # What is not a DossierError is a bug, said as such; its traceback is for --debug.
        known = error if isinstance(error, DossierError) else Unexpected(detail=repr(error))
        typer.echo(known.say(spoken()), err=True)
        sys.exit(1)


def spoken() -> Language:
    """The language of messages, read from the raw arguments: settings may be what failed."""
    said = " ".join(sys.argv)
    return "en" if "--lang en" in said or "--lang=en" in said else "fr"


if __name__ == "__main__":
    main()
