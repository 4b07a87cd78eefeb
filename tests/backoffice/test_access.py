"""Who may see what: each role before each section, and a document of another department."""

import re
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.deposits import hand_over

pytestmark = pytest.mark.people

STAFF = ("ines.moreau", "nadia.benali", "fatou.diop", "anne.dewit", "rachid.lahlou")
SECTIONS: dict[str, tuple[int, int, int, int, int]] = {
    # capture agent, social worker, clerk, manager and auditor, administrator
    "/backoffice": (303, 303, 303, 303, 303),
    "/backoffice/queue": (200, 200, 403, 403, 403),
    "/backoffice/files": (200, 200, 403, 403, 403),
    "/backoffice/signals": (200, 200, 403, 200, 403),
    "/backoffice/absences": (200, 200, 200, 200, 200),
    "/backoffice/letters": (200, 200, 403, 403, 403),
    "/backoffice/receipts": (200, 200, 200, 403, 403),
    "/backoffice/looks": (200, 200, 403, 200, 200),
    "/backoffice/glass": (403, 403, 403, 200, 403),
    "/backoffice/ties": (403, 403, 403, 200, 200),
    "/backoffice/seals": (403, 403, 403, 403, 200),
    "/backoffice/devices": (403, 403, 403, 403, 200),
    "/backoffice/clients": (403, 403, 403, 403, 200),
    "/backoffice/storage": (403, 403, 403, 403, 200),
    "/backoffice/stuck": (403, 403, 403, 403, 200),
    "/backoffice/exports": (403, 403, 403, 200, 403),
    "/backoffice/journal": (403, 403, 403, 200, 403),
    "/backoffice/journal/access": (403, 403, 403, 200, 403),
    "/backoffice/journal/chain": (403, 403, 403, 200, 403),
}


async def test_each_role_has_its_sections(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        for column, username in enumerate(STAFF):
            client = await house.sign_in(username)
            answers = {path: (await client.get(path)).status_code for path in SECTIONS}
            assert answers == {path: expected[column] for path, expected in SECTIONS.items()}, username
            for search, section in (("beneficiaries", "looks"), ("types", "queue")):
                searched = await client.post(f"/backoffice/{search}/search", data={"words": "a"})
                assert searched.status_code == SECTIONS[f"/backoffice/{section}"][column]
            home = await client.get("/backoffice", follow_redirects=True)
            for link in re.findall(r'<a [^>]*href="(/backoffice[^"?#]*)"', home.text):
                assert (await client.get(link)).status_code in {200, 303}, f"a dead link for {username}: {link}"


async def test_nobody_comes_in_without_signing_in(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        stranger = await house.browser()
        for path in SECTIONS:
            answer = await stranger.get(path)
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/backoffice/session")
        script = await stranger.post("/backoffice/types/search", headers={"Accept": "*/*"}, data={"words": "a"})
        assert script.status_code == 401


async def test_a_document_of_another_department_is_refused_with_words(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])  # a file of the department AS
    await drain(resources)
    document = f"/backoffice/documents/{made.document_ids[0]}"
    async with opened_house(resources, centre_id) as house:
        own = await house.sign_in("nadia.benali")
        opened = await own.get(document)
        picture = opened.text.partition('src="/backoffice/pages/')[2].partition('"')[0]
        assert (await own.get(f"/backoffice/pages/{picture}")).headers["content-type"] == "image/webp"
        for username, words in (("pieter.maes", "autre département"), ("fatou.diop", "rôle")):
            client = await house.sign_in(username)
            for path in (document, f"{document}/pages", f"{document}/live", f"{document}/refusal"):
                answer = await client.get(f"{path}?lang=fr")
                assert (answer.status_code, words in answer.text) == (403, True), path
                assert "nav-count" not in answer.text
                assert str(people()[0].last_name) not in answer.text
            for act in ("claim", "release", "validation", "beneficiaries", "refusal"):
                answer = await client.post(f"{document}/{act}", data={"reason_id": ""})
                assert answer.status_code == 403, act
            assert (await client.get(f"/backoffice/pages/{picture}")).status_code == 403


async def test_every_look_is_written_down(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    await drain(resources)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        page = await client.get(f"/backoffice/documents/{made.document_ids[0]}")
        assert (await client.get(re.findall(r'src="(/backoffice/pages/[^"]+/page\?v=1)"', page.text)[0])).is_success
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT record_kind FROM access_log WHERE actor_kind = 'staff' AND place = 'backoffice'")
    assert sorted(row["record_kind"] for row in rows) == ["document", "page"]


async def test_who_is_made_inactive_is_out_at_once(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE staff_members SET active = false WHERE username = 'ines.moreau'")
        assert (await client.get("/backoffice/queue")).headers["location"].startswith("/backoffice/session")
