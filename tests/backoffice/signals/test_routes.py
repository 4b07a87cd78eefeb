"""Signals: each department reads its own, and opens only what it may."""

import re
from dataclasses import replace
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.documents.claim import claim
from dossier.documents.profile import Profile
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources
from dossier.signals.digest import make_digests
from dossier.signals.raise_ import raise_signals
from dossier.thesaurus.queries import all_types
from tests.backoffice.house import HTMX, element, opened_house
from tests.support.deposits import hand_over, staff
from tests.support.signals import THURSDAY, clock_at, document, told
from web.digests import digest_writer

pytestmark = pytest.mark.people

PATH = "/backoffice/signals"


def still(page: str) -> str:
    """Return a page without how long ago something was: a second may go by between two."""
    return re.sub(r"(<time[^>]*>)[^<]*", r"\1", page)


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
            rows = re.findall(r'data-row href="(/backoffice/signals/[0-9a-f-]{36})"', page.text)
            opened = (await client.get(rows[0])).text if rows else ""
            assert ("U4" in page.text, link in opened) == (listed, linked), username
            region = await client.get(PATH, headers=HTMX)
            assert still(region.text.strip()) == still(element(page.text, "section", "signals"))
            if linked:
                assert (await client.get(f"/backoffice/documents/{made.document_ids[0]}")).status_code == 200


async def test_a_signal_is_taken_handled_and_each_undone_without_a_script(
    resources: Resources, centre_id: UUID
) -> None:
    made = await document(centre_id, "LOG_EXP")
    await raise_signals(system(centre_id), made, resources.settings)
    signal = f"{PATH}/{(await told(centre_id, made))['AS']['id']}"
    async with opened_house(resources, centre_id) as house:
        nadia, wim = await house.sign_in("nadia.benali"), await house.sign_in("wim.claes")
        assert 'value="1">1</data>' in (await nadia.get("/backoffice/absences")).text  # the count beside the section
        assert f'action="{signal}/taking"' in (await nadia.get(f"{PATH}?show=mine")).text
        assert (await nadia.post(f"{signal}/taking")).status_code == 303
        shown = (await nadia.get(signal)).text
        assert f'action="{signal}/taking/undo"' in shown
        assert (await wim.post(f"{signal}/taking")).status_code == 409
        assert f'action="{signal}/outcome"' not in (await wim.get(signal)).text
        wrong = await nadia.post(f"{signal}/outcome", data={"outcome": "other", "words": ""})
        assert (wrong.status_code, 'id="words-error"' in wrong.text) == (422, True)
        assert (await nadia.post(f"{signal}/outcome", data={"outcome": "acted", "words": "Vu."})).status_code == 303
        assert f'action="{signal}/outcome/undo"' in (await nadia.get(PATH)).text  # told once, with its undo
        assert signal in (await nadia.get(f"{PATH}?show=handled")).text
        await nadia.post(f"{signal}/outcome/undo")
        await nadia.post(f"{signal}/taking/undo")
        assert (await told(centre_id, made))["AS"]["state"] == "seen"
        same = await nadia.post(f"{signal}/addressee", data={"to": "JUR"})
        assert (same.status_code, 'id="to-error"' in same.text) == (422, True)
        assert (await nadia.post(f"{signal}/addressee", data={"to": "ENE:pieter.maes"})).status_code == 303
        assert (await nadia.post(f"{signal}/addressee/undo")).status_code == 303
        assert (await told(centre_id, made))["AS"]["worker"] == "nadia.benali"


async def test_a_signal_of_others_is_refused_whatever_is_asked(resources: Resources, centre_id: UUID) -> None:
    made = await document(centre_id, "LOG_EXP")
    await raise_signals(system(centre_id), made, resources.settings)
    signal = f"{PATH}/{(await told(centre_id, made))['AS']['id']}"
    async with opened_house(resources, centre_id) as house:
        for username in ("pieter.maes", "fatou.diop", "rachid.lahlou"):
            client = await house.sign_in(username)
            assert (await client.get(signal)).status_code == 403
            for act, data in (("taking", {}), ("outcome", {"outcome": "acted"}), ("addressee", {"to": "ENE"})):
                assert (await client.post(f"{signal}/{act}", data=data)).status_code == 403, (username, act)


async def test_the_inbox_says_when_the_daily_list_is_told_and_that_today_it_was_not(
    resources: Resources, centre_id: UUID
) -> None:
    made = await document(centre_id, "LOG_LOYER")
    await raise_signals(system(centre_id), made, resources.settings)
    mail = {"smtp_host": "127.0.0.1", "smtp_port": 9, "smtp_security": "none", "smtp_sender": "g@cpas.example"}
    mailing = replace(resources, settings=resources.settings.model_copy(update={**mail, "notice_tries_max": 1}))
    with clock_at(THURSDAY):
        async with opened_house(resources, centre_id) as house:
            assert "Aucun e-mail" in (await (await house.sign_in("nadia.benali")).get(PATH)).text
        async with opened_house(mailing, centre_id) as house:
            nadia = await house.sign_in("nadia.benali")
            before = (await nadia.get(PATH)).text
            assert ("07:30" in before, "parvenu" in before) == (True, False)
            await make_digests(system(centre_id), mailing.settings, digest_writer("https://guichet.example"))
            await drain(mailing)
            assert "Le serveur ne répond pas" in (await nadia.get(PATH)).text
            assert "parvenu" not in (await (await house.sign_in("wim.claes")).get(PATH)).text
