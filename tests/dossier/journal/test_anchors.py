"""Anchors and stamps: written when due, once, whoever dies between row and store; and what verify says of them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import DepositAbandoned
from dossier.journal import anchors, chain
from dossier.journal.anchors import all_anchors, anchor_when_due
from dossier.journal.authority import AuthorityAway
from dossier.journal.stamps import all_stamps, stamp_when_due
from dossier.journal.verify import verify
from dossier.outbox.publish import publish
from dossier.resources import Resources
from dossier.storage.vault import open_vault
from tests.support.journal import happen, tamper
from tests.support.seaweed import BUCKET, seaweed
from tests.support.stamps import stamp_authority

__all__ = ["seaweed"]


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look as often for what may be on its way to the store, in less time: a test waited 9 s, and worked for 0.1."""
    monkeypatch.setattr("dossier.journal.verify._LOOK_SECONDS", 0.05)


async def anchored(resources: Resources, actor: Actor, *, hours: float = 0) -> bool:
    with clock.moved(timedelta(hours=hours)):
        await happen(actor, 2)
        await chain.link(actor)
        return await anchor_when_due(resources.vault, actor)


def folder(resources: Resources, actor: Actor, kind: str) -> Path:
    return Path(urlsplit(resources.settings.store_url).path) / "journal" / str(actor.centre_id) / kind


async def codes(resources: Resources, actor: Actor) -> set[str]:
    return {each.code() for each in (await verify(resources.vault, None, actor)).findings}


async def test_an_anchor_an_hour_and_each_names_the_one_before(resources: Resources, actor: Actor) -> None:
    assert not await anchor_when_due(resources.vault, actor)  # nothing has happened
    assert await anchored(resources, actor, hours=-5)
    assert not await anchored(resources, actor, hours=-4.1)
    assert await anchored(resources, actor, hours=-3.9)
    assert await anchored(resources, actor)
    async with transaction(actor) as tx:
        first, second, third = await all_anchors(tx)
    assert [each.position for each in (first, second, third)] == [2, 6, 8]
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert (await resources.vault.read(third.key)) == third.data
    assert b'"position":8' in third.data
    verdict = await verify(resources.vault, None, actor)
    assert (verdict.whole, verdict.anchors, verdict.anchored_at) == (True, 3, third.at)


async def test_no_anchor_while_an_older_event_waits_for_its_link(resources: Resources, actor: Actor) -> None:
    await happen(actor, 1)
    await chain.link(actor)
    with clock.moved(timedelta(minutes=-2)):
        await happen(actor, 1)
    assert not await anchor_when_due(resources.vault, actor)
    await chain.link(actor)
    assert await anchor_when_due(resources.vault, actor)


async def test_workers_together_write_one_anchor(resources: Resources, actor: Actor) -> None:
    await happen(actor, 3)
    await chain.link(actor)
    written = await asyncio.gather(*(anchor_when_due(resources.vault, actor) for _ in range(6)))
    assert written.count(True) == 1
    assert len(list(folder(resources, actor, "anchors").iterdir())) == 1
    assert (await verify(resources.vault, None, actor)).whole


