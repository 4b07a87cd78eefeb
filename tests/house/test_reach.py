"""Which errors a citizen can meet is read from the sources: by name, through functions, modules and tables."""

import ast
from pathlib import Path

from infra.reach import reached

SOURCES = {
    "portal/send.py": (
        "from dossier import verbs\nfrom dossier.papers import look as see\n\n"
        "def send():\n    verbs.hand()\n    see()\n"
    ),
    "backoffice/file.py": "from dossier.staff import OnlyStaff\n\ndef file():\n    raise OnlyStaff\n",
    "dossier/verbs.py": (
        "from dossier.faults import TooWet, TooDry\n\ndef hand():\n    raise TooWet\n\ndef dry():\n    raise TooDry\n"
    ),
    "dossier/papers.py": "from dossier import kinds\n\nKINDS = {1: kinds}\n\ndef look():\n    return KINDS[1]\n",
    "dossier/kinds.py": "class Odd(Exception): ...\n",
    "dossier/faults.py": "class TooWet(Exception): ...\n\nclass TooDry(Exception): ...\n",
    "dossier/staff.py": "class OnlyStaff(Exception): ...\n",
}


def test_what_is_named_is_reached_and_nothing_else() -> None:
    root = Path("/nowhere")
    trees = {root / name: ast.parse(text) for name, text in SOURCES.items()}
    found = {name for _, name in reached(trees, root, frozenset({"portal"}))}
    assert found == {"send", "hand", "TooWet", "look", "KINDS", "Odd"}
