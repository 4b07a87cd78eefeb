"""Mail outlives every kill: nothing is moved before it is with us, and nothing is handed in twice."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.resources import Resources
from dossier.settings import variable
from tests.durability.killed_mail import NONE, STEPS
from tests.support import forked
from tests.support.awkward import archive, attached, file
from tests.support.dovecot import PASSWORD, Dovecot, dovecot
from tests.support.mails import ADDRESS, figures, mail, mailbox_of, paper
from tests.support.packages import rar
from tests.support.postbox import Postbox, postbox
from tests.support.service import variables_of

SAMPLE = (("stored", 1), ("kept", 2), ("marked", 1), ("added", 2), ("received", 1), ("answered", 1))
"""What each run of the tests tries; the torture tries every step, each mail of it."""
MAILS = 3
_KILLED = -9
_TAKEN = "Guichet"


def mails() -> list[bytes]:
    """Return mails of every kind: two of papers, one of what a person has to look at beside a paper and a package."""
    return [
        mail("Premier", files=(paper("a"), paper("b")), number=1, From="one@example.org"),
        mail("Deuxième", files=(paper("c"),), number=2, From="two@example.org"),
        attached(
            3,
            file(paper("d")),
            file(archive(), "application/zip", "z.zip"),
            file(rar(), "application/vnd.rar", "z.rar"),
            words="Troisième",
        ),
    ]


WHOLE = {"mails": MAILS, "deposits": MAILS, "receipts": MAILS, "originals": 3 + 2 + 3}


async def go(resources: Resources, server: Dovecot, box: Postbox, step: str, nth: int) -> int:
    """Walk the way in a process of its own; return how it ended."""
    told = {
        "mail_imap_host": "127.0.0.1",
        "mail_imap_port": server.port,
        "mail_imap_security": "none",
        "mail_imap_address": ADDRESS,
        "mail_imap_password": PASSWORD,
        "smtp_host": "127.0.0.1",
        "smtp_port": box.port,
        "smtp_security": "none",
        "smtp_sender": ADDRESS,
    }
    env = variables_of(resources.settings) | {variable(name): str(value) for name, value in told.items()}
    command = ["tests.durability.killed_mail", step, str(nth)]
    done = await asyncio.to_thread(forked.run, command, env, Path.cwd(), timeout_seconds=60)
    assert done.returncode in {0, _KILLED}, done.stderr
    return done.returncode


async def check_moved(resources: Resources, actor: Actor, server: Dovecot) -> None:
    """Check that what is out of the inbox is with us, byte by byte, and that all else lies in it."""
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT sha256, vault_key FROM mails")
    kept = {row["sha256"]: row["vault_key"] for row in rows}
    moved = server.raws(ADDRESS, _TAKEN)
    for each in moved:
        assert hashlib.sha256(each).hexdigest() in kept
    for sha256, key in kept.items():
        assert hashlib.sha256(await resources.vault.read(key)).hexdigest() == sha256
    assert server.count(ADDRESS) + len(moved) == MAILS


async def killed_at(
    resources: Resources, actor: Actor, server: Dovecot, box: Postbox, kills: list[tuple[str, int]]
) -> int:
    """Kill the way at each of some steps in turn; return how often it died. What is moved is with us each time."""
    died = 0
    for step, nth in kills:
        died += await go(resources, server, box, step, nth) == _KILLED
        await check_moved(resources, actor, server)
        async with transaction(actor) as tx:  # whoever held the mailbox is dead: its lease has an end
            await tx.run("UPDATE mailboxes SET look_until = NULL")
    return died


async def check_end(resources: Resources, actor: Actor, server: Dovecot, box: Postbox) -> None:
    """Let the way end: nothing is lost, nothing is there twice, everybody has their answer."""
    assert await go(resources, server, box, NONE, 0) == 0
    await check_moved(resources, actor, server)
    assert await figures(actor) == WHOLE
    assert server.count(ADDRESS) == 0
    async with transaction(actor) as tx:
        states = await tx.rows("SELECT state FROM mails ORDER BY state")
        parts = await tx.value("SELECT count(*) FROM mail_parts")
    assert [row["state"] for row in states] == ["awaits", "taken", "taken"]
    assert parts == 3 + 2 + 5
    assert len({each["Message-ID"] for each in box.letters}) == MAILS  # one that left twice says that it is the same


async def test_mail_outlives_kills_in_a_row(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    with dovecot() as server:
        async with postbox() as box:
            server.lay_all(ADDRESS, mails())
            assert await killed_at(resources, actor, server, box, list(SAMPLE)) == len(SAMPLE)
            await check_end(resources, actor, server, box)
            assert len(box.letters) == MAILS + 1


@pytest.mark.torture
@pytest.mark.parametrize("step", STEPS)
async def test_mail_outlives_a_kill_at_each_step(resources: Resources, actor: Actor, step: str) -> None:
    """Killed the first, second and third time that a step is reached, on a mailbox of its own."""
    await mailbox_of(actor.centre_id)
    with dovecot() as server:
        async with postbox() as box:
            server.lay_all(ADDRESS, mails())
            assert await killed_at(resources, actor, server, box, [(step, nth) for nth in (1, 2, 3)]) >= 1
            await check_end(resources, actor, server, box)
