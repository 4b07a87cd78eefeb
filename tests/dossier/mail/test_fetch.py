"""A mail is taken out of the mailbox once it is with us: never before, never twice, and none keeps another waiting."""

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from pydantic import SecretStr

from dossier import clock, sealing
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.abandon import abandon
from dossier.deposits.open import Depositor, open_deposit
from dossier.jobs.worker import drain
from dossier.mail import ids
from dossier.mail.fetch import fetch_mail
from dossier.mail.head import digest_of
from dossier.mail.imap import Inbox, MailNotRead
from dossier.mail.keep import Arrived, keep_mail
from dossier.mail.parts import parsed_head
from dossier.mail.take import take_mail
from dossier.mail.trouble import Trouble
from dossier.removals.ask import Reason, ask_removal
from dossier.resources import Resources
from dossier.storage.keys import original_key
from dossier.storage.vault import NotStored, Vault
from tests.support.dovecot import Dovecot, dovecot
from tests.support.mails import figures, kept, mail, mailbox_of, paper, reached, row_of
from tests.support.phases import phase_from
from tests.support.tokens import REFRESH, tokens


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


async def test_a_mail_that_is_with_us_is_marked_where_nothing_is_moved(
    resources: Resources, actor: Actor, server: Dovecot
) -> None:
    box = "marked@cpas.example"
    await mailbox_of(actor.centre_id, box, taken_folder="")
    own = reached(resources, server, mail_imap_address=box)
    server.lay(box, mail())
    assert [await fetch_mail(own, actor), await fetch_mail(own, actor)] == [1, 0]
    assert (server.count(box), server.count(box, criteria="KEYWORD GuichetTaken")) == (1, 1)
    assert server.count(box, criteria="SEEN") == 0  # a colleague who reads the mailbox sees it as new


async def test_nothing_is_moved_before_it_is_with_us(resources: Resources, actor: Actor, server: Dovecot) -> None:
    box = "full@cpas.example"
    await mailbox_of(actor.centre_id, box)
    own = reached(resources, server, mail_imap_address=box)
    server.lay(box, mail())
    with pytest.raises(NotStored):
        await fetch_mail(replace(own, vault=cast("Vault", _Full(own.vault))), actor)
    assert (server.count(box), server.count(box, "Guichet")) == (1, 0)
    assert server.count(box, criteria="SEEN") == 0
    assert await fetch_mail(own, actor) == 1  # and the mailbox was given back


async def test_a_mail_that_was_kept_and_not_moved_is_moved_by_the_next_look(
    resources: Resources, actor: Actor, server: Dovecot
) -> None:
    box = "again@cpas.example"
    await mailbox_of(actor.centre_id, box)
    own = reached(resources, server, mail_imap_address=box)
    server.lay(box, mail())
    (raw,) = server.raws(box)
    await keep_mail(own, actor, Arrived(raw=raw, way="imap", mail_size_bytes=len(raw)))
    server.lay(box, mail())  # and somebody sends it once more
    assert await fetch_mail(own, actor) == 2
    assert (server.count(box), server.count(box, "Guichet")) == (0, 2)
    assert (await figures(actor))["mails"] == 1


async def test_a_mail_that_is_too_large_is_never_fetched_and_told_to_staff(
    resources: Resources, actor: Actor, server: Dovecot
) -> None:
    box = "large@cpas.example"
    await mailbox_of(actor.centre_id, box)
    own = reached(resources, server, mail_imap_address=box, mail_max_bytes=1_000_000)
    server.lay(box, mail("mot " * 400_000))
    assert await fetch_mail(own, actor) == 1
    await drain(own)
    async with transaction(actor) as tx:
        row = await tx.row("SELECT state, reason, size_bytes, mail_size_bytes, subject, deposit_id FROM mails")
    assert row is not None
    assert (row["state"], row["reason"], row["subject"], row["deposit_id"]) == ("awaits", "large", "Papiers", None)
    assert row["size_bytes"] < 2000
    assert row["mail_size_bytes"] > 1_000_000
    assert server.count(box, "Guichet") == 1  # whole, for a person to open there


