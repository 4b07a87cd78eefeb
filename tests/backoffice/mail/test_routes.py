"""The centre's mail on screens: what awaits a look and what to do, how it is settled, how the mailbox is."""

import re
from dataclasses import replace
from datetime import UTC, timedelta
from uuid import UUID

import pytest

from backoffice.mail import words
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.lifecycle import MailState
from dossier.mail.ids import answer_id
from dossier.mail.send_answer import send_answer
from dossier.mail.settle import How
from dossier.mail.take import take_mail
from dossier.mail.trouble import Trouble
from dossier.mail.values import PUT_BEFORE_A_PERSON, Fate, Why
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.awkward import attached, file
from tests.support.mails import SENDER, kept, mail, mailbox_of, paper
from tests.support.mine import with_mail
from tests.support.packages import rar
from tests.support.postbox import postbox

pytestmark = pytest.mark.people

PATH = "/backoffice/mail"
BOX = f"{PATH}/mailbox"
FORM = {
    "address": "papiers@cpas.example",
    "is_on": "on",
    "answers_per_sender_per_day": "3",
    "folder": "INBOX",
    "taken_folder": "Pris",
}


def test_every_code_has_words_and_what_awaits_a_look_says_what_to_do() -> None:
    assert set(words.STATES) == set(words.EMPTY) == set(MailState)
    assert set(words.WHYS) == set(Why)
    assert set(words.FATES) == set(Fate)
    assert set(words.HOWS) == set(How)
    assert set(words.TROUBLES) == set(Trouble)
    assert {fate for fate, (_, _, what) in words.FATES.items() if what} == PUT_BEFORE_A_PERSON


