"""Refused documents whose pages are taken again, in tests at the portal."""

import re
from uuid import UUID

import httpx

from demo.people import Person, people
from dossier.documents.claim import claim
from dossier.documents.refuse import refuse
from dossier.documents.review import review
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import HandedOver, hand_over, staff
from tests.support.desk import LEASE_SECONDS


async def refused(
    resources: Resources,
    centre_id: UUID,
    *again: int,
    person: Person | None = None,
    files: tuple[bytes, ...] = (),
    pages: int = 2,
    note: str = "",
) -> HandedOver:
    """Hand a payslip over, and have it refused; `again` are the pages to take again, from 1."""
    made = await hand_over(resources, centre_id, person or people()[0], types=("REV_PAIE",), pages=pages, files=files)
    await refuse_document(resources, centre_id, made.document_ids[0], *again, note=note)
    return made


async def refuse_document(
    resources: Resources, centre_id: UUID, document_id: UUID, *again: int, note: str = ""
) -> None:
    """Have a document that was handed over refused; `again` are the pages to take again, from 1."""
    agent = await staff(centre_id, "ines.moreau")
    await drain(resources)
    await claim(agent, document_id, LEASE_SECONDS)
    shown = (await review(agent, document_id)).pages
    marked = [shown[number - 1].id for number in again]
    await refuse(agent, document_id, (await refusal_reasons(agent))[0].id, note, marked)


def buttons(page: str) -> list[tuple[str, str]]:
    """Return the address and the page of each way to the camera."""
    return re.findall(r'action="(/r/[^"]+/retakes)".*?name="page" value="([^"]+)"', page)


async def again(client: httpx.AsyncClient, receipt: str, number: int = 0) -> str:
    """Touch one of the ways to the camera; return where it led."""
    address, page_id = buttons((await client.get(receipt)).text)[number]
    answer = await client.post(address, data={"page": page_id})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])