async def test_a_mail_that_the_server_does_not_give_keeps_no_other_waiting(
    resources: Resources, actor: Actor, server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = "one-bad@cpas.example"
    await mailbox_of(actor.centre_id, box)
    own = reached(resources, server, mail_imap_address=box)
    server.lay_all(box, [mail(f"mot {each}", number=each) for each in range(3)])
    given = Inbox.raw

    def raw(self: Inbox, uid: str, *, head_only: bool = False) -> bytes:
        if uid == "2":
            raise MailNotRead
        return given(self, uid, head_only=head_only)

    monkeypatch.setattr(Inbox, "raw", raw)
    assert await fetch_mail(own, actor) == 2
    assert (await _mailbox(actor))["problem"] == Trouble.MAIL_REFUSED
    monkeypatch.undo()
    assert await fetch_mail(own, actor) == 1
    assert (await _mailbox(actor))["problem"] is None


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        ({"mail_imap_password": SecretStr("wrong")}, Trouble.SIGN_IN_REFUSED),
        ({"mail_imap_port": 1}, Trouble.AWAY),
    ],
)
async def test_what_is_wrong_with_the_mailbox_is_written_down(
    resources: Resources, actor: Actor, server: Dovecot, told: dict[str, Any], trouble: Trouble
) -> None:
    await mailbox_of(actor.centre_id)
    assert await fetch_mail(reached(resources, server, **told), actor) == 0
    row = await _mailbox(actor)
    assert (row["problem"], row["looked_at"], row["look_until"]) == (trouble, None, None)
    assert row["problem_at"] is not None
    assert await fetch_mail(reached(resources, server), actor) == 0
    row = await _mailbox(actor)
    assert row["problem"] is None
    assert row["looked_at"] is not None


async def test_a_folder_that_is_not_there_is_told(resources: Resources, actor: Actor, server: Dovecot) -> None:
    await mailbox_of(actor.centre_id, folder="Nowhere")
    assert await fetch_mail(reached(resources, server), actor) == 0
    assert (await _mailbox(actor))["problem"] == Trouble.NO_FOLDER


async def test_one_looks_at_a_time_and_nobody_where_it_is_off(
    resources: Resources, actor: Actor, server: Dovecot
) -> None:
    box = "off@cpas.example"
    await mailbox_of(actor.centre_id, box, is_on=False)
    own = reached(resources, server, mail_imap_address=box)
    server.lay(box, mail())
    assert await fetch_mail(own, actor) == 0
    async with transaction(actor) as tx:
        await tx.run("UPDATE mailboxes SET is_on = true, look_until = $1", clock.now() + timedelta(minutes=1))
    assert await fetch_mail(own, actor) == 0
    async with transaction(actor) as tx:
        await tx.run("UPDATE mailboxes SET look_until = $1", clock.now() - timedelta(seconds=1))
    assert await fetch_mail(own, actor) == 1


async def test_two_workers_at_once_keep_a_mail_once(resources: Resources, actor: Actor) -> None:
    raws = [mail(f"mot {each}", number=each) for each in range(6)]
    tries = [
        keep_mail(resources, actor, Arrived(raw=raw, way="imap", mail_size_bytes=len(raw)))
        for raw in raws
        for _ in "ab"
    ]
    ids = await asyncio.gather(*tries)
    assert ids[::2] == ids[1::2]
    await asyncio.gather(*(take_mail(resources, actor, each) for each in ids))
    assert await figures(actor) == {"mails": 6, "deposits": 6, "receipts": 6, "originals": 6}


async def test_a_mailbox_opens_by_a_token(resources: Resources, actor: Actor) -> None:
    box = "token@cpas.example"
    await mailbox_of(actor.centre_id, box)
    with tokens() as given, dovecot(f"{given.url}/whose?token=") as server:
        given.whose = box
        by_token = {
            "mail_imap_address": box,
            "mail_imap_password": SecretStr(""),
            "mail_oauth_token_url": f"{given.url}/token",
            "mail_oauth_client_id": "guichet",
            "mail_oauth_client_secret": SecretStr("secret"),
            "mail_oauth_refresh_token": SecretStr(REFRESH),
        }
        own = reached(resources, server, **by_token)
        server.lay(box, mail())
        assert await fetch_mail(own, actor) == 1
        assert server.count(box, "Guichet") == 1
        assert given.asked == [
            {
                "grant_type": "refresh_token",
                "client_id": "guichet",
                "client_secret": "secret",
                "refresh_token": REFRESH,
            }
        ]
        over = reached(resources, server, **{**by_token, "mail_oauth_refresh_token": SecretStr("over")})
        assert await fetch_mail(over, actor) == 0
        assert (await _mailbox(actor))["problem"] == Trouble.TOKEN_REFUSED
        given.answers = [503]
        assert await fetch_mail(own, actor) == 0
        assert (await _mailbox(actor))["problem"] == Trouble.AWAY
        given.whose = "somebody@cpas.example"
        assert await fetch_mail(own, actor) == 0
        assert (await _mailbox(actor))["problem"] == Trouble.TOKEN_REFUSED


