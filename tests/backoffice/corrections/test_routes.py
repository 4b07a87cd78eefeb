"""Corrections at the backoffice: listed, told at the desk, answered with a sentence."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from demo.people import people
from dossier.corrections.ask import CorrectionKind, ask_correction
from dossier.corrections.queries import own_corrections
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.resources import Resources
from tests.backoffice.house import House, opened_house
from tests.support.deposits import staff
from tests.support.desk import filed
from tests.support.mine import bound
from tests.support.requests import person_id
from tests.support.rooms import in_one_task

pytestmark = pytest.mark.people


@pytest.fixture
async def house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    async with in_one_task(opened_house(resources, centre_id)) as opened:
        yield opened


async def test_a_correction_is_seen_and_answered(house: House, resources: Resources, centre_id: UUID) -> None:
    document_id = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    me = bound(centre_id, await person_id(centre_id, people()[0]))
    client = await house.sign_in("nadia.benali")
    assert (await client.get("/backoffice/corrections")).status_code == 200
    asked = await ask_correction(me, document_id, CorrectionKind.OTHER, "<b>Il manque une page</b>", language="ar")
    shown = (await client.get("/backoffice/corrections")).text
    assert "&lt;b&gt;Il manque une page" in shown
    assert (
        f"/backoffice/corrections#document-{document_id}"
        in (await client.get(f"/backoffice/documents/{document_id}")).text
    )
    path = f"/backoffice/corrections/{asked}/answer"
    unsaid = await client.post(path, data={"outcome": "stays", "answer": ""})
    assert unsaid.status_code == 422
    answered = await client.post(path, data={"outcome": "stays", "answer": "Elle est là."})
    assert answered.headers["location"] == "/backoffice/corrections"
    assert "Elle est là." in (await client.get("/backoffice/corrections")).text
    assert [each.answer for each in await own_corrections(me, document_id)] == ["Elle est là."]
    assert (await client.post(path, data={"outcome": "stays", "answer": "Encore"})).status_code == 409


async def test_what_two_people_ask_about_one_document_bears_its_id_once(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    document_id = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    me, other = [await person_id(centre_id, each) for each in people()[:2]]
    asked = await ask_correction(bound(centre_id, me), document_id, CorrectionKind.OTHER, "Ceci", language="fr")
    async with transaction(system(centre_id)) as tx:  # both are named on it
        await tx.run(
            """INSERT INTO corrections (id, centre_id, document_id, beneficiary_id, state, kind, words, language,
                                        asked_at)
               SELECT $2, centre_id, document_id, $3, state, kind, 'Cela', language, asked_at + interval '1 minute'
               FROM corrections WHERE id = $1""",
            asked,
            new_id(),
            other,
        )
    client = await house.sign_in("nadia.benali")
    shown = (await client.get("/backoffice/corrections")).text
    assert shown.index(f'id="document-{document_id}"') < shown.index("Ceci") < shown.index("Cela")
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
