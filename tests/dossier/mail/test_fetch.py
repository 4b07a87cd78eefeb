"""A mail is taken out of the mailbox once it is with us: never before, never twice, and none keeps another waiting."""

from collections.abc import Iterator

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.mail.fetch import fetch_mail
from dossier.resources import Resources
from tests.support.dovecot import Dovecot, dovecot
from tests.support.mails import mail, mailbox_of, paper, reached


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


async def test_a_mail_becomes_a_deposit_with_receipt_and_is_moved(
    resources: Resources, actor: Actor, server: Dovecot
) -> None:
    box = "one@cpas.example"
    await mailbox_of(actor.centre_id, box)
    own = reached(resources, server, mail_imap_address=box)
    server.lay(box, mail(files=(paper("a"), paper("b"))))
    assert await fetch_mail(own, actor) == 1
    assert (server.count(box), server.count(box, "Guichet")) == (0, 1)
    await drain(own)
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT m.state, m.sender_address, d.circuit, d.state AS deposit_state, d.depositor_contact,
                      d.beneficiary_id, r.number, (SELECT count(*) FROM originals o WHERE o.deposit_id = d.id) AS files,
                      (SELECT count(*) FROM documents x WHERE x.deposit_id = d.id) AS documents
               FROM mails m JOIN deposits d ON d.id = m.deposit_id JOIN receipts r ON r.deposit_id = d.id"""
        )
    assert row is not None
    assert (row["state"], row["circuit"], row["files"], row["documents"]) == ("taken", "email", 3, 3)
    assert (row["depositor_contact"], row["beneficiary_id"]) == ("ann@example.org", None)
    assert row["deposit_state"] == "ready"
    assert await fetch_mail(own, actor) == 0
