"""Prompts are files: `NAME.LANGUAGE.j2`, a system part and a user part, rendered strictly.

A variable that a template names and the caller does not give is an error, as is one that the
caller gives and the template does not name. `Prompt.hash` identifies the template's text and
travels with every answer.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, meta

from core.types import Language

SEPARATOR = "=== user ===\n"
# Chat templates give these marks meaning; inside a document they are only text.
_ROLE_MARKS = re.compile(
    r"<\|[^|>]{0,40}\|?>|\[/?(?:INST|SYS)\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>", re.I
)


def as_text(value: str) -> str:
    """`value` on one line, without marks that a chat template would take for its own."""
    previous = ""
    while previous != value:  # removing one mark may join the halves of another
        previous, value = value, _ROLE_MARKS.sub(" ", value)
    return " ".join(value.split())


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt in one language, ready to be rendered."""

    name: str
    hash: str
    system_template: str
    user_template: str

    def render(self, **variables: object) -> tuple[str, str]:
        """The system and user messages. Raises ValueError on missing or unknown variables."""
        given, wanted = set(variables), self.variables()
        if given != wanted:
            raise ValueError(f"prompt {self.name}: wants {sorted(wanted)}, got {sorted(given)}")
        environment = _environment()
        system = environment.from_string(self.system_template).render(variables)
        user = environment.from_string(self.user_template).render(variables)
        return system.strip(), user.strip()

    def variables(self) -> set[str]:
        syntax = _environment().parse(self.system_template + self.user_template)
        return meta.find_undeclared_variables(syntax)


@lru_cache(maxsize=32)
def load_prompt(name: str, language: Language) -> Prompt:
    """The prompt `name` in `language`; KeyError where there is none."""
    resource = files(__name__) / f"{name}.{language}.j2"
    if not resource.is_file():
        raise KeyError(f"no prompt {name!r} in {language!r}")
    text = resource.read_text(encoding="utf-8")
    system, user = text.split(SEPARATOR)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(f"{name}.{language}", digest, system, user)


def _environment() -> Environment:
    # Prompts are plain text for a model, not HTML: `as_text` is the escape that matters here.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["as_text"] = as_text
    return environment
