"""MOVES, the states and the CHECKs of the database say the same."""

import re
from pathlib import Path

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import TABLES
from dossier.lifecycle import MOVES

ROOT = Path(__file__).parents[2]


async def test_the_database_allows_exactly_the_states_of_the_lifecycle(actor: Actor) -> None:
    async with transaction(actor) as tx:
        for states, table in TABLES.items():
            check = await tx.value(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1", f"{table}_state"
            )
            assert set(re.findall(r"'(\w+)'", check)) == {str(state) for state in states}


def test_every_move_is_made_by_the_verb_it_names() -> None:
    for move in MOVES:
        room, verb = move.verb.split(".")
        writers = [
            path
            for path in (ROOT / "dossier" / room).glob("*.py")
            if f'"{move.verb}"' in path.read_text(encoding="utf-8")
        ]
        assert len(writers) == 1, f"{move.verb} is made by {[path.name for path in writers]}"
        assert all(source.__class__ is move.target.__class__ for source in move.sources), verb


def test_no_other_code_writes_a_state() -> None:
    writes = re.compile(
        r"UPDATE (deposits|pages|documents|signals|document_requests|second_looks|folders)\b[^\"]*"
        r"\bSET\b(?:(?!WHERE)[^\"])*\bstate\s*="
    )
    for path in (ROOT / "dossier").rglob("*.py"):
        if path.name != "states.py":
            assert not writes.search(path.read_text(encoding="utf-8")), path
