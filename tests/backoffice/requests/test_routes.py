"""Ask for documents on the screens: draft, letter, send, follow, remind, waive; each without JavaScript."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from backoffice.requests.forms import Language
from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.backoffice.house import HTMX, opened_house
from tests.support.deposits import hand_over, staff
from tests.support.requests import ask_for, file_one, person_id, state_of
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people
PATH = "/backoffice/requests"
PERSON = people()[0]
DUTCH = people()[3]


async def form_for(resources: Resources, centre_id: UUID, *codes: str, **more: object) -> dict[str, object]:
    del resources
    types = {each.code: str(each.id) for each in await all_types(system(centre_id))}
    return {
        "request_id": str(uuid4()),
        "beneficiary_id": str(await person_id(centre_id, DUTCH)),
        "type_ids": [types[code] for code in codes],
        "due_on": (clock.today() + timedelta(days=10)).isoformat(),
        **more,
    }


async def template_id(centre_id: UUID, code: str) -> str:
    async with transaction(system(centre_id)) as tx:
        return str(await tx.value("SELECT id FROM request_templates WHERE code = $1", code))


async def test_a_template_a_type_and_a_person_make_a_letter_that_is_sent(resources: Resources, centre_id: UUID) -> None:
    types = {each.code: str(each.id) for each in await all_types(system(centre_id))}
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("wim.claes")
        new = await client.get(f"{PATH}/new?lang=fr")
        assert "pas configuré ici" in new.text, "no mail server is set, and the screen says so"
        form = await form_for(resources, centre_id)
        listed = await client.post(f"{PATH}/draft", data={**form, "act": "search", "person": DUTCH.last_name})
        assert f'name="beneficiary_id" value="{form["beneficiary_id"]}"' in listed.text
        drawn = await client.post(f"{PATH}/draft", data={**form, "template": await template_id(centre_id, "energy")})
        ticked = re.findall(r'name="type_ids" value="([^"]+)" checked', drawn.text)
        assert ticked == [types[code] for code in ("ENE_FACT", "ENE_PROT", "REV_BANK")]
        more = {**form, "type_ids": ticked[:2], "type_id": types["ID_CI"], "act": "add"}
        ticked = re.findall(
            r'name="type_ids" value="([^"]+)" checked', (await client.post(f"{PATH}/draft", data=more)).text
        )
        assert ticked == [types[code] for code in ("ENE_FACT", "ENE_PROT", "ID_CI")]
        told = {**form, "type_ids": ticked, "note": "Geen haast."}
        seen = await client.post(f"{PATH}/draft", data={**told, "act": "preview"})
        article = re.findall(r'<article class="letter.*lang="nl" dir="ltr">.*?</article>', seen.text, re.DOTALL)[0]
        for words in (DUTCH.street, "Geen haast.", "Uw identiteitskaart", "Factuur"):
            assert words in article, words
        sent = [(await client.post(PATH, data=told)).headers["location"] for _ in range(2)]
        assert sent == [f"{PATH}/{form['request_id']}"] * 2
        page = await client.get(sent[0])
        assert "Demandée. Ce qui arrive" in page.text or "Gevraagd. Wat binnenkomt" in page.text
        assert DUTCH.last_name in (await client.get(PATH)).text
        letter = await client.get(f"{sent[0]}/letter")
    text = " ".join(PdfReader(BytesIO(letter.content)).pages[0].extract_text().split())
    for words in (DUTCH.name, "Beste", "Uw identiteitskaart", "Geen haast."):
        assert words in text, words
    assert DUTCH.niss not in text
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM document_requests") == 1
        assert await tx.value("SELECT record_kind FROM access_log WHERE act = 'print'") == "social_file"


async def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("wim.claes")
        for change, words in (
            ({"beneficiary_id": ""}, "Dites d’abord à qui"),
            ({"type_ids": []}, "Dites d’abord quelles"),
            ({"due_on": "2020-01-01"}, "Ce jour est passé"),
            ({"due_on": "hier"}, "Écrivez"),
        ):
            form = await form_for(resources, centre_id, "REV_PAIE", note="Le bail, signé", **change)
            for path, act in ((f"{PATH}/draft?lang=fr", "preview"), (f"{PATH}?lang=fr", "")):
                answer = await client.post(path, data={**form, "act": act})
                assert answer.status_code == 422
                assert words in answer.text
                assert "Le bail, signé" in answer.text


async def test_what_the_centre_can_get_itself_is_said_where_it_is_asked_and_before_it_is_sent(
    resources: Resources, centre_id: UUID
) -> None:
    sources = {each.code: each.authentic_source for each in await all_types(system(centre_id))}
    assert (bool(sources["REV_PAIE"]), bool(sources["LOG_BAIL"])) == (True, False)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("wim.claes")
        for code, warned in (("REV_PAIE", True), ("LOG_BAIL", False)):
            form = await form_for(resources, centre_id, code)
            for act in ("add", "preview"):
                shown = (await client.post(f"{PATH}/draft?lang=fr", data={**form, "act": act})).text
                assert ("Ne demandez pas ceci au citoyen" in shown) == warned, (code, act)


async def test_the_page_says_who_waits_for_whom(resources: Resources, centre_id: UUID) -> None:
    asked = await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_PAIE", "LOG_BAIL")
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        assert "On attend la personne" in (await client.get(f"{PATH}/{asked}")).text
        await hand_over(resources, centre_id, PERSON, types=("LOG_BAIL",))
        part = await client.get(f"{PATH}/{asked}", headers=HTMX)
        assert "On nous attend" in part.text
        assert "<html" not in part.text
        await file_one(resources, centre_id, PERSON, "REV_PAIE")
        await drain(resources)
        assert "Reçue en partie" in (await client.get(f"{PATH}/{asked}")).text
        listed = await client.get(PATH)
        assert "1/2" in listed.text
        assert "la moitié en moins d’un jour" in listed.text


async def test_a_reminder_and_a_waiver_and_back(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    with clock.moved(timedelta(days=-2)):
        asked = await ask_for(worker, PERSON, "REV_PAIE")
    here = f"{PATH}/{asked}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        assert (await client.post(f"{here}/reminder", data={"channels": ["email"]})).status_code == 422
        assert (await client.post(f"{here}/reminder", data={})).headers["location"] == here
        assert "Rappelez demain" in (await client.get(here)).text
        assert (await client.post(f"{here}/reminder", data={})).status_code == 422
        letter = await client.get(f"{here}/letter")
        assert "Rappel" in PdfReader(BytesIO(letter.content)).pages[0].extract_text()
        for data in ({}, {"reason": "other"}):
            assert (await client.post(f"{here}/waiver", data=data)).status_code == 422
        assert (await client.get(f"{here}/waiver")).status_code == 200
        assert (await client.post(f"{here}/waiver", data={"reason": "have_it"})).status_code == 303
        assert await state_of(centre_id, asked) == "waived"
        assert str(asked) in (await client.get(f"{PATH}?shown=waived&mine=true")).text
        assert "par une autre source" in (await client.get(here)).text
        assert (await client.post(f"{here}/waiver/removal")).status_code == 303
        assert await state_of(centre_id, asked) == "open"


async def test_others_see_nothing_of_it(resources: Resources, centre_id: UUID) -> None:
    asked = await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_PAIE")
    async with opened_house(resources, centre_id) as house:
        for username in ("pieter.maes", "fatou.diop", "rachid.lahlou"):
            client = await house.sign_in(username)
            for path in (f"{PATH}/{asked}", f"{PATH}/{asked}/letter", f"{PATH}/{asked}/waiver"):
                assert (await client.get(path)).status_code == 403, (username, path)
            assert PERSON.last_name not in (await client.get(PATH)).text
        client = await house.sign_in("nadia.benali")
        assert (await client.get(f"{PATH}/{uuid4()}")).status_code == 404


def test_a_letter_is_offered_in_every_language_that_citizens_read() -> None:
    assert [str(each) for each in Language] == list(LANGUAGES)


async def test_what_is_sent_speaks_the_person_s_own_language_unless_one_was_chosen(
    resources: Resources, centre_id: UUID
) -> None:
    who = await person_id(centre_id, DUTCH)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE beneficiaries SET language = 'uk', email = 'a@example.org' WHERE id = $1", who)
    asked: list[str] = []
    async with opened_house(resources, centre_id) as house:
        with clock.moved(timedelta(days=-2)):
            client = await house.sign_in("wim.claes")
            for language, words in (("", "Останній день"), ("nl", "Wij hebben documenten")):
                form = {**await form_for(resources, centre_id, "ID_CI"), "channels": ["email"], "language": language}
                seen = await client.post(f"{PATH}/draft", data={**form, "act": "preview"})
                notice = re.findall(r'<section class="notice-preview.*?</section>', seen.text, re.DOTALL)[0]
                assert f'lang="{language or "uk"}"' in notice
                assert f'<article class="letter on-paper" lang="{language or "uk"}"' in seen.text
                asked.append((await client.post(PATH, data=form)).headers["location"])
                async with transaction(system(centre_id)) as tx:
                    said = await tx.value("SELECT words FROM request_notices WHERE request_id = $1", form["request_id"])
                assert words in said
        client = await house.sign_in("wim.claes")
        for each in asked:
            assert (await client.post(f"{each}/reminder", data={"channels": ["email"]})).headers["location"] == each
        letters = [(await client.get(f"{each}/letter")).content for each in asked]
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT words FROM request_notices WHERE is_reminder ORDER BY asked_at")
    assert ["Останній день" in rows[0]["words"], "Wij hebben documenten" in rows[1]["words"]] == [True, True]
    text = [PdfReader(BytesIO(each)).pages[0].extract_text() for each in letters]
    assert ["Посвідчення особи" in text[0], "Identiteitskaart" in text[1]] == [True, True]
    assert "Carte d'identité / eID" in text[0], "by which a Belgian office knows it"
