"""Where the lives of the state machine take place: one database, one vault, a quick box, and who acts there."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from dossier.database.actor import Actor
from dossier.deposits.open import Depositor
from dossier.imaging.refusals import DamagedFile
from dossier.imaging.values import MadePage, Recipe, Under
from dossier.resources import Resources
from tests.durability.records import Reader
from tests.support.remembered import RememberingBox

_STATE = """SELECT json_build_object(
    'deposits', (SELECT json_agg(json_build_array(d.id, d.state, d.claimed_by, r.number) ORDER BY d.id)
                 FROM deposits d LEFT JOIN receipts r ON r.deposit_id = d.id WHERE d.id = ANY($1)),
    'originals', (SELECT json_agg(json_build_array(o.deposit_id, o.paper_id, o.id, o.sha256)
                                  ORDER BY o.deposit_id, p.position, o.position)
                  FROM originals o JOIN papers p ON p.id = o.paper_id WHERE o.deposit_id = ANY($1)),
    'pages', (SELECT json_agg(json_build_array(id, state, recipe_version, laid_under) ORDER BY id)
              FROM pages WHERE deposit_id = ANY($1)),
    'documents', (SELECT json_agg(json_build_array(id, state, decided_by) ORDER BY deposit_id, position)
                  FROM documents WHERE deposit_id = ANY($1)),
    'standing', (SELECT json_agg(json_build_array(x.document_id, x.page_id)
                                 ORDER BY d.deposit_id, d.position, x.position)
                 FROM document_pages x JOIN documents d ON d.id = x.document_id WHERE d.deposit_id = ANY($1)))"""


@dataclass(kw_only=True)
class QuickBox(RememberingBox):
    """A box that makes each picture once in the real one, or breaks off where this run says so."""

    breaks: bool = False

    async def make_page(
        self, path: Path, index: int, out_dir: Path, recipe: Recipe | None = None, under: Under | None = None
    ) -> MadePage:
        """Make a page, or refuse it where this run says that it breaks."""
        if self.breaks:
            raise DamagedFile
        return await super().make_page(path, index, out_dir, recipe, under)


@dataclass(kw_only=True)
class World:
    """Where all runs of the machine take place."""

    runner: asyncio.Runner
    resources: Resources
    box: QuickBox
    files: list[bytes]  # the first and the third show sides of cards
    visitor: Actor
    staff: list[Actor]
    administrator: Actor
    owner: "asyncpg.Connection[asyncpg.Record]"  # kept open, beside the verbs' pool
    known: Depositor
    person_id: UUID
    types: list[UUID | None]  # none, one that one person validates, one that needs two
    reason_id: UUID
    runs: int = 0
    steps: int = 0
    moves: Counter[str] = field(default_factory=Counter)

    @property
    def readers(self) -> list[Reader]:
        """Return the staff as the model knows them."""
        return [Reader(each.staff_id, "capture_agent" in each.roles) for each in self.staff if each.staff_id]

    def state(self, deposit_ids: list[UUID]) -> dict[str, Any]:
        """Return how the records of some deposits stand, as plain lists in the order of their ids."""
        told: dict[str, Any] = json.loads(self.runner.run(self.owner.fetchval(_STATE, deposit_ids)))
        return told
