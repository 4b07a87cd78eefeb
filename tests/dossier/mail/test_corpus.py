"""More than a hundred awkward mails in one mailbox: none is lost, and each ends in the state that it should."""

import hashlib
from collections.abc import Iterator

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.mail.fetch import fetch_mail
from dossier.mail.head import digest_of
from dossier.mail.ids import mail_id
from dossier.mail.parts import parsed_head
from dossier.mail.take import take_mail
from dossier.resources import Resources
from tests.support.awkward import Awkward
from tests.support.awkward_roads import corpus
from tests.support.dovecot import Dovecot, dovecot
from tests.support.mails import ADDRESS, fates_of, mailbox_of, reached, row_of

LEAST = 60


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


async def test_none_is_lost_and_each_ends_where_it_should(resources: Resources, actor: Actor, server: Dovecot) -> None:
    mails = corpus()
    assert len(mails) >= LEAST
    await mailbox_of(actor.centre_id, answers_per_sender_per_day=100)
    own = reached(resources, server, smtp_host="127.0.0.1", smtp_sender=ADDRESS)
    server.lay_all(ADDRESS, [each.raw for each in mails])
    stored = server.raws(ADDRESS)
    assert len(stored) == len(mails)
    while await fetch_mail(own, actor):
        pass
    assert (server.count(ADDRESS), server.count(ADDRESS, "Guichet")) == (0, len(mails))
    async with transaction(actor) as tx:
        kept = await tx.rows("SELECT id, sha256, vault_key FROM mails")
    assert len(kept) == len(mails)
    assert {each["sha256"] for each in kept} == {hashlib.sha256(each).hexdigest() for each in stored}
    for each in kept:
        assert hashlib.sha256(await own.vault.read(each["vault_key"])).hexdigest() == each["sha256"]
        await take_mail(own, actor, each["id"])
    ends = [await _ends(actor, each, raw) for each, raw in zip(mails, stored, strict=True)]
    wrong = [each for each in ends if each is not None]
    assert not wrong, "\n".join(wrong)


async def _ends(actor: Actor, mail: Awkward, raw: bytes) -> str | None:
    """Return how a mail ended where it should not have; None where it did as it should."""
    found = mail_id(actor.centre_id, digest_of(raw, parsed_head(raw)))
    row = await row_of(actor, found)
    async with transaction(actor) as tx:
        answered = await tx.value("SELECT EXISTS (SELECT FROM mail_answers WHERE mail_id = $1)", found)
        received = await tx.value("SELECT state FROM deposits WHERE id = $1", row["deposit_id"])
        originals = await tx.value("SELECT count(*) FROM originals WHERE deposit_id = $1", row["deposit_id"])
    fates = tuple(await fates_of(actor, found))
    should = mail.state, mail.reason, mail.fates, mail.answered
    is_whole = originals == sum(each in {"pages", "words"} for each in fates) or mail.state == "passed"
    is_received = (received == "received") == bool(originals)
    if (row["state"], row["reason"], fates, answered) == should and is_whole and is_received:
        return None
    return f"{mail.name}: {row['state']} {row['reason']} {fates} {answered} {received} {originals}, not {should}"
