"""The page of a social file: what it shows to whom, what each look writes down, what stays hidden until asked."""

import re
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import HTMX, element, opened_house
from tests.support.deposits import staff
from tests.support.filed import days_ago, file_documents, file_of

pytestmark = pytest.mark.people

SAMIRA = people()[0]  # a file of AS, of Nadia Benali
PAPERS = (("REV_PAIE", days_ago(70)), ("REV_PAIE", days_ago(130)), ("FAM_COMP", days_ago(80)))


async def test_a_file_shows_who_what_and_when_to_its_worker(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await file_documents(resources, agent, SAMIRA, PAPERS)
    await drain(resources)
    here = f"/backoffice/files/{await file_of(resources, agent, SAMIRA)}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        for shown in ("nature", "date", "asked", "story", "notes"):
            page = await client.get(f"{here}?list={shown}&lang=fr")
            assert page.status_code == 200, page.text
            assert "El Amrani Samira" in page.text
            region = await client.get(f"{here}?list={shown}", headers=HTMX)
            assert region.text.strip() == element(page.text, "div", "file-body")
        by_nature = (await client.get(here)).text
        assert by_nature.count('class="nature"') == 2  # the earlier payslip stands under the later one
        assert 'id="runs-out"' in by_nature  # a paper of the household lasts 90 days
        reading = await client.get(f"{here}/documents/{made.document_ids[0]}")
        assert re.search(r'src="/backoffice/pages/[^"]+/page\?v=1"', reading.text)
        assert "validation" not in reading.text  # nothing is decided here


async def test_a_file_of_another_department_is_refused_in_all_its_parts(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await file_documents(resources, agent, SAMIRA, PAPERS)
    file_id = await file_of(resources, agent, SAMIRA)
    here = f"/backoffice/files/{file_id}"
    async with transaction(system(centre_id)) as tx:
        person_id = await tx.value("SELECT beneficiary_id FROM social_file_members WHERE social_file_id = $1", file_id)
    async with opened_house(resources, centre_id) as house:
        for username in ("pieter.maes", "fatou.diop"):
            client = await house.sign_in(username)
            for path in (here, f"{here}/documents/{made.document_ids[0]}", f"{here}/bundles"):
                answer = await client.get(path)
                assert (answer.status_code, SAMIRA.last_name in answer.text) == (403, False), path
            for act, sent in (
                ("favourite", {"wanted": "1"}),
                ("notes", {"words": "…"}),
                (f"members/{person_id}/niss", {}),
                ("search", {"words": "paper"}),
                ("bundles", {"document": str(made.document_ids[0])}),
            ):
                assert (await client.post(f"{here}/{act}", data=sent)).status_code == 403, act
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM access_log WHERE record_kind = 'social_file'") == 0


async def test_a_niss_is_hidden_until_it_is_asked_for_and_that_is_written_down(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    here = f"/backoffice/files/{await file_of(resources, agent, SAMIRA)}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        page = (await client.get(here)).text
        assert SAMIRA.niss_written not in page
        asked = re.findall(r'action="([^"]+/niss)"', page)[0]
        assert SAMIRA.niss_written in (await client.post(asked)).text
    async with transaction(system(centre_id)) as tx:
        reasons = [row[0] for row in await tx.rows("SELECT reason FROM access_log WHERE record_kind = 'social_file'")]
    assert reasons == ["own_file"] * 3


async def test_a_document_of_another_file_is_not_read_in_this_one(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await file_documents(resources, agent, people()[5], (("REV_PAIE", days_ago(70)),))
    here = f"/backoffice/files/{await file_of(resources, agent, SAMIRA)}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        answer = await client.get(f"{here}/documents/{made.document_ids[0]}")
        assert answer.status_code in {403, 404}
        assert "page?v=" not in answer.text


async def test_a_starred_file_and_one_just_opened_are_at_hand(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    here = f"/backoffice/files/{await file_of(resources, agent, SAMIRA)}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        assert "El Amrani" not in (await client.get("/backoffice/files")).text
        await client.get(here)
        assert 'id="recent"' in (await client.get("/backoffice/files")).text
        assert (await client.post(f"{here}/favourite", data={"wanted": "1"})).status_code == 303
        starred = (await client.get("/backoffice/files")).text
        assert ('id="favourites"' in starred, 'id="recent"' in starred) == (True, False)
        await client.post(f"{here}/favourite", data={})
        assert 'id="favourites"' not in (await client.get("/backoffice/files")).text


async def test_a_bundle_is_chosen_made_and_downloaded_and_that_is_written_down(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await file_documents(resources, agent, SAMIRA, PAPERS)
    await drain(resources)
    here = f"/backoffice/files/{await file_of(resources, agent, SAMIRA)}"
    ids = [str(each) for each in made.document_ids]
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        choice = (await client.get(f"{here}/bundles")).text
        assert all(each in choice for each in ids)
        nothing = await client.post(f"{here}/bundles", data={"shown": ids, "place": ["1", "2", "3"]})
        assert nothing.status_code == 422
        sent = {"document": ids[:2], "shown": ids, "place": ["2", "1", "3"]}
        asked = await client.post(f"{here}/bundles", data=sent)
        waiting = await client.get(asked.headers["location"])
        assert "every 1s" in waiting.text
        assert (await client.get(f"{asked.headers['location']}/pdf")).status_code == 503
        await drain(resources)
        assert "every 1s" not in (await client.get(asked.headers["location"])).text
        pdf = await client.get(f"{asked.headers['location']}/pdf")
        assert pdf.content.startswith(b"%PDF-")
        assert len(pdf.content) == int(pdf.headers["content-length"])
        other = await house.sign_in("ines.moreau")
        assert (await other.get(f"{asked.headers['location']}/pdf")).status_code == 404
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT record_kind FROM access_log WHERE act = 'download' ORDER BY seq")
    assert [row[0] for row in rows] == ["social_file", "document", "document"]


async def test_words_are_found_in_a_file_and_marked_where_they_stand(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    await file_documents(resources, agent, SAMIRA, PAPERS)
    await drain(resources)
    here = f"/backoffice/files/{await file_of(resources, agent, SAMIRA)}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        sought = await client.post(f"{here}/search", data={"words": "PAPERS"})  # the files say "paper 0", "paper 1", …
        assert "paper" not in sought.headers["location"].lower()
        found = (await client.get(sought.headers["location"])).text
        assert found.count('class="found-text"') == len(PAPERS)
        read = re.findall(r'class="found-text"[^>]*href="([^"]+)"', found)[0].replace("&amp;", "&")
        assert (await client.get(read)).text.count("<rect x=") >= 30  # a line each, thirty lines a page
        assert 'class="hits' not in (await client.get(read.replace("list=words", "list=date"))).text
        other = await house.sign_in("olivier.marchal")  # of the same department, who sought nothing
        assert 'id="tab-words"' not in (await other.get(f"{here}?list=words")).text
