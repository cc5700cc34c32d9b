"""Everything that can go wrong and be said to a reader, in one tree.

A DossierError says what happened and what to do, in French and English; its templates are
filled with the facts passed at construction: `EmptySource(name="a.pdf").say("fr")`.
Anything else that is raised is a bug.
"""

from __future__ import annotations

from typing import ClassVar

from core.types import Language


class DossierError(Exception):
    """Root of the tree. Subclasses give `fr` and `en`, templates for `str.format`."""

    fr: ClassVar[str] = "Quelque chose n'a pas marché : {detail}"
    en: ClassVar[str] = "Something went wrong: {detail}"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        return (self.fr if language == "fr" else self.en).format(**self.facts)


class Unexpected(DossierError):
    """A bug, as a reader meets it."""

    fr = "Dossier a rencontré un problème inattendu ({detail}). Rien n'est perdu ; --debug montre où."
    en = "Dossier met an unexpected problem ({detail}). Nothing is lost; --debug shows where."


class SettingsError(DossierError):
    """A setting cannot be used."""

    fr = "Réglage inutilisable : {detail}"
    en = "Unusable setting: {detail}"


class ToolsMissing(SettingsError):
    fr = "Les outils MCP demandent un paquet de plus : pip install mcp"
    en = "MCP tools take one more package: pip install mcp"


# --- sources -------------------------------------------------------------------------------


class SourceError(DossierError):
    """One source cannot be taken in; the others go on."""

    fr = "« {name} » n'a pas pu être lu : {detail}"
    en = "“{name}” could not be read: {detail}"


class EmptySource(SourceError):
    fr = "« {name} » ne contient aucun texte. Si c'est un scan, passez-le d'abord à la reconnaissance de caractères."
    en = "“{name}” holds no text. If it is a scan, run text recognition on it first."


class SourceMissing(SourceError):
    fr = "« {name} » n'existe pas ou n'est pas lisible. Vérifiez le chemin et les droits d'accès."
    en = "“{name}” does not exist or may not be read. Check the path and its permissions."


class BadRow(SourceError):
    fr = '« {name} », ligne {line} : une ligne est un objet JSON avec au moins un "text" (du texte) ; les autres champs sont du texte aussi. Cette ligne a été laissée de côté.'
    en = '“{name}”, line {line}: a row is a JSON object with at least a "text" (a string); other fields are strings too. This row was left out.'


class UnknownFormat(SourceError):
    fr = "« {name} » n'est pas un format que Dossier sait lire (texte, Markdown, HTML, PDF, DOCX, JSONL)."
    en = "“{name}” is not a format Dossier can read (text, Markdown, HTML, PDF, DOCX, JSONL)."


class BrokenSource(SourceError):
    fr = "« {name} » est abîmé ou n'est pas ce que son extension annonce. Essayez de l'ouvrir et de l'enregistrer à nouveau."
    en = "“{name}” is damaged or is not what its extension says. Try opening and saving it again."


class EncryptedSource(SourceError):
    fr = "« {name} » est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe."
    en = "“{name}” is protected by a password. Save a copy without one."


class TooLarge(SourceError):
    fr = "« {name} » est trop volumineux (limite : {limit}). Découpez-le en plusieurs fichiers."
    en = "“{name}” is too large (limit: {limit}). Split it into several files."


class TooDemanding(TooLarge):
    fr = "« {name} » demande trop de temps ou de mémoire (limites : {limit}). Enregistrez-le à nouveau, ou collez-en le texte."
    en = "“{name}” takes too much time or memory to read (limits: {limit}). Save it again, or paste its text."


class FetchError(SourceError):
    fr = "La page {name} n'a pas pu être chargée : {detail}"
    en = "The page {name} could not be loaded: {detail}"


class ForbiddenAddress(FetchError):
    fr = "L'adresse {name} n'est pas une page publique (http ou https) : Dossier ne la charge pas."
    en = "The address {name} is not a public http(s) page: Dossier will not load it."


class PageMissing(FetchError):
    fr = "La page {name} n'existe pas ou plus (réponse {status}). Vérifiez l'adresse, ou cherchez-en une copie archivée."
    en = "The page {name} does not exist, or no longer (answer {status}). Check the address, or look for an archived copy."


