"""Mail that the centre's own server hands over by LMTP: it is told that we have it once that is committed."""

import smtplib
from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, cast

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.mail.keep import Arrived, keep_mail
from dossier.mail.listen import listener, listening
from dossier.mail.take import take_mail
from dossier.resources import Resources
from dossier.storage.vault import NotStored
from tests.support.mails import ADDRESS, SENDER, fates_of, figures, mail, mailbox_of, paper, row_of
from tests.support.service import free_port


@asynccontextmanager
async def open_door(resources: Resources) -> AsyncIterator[int]:
    async with await listener(resources, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def hand_over(port: int, raw: bytes, to: str = ADDRESS, sender: str = SENDER) -> Any:
    """Hand a mail over as a server does; return what was refused, or raise what it answers."""

    def say() -> Any:
        with smtplib.LMTP("127.0.0.1", port) as client:
            return client.sendmail(sender, [to], raw)

    return await to_thread(say)


async def test_a_mail_is_kept_and_becomes_a_deposit(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    async with open_door(resources) as port:
        await hand_over(port, mail(files=(paper(),)), ADDRESS.upper())
    (mail_id,) = [row["id"] for row in await _rows(actor)]
    await take_mail(resources, actor, mail_id)
    assert (await row_of(actor, mail_id))["state"] == "taken"
    assert await fates_of(actor, mail_id) == ["words", "pages"]


async def test_the_same_mail_is_one_whichever_way_it_comes(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    raw = mail(files=(paper(),))
    by_imap = b"Delivered-To: documents@cpas.example\nReceived: from mx\n" + raw
    first = await keep_mail(resources, actor, Arrived(raw=by_imap, way="imap", mail_size_bytes=len(by_imap)))
    async with open_door(resources) as port:
        await hand_over(port, raw)
        await hand_over(port, raw)
    await take_mail(resources, actor, first)
    assert await figures(actor) == {"mails": 1, "deposits": 1, "receipts": 1, "originals": 2}


async def test_nobody_s_mailbox_takes_nothing(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id, "off@cpas.example", is_on=False)
    async with open_door(resources) as port:
        for address in ("nobody@cpas.example", "off@cpas.example"):
            with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
                await hand_over(port, mail(), address)
            assert refused.value.recipients[address][0] == 550


async def test_a_second_recipient_comes_in_a_mail_of_its_own(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)

    def say(port: int) -> list[int]:
        with smtplib.LMTP("127.0.0.1", port) as client:
            client.ehlo()
            client.mail(SENDER)
            return [client.rcpt(ADDRESS)[0], client.rcpt(ADDRESS)[0]]

    async with open_door(resources) as port:
        assert await to_thread(say, port) == [250, 452]


async def test_what_cannot_be_kept_stays_with_the_server(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)

    class Full:
        def __getattr__(self, name: str) -> Any:
            return getattr(resources.vault, name)

        async def put(self, *_: object, **__: object) -> None:
            raise NotStored

    async with open_door(replace(resources, vault=cast("Any", Full()))) as port:
        with pytest.raises(smtplib.SMTPDataError) as put_off:
            await hand_over(port, mail())
    assert put_off.value.smtp_code == 451
    assert (await figures(actor))["mails"] == 0


async def test_a_mail_that_is_too_large_goes_back(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    small = replace(resources, settings=resources.settings.model_copy(update={"mail_max_bytes": 20_000}))
    async with open_door(small) as port:
        with pytest.raises((smtplib.SMTPSenderRefused, smtplib.SMTPDataError)) as refused:
            await hand_over(port, mail("mot " * 10_000))
    assert refused.value.smtp_code == 552


async def test_a_line_of_half_a_megabyte_and_dots_at_its_beginning_arrive_whole(
    resources: Resources, actor: Actor
) -> None:
    await mailbox_of(actor.centre_id)
    raw = mail().replace(b"\n\n", b"\n\n..\n.\n" + b"x" * 500_000 + b"\n", 1).replace(b"\n", b"\r\n")
    async with open_door(resources) as port:
        await hand_over(port, raw)
    (row,) = await _rows(actor)
    kept = await resources.vault.read(row["vault_key"])
    assert kept == f"Return-Path: <{SENDER}>\r\n".encode() + raw


async def test_from_nobody_no_answer_is_wanted(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    own = replace(
        resources, settings=resources.settings.model_copy(update={"smtp_host": "127.0.0.1", "smtp_sender": ADDRESS})
    )
    async with open_door(own) as port:
        await hand_over(port, mail(files=(paper(),)), sender="")
    (row,) = await _rows(actor)
    await take_mail(own, actor, row["id"])
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM mail_answers") == 0


async def test_a_worker_listens_where_the_settings_say_so(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    port = free_port()
    told = replace(resources, settings=resources.settings.model_copy(update={"mail_listen_port": port}))
    async with listening(resources) as nowhere, listening(told) as somewhere:
        assert nowhere is None
        assert somewhere is not None
        await hand_over(port, mail())
    assert (await figures(actor))["mails"] == 1


async def _rows(actor: Actor) -> list[Any]:
    async with transaction(actor) as tx:
        return list(await tx.rows("SELECT id, vault_key FROM mails"))
