import re

from core import errors
from core.errors import DossierError


def _tree(root):
    for child in root.__subclasses__():
        yield child
        yield from _tree(child)


def test_every_error_speaks_both_languages_with_the_same_facts():
    for error in _tree(DossierError):
        assert re.findall(r"{(\w+)}", error.fr) == re.findall(r"{(\w+)}", error.en), error


def test_an_error_says_its_facts():
    error = errors.TooLarge(name="a.pdf", limit="20 Mo")
    assert "a.pdf" in error.say("fr")
    assert "20 Mo" in str(error)
