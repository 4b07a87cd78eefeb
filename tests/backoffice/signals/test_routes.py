"""Signals: each department reads its own, and opens only what it may."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.documents.claim import claim
from dossier.documents.profile import Profile
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.backoffice.house import HTMX, element, opened_house
from tests.support.deposits import hand_over, staff

pytestmark = pytest.mark.people

PATH = "/backoffice/signals"


async def test_a_filed_eviction_notice_reaches_those_whom_it_concerns(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])  # a file of AS, of Nadia Benali
    agent = await staff(centre_id, "ines.moreau")
    types = {each.code: each.id for each in await all_types(agent)}
    person = (await find_beneficiaries(agent, people()[0].name, resources.cipher))[0]
    await claim(agent, made.document_ids[0], 60)
    told = Profile(type_id=types["LOG_EXP"], beneficiary_id=person.id, document_date=None)
    await validate(agent, made.document_ids[0], told)
    await drain(resources)
    link = f'href="/backoffice/documents/{made.document_ids[0]}"'
    async with opened_house(resources, centre_id) as house:
        for username, listed, linked in (
            ("nadia.benali", True, True),
            ("sofie.devos", True, True),  # of the legal department: told of it, so they may read it
            ("pieter.maes", False, False),
        ):
            client = await house.sign_in(username)
            page = await client.get(PATH)
            assert ("U4" in page.text, link in page.text) == (listed, linked), username
            region = await client.get(PATH, headers=HTMX)
            assert region.text.strip() == element(page.text, "section", "signals")
            if linked:
                assert (await client.get(f"/backoffice/documents/{made.document_ids[0]}")).status_code == 200
