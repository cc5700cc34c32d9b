"""What the page asks about what readers keep: conversations and test cases."""

from __future__ import annotations

from evaluation import testset
from evaluation.formats.fields import RowError
from ui import export, measuring
from ui.conversations import history, summary
from ui.measuring import BAD, GOOD
from ui.room import Asked, Given, PageError, Room
from ui.texts import as_language
from ui.turns import Scope, turn


class Keeping:
    """Answers of a room about what is kept in it."""

    def __init__(self, room: Room) -> None:
        self._room = room

    # --- conversations ---------------------------------------------------------------------

    def list_conversations(self, asked: Asked) -> Given:
        kept = self._room.kept.all(str(asked["reader"]), str(asked["dossier"]))
        return {"conversations": [summary(conversation) for conversation in kept]}

    def conversation(self, asked: Asked) -> Given:
        """A kept conversation to read and go on with."""
        kept = self._room.kept.open(str(asked["reader"]), str(asked["id"]))
        language = as_language(asked["language"])
        turns = [
            turn(
                t["answer"]["question"],
                t["answer"],
                Scope(t["documents"], t["passages"]),
                language,
                number,
                t.get("evidence", []),
            )
            for number, t in enumerate(kept["turns"])
        ]
        return summary(kept) | {"dossier": kept["dossier"], "html": "".join(turns)}

    def rename(self, asked: Asked) -> Given:
        reader, id = str(asked["reader"]), str(asked["id"])
        return summary(self._room.kept.rename(reader, id, str(asked["title"])))

    def forget(self, asked: Asked) -> Given:
        self._room.kept.delete(str(asked["reader"]), str(asked["id"]))
        return {}

    def export(self, asked: Asked) -> Given:
        """A conversation as a file: name, media type, text."""
        kept = self._room.kept.open(str(asked["reader"]), str(asked["id"]))
        return export.file(kept, str(asked["format"]), as_language(asked["language"]))

    # --- test cases ------------------------------------------------------------------------

    def cases(self, asked: Asked) -> Given:
        """The dossier's test set: as a table, and as rows to edit."""
        cases = self._room.tests.all(self._room.dossier(asked["dossier"]).name)
        table = measuring.table(cases, as_language(asked["language"]))
        return {"html": table, "rows": measuring.rows(cases)}

    def judge(self, asked: Asked) -> Given:
        """Keeps an exchange as a test case, or gives it back to be corrected first."""
        kept = self._room.kept.open(str(asked["reader"]), str(asked["conversation"]))
        number = int(asked["turn"])
        answer, earlier = kept["turns"][number]["answer"], history(kept)[:number]
        case = measuring.case_from(answer, earlier, GOOD if asked["good"] else BAD)
        if asked["good"]:
            self._room.tests.keep(self._room.dossier(kept["dossier"]).name, [case])
        return {"row": measuring.rows([case])[0]}

    def save_case(self, asked: Asked) -> Given:
        name, language = self._room.dossier(asked["dossier"]).name, as_language(asked["language"])
        try:
            case = measuring.case_from_form(asked["case"], language)
        except RowError as error:
            raise PageError("measure.bad_case") from error
        known = {old.id: old for old in self._room.tests.all(name)}
        self._room.tests.keep(name, [measuring.edited(known.get(case.id), case)])
        return {}

    def drop_case(self, asked: Asked) -> Given:
        self._room.tests.drop(self._room.dossier(asked["dossier"]).name, str(asked["id"]))
        return {}

    def import_cases(self, asked: Asked) -> Given:
        """Takes in a file of cases; what is wrong with it comes back in lines."""
        found = testset.parse(str(asked["text"]).encode(), str(asked["name"]))
        self._room.tests.keep(self._room.dossier(asked["dossier"]).name, found.cases)
        language = as_language(asked["language"])
        return {"n": len(found.cases), "problems": [p.say(language) for p in found.problems]}

    def export_cases(self, asked: Asked) -> Given:
        name = self._room.dossier(asked["dossier"]).name
        return {
            "name": f"{name}.jsonl",
            "type": "application/jsonl;charset=utf-8",
            "text": self._room.tests.text(name),
        }