async def test_a_token_that_is_changed_with_each_use_is_kept_sealed_and_survives_a_restart(
    resources: Resources, actor: Actor
) -> None:
    box = "rotates@cpas.example"
    await mailbox_of(actor.centre_id, box)
    with tokens() as given, dovecot(f"{given.url}/whose?token=") as server:
        given.whose, given.rotates = box, True
        by_token = {
            "mail_imap_address": box,
            "mail_imap_password": SecretStr(""),
            "mail_oauth_token_url": f"{given.url}/token",
            "mail_oauth_client_id": "guichet",
            "mail_oauth_refresh_token": SecretStr(REFRESH),
        }
        for number in range(3):
            sealing._private_key.cache_clear()  # a process that begins has nothing but its settings and the database
            server.lay(box, mail(number=number))
            assert await fetch_mail(reached(resources, server, **by_token), actor) == 1
        assert [each["refresh_token"] for each in given.asked] == [REFRESH, f"{REFRESH}-1", f"{REFRESH}-2"]
        row = await _mailbox(actor)
        assert (row["problem"], REFRESH.encode() in row["token_sealed"]) == (None, False)
        assert REFRESH not in str(row)

        # The provider says no for a while, and then goes on with the last one
        given.answers = [503]
        assert await fetch_mail(reached(resources, server, **by_token), actor) == 0
        assert await fetch_mail(reached(resources, server, **by_token), actor) == 0
        assert given.asked[-1]["refresh_token"] == f"{REFRESH}-3"
        assert (await _mailbox(actor))["problem"] is None

        # An administrator who sets another token begins anew with it, and it is changed in its turn
        given.good = "another"
        anew = {**by_token, "mail_oauth_refresh_token": SecretStr("another")}
        assert await fetch_mail(reached(resources, server, **by_token), actor) == 0
        assert (await _mailbox(actor))["problem"] == Trouble.TOKEN_REFUSED
        for _ in range(2):
            assert await fetch_mail(reached(resources, server, **anew), actor) == 0
            assert (await _mailbox(actor))["problem"] is None
        assert [each["refresh_token"] for each in given.asked[-2:]] == ["another", f"{REFRESH}-7"]

        # What another centre's database, or another secret key, sealed opens nothing: the setting is asked with
        async with transaction(actor) as tx:
            await tx.run("UPDATE mailboxes SET token_sealed = $1", sealing.seal(b"x", sealing.sealing_key(), "other"))
        given.good = "another"
        assert await fetch_mail(reached(resources, server, **anew), actor) == 0
        assert given.asked[-1]["refresh_token"] == "another"
        assert (await _mailbox(actor))["problem"] is None


async def test_a_mail_whose_deposit_was_abandoned_meanwhile_has_another(resources: Resources, actor: Actor) -> None:
    mail_id = await kept(resources, actor, mail(files=(paper(),)))
    visitor = replace(actor, kind="depositor", place="email")
    told = Depositor(name="Ann", contact="ann@example.org")
    await open_deposit(visitor, ids.deposit_id(mail_id, 0), circuit="email", language="fr", depositor=told)
    await abandon(visitor, ids.deposit_id(mail_id, 0))
    await take_mail(resources, actor, mail_id)
    row = await row_of(actor, mail_id)
    assert (row["state"], row["deposit_id"]) == ("taken", ids.deposit_id(mail_id, 1))


async def test_bytes_that_an_administrator_removed_are_no_mail_s(resources: Resources, actor: Actor) -> None:
    raw = mail()
    head = digest_of(raw, parsed_head(raw))
    mail_id = ids.mail_id(actor.centre_id, head)
    key = original_key(actor.centre_id, mail_id, hashlib.sha256(raw).hexdigest())
    async with transaction(actor) as tx:
        await ask_removal(tx, [key], Reason.ORPHAN)
    assert await kept(resources, actor, raw) == mail_id
    assert (await row_of(actor, mail_id))["vault_key"] == f"{key}-1"
    async with transaction(actor) as tx:
        assert await ask_removal(tx, [f"{key}-1"], Reason.ORPHAN) == frozenset()  # a mail's bytes are named


class _Full:
    """A vault without room."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def __getattr__(self, name: str) -> Any:
        return getattr(self._vault, name)

    async def put(self, *_: object, **__: object) -> None:
        raise NotStored


async def _mailbox(actor: Actor) -> dict[str, Any]:
    async with transaction(actor) as tx:
        row = await tx.row("SELECT * FROM mailboxes")
    assert row is not None
    return dict(row)


@pytest.mark.people
async def test_a_mailbox_is_left_alone_before_the_day_of_its_circuit(
    resources: Resources, actor: Actor, server: Dovecot
) -> None:
    box = "phase@cpas.example"
    await mailbox_of(actor.centre_id, box)
    own = reached(resources, server, mail_imap_address=box)
    server.lay(box, mail(files=(paper("a"),)))
    await phase_from(actor.centre_id, clock.today() + timedelta(days=1), circuits=("email",))
    assert await fetch_mail(own, actor) == 0
    assert (server.count(box), server.count(box, "Guichet")) == (1, 0)
    with clock.moved(timedelta(days=1)):
        assert await fetch_mail(own, actor) == 1
    assert (server.count(box), server.count(box, "Guichet")) == (0, 1)
