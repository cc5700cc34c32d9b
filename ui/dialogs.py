"""The page's dialogs. Texts are keys that the page's script fills."""

from __future__ import annotations

from markupsafe import Markup

from ui.icons import button

KEYS = (
    ("/", "key.question"),
    ("Esc", "key.stop"),
    ("n  p", "key.cites"),
    ("j  k", "key.sentences"),
    ("a", "key.about"),
    ("1  2  3", "key.panes"),
    ("?", "key.help"),
)


def dialogs() -> Markup:
    """All of them, closed."""
    made = (
        keep_dialog(),
        add_dialog(),
        record_dialog(),
        name_dialog(),
        measure_dialog(),
        case_dialog(),
        help_dialog(),
    )
    return Markup("").join(made)


def dialog(name: str, key: str, content: Markup) -> Markup:
    return Markup(
        '<dialog class="{name}" aria-labelledby="title-{name}"><header><h2 id="title-{name}" '
        'data-t="{key}"></h2>{close}</header>{content}</dialog>'
    ).format(name=name, key=key, close=button("close", "page.close", "close"), content=content)


def keep_dialog() -> Markup:
    new = button("new-conversation", "keep.new", "add", words=True)
    return dialog("keep", "keep.title", Markup("{}<div class='kept'></div>").format(new))


def add_dialog() -> Markup:
    return dialog(
        "add",
        "sources.add.title",
        Markup(
            '<form method="dialog"><label class="drop"><span data-t="sources.files.hint"></span>'
            '<input type="file" class="files hidden" multiple></label><ul class="chosen"></ul>'
            '<label><span data-t="sources.url"></span><input type="text" inputmode="url" class="url" '
            'placeholder="https://"></label>'
            '<label><span data-t="sources.paste"></span><textarea class="paste" rows="5"></textarea></label>'
            '<label><span data-t="sources.paste.title"></span><input class="paste-title"></label>'
            '<p class="adding" role="status"></p><progress hidden></progress><ul class="outcomes"></ul>'
            '<div class="row"><button type="submit" class="primary" data-t="sources.add"></button></div></form>'
        ),
    )


def record_dialog() -> Markup:
    return dialog(
        "record",
        "sources.edit",
        Markup(
            '<form method="dialog"><div class="fields"></div><p class="wrong" role="alert"></p>'
            '<div class="row"><button type="submit" class="primary" data-t="page.save"></button></div></form>'
        ),
    )


def name_dialog() -> Markup:
    return dialog(
        "naming",
        "dossier.new",
        Markup(
            '<form method="dialog"><label><span data-t="dossier.name"></span>'
            '<input class="name" maxlength="40" required></label><label class="backup">'
            '<span data-t="dossier.import"></span>'
            '<input type="file" class="backup-file" accept=".zip"></label><p class="wrong" role="alert"></p>'
            '<div class="row"><button type="submit" class="primary" data-t="dossier.create"></button></div></form>'
        ),
    )


def measure_dialog() -> Markup:
    tools = Markup("").join(
        button(name, key, sign, words=True)
        for name, key, sign in (
            ("new-case", "measure.new", "add"),
            ("import-cases", "measure.import", "up"),
            ("export-cases", "measure.export", "down"),
        )
    )
    systems = Markup("").join(
        Markup(
            '<label><input type="checkbox" value="{0}"{1}> '
            '<span data-t="measure.system.{0}"></span></label>'
        ).format(name, Markup(" checked") if name == "dossier" else "")
        for name in ("dossier", "extractive", "vanilla", "dense", "bm25")
    )
    return dialog(
        "measure",
        "measure.title",
        Markup(
            '<div><div class="row">{tools}<input type="file" class="cases-file" accept=".jsonl,.json" '
            'hidden data-t-label="measure.import"></div><div class="cases" tabindex="0"></div>'
            '<ul class="problems"></ul><fieldset class="systems"><legend data-t="measure.systems">'
            '</legend>{systems}</fieldset><div class="row"><button type="button" class="primary run" '
            'data-t="measure.run"></button></div><p class="measured" role="status"></p>'
            '<progress class="measuring" hidden data-t-label="measure.title"></progress>'
            '<div class="report" hidden></div></div>'
        ).format(tools=tools, systems=systems),
    )


def case_dialog() -> Markup:
    return dialog(
        "case",
        "measure.case",
        Markup(
            '<form method="dialog"><label><span data-t="measure.question"></span>'
            '<textarea name="question" rows="2"></textarea></label>'
            '<label class="inline"><input type="checkbox" name="answerable"> '
            '<span data-t="measure.answerable"></span></label>'
            '<label><span data-t="measure.answers"></span><textarea name="answers" rows="2"></textarea></label>'
            '<label><span data-t="measure.quotes"></span><textarea name="sources" rows="4"></textarea></label>'
            '<p class="wrong" role="alert"></p><div class="row"><button type="submit" class="primary" '
            'data-t="page.save"></button></div></form>'
        ),
    )


def help_dialog() -> Markup:
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd data-t='{}'></dd>").format(
            Markup(" ").join(Markup("<kbd>{}</kbd>").format(k) for k in keys.split()), key
        )
        for keys, key in KEYS
    )
    return dialog("help", "page.help", Markup("<dl>{}</dl>").format(rows))
