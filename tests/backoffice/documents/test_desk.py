"""The desk over HTTP: claim, conflict, profile, validate, refuse, turn, with and without JavaScript."""

import re
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.documents.at_desk import QUEUE, at, choices, hold, state
from tests.backoffice.house import HTMX, element, opened_house
from tests.support.deposits import hand_over

pytestmark = pytest.mark.people


async def test_filing_goes_on_to_the_rest_of_the_deposit_and_then_to_the_queue(
    resources: Resources, centre_id: UUID
) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE", None))
    first, second = made.document_ids
    known = await choices(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await hold(client, first)
        form = {"type_id": known.types["REV_PAIE"], "beneficiary_id": known.person, "document_date": "3.11.26"}
        answer = await client.post(at(first, "/validation"), data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, at(second))
        assert 'class="flash"' in (await client.get(at(second))).text
        answer = await client.post(at(second, "/validation"), data=form, headers=HTMX)
        assert (answer.status_code, answer.headers["hx-redirect"]) == (200, QUEUE)
        filed = await client.get(at(first))
        assert "Inès Moreau" in filed.text
        assert "03/11/2026" in filed.text
        assert "/validation" not in filed.text
    assert [await state(centre_id, each) for each in made.document_ids] == ["validated", "validated"]


async def test_what_is_missing_is_said_on_the_spot_and_what_was_typed_stays(
    resources: Resources, centre_id: UUID
) -> None:
    made = await hand_over(resources, centre_id)
    document_id = made.document_ids[0]
    known = await choices(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await hold(client, document_id)
        for form, field in (
            ({"document_date": "31/13/2026"}, "document_date"),
            ({"document_date": "1/1/2026"}, "type_id"),
            ({"document_date": "1/1/2026", "type_id": known.types["REV_PAIE"]}, "beneficiary_id"),
            (
                {"document_date": "1/1/2990", "type_id": known.types["REV_PAIE"], "beneficiary_id": known.person},
                "document_date",
            ),
        ):
            answer = await client.post(at(document_id, "/validation"), data=form, headers=HTMX)
            assert answer.status_code == 422
            wrong = re.findall(r'<input[^>]*id="(\w+)"[^>]*aria-invalid="true"', answer.text)
            assert wrong == [field]
            assert f'value="{form["document_date"]}"' in answer.text
            for each in form.keys() - {"document_date"}:
                assert f'name="{each}" value="{form[each]}"' in answer.text
    assert await state(centre_id, document_id) == "captured"


async def test_the_form_s_fragment_is_the_page_s_own(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    await drain(resources)
    document_id = made.document_ids[0]
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        for act in (None, "/claim"):
            if act:
                assert (await client.post(at(document_id, act), headers=HTMX)).headers["hx-redirect"] == at(document_id)
            page, form = await client.get(at(document_id)), await client.get(at(document_id), headers=HTMX)
            assert form.text.strip() == element(page.text, "section", "profile")
        pages = await client.get(at(document_id, "/pages"), headers=HTMX)
        assert pages.text.strip() == element(page.text, "div", "pages")


async def test_a_refusal_needs_a_reason_and_keeps_its_sentence(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id)
    document_id = made.document_ids[0]
    known = await choices(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await hold(client, document_id)
        asked = await client.get(at(document_id, "/refusal"))
        assert (asked.status_code, asked.text.count('type="radio"')) == (200, len(known.reasons))
        for headers in ({}, HTMX):
            answer = await client.post(at(document_id, "/refusal"), data={"note": "Bonjour"}, headers=headers)
            assert "Choisissez pourquoi vous le refusez." in answer.text
            assert (answer.status_code, ">Bonjour</textarea>" in answer.text) == (422, True)
        told = {"reason_id": known.reasons["unreadable"], "note": "Le coin manque."}
        answer = await client.post(at(document_id, "/refusal"), data=told)
        assert answer.headers["location"] == QUEUE
        assert "Le coin manque." in (await client.get(at(document_id))).text
    assert await state(centre_id, document_id) == "refused"


async def test_a_form_beside_the_desk_is_no_look_of_its_own(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    document_id = made.document_ids[0]
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await hold(client, document_id)
        await client.get(at(document_id))
        before = await looks_at(centre_id, document_id)
        for form in ("refusal", "sending"):
            assert (await client.get(at(document_id, f"/{form}"), headers=HTMX)).status_code == 200
            assert (await client.post(at(document_id, f"/{form}"), data={}, headers=HTMX)).status_code == 422
    assert before > 0
    assert await looks_at(centre_id, document_id) == before


async def looks_at(centre_id: UUID, document_id: UUID) -> int:
    """Count the looks at a document that the access log holds."""
    async with transaction(system(centre_id)) as tx:
        return int(await tx.value("SELECT count(*) FROM access_log WHERE record_id = $1", document_id))


async def test_a_page_is_turned_by_who_holds_it_and_made_anew(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    await drain(resources)
    document_id = made.document_ids[0]
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await hold(client, document_id)
        page = await client.get(at(document_id))
        turn = re.findall(r'action="([^"]+/turn)"', page.text)[0]
        width, height = re.findall(r'page\?v=1"[^>]* width="(\d+)" height="(\d+)"', page.text)[0]
        other = await house.sign_in("koen.smets")
        assert (await other.post(turn, data={"degrees": "90", "page": "1"})).status_code == 409
        assert (await client.post(turn, data={"degrees": "45", "page": "1"})).status_code == 422
        turned = await client.post(turn, data={"degrees": "90", "page": "1"}, headers=HTMX)
        assert (turned.status_code, 'class="waiting"' in turned.text, "every 4s" in turned.text) == (200, True, True)
        busy = await client.post(turn, data={"degrees": "90", "page": "1"})
        assert busy.status_code == 409
        await drain(resources)
        anew = await client.get(at(document_id, "/pages"), headers=HTMX)
        assert re.findall(r'page\?v=2"[^>]* width="(\d+)" height="(\d+)"', anew.text) == [(height, width)]
        assert "every 4s" not in anew.text


async def test_a_person_is_found_without_javascript(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id)
    document_id = made.document_ids[0]
    known = await choices(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await hold(client, document_id)
        answer = await client.post(
            at(document_id, "/beneficiaries"), data={"person": "el amrani samira", "type_id": known.types["ID_CI"]}
        )
        assert f'type="radio" name="beneficiary_id" value="{known.person}"' in answer.text
        assert f'<option value="{known.types["ID_CI"]}" selected>' in answer.text


async def test_types_and_people_are_found_by_post_in_both_languages(resources: Resources, centre_id: UUID) -> None:
    person = people()[0]
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        for words in ("loonf", "fiche de p", "REV_PAIE"):
            found = await client.post("/backoffice/types/search", data={"words": words})
            assert re.findall(r'data-detail="(\w+)"', found.text)[0] == "REV_PAIE", words
        for words in ("amrani sam", person.niss_written, "104434-62"):
            found = await client.post("/backoffice/beneficiaries/search", data={"words": words})
            assert "El Amrani Samira" in found.text, words
            assert person.niss not in found.text


async def test_a_page_whose_corners_are_not_sure_says_so(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    await drain(resources)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        document = at(made.document_ids[0])
        assert "Nous ne sommes pas sûrs" not in (await client.get(document)).text
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE pages SET score = 0.7 WHERE deposit_id = $1", made.deposit_id)
        assert "Nous ne sommes pas sûrs" in (await client.get(document)).text


async def test_a_page_is_shown_in_even_light_and_a_coarse_one_is_flagged(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    await drain(resources)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        document = at(made.document_ids[0])
        shown = (await client.get(document, params={"view": "reading"})).text
        address = re.search(r'src="(/backoffice/pages/[^"]+/reading\?v=1)"', shown)
        assert address
        assert (await client.get(address[1])).headers["content-type"] == "image/jpeg"
        assert "/reading?v=1" not in (await client.get(document)).text
        assert "points par pouce" not in shown
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE pages SET dpi = 117.4 WHERE deposit_id = $1", made.deposit_id)
        assert "Seulement 117 points par pouce" in (await client.get(document)).text


def _scripted(region: str) -> list[str]:
    """Return the words of a region as a script leaves it: it takes the controls away that work without one."""
    return re.sub(r'<fieldset class="combo-plain">.*?</fieldset>', "", region, flags=re.DOTALL).split()


async def test_the_desk_that_answers_a_verdict_is_the_reloaded_one(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE", "REV_PAIE"))
    first, second = made.document_ids
    known = await choices(resources, centre_id)
    form = {"type_id": known.types["REV_PAIE"], "beneficiary_id": known.person, "document_date": "3.11.26"}
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await hold(client, first)
        swapped = await client.post(at(first, "/validation"), data=form, headers=HTMX)
        assert swapped.status_code == 200
        assert (swapped.headers["hx-push-url"], swapped.headers["hx-retarget"]) == (at(second), "#desk-screen")
        assert 'class="flash"' in swapped.text
        reloaded = await client.get(at(second))
        for tag, each in (("div", "pages"), ("section", "profile")):
            assert _scripted(element(swapped.text, tag, each)) == _scripted(element(reloaded.text, tag, each))
        assert re.search("<title>.*</title>", swapped.text)[0] in reloaded.text  # type: ignore[index]
        assert 'class="flash"' not in reloaded.text, "it was told once"


async def test_what_comes_next_is_named_for_those_who_decide(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE", "REV_PAIE"))
    await drain(resources)
    async with transaction(system(centre_id)) as tx:
        page_id = await tx.value("SELECT page_id FROM document_pages WHERE document_id = $1", made.document_ids[1])
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        assert (await client.post(at(made.document_ids[0], "/ahead"))).status_code == 409, "nobody has it in hand"
        await client.post(at(made.document_ids[0], "/claim"))
        told = (await client.post(at(made.document_ids[0], "/ahead"))).text
        assert re.findall(r'<link rel="next" href="([^"]+)"', told) == [at(made.document_ids[1])]
        assert "data-decides" in (await client.get(at(made.document_ids[1], "/arrival"))).text
        address, thumb = re.findall(r'<img[^>]* src="([^"]+)"', told)
        assert address == f"/backoffice/pages/{page_id}/page?v=1"
        assert thumb == f"/backoffice/pages/{page_id}/thumb?v=1"
        assert (await client.get(f"/backoffice/pages/{page_id}/preview?v=1")).status_code == 200
        desk = (await client.get(at(made.document_ids[1]))).text
        for sources in re.findall(r'srcset="[^"]+" sizes="[^"]+"', told):
            assert sources in desk, "what is fetched ahead is what will be shown"
        picture = await client.get(address)
        assert picture.headers["content-type"].startswith("image/")
        assert picture.headers["cache-control"].startswith("private")
        auditor = await house.sign_in("anne.dewit")
        assert (await auditor.post(at(made.document_ids[0], "/ahead"))).status_code == 403
