"""Papers of a register in tests: one that a clerk kept, and rows as they would stand for documents that are there."""

from uuid import UUID, uuid4

from demo.people import Person, people
from dossier.counter.name_depositor import name_depositor
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.name_paper import name_paper
from dossier.deposits.receive import receive
from dossier.kept_papers.keep import keep
from dossier.kept_papers.settle import settle_papers
from dossier.thesaurus.queries import all_types
from tests.support.counter import Desk
from tests.support.deposits import pdf, received
from tests.support.requests import person_id

MONTHS = 12
UNDO_SECONDS = 3600
BOX = "Box 7"


async def papers_at(desk: Desk, *codes: str | None) -> tuple[UUID, list[UUID]]:
    """Open a deposit with a paper for each type (None: nobody said); return it and its papers."""
    deposit_id, papers = await desk.open(), []
    types = {each.code: each.id for each in await all_types(system(desk.staff.centre_id))}
    for number, code in enumerate(codes):
        paper_id = uuid4()
        file = await received(desk.resources, pdf(f"{deposit_id} {number}"))
        await add_original(desk.resources, desk.clerk, deposit_id, paper_id, uuid4(), file)
        if code is not None:
            await name_paper(desk.clerk, deposit_id, paper_id, types[code])
        papers.append(paper_id)
    return deposit_id, papers


async def send(desk: Desk, deposit_id: UUID, person: Person | None = None) -> str:
    """Give the receipt for a person's deposit; return its number."""
    centre_id = desk.staff.centre_id
    await name_depositor(desk.clerk, deposit_id, await person_id(centre_id, person or people()[0]))
    await settle_papers(desk.clerk, deposit_id)
    return (await receive(desk.resources, desk.clerk, deposit_id)).number


async def kept_one(desk: Desk, code: str | None = "CPAS_DEM", person: Person | None = None) -> tuple[UUID, str]:
    """Keep a paper and give its receipt; return the paper and the receipt's number."""
    deposit_id, (paper_id,) = await papers_at(desk, code)
    await keep(desk.clerk, deposit_id, paper_id, place=BOX, until=None, default_months=MONTHS)
    return paper_id, await send(desk, deposit_id, person)


async def put_down(centre_id: UUID, document_id: UUID) -> None:
    """Have the register hold the paper of a document that came in by any way."""
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO kept_papers (id, centre_id, deposit_id, state, place, until, until_told, kept_by, kept_at)
               SELECT d.id, d.centre_id, d.deposit_id, 'kept', $2, current_date + 30, true, s.id, now()
               FROM documents d, staff_members s WHERE d.id = $1 AND s.username = 'fatou.diop'""",
            document_id,
            BOX,
        )


async def events_of(centre_id: UUID, names: str) -> list[tuple[str, str]]:
    """Return the events whose names fit, in order, each with its facts as they are written."""
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT name, facts::text AS facts FROM events WHERE name LIKE $1 ORDER BY seq", names)
    return [(row["name"], row["facts"]) for row in rows]
