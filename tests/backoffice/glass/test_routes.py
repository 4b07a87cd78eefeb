"""From the outside to the review, through the screens: a reason is asked, a colleague is told, the auditor looks."""

import re
from uuid import UUID

import pytest

from demo.people import people
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import HTMX, opened_house
from tests.dossier.glass.test_break import beneficiary_id, filed

pytestmark = pytest.mark.people


async def test_an_outsider_says_why_the_worker_is_told_and_the_auditor_reviews(
    resources: Resources, centre_id: UUID
) -> None:
    made, file_id = await filed(resources, centre_id)
    await drain(resources)
    document = f"/backoffice/documents/{made.document_ids[0]}"
    async with opened_house(resources, centre_id) as house:
        outsider = await house.sign_in("pieter.maes")
        asked = await outsider.get(f"{document}?lang=fr")
        assert (asked.status_code, f'action="{document}/glass"' in asked.text) == (403, True)
        part = await outsider.get(document, headers=HTMX)
        assert (part.status_code, "/glass" in part.text) == (403, False)
        wordless = await outsider.post(f"{document}/glass", data={"reason": "urgent_help", "words": ""})
        assert wordless.status_code == 422
        assert re.search(r'value="urgent_help" checked', wordless.text)
        told = {"reason": "urgent_help", "words": "no <b>heating</b>"}
        opened = await outsider.post(f"/backoffice/files/{file_id}/glass", data=told)
        assert (opened.status_code, opened.headers["location"]) == (303, f"/backoffice/files/{file_id}")
        shown = await outsider.get(opened.headers["location"])
        assert (shown.status_code, made.document_ids[0].hex in shown.text.replace("-", "")) == (200, True)
        assert "/backoffice/beneficiaries/" not in shown.text  # who looked is not an outsider's to tell
        assert (await outsider.get(document)).status_code == 200

        own = await house.sign_in("nadia.benali")
        notice = await own.get("/backoffice/signals")
        assert "no &lt;b&gt;heating" in notice.text
        address = re.findall(r'action="(/backoffice/glass/[^"]+/notice)"', notice.text)
        assert (await own.post(address[0])).status_code == 303
        assert "heating" not in (await own.get("/backoffice/signals")).text

        auditor = await house.sign_in("anne.dewit")
        listed = await auditor.get("/backoffice/glass")
        assert "Pieter Maes" in listed.text
        (review,) = re.findall(r'action="(/backoffice/glass/[^"]+/review)"', listed.text)
        assert (await auditor.post(review, data={"outcome": "nonsense"})).status_code == 422
        assert (await outsider.post(review, data={"outcome": "in_order"})).status_code == 403
        assert (await auditor.post(review, data={"outcome": "in_order", "note": "fine"})).status_code == 303
        assert review not in (await auditor.get("/backoffice/glass")).text
        (which,) = re.findall(r'href="(/backoffice/journal/access\?[^"]+)"', listed.text)
        log = (await auditor.get(which.replace("&amp;", "&") + "&lang=fr")).text
        assert "Pieter Maes" in log
        assert "Nadia Benali" not in log.partition("<tbody>")[2]
        assert "Quelqu’un a besoin d’une aide qui ne peut attendre" in log
        assert "glass:" not in log