async def test_what_awaits_a_look_is_shown_with_what_to_do_and_settled(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    hostile = attached(
        9,
        file(rar(), "application/zip", "<b>NISS.zip"),
        subject="<script>alert(1)</script>",
        sender=f"A <{SENDER}>",
    )
    mail_id = await kept(resources, actor, hostile)
    await take_mail(resources, actor, mail_id)
    async with opened_house(resources, actor.centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        shown = (await agent.get(PATH)).text
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert(1)" not in shown
        assert "Une archive" in shown
        one = (await agent.get(f"{PATH}/{mail_id}")).text
        assert "&lt;b&gt;NISS.zip" in one
        assert "Décompressez-la, et prenez chaque papier." in one
        assert re.search(r'href="/backoffice/documents/[0-9a-f-]{36}"', one)
        refused = await agent.post(f"{PATH}/{mail_id}/settlement", data={})
        assert refused.status_code == 422
        assert (await agent.post(f"{PATH}/{mail_id}/settlement", data={"how": "by_hand"})).status_code == 303
        assert (await agent.post(f"{PATH}/{mail_id}/settlement", data={"how": "by_hand"})).status_code == 409
        assert "Aucun e-mail n’attend un regard" in (await agent.get(PATH)).text
        assert "Je l’ai pris à la main" in (await agent.get(f"{PATH}?state=settled")).text


async def test_the_screen_says_until_when_a_mail_is_kept(resources: Resources, actor: Actor) -> None:
    mail_id = await kept(resources, actor, mail(" "))
    await take_mail(resources, actor, mail_id)
    days = replace(resources, settings=resources.settings.model_copy(update={"mail_keep_days": 90}))
    async with opened_house(days, actor.centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        waits = (await agent.get(f"{PATH}/{mail_id}")).text
        assert "90 jours après que plus rien n’attend" in waits
        assert "encore 90 jours au moins" in waits
        assert "Conservé jusqu’au" not in waits
        await agent.post(f"{PATH}/{mail_id}/settlement", data={"how": "nothing"})
        settled = (await agent.get(f"{PATH}/{mail_id}")).text
        until = (clock.now() + timedelta(days=90)).astimezone(UTC).date().isoformat()  # as machines write a moment
        assert re.search(rf'Conservé jusqu’au</dt><dd><time datetime="{until}', settled)


async def test_every_list_is_shown_and_a_strange_one_is_what_waits(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    for number, each in enumerate((mail("Bonjour tous"), mail("absent", Auto_Submitted="auto-replied", number=2))):
        mail_id = await kept(resources, actor, each)
        if number < 2:
            await take_mail(resources, actor, mail_id)
    await kept(resources, actor, mail("pas encore", number=3))
    async with opened_house(resources, actor.centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        for state in MailState:
            shown = (await agent.get(f"{PATH}?state={state}")).text
            assert (">Papiers<" in shown) == (state in {"kept", "taken", "passed"}), state
        assert "Aucun e-mail n’attend un regard" in (await agent.get(f"{PATH}?state=nothing")).text


async def test_an_answer_that_could_not_be_sent_is_sent_again(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    async with postbox() as box, opened_house(resources, actor.centre_id) as house:
        box.answers = ["550 no such user"]
        own = with_mail(resources, box)
        mail_id = await kept(own, actor, mail(files=(paper(),)))
        await take_mail(own, actor, mail_id)
        agent, here = await house.sign_in("ines.moreau"), f"{PATH}/{mail_id}"
        assert (await agent.post(f"{here}/answer")).status_code == 409, "it is on its way"
        await send_answer(own, actor, answer_id(mail_id))
        assert "L’envoyer à nouveau" in (await agent.get(here)).text
        assert (await agent.post(f"{here}/answer")).headers["location"] == here
        shown = (await agent.get(here)).text
        assert "L’envoyer à nouveau" not in shown
        assert "en route" in shown


async def test_a_mail_is_downloaded_and_shown_by_no_browser(resources: Resources, actor: Actor) -> None:
    raw = mail(files=(paper(),))
    mail_id = await kept(resources, actor, raw)
    async with opened_house(resources, actor.centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        answer = await agent.get(f"{PATH}/{mail_id}/original")
    assert answer.content == raw
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_an_administrator_sets_the_mailbox_and_reads_no_mail(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        chief, agent = await house.sign_in("rachid.lahlou"), await house.sign_in("ines.moreau")
        assert 'value="INBOX"' in (await chief.get(BOX)).text
        assert "pas encore de boîte mail" in (await agent.get(PATH)).text
        for wrong in ({"address": "x"}, {"answers_per_sender_per_day": "0"}, {"folder": ""}, {"taken_folder": "inbox"}):
            answer = await chief.post(BOX, data=FORM | wrong)
            assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True), wrong
        assert (await chief.post(BOX, data=FORM)).status_code == 303
        shown = (await chief.get(BOX)).text
        assert 'value="papiers@cpas.example"' in shown
        assert shown.count(" checked") == 1  # it takes mail in, and answers nobody
        assert (await chief.get(PATH)).status_code == 403
        assert (await agent.get(BOX)).status_code == 403
        assert (await agent.post(BOX, data=FORM)).status_code == 403


async def test_how_the_mailbox_is_stands_above_the_mails(resources: Resources, centre_id: UUID) -> None:
    await mailbox_of(centre_id)
    looking = resources.settings.model_copy(update={"mail_imap_host": "imap.cpas.example"})
    async with opened_house(resources, centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        assert "Aucun serveur de messagerie" in (await agent.get(PATH)).text
    async with opened_house(replace(resources, settings=looking), centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        for trouble, (title, what) in words.TROUBLES.items():
            async with transaction(system(centre_id)) as tx:
                await tx.run("UPDATE mailboxes SET problem = $1, problem_at = $2", str(trouble), clock.now())
            shown = (await agent.get(f"{PATH}?lang=nl")).text
            assert title not in shown  # it is in their language
            assert what not in shown
            assert 'class="notice"' in shown
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE mailboxes SET problem = NULL, is_on = false")
        assert "De mailbox staat uit" in (await agent.get(PATH)).text
