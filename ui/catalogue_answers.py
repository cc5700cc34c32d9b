"""Texts of the page, questions and answers: key → (French, English). `ui.texts` reads them."""

from __future__ import annotations

ANSWERING: dict[str, tuple[str, str]] = {
    # --- page ------------------------------------------------------------------------------
    "page.title": ("Dossier : la salle de lecture", "Dossier: the reading room"),
    "page.skip": ("Aller à la question", "Skip to the question"),
    "page.language": ("Langue de la page", "Page language"),
    "page.theme": ("Clair ou sombre", "Light or dark"),
    "page.help": ("Raccourcis clavier", "Keyboard shortcuts"),
    "page.loading": ("La salle de lecture s'ouvre…", "Opening the reading room…"),
    "page.close": ("Fermer", "Close"),
    "page.cancel": ("Annuler", "Cancel"),
    "page.save": ("Enregistrer", "Save"),
    "pane.sources": ("Dossier", "Dossier"),
    "pane.conversation": ("Conversation", "Conversation"),
    "pane.document": ("Document", "Document"),
    "lost": (
        "Le serveur ne répond plus. Vérifiez qu'il tourne encore, puis réessayez.",
        "The server no longer answers. Check that it is still running, then try again.",
    ),
    "bug": (
        "Cela n'a pas marché, et c'est notre faute, pas la vôtre. Rien n'a été perdu ; réessayez.",
        "That did not work, and it is our fault, not yours. Nothing was lost; try again.",
    ),
    # --- dossiers --------------------------------------------------------------------------
    "dossier.choose": ("Choisir un dossier", "Choose a dossier"),
    "dossier.default": ("Dossier principal", "Main dossier"),
    "dossier.new": ("Nouveau dossier", "New dossier"),
    "dossier.name": ("Nom du nouveau dossier", "Name of the new dossier"),
    "dossier.create": ("Créer", "Create"),
    "dossier.bad_name": (
        "Ce nom ne convient pas : 2 à 40 lettres, chiffres, espaces ou tirets.",
        "That name will not do: 2 to 40 letters, digits, spaces or hyphens.",
    ),
    "dossier.taken": ("Il y a déjà un dossier « {name} ».", "There is already a dossier “{name}”."),
    "dossier.no_restore": (
        "Ce serveur ne peut pas ouvrir de dossier exporté.",
        "This server cannot open an exported dossier.",
    ),
    "dossier.unknown": ("Il n'y a pas de dossier « {name} ».", "There is no dossier “{name}”."),
    # --- asking ----------------------------------------------------------------------------
    "ask.label": ("Votre question", "Your question"),
    "ask.placeholder": (
        "Posez une question au dossier…",
        "Ask the dossier a question…",
    ),
    "ask.send": ("Demander", "Ask"),
    "ask.stop": ("Arrêter", "Stop"),
    "ask.hint": (
        "Entrée pour demander, Maj + Entrée pour aller à la ligne",
        "Enter to ask, Shift + Enter for a new line",
    ),
    "ask.welcome": ("Que voulez-vous vérifier ?", "What would you like to check?"),
    "ask.welcome.text": (
        "Chaque phrase de la réponse renvoie aux mots exacts d'une source. Ce que le dossier ne dit pas, Dossier ne le dira pas non plus.",
        "Every sentence of an answer points at the exact words of a source. What the dossier does not say, Dossier will not say either.",
    ),
    "ask.examples": ("Pour commencer", "To begin with"),
    "ask.empty": (
        "Ajoutez un premier document : un article, un PDF, une page web ou un texte collé. Vous pourrez ensuite l'interroger ici.",
        "Add a first document: an article, a PDF, a web page or a pasted text. You can then question it here.",
    ),
    "ask.about": (
        "Que dit le dossier au sujet de ceci : « {quote} » ?",
        "What does the dossier say about this: “{quote}”?",
    ),
    "ask.filter.one": ("Recherche limitée à {n} source", "Search limited to {n} source"),
    "ask.filter.many": ("Recherche limitée à {n} sources", "Search limited to {n} sources"),
    "ask.filter.clear": ("Chercher partout", "Search everywhere"),
    "ask.waiting": (
        "Deux lecteurs sont déjà servis. Vous êtes à la place n° {n} dans la file.",
        "Two readers are being served. You are number {n} in the queue.",
    ),
    "ask.searching": ("Recherche dans le dossier…", "Searching the dossier…"),
    "ask.writing": ("Rédaction et vérification…", "Writing and checking…"),
    "ask.stopped": (
        "Arrêté à votre demande. Ce qui précède est vérifié, mais incomplet.",
        "Stopped, as you asked. What stands above is checked, but incomplete.",
    ),
    "ask.retry": ("Redemander", "Ask again"),
    "ask.edit": ("Modifier la question", "Edit the question"),
    "ask.copy": ("Copier la réponse", "Copy the answer"),
    "ask.copied": ("Copié.", "Copied."),
    "ask.follow": ("Pour aller plus loin", "Going further"),
    "ask.what_of": ("{name} : que dit le dossier ?", "What does the dossier say about {name}?"),
    "ask.when": ("Que s'est-il passé {date} ?", "What happened {date}?"),
    # --- answers ---------------------------------------------------------------------------
    "found.title.one": ("{n} passage trouvé", "{n} passage found"),
    "found.title.many": ("{n} passages trouvés", "{n} passages found"),
    "answer.title": ("Réponse", "Answer"),
    "answer.checked.one": ("{n} phrase vérifiée", "{n} sentence checked"),
    "answer.checked.many": ("{n} phrases vérifiées", "{n} sentences checked"),
    "answer.sources.one": ("{n} source", "{n} source"),
    "answer.sources.many": ("{n} sources", "{n} sources"),
    "answer.seconds": ("{n} s", "{n} s"),
    "answer.confidence": ("Confiance {n} %", "Confidence {n}%"),
    "answer.partial": (
        "Le dossier ne répond qu'à une partie de la question.",
        "The dossier answers only part of the question.",
    ),
    "answer.cite": ("Citation {n} : {title}", "Citation {n}: {title}"),
    "verdict.supported": ("Vérifié dans la source", "Checked against the source"),
    "verdict.withheld": ("Écarté", "Withheld"),
    "verdict.disagree": ("Les sources se contredisent", "The sources disagree"),
    "verdict.disagree.text": (
        "Les documents ne donnent pas la même chose. Comparez les mots et les dates avant de trancher :",
        "The documents do not say the same thing. Compare words and dates before you decide:",
    ),
    "withheld.title.one": (
        "{n} phrase écartée : la source ne la confirme pas",
        "{n} sentence withheld: the source does not bear it out",
    ),
    "withheld.title.many": (
        "{n} phrases écartées : les sources ne les confirment pas",
        "{n} sentences withheld: the sources do not bear them out",
    ),
    "none.title": ("Le dossier ne le dit pas.", "The dossier does not say."),
    "none.searched": (
        "Cherché dans {documents} ({passages}). Voici ce qui s'en approche le plus :",
        "Searched {documents} ({passages}). This comes closest:",
    ),
    "none.nothing": (
        "Cherché dans {documents} ({passages}), sans rien trouver d'approchant. Essayez d'autres mots, ou ajoutez une source qui en parle.",
        "Searched {documents} ({passages}) and found nothing close. Try other words, or add a source about it.",
    ),
    "n.documents.one": ("{n} document", "{n} document"),
    "n.documents.many": ("{n} documents", "{n} documents"),
    "n.passages.one": ("{n} passage", "{n} passage"),
    "n.passages.many": ("{n} passages", "{n} passages"),
    "n.turns.one": ("{n} question", "{n} question"),
    "n.turns.many": ("{n} questions", "{n} questions"),
    "n.pages.one": ("{n} page", "{n} page"),
    "n.pages.many": ("{n} pages", "{n} pages"),
    "reason.count": (
        "le nombre {fact} n'est pas dans la source",
        "the count {fact} is not in the source",
    ),
    "reason.figure": (
        "le chiffre {fact} n'est pas dans la source",
        "the figure {fact} is not in the source",
    ),
    "reason.date": (
        "la date {fact} n'est pas dans la source",
        "the date {fact} is not in the source",
    ),
    "reason.name": (
        "le nom {fact} n'est pas dans la source",
        "the name {fact} is not in the source",
    ),
    "reason.unit": (
        "l'unité {fact} n'est pas celle de la source",
        "the unit {fact} is not the source's",
    ),
    "reason.negation": ("la source dit le contraire", "the source says the opposite"),
    "reason.antonym": (
        "la source dit le contraire ({fact})",
        "the source says the opposite ({fact})",
    ),
    "reason.roles": (
        "la source attribue les rôles autrement",
        "the source has the roles the other way round",
    ),
    "reason.attribution": (
        "la source le rapporte sans l'affirmer ({fact})",
        "the source reports it without asserting it ({fact})",
    ),
    "reason.bound": (
        "la source ne fixe pas cette limite ({fact})",
        "the source does not set that limit ({fact})",
    ),
    "reason.modality": (
        "la source est moins affirmative ({fact})",
        "the source is less certain ({fact})",
    ),
    "reason.meaning": ("aucune source ne dit cela", "no source says that"),
    "reason.asked": (
        "elle ne donne pas ce qui était demandé",
        "it does not give what was asked for",
    ),
    "reason.premise": (
        "aucune source ne dit « {fact} »",
        "no source says “{fact}”",
    ),
    "reason.borrowed": (
        "« {fact} » est un mot de la question, que la source n'emploie pas",
        "“{fact}” is the question's word, the source does not use it",
    ),
    "reason.unheard": (
        "« {fact} » ne se retrouve pas dans la source, qui est dans une autre langue",
        "“{fact}” cannot be found in the source, which is in another language",
    ),
    "reason.fragment": (
        "un nom ou un chiffre seul ne suffit pas : voici la phrase entière",
        "a bare name or figure is not enough: here is the whole sentence",
    ),
    "reason.no_source": (
        "aucune phrase du dossier ne la porte",
        "no sentence of the dossier carries it",
    ),
    "reason.other": (
        "les sources ne la confirment pas ({fact})",
        "the sources do not bear it out ({fact})",
    ),
}