async def test_a_file_is_found_and_opened_by_its_department(resources: Resources, centre_id: UUID) -> None:
    _, file_id = await filed(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        own = await house.sign_in("nadia.benali")
        assert (await own.get("/backoffice/files")).status_code == 200
        found = await own.post("/backoffice/files", data={"person": people()[0].last_name})
        person = re.findall(r'name="beneficiary_id" value="([0-9a-f-]{36})"', found.text)
        assert person
        gone = await own.post("/backoffice/files", data={"beneficiary_id": person[0]})
        assert gone.status_code == 303
        shown = await own.get(gone.headers["location"])
        assert (shown.status_code, people()[0].last_name in shown.text) == (200, True)
        nobody = await own.post("/backoffice/files", data={"beneficiary_id": str(UUID(int=1))})
        assert nobody.status_code == 404
        assert (await own.get(f"/backoffice/files/{UUID(int=1)}")).status_code == 404
    assert file_id


async def test_a_beneficiary_is_told_who_looked(resources: Resources, centre_id: UUID) -> None:
    made, file_id = await filed(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        outsider, own, auditor, clerk, administrator = [
            await house.sign_in(name)
            for name in ("pieter.maes", "nadia.benali", "anne.dewit", "fatou.diop", "rachid.lahlou")
        ]
        told = {"reason": "urgent_help", "words": "no heating"}
        await outsider.post(f"/backoffice/files/{file_id}/glass", data=told)
        await outsider.get(f"/backoffice/documents/{made.document_ids[0]}")
        await own.get(f"/backoffice/files/{file_id}")
        found = await auditor.post("/backoffice/looks", data={"person": people()[0].last_name})
        person = str(await beneficiary_id(centre_id))
        assert f'name="beneficiary_id" value="{person}"' in found.text
        gone = await auditor.post("/backoffice/looks", data={"beneficiary_id": person})
        assert gone.headers["location"] == f"/backoffice/beneficiaries/{person}/looks"
        listed = await auditor.get(gone.headers["location"])
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", listed.text))
        assert "1 document vu" in text
        assert "Énergie et dettes" in text  # department and role, and why
        assert "Quelqu’un a besoin d’une aide qui ne peut attendre" in text
        assert "Pieter" not in text  # no names: the centre's choice
        assert (await own.get(gone.headers["location"])).status_code == 200
        for other in (outsider, clerk, administrator):
            assert (await other.get(gone.headers["location"])).status_code == 403
        again = await auditor.get(gone.headers["location"])
        assert again.text.count("Cette liste vue") == 2  # by the auditor and by the worker
        assert (await auditor.get(f"/backoffice/beneficiaries/{UUID(int=1)}/looks")).status_code == 404


async def test_the_list_is_a_letter_in_the_language_of_whom_it_is_about(resources: Resources, centre_id: UUID) -> None:
    dutch = next(each for each in people() if each.language == "nl")
    async with opened_house(resources, centre_id) as house:
        auditor = await house.sign_in("anne.dewit")
        found = await auditor.post("/backoffice/looks", data={"person": dutch.niss})
        person = re.findall(r'name="beneficiary_id" value="([0-9a-f-]{36})"', found.text)[0]
        listed = await auditor.get(f"/backoffice/beneficiaries/{person}/looks")
        assert '<html lang="fr"' in listed.text
        sheet = listed.text.partition("<article")[2].partition("</article>")[0]
        assert 'lang="nl"' in sheet.partition(">")[0]
        assert "Wie uw documenten bekeek" in sheet
        assert all(each in sheet for each in (dutch.name, dutch.town))


async def test_names_are_told_where_the_centre_chose_so(resources: Resources, centre_id: UUID) -> None:
    _, file_id = await filed(resources, centre_id)
    naming = Resources(
        **{name: getattr(resources, name) for name in Resources.__slots__ if name != "settings"},
        settings=resources.settings.model_copy(update={"looks_name_staff": True}),
    )
    async with opened_house(naming, centre_id) as house:
        own = await house.sign_in("nadia.benali")
        shown = await own.get(f"/backoffice/files/{file_id}")
        (address,) = set(re.findall(r'href="(/backoffice/beneficiaries/[^"]+/looks)"', shown.text)[:1])
        assert "Nadia Benali" in (await own.get(address)).text.partition("<article")[2]


async def test_ties_are_noted_and_removed(resources: Resources, centre_id: UUID) -> None:
    _, file_id = await filed(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        administrator, own = await house.sign_in("rachid.lahlou"), await house.sign_in("nadia.benali")
        page = await administrator.get("/backoffice/ties")
        worker = re.findall(r'<option value="([0-9a-f-]{36})">Benali Nadia', page.text)[0]
        words = {"staff_id": worker, "kind": "relative", "person": people()[0].last_name}
        found = await administrator.post("/backoffice/ties", data=words)
        person = str(await beneficiary_id(centre_id))
        assert f'name="beneficiary_id" value="{person}"' in found.text
        assert (await administrator.post("/backoffice/ties", data={"staff_id": worker})).status_code == 422
        assert (await own.post("/backoffice/ties", data={**words, "beneficiary_id": person})).status_code == 403
        assert (await own.get(f"/backoffice/files/{file_id}")).status_code == 200
        assert (
            await administrator.post("/backoffice/ties", data={**words, "beneficiary_id": person})
        ).status_code == 303
        shut = await own.get(f"/backoffice/files/{file_id}")
        assert (shut.status_code, "/glass" in shut.text) == (403, False)
        (removal,) = re.findall(
            r'action="(/backoffice/ties/[^"]+/removal)"', (await administrator.get("/backoffice/ties")).text
        )
        assert (await own.post(removal)).status_code == 403
        assert (await administrator.post(removal)).status_code == 303
        assert (await administrator.post(removal)).status_code == 404
        assert (await own.get(f"/backoffice/files/{file_id}")).status_code == 200


async def test_keys_of_seals_are_given_and_taken(resources: Resources, centre_id: UUID) -> None:
    made, _ = await filed(resources, centre_id, "JUR_JUGT")
    document = f"/backoffice/documents/{made.document_ids[0]}"
    async with opened_house(resources, centre_id) as house:
        administrator, colleague = await house.sign_in("rachid.lahlou"), await house.sign_in("wim.claes")
        assert (await colleague.get(document)).status_code == 403
        assert (await colleague.post("/backoffice/seals", data={})).status_code == 403
        assert (await administrator.post("/backoffice/seals", data={"sensitivity": "judicial"})).status_code == 422
        key = {"sensitivity": "judicial", "holder": "department:AS"}
        for _ in range(2):  # once is enough
            assert (await administrator.post("/backoffice/seals", data=key)).status_code == 303
        assert (await colleague.get(document)).status_code == 200
        shown = (await administrator.get("/backoffice/seals")).text
        rows = [
            row
            for row in shown.partition("</tbody>")[0].split("<tr>")
            if "Judiciaire" in row and "département AS" in row
        ]
        assert len(rows) == 1
        removal = re.findall(r'action="([^"]+/removal)"', rows[0])[0]
        assert (await administrator.post(removal)).status_code == 303
        assert (await administrator.post(removal)).status_code == 404
        assert (await colleague.get(document)).status_code == 403
