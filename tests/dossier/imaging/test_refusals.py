"""The list of refusals: code and document say the same, and each sentence helps."""

import inspect
import re
from pathlib import Path

from dossier.errors import Refused
from dossier.imaging import refusals

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "refusals.md"


def test_the_document_lists_what_the_code_refuses() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", DOCUMENT.read_text(), flags=re.MULTILINE)
    assert rows == [(code, each.sentence()) for code, each in refusals.REFUSALS.items()]


def test_every_leaf_is_in_the_list() -> None:
    leaves = {each for _, each in inspect.getmembers(refusals, inspect.isclass) if issubclass(each, Refused)}
    assert leaves - {Refused} == set(refusals.REFUSALS.values())


def test_each_sentence_says_what_happened_and_what_to_do() -> None:
    for each in refusals.REFUSALS.values():
        assert each.sentence().count(". ") == 1
        assert each.sentence().endswith(".")
