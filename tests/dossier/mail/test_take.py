"""What becomes of a mail: decided once, told to staff, suggested to a person, and handed out as it was received."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from demo.people import people
from dossier.antivirus.clamd import AntivirusAway, Clamd
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.original import Infected, NotScanned
from dossier.documents.suggest import Reason
from dossier.lifecycle import MailState
from dossier.mail.decide import Decision, decide
from dossier.mail.keep import Arrived, keep_mail
from dossier.mail.mailboxes import (
    MailboxTaken,
    MailboxTold,
    NotAMailbox,
    SameFolder,
    mailbox,
    set_mailbox,
)
from dossier.mail.original import readable_mail
from dossier.mail.queries import NoSuchMail, mail_counts, mails
from dossier.mail.queries import mail as one_mail
from dossier.mail.settle import How, MailNotAwaiting, settle_mail
from dossier.mail.take import take_mail
from dossier.mail.values import Why
from dossier.people.access import NotYourWork, OtherDepartment
from dossier.people.devices import AdministratorOnly
from dossier.reconcile.pairs import pairs
from dossier.resources import Resources
from tests.dossier.documents.test_suggest import suggested
from tests.support.awkward import attached, file
from tests.support.clamd import EICAR, clamd
from tests.support.deposits import staff
from tests.support.mails import SENDER, fates_of, figures, kept, mail, paper, row_of
from tests.support.mine import reachable
from tests.support.packages import rar

pytestmark = pytest.mark.people
TOLD = MailboxTold(
    address="documents@cpas.example",
    is_on=True,
    answers=True,
    answers_per_sender_per_day=5,
    folder="INBOX",
    taken_folder="Guichet",
)


async def test_a_mail_is_decided_on_once(resources: Resources, actor: Actor) -> None:
    mail_id = await kept(resources, actor, mail())
    await take_mail(resources, actor, mail_id)
    await take_mail(resources, actor, mail_id)
    await decide(resources.settings, actor, mail_id, Decision(why=Why.UNREADABLE))
    await decide(resources.settings, actor, mail_id, Decision(why=Why.REPORT, passes=True))
    assert (await row_of(actor, mail_id))["state"] == "taken"
    assert await fates_of(actor, mail_id) == ["words"]


async def test_many_who_take_one_mail_at_once_make_one_deposit(resources: Resources, actor: Actor) -> None:
    mail_id = await kept(resources, actor, mail(files=(paper("a"), paper("b"))))
    await asyncio.gather(*(take_mail(resources, actor, mail_id) for _ in range(4)))
    assert await figures(actor) == {"mails": 1, "deposits": 1, "receipts": 1, "originals": 3}
    assert await fates_of(actor, mail_id) == ["words", "pages", "pages"]


async def test_its_words_are_the_same_page_whenever_they_are_drawn(resources: Resources, actor: Actor) -> None:
    """Else a second try would bring other bytes under the same name."""
    mail_id = await kept(resources, actor, mail("Привіт, é, “l’œuvre”"))
    await take_mail(resources, actor, mail_id)
    async with transaction(actor) as tx:
        await tx.run("UPDATE mails SET state = 'kept', deposit_id = NULL")
        await tx.run("DELETE FROM mail_parts")
    await take_mail(resources, actor, mail_id)
    assert await figures(actor) == {"mails": 1, "deposits": 1, "receipts": 1, "originals": 1}


async def test_whose_address_it_is_is_suggested_and_no_more(resources: Resources, actor: Actor) -> None:
    someone = await reachable(actor.centre_id, people()[0], email=SENDER)
    mail_id = await kept(resources, actor, mail(files=(paper(),), From=SENDER.upper()))
    await take_mail(resources, actor, mail_id)
    async with transaction(actor) as tx:
        row = await tx.row("SELECT id FROM documents ORDER BY position LIMIT 1")
        assert await tx.value("SELECT beneficiary_id FROM deposits") is None
        assert await tx.value("SELECT count(*) FROM document_beneficiaries") == 0
    assert row is not None
    found = await suggested(resources, actor.centre_id, row["id"], beneficiary=False)
    assert found["beneficiary_id", Reason.EMAIL].value == str(someone)


async def test_a_colleague_settles_what_awaits_a_look_once(resources: Resources, actor: Actor) -> None:
    agent = await staff(actor.centre_id, "ines.moreau")
    mail_id = await kept(resources, actor, attached(5, file(rar(), "application/vnd.rar", "a.rar")))
    await take_mail(resources, actor, mail_id)
    (seen,) = await mails(agent, MailState.AWAITS)
    assert [each.fate for each in seen.parts] == ["words", "packed"]
    assert seen.number is not None
    assert (await mail_counts(agent)).awaits == 1
    await settle_mail(agent, mail_id, How.ASKED)
    with pytest.raises(MailNotAwaiting):
        await settle_mail(agent, mail_id, How.NOTHING)
    told = await one_mail(agent, mail_id)
    assert (told.state, told.settled_how) == (MailState.SETTLED, "asked")
    assert told.settled_by
    assert await mails(agent, MailState.AWAITS) == []


async def test_those_who_take_no_mail_in_see_none(resources: Resources, actor: Actor) -> None:
    mail_id = await kept(resources, actor, mail())
    for name in ("nadia.benali", "rachid.lahlou"):
        other = await staff(actor.centre_id, name)
        for asked in (mails(other, MailState.KEPT), one_mail(other, mail_id), settle_mail(other, mail_id, How.NOTHING)):
            with pytest.raises(NotYourWork):
                await asked
    with pytest.raises(NotYourWork):
        await mail_counts(await staff(actor.centre_id, "nadia.benali"))


async def test_nobody_reads_what_a_relative_sent(resources: Resources, actor: Actor) -> None:
    agent = await staff(actor.centre_id, "ines.moreau")
    relative = await reachable(actor.centre_id, people()[0], email=SENDER)
    mail_id = await kept(resources, actor, mail("-- \nAnn"))
    await take_mail(resources, actor, mail_id)
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO staff_ties (id, centre_id, staff_id, beneficiary_id, kind, noted_at)
               VALUES (gen_random_uuid(), $1, $2, $3, 'relative', now())""",
            actor.centre_id,
            agent.id,
            relative,
        )
    assert await mails(agent, MailState.AWAITS) == []
    for asked in (
        one_mail(agent, mail_id),
        settle_mail(agent, mail_id, How.NOTHING),
        readable_mail(agent, mail_id, scan_required=False),
    ):
        with pytest.raises(NoSuchMail):
            await asked