async def test_an_anchor_whose_worker_died_before_the_store_comes_there_later(
    resources: Resources, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(*_: object) -> None:
        raise asyncio.CancelledError

    await happen(actor, 1)
    await chain.link(actor)
    with monkeypatch.context() as patched:
        patched.setattr(anchors, "keep", killed)
        with pytest.raises(asyncio.CancelledError):
            await anchor_when_due(resources.vault, actor)
    assert await codes(resources, actor) == {"anchor-not-in-store"}
    assert not await anchor_when_due(resources.vault, actor)
    assert await codes(resources, actor) == set()


async def test_what_was_put_in_later_is_found_though_the_chain_is_whole(resources: Resources, actor: Actor) -> None:
    await anchored(resources, actor)
    with clock.moved(timedelta(hours=-1)):
        async with transaction(actor) as tx:
            record = actor.centre_id
            await publish(tx, DepositAbandoned(record_id=record, deposit_id=record))
    assert await codes(resources, actor) == {"event-outside"}
    assert await chain.link(actor) == 1  # the chainer takes it for a late one
    assert await codes(resources, actor) == {"event-backdated"}


async def test_a_changed_store_is_found(resources: Resources, actor: Actor) -> None:
    for hours in (-4, -2, 0):
        await anchored(resources, actor, hours=hours)
    first, second, third = sorted(folder(resources, actor, "anchors").iterdir())
    data = first.read_bytes()
    for spoil, code in (
        (lambda: first.write_bytes(data.replace(b"position", b"pozition")), "stored-anchor-changed"),
        (second.unlink, "anchor-not-in-store"),
        (third.unlink, "anchor-not-in-store"),
        (lambda: first.rename(first.with_name(f"000000004-{first.name[10:]}")), "anchor-not-in-database"),
    ):
        kept = {each: each.read_bytes() for each in (first, second, third)}
        first.chmod(0o600)
        spoil()
        assert code in await codes(resources, actor)
        for each in first.parent.iterdir():
            each.unlink()
        for each, content in kept.items():
            each.write_bytes(content)
        assert await codes(resources, actor) == set()


async def test_a_stamp_a_day_over_the_youngest_anchor(resources: Resources, actor: Actor, tmp_path: Path) -> None:
    with stamp_authority(tmp_path / "tsa") as running:
        authority = running.client()
        assert not await stamp_when_due(resources.vault, authority, actor)
        await anchored(resources, actor)
        assert await stamp_when_due(resources.vault, authority, actor)
        assert not await stamp_when_due(resources.vault, authority, actor)
        with clock.moved(timedelta(hours=25)):
            assert not await stamp_when_due(resources.vault, authority, actor)  # a fresh anchor is awaited
            await anchor_when_due(resources.vault, actor)
            assert await stamp_when_due(resources.vault, authority, actor)
    with clock.moved(timedelta(hours=50)):
        await anchor_when_due(resources.vault, actor)
        with pytest.raises(AuthorityAway):
            await stamp_when_due(resources.vault, authority, actor)
    verdict = await verify(resources.vault, authority, actor)
    assert (verdict.whole, verdict.anchors, verdict.stamps) == (True, 3, 2)
    async with transaction(actor) as tx:
        assert verdict.stamped_at == (await all_stamps(tx))[-1].stamped_at
    assert await codes(resources, actor) == {"stamp-unchecked"}


async def test_a_stamp_that_is_gone_changed_or_far_too_late_is_found(
    resources: Resources, actor: Actor, tmp_path: Path
) -> None:
    with stamp_authority(tmp_path / "tsa") as running:
        authority = running.client()
        with clock.moved(timedelta(hours=-20)):  # an anchor that says it is so old, stamped today
            await anchored(resources, actor)
            assert await stamp_when_due(resources.vault, authority, actor)
    (late,) = (await verify(resources.vault, authority, actor)).findings
    assert late.code() == "stamp-too-late"
    (stored,) = folder(resources, actor, "stamps").iterdir()
    stored.chmod(0o600)
    stored.write_bytes(b"another")
    assert "stored-stamp-changed" in await codes(resources, actor)
    stored.unlink()
    assert "stamp-not-in-store" in await codes(resources, actor)
    await stamp_when_due(resources.vault, authority, actor)  # put there again, by its row
    await tamper(resources, "DELETE FROM journal_stamps")
    assert "stamp-not-in-database" in await codes(resources, actor)


async def test_it_is_whole_at_every_moment_while_everything_moves(
    resources: Resources, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchors, "ANCHOR_SECONDS", 0)
    await happen(actor, 5)
    ended, looked = asyncio.Event(), 0

    async def keep_on(act: Callable[[], Awaitable[object]]) -> None:
        while not ended.is_set():
            await act()
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        group.create_task(keep_on(lambda: happen(actor, 3)))
        group.create_task(keep_on(lambda: chain.link(actor)))
        for _ in range(2):
            group.create_task(keep_on(lambda: anchor_when_due(resources.vault, actor)))
        while looked < 30:
            verdict = await verify(resources.vault, None, actor)
            assert verdict.findings == ()
            looked += 1
        ended.set()
    assert verdict.anchors > 5
    assert verdict.linked > 5


@pytest.mark.usefixtures("seaweed")
async def test_anchors_stand_in_an_object_store_as_on_a_disk(actor: Actor) -> None:
    vault = open_vault(f"s3://{BUCKET}/{uuid4()}")
    await happen(actor, 3)
    await chain.link(actor)
    assert await anchor_when_due(vault, actor)
    assert (await verify(vault, None, actor)).whole
    async with transaction(actor) as tx:
        (anchor,) = await all_anchors(tx)
    await vault.delete(anchor.key)
    assert {each.code() for each in (await verify(vault, None, actor)).findings} == {"anchor-not-in-store"}
    assert not await anchor_when_due(vault, actor)
    assert (await verify(vault, None, actor)).whole
