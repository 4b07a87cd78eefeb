"""A mail goes some time after nothing of it waits, and never one that waits; what was filed of it stays."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.mail.let_go import let_mails_go
from dossier.mail.queries import mail as one_mail
from dossier.mail.settle import How, settle_mail
from dossier.mail.take import take_mail
from dossier.removals.carry_out import carry_out_due
from dossier.resources import Resources
from dossier.storage.vault import BytesMissing
from tests.support.deposits import staff
from tests.support.mails import figures, kept, mail, mailbox_of, paper, row_of
from tests.support.mine import with_mail
from tests.support.postbox import postbox
from tests.support.requests import decide
from tests.support.retakes import refuse_document

pytestmark = pytest.mark.people
DAYS = 180


async def test_a_mail_goes_so_many_days_after_its_last_paper_was_decided(resources: Resources, actor: Actor) -> None:
    raw = mail(files=(paper("a"), paper("b")))
    mail_id = await kept(resources, actor, raw)
    await drain(resources)
    row = await row_of(actor, mail_id)
    words, first, second = await _documents(actor, row["deposit_id"])
    with clock.moved(timedelta(days=3)):
        await decide(actor.centre_id, words, people()[0], "FAM_COMP")
        await decide(actor.centre_id, first, people()[0], "REV_PAIE")
        await drain(resources)
    with clock.moved(timedelta(days=400)):
        assert await let_mails_go(actor, DAYS) == 0  # one paper waits
        assert (await one_mail(await _agent(actor), mail_id)).done_since is None
        await refuse_document(resources, actor.centre_id, second)
        await drain(resources)
        since = (await one_mail(await _agent(actor), mail_id)).done_since
        assert since is not None
        assert abs(since - clock.now()) < timedelta(minutes=1)
    with clock.moved(timedelta(days=400 + DAYS - 1)):
        assert await let_mails_go(actor, DAYS) == 0
    with clock.moved(timedelta(days=401 + DAYS)):
        assert await let_mails_go(actor, DAYS) == 1
        assert await let_mails_go(actor, DAYS) == 0
        assert await carry_out_due(resources, actor) == 1
    with pytest.raises(BytesMissing):
        await resources.vault.read(row["vault_key"])
    assert await figures(actor) == {"mails": 0, "deposits": 1, "receipts": 1, "originals": 3}
    async with transaction(actor) as tx:
        originals = await tx.rows("SELECT vault_key FROM originals")
        removed = await tx.value("SELECT count(*) FROM events WHERE name = 'MailRemoved' AND record_id = $1", mail_id)
        parts = await tx.value("SELECT count(*) FROM mail_parts")
    assert (removed, parts) == (1, 0)
    assert all([await resources.vault.read(each["vault_key"]) for each in originals])  # what was filed stays
    assert await kept(resources, actor, raw) == mail_id  # somebody sends the very same once more
    await drain(resources)
    assert await figures(actor) == {"mails": 1, "deposits": 1, "receipts": 1, "originals": 3}
    again = await row_of(actor, mail_id)
    assert (again["state"], again["deposit_id"]) == ("taken", row["deposit_id"])
    assert await resources.vault.read(again["vault_key"]) == raw


async def test_a_mail_that_nobody_looked_at_stays_however_old(resources: Resources, actor: Actor) -> None:
    waits = await kept(resources, actor, mail(" ", number=1))
    unread = await kept(resources, actor, mail("pas encore", number=2))
    machine = await kept(resources, actor, mail("absent", Auto_Submitted="auto-replied", number=3))
    for each in (waits, machine):
        await take_mail(resources, actor, each)
    with clock.moved(timedelta(days=1000)):
        assert await let_mails_go(actor, DAYS) == 1  # what a machine said
        assert {(await row_of(actor, each))["state"] for each in (waits, unread)} == {"awaits", "kept"}
        await settle_mail(await _agent(actor), waits, How.NOTHING)
        assert await let_mails_go(actor, DAYS) == 0  # its days begin when it is settled
    with clock.moved(timedelta(days=1001 + DAYS)):
        assert await let_mails_go(actor, DAYS) == 1
        assert (await row_of(actor, unread))["state"] == "kept"


async def test_a_mail_whose_answer_is_on_its_way_stays(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    async with postbox() as box:
        own = with_mail(resources, box)
        mail_id = await kept(own, actor, mail(" "))
        await take_mail(own, actor, mail_id)
        await settle_mail(await _agent(actor), mail_id, How.ASKED)
        with clock.moved(timedelta(days=DAYS + 1)):
            assert await let_mails_go(actor, DAYS) == 0
        await drain(own)
        with clock.moved(timedelta(days=DAYS + 1)):
            assert await let_mails_go(actor, DAYS) == 1
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM mail_answers") == 0


async def _documents(actor: Actor, deposit_id: UUID) -> list[UUID]:
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT id FROM documents WHERE deposit_id = $1 ORDER BY position", deposit_id)
    return [each["id"] for each in rows]


async def _agent(actor: Actor) -> Actor:
    return await staff(actor.centre_id, "ines.moreau")