async def test_a_mail_is_handed_out_as_received_to_who_reads_all_of_it(resources: Resources, actor: Actor) -> None:
    agent = await staff(actor.centre_id, "ines.moreau")
    raw = mail(files=(paper(),))
    mail_id = await kept(resources, actor, raw)
    await take_mail(resources, actor, mail_id)
    found = await readable_mail(agent, mail_id, scan_required=False)
    assert await resources.vault.read(found.vault_key) == raw
    assert "ann" not in found.file_name.lower()
    async with transaction(actor) as tx:
        logged = await tx.row("SELECT act, record_kind, record_id FROM access_log")
        filed = "UPDATE documents SET state = 'validated', type_id = (SELECT id FROM document_types LIMIT 1)"
        await tx.run(filed)  # by somebody else: out of the agent's sight
    assert logged is not None
    assert tuple(logged) == ("download", "mail", mail_id)
    with pytest.raises(OtherDepartment):
        await readable_mail(agent, mail_id, scan_required=False)


async def test_the_antivirus_looks_at_the_whole_mail(resources: Resources, actor: Actor, tmp_path: Path) -> None:
    agent = await staff(actor.centre_id, "ines.moreau")
    with clamd(tmp_path) as socket:
        own = replace(resources, settings=resources.settings.model_copy(update={"clamd_address": str(socket)}))
        clean = await kept(own, actor, mail())
        bad = await kept(own, actor, mail(EICAR.decode(), number=2))
        for each in (clean, bad):
            await take_mail(own, actor, each)
    assert (await row_of(actor, clean))["scan"] == "clean"
    assert (await row_of(actor, bad))["scan"] == "infected"
    with pytest.raises(Infected):
        await readable_mail(agent, bad, scan_required=False)
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'MailInfected'") == 1


async def test_a_mail_that_the_antivirus_did_not_see_waits_for_it_where_that_is_required(
    resources: Resources, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise AntivirusAway(answer="gone")

    monkeypatch.setattr(Clamd, "scan", away)
    agent = await staff(actor.centre_id, "ines.moreau")
    own = replace(resources, settings=resources.settings.model_copy(update={"clamd_address": "/nowhere"}))
    mail_id = await kept(own, actor, mail())
    await take_mail(own, actor, mail_id)
    assert (await row_of(actor, mail_id))["state"] == "taken"
    with pytest.raises(NotScanned):
        await readable_mail(agent, mail_id, scan_required=True)
    await readable_mail(agent, mail_id, scan_required=False)


async def test_a_check_of_the_store_knows_a_mail_s_bytes(resources: Resources, actor: Actor) -> None:
    mail_id = await kept(resources, actor, mail())
    found = [each async for each in pairs(actor, resources.vault, "")]
    assert [(row.record_kind, row.record_id, blob is not None) for row, blob in found if row] == [
        ("mail", mail_id, True)
    ]


async def test_a_mail_too_large_says_what_stands_above_it(resources: Resources, actor: Actor) -> None:
    head = mail().partition(b"\n\n")[0] + b"\n\n"
    mail_id = await keep_mail(resources, actor, Arrived(raw=head, way="imap", mail_size_bytes=99_000_000))
    await take_mail(resources, actor, mail_id)
    row = await row_of(actor, mail_id)
    assert (row["state"], row["reason"], row["sender_address"]) == ("awaits", "large", SENDER)


async def test_an_administrator_sets_the_mailbox(resources: Resources, actor: Actor) -> None:
    del resources
    administrator = await staff(actor.centre_id, "rachid.lahlou")
    assert await mailbox(administrator) is None
    await set_mailbox(administrator, TOLD)
    await set_mailbox(administrator, replace(TOLD, is_on=False))
    found = await mailbox(administrator)
    assert found is not None
    assert (found.address, found.is_on, found.problem, found.looked_at) == (TOLD.address, False, None, None)
    for address in ("nothing", "a b@c.be", "a@b@c", ""):
        with pytest.raises(NotAMailbox):
            await set_mailbox(administrator, replace(TOLD, address=address))
    with pytest.raises(SameFolder):
        await set_mailbox(administrator, replace(TOLD, taken_folder="inbox"))
    with pytest.raises(AdministratorOnly):
        await set_mailbox(await staff(actor.centre_id, "ines.moreau"), TOLD)


def test_another_centre_s_mailbox_is_told_as_such() -> None:
    assert "another centre" in MailboxTaken.sentence()
