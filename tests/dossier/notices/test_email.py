"""E-mail to a real SMTP server: what it reads, and what its answers come to."""

import asyncio
import socket
from dataclasses import replace

import pytest
from pydantic import SecretStr

from dossier.notices.channel import Message, NoticePutOff, NoticeRefused
from dossier.notices.email import Email
from tests.support.postbox import Postbox, postbox
from tests.support.service import free_port

LETTER = Message(
    to="samira@example.org", subject="Des documents sont demandés", words="Voyez https://…", reference="n1"
)


def speaking_to(box: Postbox) -> Email:
    return Email(
        host="127.0.0.1",
        port=box.port,
        security="none",
        user="",
        password=SecretStr(""),
        sender="CPAS <documents@cpas.example>",
        timeout_seconds=2,
    )


async def test_a_letter_arrives_as_it_was_written() -> None:
    async with postbox() as box:
        await asyncio.to_thread(speaking_to(box).send, LETTER)
    (letter,) = box.letters
    assert (letter["From"], letter["To"]) == ("CPAS <documents@cpas.example>", LETTER.to)
    assert letter["Subject"] == LETTER.subject
    assert letter["Message-ID"] == "<n1@cpas.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().strip() == LETTER.words
    assert LETTER.to not in repr(LETTER)


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        ("550 5.1.1 samira@example.org: no such user", NoticeRefused, 550),
        ("450 4.2.1 greylisted", NoticePutOff, 450),
    ],
)
async def test_what_the_server_says_of_an_address_is_told_as_a_code(
    answer: str, kind: type[NoticeRefused] | type[NoticePutOff], code: int
) -> None:
    async with postbox() as box:
        box.answers = [answer]
        with pytest.raises((NoticeRefused, NoticePutOff)) as told:
            await asyncio.to_thread(speaking_to(box).send, LETTER)
    assert isinstance(told.value, NoticeRefused | NoticePutOff)
    assert (type(told.value), told.value.problem, told.value.answer_code) == (kind, "address_refused", code)
    assert "samira" not in str(told.value)
    assert box.letters == []


async def test_a_server_asks_who_we_are() -> None:
    async with postbox(user="cpas", password="right") as box:
        known = replace(speaking_to(box), user="cpas", password=SecretStr("right"))
        await asyncio.to_thread(known.send, LETTER)
        assert len(box.letters) == 1
        with pytest.raises(NoticePutOff) as told:
            await asyncio.to_thread(replace(known, password=SecretStr("wrong")).send, LETTER)
        assert (told.value.problem, told.value.answer_code) == ("server_closed", 535)
    assert "right" not in repr(known)


async def test_no_letter_goes_unencrypted_where_encryption_is_set() -> None:
    async with postbox() as box:
        for security in ("starttls", "tls"):
            with pytest.raises(NoticePutOff):
                await asyncio.to_thread(replace(speaking_to(box), security=security).send, LETTER)
    assert box.letters == []


async def test_a_server_that_is_away_or_silent_is_tried_again_later() -> None:
    gone = replace(speaking_to(Postbox()), port=free_port())
    with pytest.raises(NoticePutOff) as told:
        await asyncio.to_thread(gone.send, LETTER)
    assert told.value.problem == "server_away"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = replace(gone, port=silent.getsockname()[1], timeout_seconds=1)
        with pytest.raises(NoticePutOff):
            await asyncio.to_thread(mute.send, LETTER)
