"""The page's skeleton: header, three parts, dialogs. Texts are keys that the page's script fills."""

from __future__ import annotations

from markupsafe import Markup

from core.types import Language
from ui.dialogs import dialogs
from ui.icons import button, icon
from ui.texts import say
from ui.turns import turn


def skeleton(language: Language) -> Markup:
    """The whole page, once; `language` is what shows before the script runs."""
    return Markup(
        '<div class="room" data-pane="conversation">{skip}{bar}{tabs}<div class="panes">'
        "{sources}{talk}{document}</div>{dialogs}"
        '<div class="notices" role="status" aria-live="polite"></div>'
        '<div class="quote-tip" role="tooltip" id="quote-tip" hidden></div>'
        '<template class="turn-template">{turn}</template></div>'
    ).format(
        skip=Markup('<a class="skip" href="#question" data-t="page.skip">{}</a>').format(
            say(language, "page.skip")
        ),
        bar=bar(),
        tabs=tabs(),
        sources=sources(),
        talk=talk(),
        document=document(),
        dialogs=dialogs(),
        turn=turn(),
    )


def bar() -> Markup:
    return Markup(
        '<header class="bar"><h1 class="brand">Dossier</h1>'
        '<select class="dossiers" data-t-label="dossier.choose"></select>{new}'
        '<span class="gap"></span>{measure}{keep}'
        '<select class="language" data-t-label="page.language"><option value="fr" lang="fr">Français</option>'
        '<option value="en" lang="en">English</option></select>{theme}{help}</header>'
    ).format(
        new=button("new-dossier", "dossier.new", "add"),
        measure=button("open-measure", "measure.open", "measure", words=True),
        keep=button("open-keep", "keep.title", "keep", words=True),
        theme=button("theme", "page.theme", "theme"),
        help=button("open-help", "page.help", "help"),
    )


def tabs() -> Markup:
    """The switch between the three parts where they do not fit side by side."""
    tab = Markup('<button type="button" data-pane="{0}" data-t="pane.{0}"></button>')
    return Markup('<nav class="tabs" data-t-label="page.title">{}</nav>').format(
        Markup("").join(tab.format(pane) for pane in ("sources", "conversation", "document"))
    )


def sources() -> Markup:
    tab = Markup(
        '<button type="button" role="tab" id="tab-{0}" aria-controls="view-{0}" data-view="{0}" '
        'aria-selected="{2}" tabindex="{3}" data-t="{1}"></button>'
    )
    return Markup(
        '<section class="pane" id="sources" data-t-label="pane.sources"><div class="pane-head">'
        '<div role="tablist" class="views" data-t-label="pane.sources">{one}{two}{three}</div></div>'
        '<div role="tabpanel" id="view-shelf" aria-labelledby="tab-shelf">'
        '<div class="narrow">{add}<input type="search" class="find" data-t-placeholder="sources.find" '
        'data-t-label="sources.find"><details class="dates"><summary data-t="sources.filter"></summary>'
        '<label><span data-t="sources.from"></span> <input type="date" class="from"></label> '
        '<label><span data-t="sources.to"></span> <input type="date" class="to"></label></details></div>'
        '<div class="shelf-list"></div>{export}</div>'
        '<div role="tabpanel" id="view-timeline" aria-labelledby="tab-timeline" hidden></div>'
        '<div role="tabpanel" id="view-people" aria-labelledby="tab-people" hidden></div></section>'
    ).format(
        one=tab.format("shelf", "sources.title", "true", "0"),
        two=tab.format("timeline", "see.timeline", "false", "-1"),
        three=tab.format("people", "see.people", "false", "-1"),
        export=button("export-dossier", "dossier.export", "down", words=True),
        add=button("open-add", "sources.add.title", "add", words=True),
    )


def talk() -> Markup:
    return Markup(
        '<section class="pane talk" data-t-label="pane.conversation">'
        '<div id="conversation" tabindex="0" role="region" data-t-label="pane.conversation">'
        '<div class="welcome"><h2 data-t="ask.welcome"></h2><p data-t="ask.welcome.text"></p>'
        '<div class="examples"></div></div><div class="turns"></div></div>'
        '<form class="composer"><p class="limited" hidden><span></span> '
        '<button type="button" class="everywhere" data-t="ask.filter.clear"></button></p>'
        '<div class="line"><label class="hidden" for="question" data-t="ask.label"></label>'
        '<textarea id="question" rows="1" maxlength="20000" data-t-placeholder="ask.placeholder" '
        'aria-describedby="hint"></textarea>'
        '<button type="submit" id="send" data-t-label="ask.send">{send}</button>'
        '<button type="button" id="stop" data-t-label="ask.stop" hidden>{stop}</button></div>'
        '<p class="hint" id="hint" data-t="ask.hint"></p></form></section>'
    ).format(send=icon("send"), stop=icon("stop"))


def document() -> Markup:
    return Markup(
        '<section class="pane reading" data-t-label="pane.document"><div class="pane-head">{back}'
        '<span class="open-title"></span><span class="used-count"></span>{previous}{next}</div>'
        '<div id="document" tabindex="0" role="region" data-t-label="pane.document">'
        '<div class="closed"><h2 data-t="read.empty"></h2><p data-t="read.empty.text"></p></div></div>'
        '<div class="sentence-tools" role="toolbar" hidden>{about}{copy}{link}</div></section>'
    ).format(
        back=button("back", "read.back", "back", words=True),
        previous=button("previous", "read.previous", "up"),
        next=button("next", "read.next", "down"),
        about=button("about", "read.about", "help", words=True),
        copy=button("copy-quote", "read.copy", "copy"),
        link=button("copy-link", "read.link", "link"),
    )
