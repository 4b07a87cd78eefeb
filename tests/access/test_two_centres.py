"""Two centres of one installation: neither sees the other, through the screens and through SQL."""

import re
from uuid import UUID

import httpx
import pytest

from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.founding import found_centre
from dossier.jobs.worker import drain
from dossier.people.first_administrator import first_administrator
from dossier.people.staff import sign_in
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.deposits import hand_over
from tests.support.shelves import fill

pytestmark = pytest.mark.people

ROOT = "/backoffice"


async def second_centre(resources: Resources) -> tuple[UUID, str]:
    """Make a second centre; return its id and its administrator's password."""
    owner = resources.settings.database_owner_url
    assert owner is not None
    centre_id = await found_centre(owner.get_secret_value(), "valdeux", "CPAS de Valdeux", "OCMW Valdeux")
    password = await first_administrator(Actor(centre_id=centre_id, kind="system", place="cli"), "ann.other")
    assert password is not None
    return centre_id, password


async def test_neither_sees_the_other_through_the_screens(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    await drain(resources)
    other_id, password = await second_centre(resources)
    async with transaction(system(other_id)) as tx:  # with every role: only the centre's wall is left
        roles = ["capture_agent", "social_worker", "auditor", "administrator", "counter_clerk"]
        await tx.run("UPDATE staff_members SET roles = $1", roles)
    async with transaction(system(centre_id)) as tx:
        page_id = await tx.value("SELECT id FROM pages")
        original_id = await tx.value("SELECT id FROM originals")
        file_id, person_id = (
            await tx.value("SELECT social_file_id FROM documents"),
            await tx.value("SELECT beneficiary_id FROM document_beneficiaries"),
        )
    foreign = (
        f"{ROOT}/documents/{made.document_ids[0]}",
        f"{ROOT}/pages/{page_id}/page",
        f"{ROOT}/originals/{original_id}",
        f"{ROOT}/files/{file_id}",
        f"{ROOT}/files/{file_id}/letter",
        f"{ROOT}/beneficiaries/{person_id}/looks",
        f"{ROOT}/receipts/{made.receipt.number}",
    )
    async with opened_house(resources, centre_id) as here, opened_house(resources, other_id) as there:
        stranger = await there.browser()
        form = {"username": "ann.other", "password": password, "return_to": ""}
        assert (await stranger.post(f"{ROOT}/session", data=form)).status_code == 303
        assert (await stranger.get(f"{ROOT}/queue")).status_code == 200
        for path in foreign:
            answer = await stranger.get(path)
            assert answer.status_code == 404, path
            assert people()[0].last_name not in answer.text
        for path, words in ((f"{ROOT}/files", {"person": people()[0].last_name}), (f"{ROOT}/looks", {"person": "a"})):
            found = (await stranger.post(path, data=words)).text
            assert re.findall(r'name="beneficiary_id" value="([^"]*)"', found) == [""]
        assert str(made.receipt.number) not in (await stranger.get(f"{ROOT}/queue")).text

        agent = await here.sign_in("ines.moreau")
        assert made.receipt.number in (await agent.get(f"{ROOT}/queue")).text
        # The same installation keeps both centres' sessions: one that was opened here is none there
        carried = await there.browser()
        carried.cookies = httpx.Cookies(agent.cookies)
        assert (await carried.get(f"{ROOT}/queue")).headers["location"].startswith(f"{ROOT}/session")
    with pytest.raises(Exception, match="do not go together"):
        await sign_in(other_id, "ines.moreau", "guichet-demo")


async def test_neither_sees_the_other_through_sql(resources: Resources, centre_id: UUID) -> None:
    other_id, _ = await second_centre(resources)
    both = [
        await fill(each, staff=14, files=6, documents=40, seed=number)
        for number, each in enumerate((centre_id, other_id))
    ]
    for mine, theirs in (both, reversed(both)):
        for who in (system(mine.centre_id), *mine.staff):
            async with transaction(who, whole_centre=True) as tx:
                tables = await tx.rows(
                    """SELECT table_name FROM information_schema.columns
                       WHERE table_schema = 'public' AND column_name = 'centre_id'"""
                )
                for row in tables:
                    foreign = await tx.value(
                        f"SELECT count(*) FROM {row['table_name']} WHERE centre_id = $1", theirs.centre_id
                    )
                    assert foreign == 0, row["table_name"]
                assert [row["id"] for row in await tx.rows("SELECT id FROM centres")] == [mine.centre_id]
                document = theirs.documents[0]
                for told in (
                    await tx.rows("SELECT * FROM document_place($1)", document.id),
                    await tx.rows("SELECT * FROM documents_of_original($1)", document.original_id),
                    await tx.rows("SELECT * FROM sealed_in($1)", theirs.files[0].id),
                ):
                    assert told == []