class PageClosed(FetchError):
    fr = "La page {name} n'est pas ouverte à tous (réponse {status}). Ouvrez-la dans votre navigateur et collez son texte, ou enregistrez-la et ajoutez le fichier."
    en = "The page {name} is not open to everyone (answer {status}). Open it in your browser and paste its text, or save it and add the file."


class PageUnavailable(FetchError):
    fr = "Le site de la page {name} répond par une erreur ({status}). Réessayez plus tard, ou collez le texte de la page."
    en = "The site of the page {name} answers with an error ({status}). Try again later, or paste the page's text."


class NoAnswer(FetchError):
    fr = "Le site de la page {name} ne répond pas, ou pas dans le temps permis. Vérifiez l'adresse et la connexion, puis réessayez."
    en = "The site of the page {name} does not answer, or not in time. Check the address and the connection, then try again."


class TooManyRedirects(FetchError):
    fr = "La page {name} renvoie sans fin d'adresse en adresse. Ouvrez-la dans votre navigateur et donnez l'adresse à laquelle vous arrivez."
    en = "The page {name} keeps sending on to other addresses. Open it in your browser and give the address you arrive at."


# --- index ---------------------------------------------------------------------------------


class StoreError(DossierError):
    """The index cannot be used as it is."""


class FingerprintMismatch(StoreError):
    fr = "L'index a été construit avec d'autres réglages ({built}) que ceux d'aujourd'hui ({wanted}). Reconstruisez-le : dossier doctor --repair"
    en = "The index was built with other settings ({built}) than today's ({wanted}). Rebuild it: dossier doctor --repair"


class IndexesDisagree(StoreError):
    fr = "L'index « {index} » ne suit pas les documents : {missing} passages manquent, {extra} sont de trop. Réparez-le : dossier doctor --repair"
    en = "The “{index}” index is out of step with the documents: {missing} passages missing, {extra} too many. Repair it: dossier doctor --repair"


class DocumentsDamaged(StoreError):
    fr = "Le fichier des documents {path} est abîmé ({detail}). Rétablissez une sauvegarde, ou ingérez de nouveau les sources dans un autre dossier."
    en = "The file of the documents {path} is damaged ({detail}). Restore a backup, or ingest the sources again into another folder."


class OtherFormat(StoreError):
    fr = "{path} a été écrit par une autre version de Dossier, que celle-ci ne sait pas lire. Ingérez de nouveau les sources dans un autre dossier (--data)."
    en = "{path} was written by another version of Dossier, which this one cannot read. Ingest the sources again into another folder (--data)."


class IndexDamaged(StoreError):
    fr = "L'index est abîmé ({detail}). Les documents ne le sont pas : refaites-le avec dossier doctor --repair"
    en = "The index is damaged ({detail}). The documents are not: make it again with dossier doctor --repair"


class ServerUnreachable(StoreError):
    fr = "Le serveur Chroma {url} ne répond pas comme il faut : {detail}"
    en = "The Chroma server {url} does not answer as it should: {detail}"


class DataFolderBusy(StoreError):
    fr = "Le dossier de données {path} est déjà ouvert par {holder}. Fermez ce programme, ou choisissez un autre dossier avec --data."
    en = "The data folder {path} is already open in {holder}. Close that program, or choose another folder with --data."


class DiskFull(StoreError):
    fr = "Le disque est plein : rien n'a été perdu, mais « {name} » n'a pas été ajouté. Libérez de la place et recommencez."
    en = "The disk is full: nothing was lost, but “{name}” was not added. Free some space and try again."


class BrokenBackup(StoreError):
    fr = "« {name} » n'est pas une sauvegarde de Dossier que l'on puisse rétablir : {detail}."
    en = "“{name}” is not a Dossier backup that can be restored: {detail}."


class FolderNotEmpty(StoreError):
    fr = "Le dossier {path} n'est pas vide : rien n'y a été rétabli. Choisissez un dossier vide."
    en = "The folder {path} is not empty: nothing was restored there. Choose an empty folder."


class NoRoom(StoreError):
    fr = "Le disque est plein : rien n'a été perdu ni changé. Libérez de la place et recommencez."
    en = "The disk is full: nothing was lost or changed. Free some space and try again."


class NoSuchDocument(StoreError):
    fr = "Aucun document « {id} » dans ce dossier. « dossier documents » en donne la liste."
    en = "No document “{id}” in this dossier. “dossier documents” lists them."


# --- models --------------------------------------------------------------------------------


