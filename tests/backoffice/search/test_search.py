"""Search everywhere: who finds what by which words, and what they may open of it."""

import re
from uuid import UUID

import pytest

from demo import accounts
from demo.people import people
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import HTMX, element, opened_house
from tests.support.deposits import staff
from tests.support.filed import days_ago, file_documents, file_of

pytestmark = pytest.mark.people

PATH = "/backoffice/search"
SAMIRA = people()[0]  # a file of AS, of Nadia Benali


async def test_a_person_is_found_by_letters_in_any_order_and_opened_by_their_own_department(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    link = f'href="/backoffice/files/{await file_of(resources, agent, SAMIRA)}"'
    number = accounts.file_of(SAMIRA)
    async with opened_house(resources, centre_id) as house:
        own, other = await house.sign_in("nadia.benali"), await house.sign_in("pieter.maes")
        for words in (
            "sami amr",
            "AMRANI",
            "él amr",
            SAMIRA.niss_written,
            SAMIRA.niss,
            number,
            number[:4],
            "samira elamrani",
        ):
            found = (await own.post(PATH, data={"words": words}, headers=HTMX)).text
            assert link in found, words
            elsewhere = (await other.post(PATH, data={"words": words}, headers=HTMX)).text
            assert (link in elsewhere, number in elsewhere) == (False, True), (
                words
            )  # whom to ask, not what stands in it
        for words in ("%", "_", "x' OR 1=1 --", SAMIRA.niss[:-1] + "9", "zzzz", "\\"):
            assert link not in (await own.post(PATH, data={"words": words}, headers=HTMX)).text, words


async def test_a_receipt_and_a_document_are_found_and_read_only_by_whom_they_concern(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await file_documents(resources, agent, SAMIRA, (("REV_PAIE", days_ago(60)),))
    await drain(resources)
    receipt, document = f"/backoffice/receipts/{made.receipt.number}", str(made.document_ids[0])
    async with opened_house(resources, centre_id) as house:
        for username, reads in (("nadia.benali", True), ("pieter.maes", False)):
            client = await house.sign_in(username)
            for typed in (made.receipt.number, made.receipt.number.replace("-", ""), made.receipt.number[:7]):
                found = (await client.post(PATH, data={"words": typed}, headers=HTMX)).text
                assert (document in found, receipt in found) == (reads, not reads), typed
            assert (document in (await client.post(PATH, data={"words": "papers"}, headers=HTMX)).text) == reads


async def test_a_page_s_hit_leads_into_the_file_with_its_words_and_else_to_the_desk(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await file_documents(resources, agent, SAMIRA, (("REV_PAIE", days_ago(60)),))
    await drain(resources)
    document, file_id = made.document_ids[0], await file_of(resources, agent, SAMIRA)
    async with opened_house(resources, centre_id) as house:
        own = await house.sign_in("nadia.benali")
        found = (await own.post(PATH, data={"words": "papers"}, headers=HTMX)).text
        (form,) = re.findall(r'<form method="post" action="([^"]+)">(.*?)</form>', found)
        assert form[0] == f"/backoffice/files/{file_id}/search"
        sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1]))
        assert sent == {"words": "papers", "document_id": str(document), "page": "1"}
        gone = await own.post(form[0], data=sent)
        assert gone.headers["location"] == f"/backoffice/files/{file_id}/documents/{document}?list=words&page=1"
        assert '<svg class="hits' in (await own.get(gone.headers["location"])).text

        decided = await house.sign_in("ines.moreau")  # reads what she decided, though the file is not hers to open
        found = (await decided.post(PATH, data={"words": "papers"}, headers=HTMX)).text
        assert f'href="/backoffice/documents/{document}?page=1"' in found
        assert "<form" not in found


async def test_without_javascript_there_is_a_page_of_the_same(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        page = await client.post(PATH, data={"words": "amrani"})
        region = await client.post(PATH, data={"words": "amrani"}, headers=HTMX)
        assert region.text.strip() == element(page.text, "div", "found")
        assert (await client.get(PATH)).headers["location"] == "/backoffice/files"
        clerk = await house.sign_in("fatou.diop")
        assert (await clerk.post(PATH, data={"words": "amrani"})).status_code == 403
