"""Random runs of acts on the pages of deposits, held against a small model: nothing is lost, and undo means undo."""

import random
from collections.abc import Awaitable
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

import pytest

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.read_back import read_back
from dossier.documents.claim import claim
from dossier.documents.refuse import refuse
from dossier.resources import Resources
from dossier.split.copy import copy
from dossier.split.cut import cut
from dossier.split.layout import BY_HAND
from dossier.split.merge import merge
from dossier.split.move import move
from dossier.split.set_aside import Put, set_aside
from dossier.split.take_back import take_back
from dossier.split.undo import redo, undo
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import hand_over, pdf, staff
from tests.support.split import Expected, Model, State, chosen

pytestmark = pytest.mark.people

Rows = dict[str, dict[object, tuple[object, ...]]]
WEIGHTS = {"cut": 5, "merge": 4, "move": 5, "copy": 2, "aside": 4, "back": 3, "undo": 6, "redo": 3, "decide": 1}
TABLES = {
    "documents": ("SELECT d.id AS key, d.* FROM documents d WHERE deposit_id = $1"),
    "document_pages": (
        """SELECT dp.document_id || '/' || dp.page_id AS key, dp.* FROM document_pages dp
           JOIN documents d ON d.id = dp.document_id WHERE d.deposit_id = $1"""
    ),
    "document_beneficiaries": (
        """SELECT b.document_id || '/' || b.beneficiary_id AS key, b.* FROM document_beneficiaries b
           JOIN documents d ON d.id = b.document_id WHERE d.deposit_id = $1"""
    ),
    "set_aside_pages": "SELECT page_id AS key, s.* FROM set_aside_pages s WHERE deposit_id = $1",
}
UNTOUCHED = {
    "pages": "SELECT g.id AS key, g.* FROM pages g WHERE deposit_id = $1",
    "originals": "SELECT o.id AS key, o.* FROM originals o WHERE deposit_id = $1",
}


async def rows_of(actor: Actor, deposit_id: UUID, tables: dict[str, str] = TABLES) -> Rows:
    """Return every row that the split may touch, or of those tables that it may not."""
    async with transaction(system(actor.centre_id)) as tx:
        return {
            table: {row["key"]: tuple(row.values()) for row in await tx.rows(sql, deposit_id)}
            for table, sql in tables.items()
        }


@dataclass
class Run:
    """One deposit, the clerk who has it in hand, and the model of it."""

    clerk: Actor
    deposit_id: UUID
    model: Model
    reason_id: UUID
    chance: random.Random
    rows: Rows
    before: list[Rows] = field(default_factory=list)  # of each act that can be undone
    after: list[Rows] = field(default_factory=list)  # of each that can be redone

    async def step(self) -> str:
        """Draw an act, do it, and compare."""
        kind = chosen(self.chance, WEIGHTS)
        open_ = self.model.open()
        if kind not in {"undo", "redo", "back"} and not open_:
            return "nothing"
        done = len(self.model.done), len(self.model.undone)
        await getattr(self, kind)()
        now = await rows_of(self.clerk, self.deposit_id)
        if kind == "undo" and len(self.model.undone) > done[1]:
            self.after.append(self.rows)
            assert now == self.before.pop()
        elif kind == "redo" and len(self.model.done) > done[0]:
            self.before.append(self.rows)
            assert now == self.after.pop()
        elif kind == "decide":
            pass  # written into what is remembered, below
        elif len(self.model.done) > done[0]:
            self.before.append(self.rows)
            self.after.clear()
        else:
            assert now == self.rows, "a refused act changed something"
        self.rows = now
        self.compare(now)
        return kind

    def compare(self, now: Rows) -> None:
        """Hold the rows against the model, and count the pages."""
        documents = sorted(now["documents"].values(), key=lambda row: row[4])  # type: ignore[arg-type, return-value]
        stand: dict[UUID, list[UUID]] = {}
        for _, _, document, page, _ in sorted(now["document_pages"].values(), key=lambda row: row[4]):  # type: ignore[arg-type, return-value]
            stand.setdefault(document, []).append(page)  # type: ignore[arg-type]
        assert [(row[1], stand[row[1]]) for row in documents if row[1] in stand] == self.model.state.documents  # type: ignore[index]
        assert [row[5] == "emptied" for row in documents] == [row[1] not in stand for row in documents]
        assert [row[4] for row in documents] == list(range(len(documents)))
        aside = {row[1]: (row[4], row[5]) for row in now["set_aside_pages"].values()}
        assert aside == self.model.state.aside
        filed = {page for pages in stand.values() for page in pages}
        assert filed | set(aside) == set(self.model.sheets)
        assert not filed & set(aside)

    async def cut(self) -> None:
        document = self.chance.choice(self.model.open())
        page = self.chance.choice(self.model.shown(document))
        made = await self.tried(cut(self.clerk, self.deposit_id, document, page), self.model.cut(document, page, None))
        if made:
            self.model.cut(document, page, made)

    async def merge(self) -> None:
        document = self.chance.choice(self.model.open())
        expected, into = self.model.merge(document)
        assert await self.tried(merge(self.clerk, self.deposit_id, document), expected) == into

    async def move(self) -> None:
        await self.put(copied=False)

    async def copy(self) -> None:
        await self.put(copied=True)

    async def put(self, *, copied: bool) -> None:
        document = self.chance.choice(self.model.open())
        page = self.chance.choice(self.model.shown(document))
        to = self.chance.choice([*self.model.open(), None])
        among = [each for each in self.model.shown(to) if each != page] if to and not copied else []
        before = self.chance.choice([*among, None])
        told = (document, page, to)
        acted = copy(self.clerk, self.deposit_id, *told) if copied else move(self.clerk, self.deposit_id, *told, before)
        if to is not None:
            await self.tried(acted, self.model.put(*told, None, before, copied=copied))
        elif made := await self.tried(acted, self.model.put(*told, None, before, copied=copied)):
            self.model.put(*told, made, before, copied=copied)

    async def aside(self) -> None:
        document = self.chance.choice(self.model.open())
        page, reason = self.chance.choice(self.model.shown(document)), self.chance.choice(BY_HAND)
        put = Put(document_id=document, page_id=page, reason=reason)
        await self.tried(
            set_aside(self.clerk, self.deposit_id, [put]), self.model.set_aside(document, page, str(reason))
        )

    async def back(self) -> None:
        aside = [each for each in self.model.state.aside if each not in self.model.under.values()]
        if aside:
            page, to = self.chance.choice(aside), self.chance.choice([*self.model.open(), None])
            await self.tried(take_back(self.clerk, self.deposit_id, page, to), self.model.take_back(page, to))

    async def undo(self) -> None:
        await self.tried(undo(self.clerk, self.deposit_id), self.model.undo())

    async def redo(self) -> None:
        await self.tried(redo(self.clerk, self.deposit_id), self.model.redo())

    async def decide(self) -> None:
        """Refuse a document: from then on its pages stay, and what touched it cannot be undone."""
        if len(self.model.open()) < 2:
            return
        document = self.chance.choice(self.model.open())
        await refuse(self.clerk, document, self.reason_id, "")
        self.model.fixed.add(document)
        now = await rows_of(self.clerk, self.deposit_id)
        for remembered in (*self.before, *self.after):
            if document in remembered["documents"]:
                was = remembered["documents"][document]
                remembered["documents"][document] = (*was[:4], was[4], *now["documents"][document][5:])

    async def tried(self, act: Awaitable[UUID | None], expected: Expected) -> UUID | None:
        """Do an act; hold what it raises against what it should."""
        if expected is None:
            return await act
        with pytest.raises(expected) as raised:
            await act
        assert raised.type is expected
        return None


