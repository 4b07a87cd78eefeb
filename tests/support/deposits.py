"""Deposits for tests: handed over through the verbs, as PDFs, which are made in no time."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from fpdf import FPDF

from demo import accounts
from demo.people import Person
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.name_paper import name_paper
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.people.identify import identify
from dossier.people.staff import sign_in
from dossier.receipts.queries import Receipt
from dossier.resources import Resources
from dossier.storage.intake import Received
from dossier.storage.intake import receive as take_in
from dossier.storage.vault import incoming_dir
from dossier.thesaurus.queries import all_types

_MADE_SECONDS = 30
DRAWN = datetime(2026, 1, 1, tzinfo=UTC)
"""What PDFs of tests tell as the time of their making: the same words make the same bytes."""


def pdf(*lines: str) -> bytes:
    """Write a PDF with a page of text for each line."""
    document = FPDF(format="A4")
    document.set_creation_date(DRAWN)
    document.set_font("Helvetica", size=16)
    for line in lines:
        document.add_page()
        document.multi_cell(0, 8, f"{line}\n" * 30)
    return bytes(document.output())


async def received(resources: Resources, data: bytes) -> Received:
    """Take bytes in, as an upload that arrived."""

    async def chunks() -> AsyncIterator[bytes]:
        yield data

    return await take_in(chunks(), incoming_dir(resources.settings), resources.settings.upload_max_bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """A deposit that was received."""

    deposit_id: UUID
    document_ids: tuple[UUID, ...]
    receipt: Receipt


async def hand_over(
    resources: Resources,
    centre_id: UUID,
    person: Person | None = None,
    *,
    types: tuple[str | None, ...] = (None,),
    circuit: str = "portal",
    pages: int = 1,
    files: tuple[bytes, ...] = (),
) -> HandedOver:
    """Hand over one PDF a type (None: the depositor does not know), as a person who identified or as a passer-by.

    pages: of each PDF. files: to hand over in their place.
    """
    actor, depositor = Actor(centre_id=centre_id, kind="depositor", place=circuit), Depositor(name="Ann", contact="-")
    if person is not None:
        found = await identify(actor, accounts.file_of(person), person.birth_date)
        depositor = Depositor(beneficiary_id=found.beneficiary_id, social_file_id=found.social_file_id)
    deposit_id, papers = uuid4(), tuple(uuid4() for _ in types)
    known = {each.code: each.id for each in await all_types(actor)}
    await open_deposit(actor, deposit_id, circuit=circuit, language="fr", depositor=depositor)
    if circuit == "interview":
        await _join(centre_id, deposit_id)
    for number, (paper_id, code) in enumerate(zip(papers, types, strict=True)):
        drawn = files[number] if files else pdf(*(f"paper {number}, page {page}" for page in range(pages)))
        file = await received(resources, drawn)
        await add_original(resources, actor, deposit_id, paper_id, uuid4(), file)
        await name_paper(actor, deposit_id, paper_id, known[code] if code else None)
    return HandedOver(deposit_id=deposit_id, document_ids=papers, receipt=await receive(resources, actor, deposit_id))


async def _join(centre_id: UUID, deposit_id: UUID) -> None:
    """Have the depositor's phone be in a session that Nadia Benali began."""
    worker = await staff(centre_id, "nadia.benali")
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO interviews (deposit_id, centre_id, staff_id, appointment_on, code_print, begun_at, joined_at,
                                       expires_at)
               VALUES ($1, $2, $3, current_date, $4, now(), now(), now() + interval '30 minutes')""",
            deposit_id,
            centre_id,
            worker.id,
            deposit_id.hex,
        )


async def made_ready(centre_id: UUID, deposit_id: UUID) -> None:
    """Wait until a worker that runs beside the test has made every page of a deposit."""
    async with asyncio.timeout(_MADE_SECONDS):
        while True:
            async with transaction(system(centre_id)) as tx:
                if await tx.value("SELECT state FROM deposits WHERE id = $1", deposit_id) == "ready":
                    return
            await asyncio.sleep(0.05)


async def staff(centre_id: UUID, username: str) -> Actor:
    """Sign a member of the demo's staff in and return them as an actor."""
    return (await sign_in(centre_id, username, accounts.PASSWORD)).actor