class ModelError(DossierError):
    fr = "Le modèle {name} ne répond pas : {detail}"
    en = "The model {name} does not answer: {detail}"


class WrongHash(ModelError):
    fr = "Le fichier {name} n'est pas celui attendu (empreinte {got}, attendue {wanted}). Il a été écarté ; recommencez le téléchargement."
    en = "The file {name} is not the expected one (hash {got}, expected {wanted}). It was set aside; download it again."


class WeightsMissing(ModelError):
    fr = "Le fichier de modèle {name} n'a pu être obtenu d'aucune source : {detail}. Vérifiez la connexion et recommencez, le téléchargement reprendra où il en était."
    en = "The model file {name} could not be had from any source: {detail}. Check the connection and try again; the download resumes where it stopped."


class Unreachable(ModelError):
    fr = "Le modèle {name} est injoignable : son serveur ne répond pas ({detail}). Vérifiez qu'il tourne et que l'adresse est la bonne."
    en = "The model {name} cannot be reached: its server does not answer ({detail}). Check that it runs and that the address is right."


class KeyRefused(ModelError):
    fr = "Le modèle {name} demande une clé valable, et celle donnée manque ou est refusée ({detail}). Donnez-la dans la variable d'environnement de son fournisseur, par exemple OPENAI_API_KEY."
    en = "The model {name} asks for a valid key, and it is missing or refused ({detail}). Give it in its vendor's environment variable, such as OPENAI_API_KEY."


class UnknownModel(ModelError):
    fr = "Le modèle {name} n'existe pas chez ce fournisseur, ou son nom est incomplet ({detail}). Écrivez fournisseur:modèle, par exemple ollama:qwen3, ou « embedded »."
    en = "The model {name} does not exist there, or its name is incomplete ({detail}). Write provider:model, such as ollama:qwen3, or “embedded”."


class ModelBusy(ModelError):
    fr = "Le modèle {name} est surchargé ou votre quota est atteint ({detail}). Réessayez dans un moment."
    en = "The model {name} is overloaded or your quota is used up ({detail}). Try again in a while."


class PackageMissing(ModelError):
    fr = "Pour parler au modèle {name}, il manque un paquet : pip install {package}"
    en = "To talk to the model {name}, a package is missing: pip install {package}"


# --- questions -----------------------------------------------------------------------------


class QuestionError(DossierError):
    """A question that cannot be asked."""


class EmptyQuestion(QuestionError):
    fr = "La question est vide. Écrivez-en une, par exemple : « Combien de temps dure l'accord ? »"
    en = "The question is empty. Write one, such as “How long does the agreement last?”"


class QuestionTooLong(QuestionError):
    fr = "La question compte {words} mots ; Dossier en accepte {limit}. Pour interroger un long texte, ajoutez-le comme document."
    en = "The question has {words} words; Dossier takes {limit}. To work on a long text, add it as a document."


# --- test sets -----------------------------------------------------------------------------


class TestSetError(DossierError):
    """A test set cannot be used; row errors name their line."""

    fr = "Jeu de test « {name} » : {detail}"
    en = "Test set “{name}”: {detail}"
    __test__ = False


class RunError(DossierError):
    """A run of a test set cannot be gone on with, read or judged."""


class RunMismatch(RunError):
    fr = "{path} contient une mesure faite autrement ({part}). Choisissez un autre dossier avec -o, ou recommencez sans --resume."
    en = "{path} holds a run that was made otherwise ({part}). Choose another folder with -o, or start again without --resume."


class NoRun(RunError):
    fr = "{path} ne contient aucune mesure lisible (rows.jsonl, run.json). « dossier evaluate » en fait une."
    en = (
        "{path} holds no run that can be read (rows.jsonl, run.json). “dossier evaluate” makes one."
    )


class NothingToCompare(RunError):
    fr = "{a} et {b} n'ont aucune question en commun : il n'y a rien à comparer."
    en = "{a} and {b} have no question in common: there is nothing to compare."


class UnknownSystem(RunError):
    fr = "« {name} » n'est pas un système. Il y a : {there}"
    en = "“{name}” is not a system. There are: {there}"


class UnknownMetric(RunError):
    fr = "« {name} » n'est pas une mesure de ce jeu de test. Il y a : {there}"
    en = "“{name}” is not measured on this test set. There are: {there}"