@cache
def drawn(pages: int) -> bytes:
    """Draw a PDF once for all runs: it takes as long as ten acts."""
    return pdf(*(f"page {page}" for page in range(pages)))


async def begin(resources: Resources, centre_id: UUID, clerk: Actor, seed: int) -> Run:
    """Hand a deposit over, take it in hand, and tell the model what it holds."""
    chance = random.Random(seed)
    papers, pages = chance.randint(1, 4), chance.randint(1, 4)
    made = await hand_over(resources, centre_id, types=(None,) * papers, files=(drawn(pages),) * papers)
    await claim(clerk, made.document_ids[0], 900)
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT dp.document_id, dp.page_id, dp.position FROM document_pages dp
               JOIN documents d ON d.id = dp.document_id WHERE d.deposit_id = $1 ORDER BY d.position, dp.position""",
            made.deposit_id,
        )
        standing = [
            (each, [row["page_id"] for row in rows if row["document_id"] == each]) for each in made.document_ids
        ]
        under = {}
        if pages > 1 and seed % 4 == 0:  # both sides of a card, as laying one under the other leaves them
            upper, lower = standing[0][1][:2]
            await tx.run("UPDATE pages SET laid_under = $1 WHERE id = $2", upper, lower)
            under = {upper: lower}
    sheets = {row["page_id"]: number for number, row in enumerate(rows)}
    reason = (await refusal_reasons(clerk))[0].id
    rows_now = await rows_of(clerk, made.deposit_id)
    return Run(clerk, made.deposit_id, Model(State(standing), sheets, under), reason, chance, rows_now)


@pytest.mark.parametrize("runs", [40, pytest.param(1000, marks=pytest.mark.torture)])
async def test_random_acts_lose_no_page_and_are_undone_to_the_row(
    resources: Resources, centre_id: UUID, runs: int
) -> None:
    clerk = await staff(centre_id, "ines.moreau")
    made: dict[str, int] = {}
    for seed in range(runs):
        run = await begin(resources, centre_id, clerk, seed)
        first, untouched = run.rows, await rows_of(clerk, run.deposit_id, UNTOUCHED)
        for _ in range(run.chance.randint(4, 16)):
            kind = await run.step()
            made[kind] = made.get(kind, 0) + 1
        while run.model.done and not run.model.touches_fixed(*run.model.done[-1]):
            if not run.model.left(run.model.done[-1][0]):
                break
            await run.undo()
            run.rows = await rows_of(clerk, run.deposit_id)
            assert run.rows == run.before.pop()
        if not run.model.done and not run.model.fixed:
            assert run.rows == first
        assert await rows_of(clerk, run.deposit_id, UNTOUCHED) == untouched
        await read_back(resources.vault, clerk, run.deposit_id)  # the bytes hash to what the receipt says
    assert set(made) >= set(WEIGHTS)
