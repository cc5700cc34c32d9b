"""Texts of sources, documents and what is kept: key → (French, English). `ui.texts` reads them."""

from __future__ import annotations

READING: dict[str, tuple[str, str]] = {
    # --- sources ---------------------------------------------------------------------------
    "sources.title": ("Sources", "Sources"),
    "sources.add": ("Ajouter", "Add"),
    "sources.add.title": ("Ajouter des sources", "Add sources"),
    "sources.files": ("Fichiers", "Files"),
    "sources.files.hint": (
        "Déposez des fichiers ici, ou choisissez-les : texte, Markdown, HTML, PDF, DOCX, JSONL",
        "Drop files here, or choose them: text, Markdown, HTML, PDF, DOCX, JSONL",
    ),
    "sources.url": ("Adresse d'une page", "Address of a page"),
    "sources.paste": ("Texte collé", "Pasted text"),
    "sources.paste.title": ("Titre (facultatif)", "Title (optional)"),
    "sources.adding": (
        "Lecture de {name} ({done} sur {total})…",
        "Reading {name} ({done} of {total})…",
    ),
    "sources.sending": ("Envoi de {name}…", "Sending {name}…"),
    "sources.nothing": (
        "Choisissez un fichier, donnez une adresse ou collez un texte.",
        "Choose a file, give an address or paste a text.",
    ),
    "sources.bare": ("Ce dossier est encore vide.", "This dossier is still empty."),
    "sources.undated": ("sans date", "undated"),
    "sources.remove": ("Retirer", "Remove"),
    "sources.removed": ("« {title} » a été retiré.", "“{title}” was removed."),
    "sources.undo": ("Rétablir", "Undo"),
    "sources.restored": ("« {title} » est de retour.", "“{title}” is back."),
    "sources.gone": (
        "Il est trop tard pour rétablir ce document.",
        "It is too late to bring this document back.",
    ),
    "sources.edit": ("Corriger la fiche", "Edit the record"),
    "sources.only": ("N'interroger que cette source", "Ask only this source"),
    "sources.filter": ("Filtrer par date", "Filter by date"),
    "sources.from": ("du", "from"),
    "sources.to": ("au", "to"),
    "sources.find": ("Chercher un titre", "Find a title"),
    "field.title": ("Titre", "Title"),
    "field.author": ("Auteur", "Author"),
    "field.publisher": ("Éditeur", "Publisher"),
    "field.published": ("Date (AAAA-MM-JJ)", "Date (YYYY-MM-DD)"),
    "field.language": ("Langue", "Language"),
    "field.bad_date": (
        "Cette date n'en est pas une. Écrivez-la ainsi : 2025-01-17.",
        "That is not a date. Write it like this: 2025-01-17.",
    ),
    "change.added": ("« {title} » ajouté ({passages}).", "“{title}” added ({passages})."),
    "change.updated": ("« {title} » mis à jour ({passages}).", "“{title}” updated ({passages})."),
    "change.unchanged": ("« {title} » n'a pas changé.", "“{title}” has not changed."),
    "change.duplicate": (
        "« {title} » est déjà dans le dossier.",
        "“{title}” is already in the dossier.",
    ),
    "language.fr": ("français", "French"),
    "language.en": ("anglais", "English"),
    "language.und": ("langue inconnue", "language unknown"),
    # --- reading ---------------------------------------------------------------------------
    "read.empty": ("Aucun document ouvert", "No document open"),
    "read.empty.text": (
        "Choisissez une source, ou un numéro [n] dans une réponse : le document s'ouvre ici, à la phrase citée.",
        "Choose a source, or a number [n] in an answer: the document opens here, at the sentence cited.",
    ),
    "read.back": ("Revenir à la réponse", "Back to the answer"),
    "read.about": ("Demander à ce propos", "Ask about this"),
    "read.copy": ("Copier la citation", "Copy the quote"),
    "read.link": ("Copier le lien", "Copy the link"),
    "read.version": ("version {n}", "version {n}"),
    "read.used.one": ("{n} endroit cité", "{n} place cited"),
    "read.used.many": ("{n} endroits cités", "{n} places cited"),
    "read.original": ("Voir l'original", "See the original"),
    "read.page": ("page {n}", "page {n}"),
    "read.next": ("Citation suivante", "Next citation"),
    "read.previous": ("Citation précédente", "Previous citation"),
    # --- keeping ---------------------------------------------------------------------------
    "keep.title": ("Conversations", "Conversations"),
    "keep.new": ("Nouvelle conversation", "New conversation"),
    "keep.none": (
        "Vos conversations seront gardées ici, sur ce serveur.",
        "Your conversations will be kept here, on this server.",
    ),
    "keep.rename": ("Renommer", "Rename"),
    "keep.delete": ("Supprimer", "Delete"),
    "keep.deleted": ("Conversation supprimée.", "Conversation deleted."),
    "keep.export": ("Exporter", "Export"),
    "keep.gone": ("Cette conversation n'existe plus.", "This conversation no longer exists."),
    "keep.bibliography": ("Bibliographie", "Bibliography"),
    "keep.name": ("Nouveau nom", "New name"),
    # --- seeing ----------------------------------------------------------------------------
    "see.timeline": ("Chronologie", "Timeline"),
    "see.timeline.none": (
        "Aucune phrase datée dans ce dossier.",
        "No dated sentence in this dossier.",
    ),
    "see.people": ("Qui, où", "Who, where"),
    "see.people.none": (
        "Aucun nom ne revient encore dans ce dossier.",
        "No name comes back yet in this dossier.",
    ),
    "see.person": ("Personnes", "People"),
    "see.place": ("Lieux", "Places"),
    "see.organisation": ("Organisations", "Organisations"),
    "see.other": ("Autres noms", "Other names"),
    # --- shortcuts -------------------------------------------------------------------------
    "key.question": ("Écrire une question", "Write a question"),
    "key.stop": ("Arrêter, fermer, revenir à la réponse", "Stop, close, go back to the answer"),
    "key.cites": ("Citation suivante, précédente", "Next, previous citation"),
    "key.sentences": (
        "Phrase suivante, précédente du document",
        "Next, previous sentence of the document",
    ),
    "key.about": ("Demander à propos de la phrase", "Ask about the sentence"),
    "key.panes": ("Dossier, conversation, document", "Dossier, conversation, document"),
    "key.help": ("Cette aide", "This help"),
    # --- sign in ---------------------------------------------------------------------------
    "login": (
        "Salle de lecture : entrez votre nom et le mot de passe du serveur.",
        "Reading room: enter your name and the server's password.",
    ),
}
