"""One request at a time for an upload, over processes; each process has its own connection, as here."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import pytest

from dossier.database.engine import DatabaseAway, Transaction, transaction
from dossier.deposits.abandon import abandon
from dossier.resources import Resources
from dossier.uploads.errors import NoSuchUpload, UploadBusy
from dossier.uploads.locks import Hold, Locks
from dossier.uploads.permit import Permit
from tests.support.patience import PATIENCE_SECONDS


@pytest.fixture
async def two(resources: Resources) -> AsyncIterator[tuple[Locks, Locks]]:
    here, there = (Locks(resources.settings.listen_url) for _ in range(2))
    yield here, there
    await here.close()
    await there.close()


async def reading(hold: Hold) -> str:
    """Wait for bytes that never come; say why it ended."""
    try:
        await hold.wait_for(asyncio.Event().wait(), 10)
    except TimeoutError:
        return "asked"
    return "came"


async def test_a_holder_that_is_asked_by_two_at_once_lets_go_once() -> None:
    hold = Hold()
    holder = asyncio.create_task(reading(hold))
    await asyncio.sleep(0)
    hold.ask()
    await asyncio.sleep(0)  # it is being broken off, and does not know yet
    hold.ask()
    assert await holder == "asked"


@pytest.mark.parametrize("same_process", [True, False])
async def test_a_newer_request_makes_the_holder_let_go(two: tuple[Locks, Locks], same_process: bool) -> None:
    upload_id, order, begun = uuid4(), [], asyncio.Event()
    here, there = two if not same_process else (two[0], two[0])

    async def stale() -> None:
        async with here.hold(upload_id, PATIENCE_SECONDS) as hold:
            order.append("stale")
            begun.set()
            await reading(hold)
            await asyncio.sleep(0.05)  # what arrived is still being kept
            order.append("let go")

    holder = asyncio.create_task(stale())
    await begun.wait()
    async with there.hold(upload_id, PATIENCE_SECONDS):
        order.append("newer")
    await holder
    assert order == ["stale", "let go", "newer"]


@pytest.mark.parametrize("same_process", [True, False])
async def test_a_holder_that_does_not_let_go_is_waited_for_so_long(
    two: tuple[Locks, Locks], same_process: bool
) -> None:
    upload_id = uuid4()
    here, there = two if not same_process else (two[0], two[0])
    async with here.hold(upload_id, PATIENCE_SECONDS):
        with pytest.raises(UploadBusy):
            async with there.hold(upload_id, 0.2):
                pytest.fail("two at once")
    async with there.hold(upload_id, PATIENCE_SECONDS):
        pass


async def test_uploads_do_not_wait_for_one_another(two: tuple[Locks, Locks]) -> None:
    async with two[0].hold(uuid4(), 1) as hold, two[0].hold(uuid4(), 0.5), two[1].hold(uuid4(), 0.5):
        with pytest.raises(TimeoutError):
            await hold.wait_for(asyncio.Event().wait(), 0.05)


async def test_a_process_that_dies_holds_nothing_and_one_that_lost_its_line_lets_go(
    two: tuple[Locks, Locks], permit: Permit
) -> None:
    upload_id = uuid4()
    async with two[0].hold(upload_id, PATIENCE_SECONDS) as hold:
        ended = asyncio.create_task(reading(hold))
        await asyncio.sleep(0)
        async with transaction(permit.actor) as tx:
            await tx.run(
                """SELECT pg_terminate_backend(pid) FROM pg_locks
                   WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database
                                                               WHERE datname = current_database())"""
            )
        async with two[1].hold(upload_id, PATIENCE_SECONDS):
            assert await asyncio.wait_for(ended, PATIENCE_SECONDS) == "asked"
    async with two[0].hold(upload_id, PATIENCE_SECONDS):
        pass


async def test_racers_hold_one_after_the_other(two: tuple[Locks, Locks]) -> None:
    upload_id, inside, most = uuid4(), 0, 0

    async def race(locks: Locks) -> None:
        nonlocal inside, most
        async with locks.hold(upload_id, 20):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= 1

    await asyncio.gather(*(race(two[number % 2]) for number in range(20)))
    assert most == 1


async def test_without_a_database_it_says_so() -> None:
    with pytest.raises(DatabaseAway):
        async with Locks("postgresql://nobody@127.0.0.1:1/none").hold(uuid4(), 5):
            pytest.fail("no database")


@pytest.mark.parametrize("same_process", [True, False])
async def test_whoever_may_not_ask_disturbs_no_holder(two: tuple[Locks, Locks], same_process: bool) -> None:
    upload_id = uuid4()
    here, there = two if not same_process else (two[0], two[0])

    async def may_not() -> None:
        raise NoSuchUpload

    async with here.hold(upload_id, 1, may_not) as hold:  # nobody has it: nobody needs to be asked
        with pytest.raises(NoSuchUpload):
            async with there.hold(upload_id, 5, may_not):
                pytest.fail("two at once")
        with pytest.raises(TimeoutError):
            await hold.wait_for(asyncio.Event().wait(), 0.2)
        assert await hold.wait_for(asyncio.sleep(0, "not asked"), 1) == "not asked"
    async with there.hold(upload_id, PATIENCE_SECONDS):
        pass


async def test_who_holds_reads_what_stands_now_in_the_name_of_their_centre(
    two: tuple[Locks, Locks], permit: Permit
) -> None:
    async def state(tx: Transaction) -> str | None:
        found: str | None = await tx.value("SELECT state FROM deposits WHERE id = $1", permit.deposit_id)
        return found

    here = two[0]
    stranger = replace(permit.actor, centre_id=uuid4())
    assert await here.look(permit.actor, state) == "open"
    assert await here.look(stranger, state) is None
    await abandon(permit.actor, permit.deposit_id)
    assert await here.look(permit.actor, state) == "abandoned"
    with pytest.raises(DatabaseAway):
        await Locks("postgresql://nobody@127.0.0.1:1/none").look(permit.actor, state)


async def test_a_look_that_is_broken_off_disturbs_no_other(two: tuple[Locks, Locks], permit: Permit) -> None:
    async def slow(tx: Transaction) -> None:
        await tx.value("SELECT pg_sleep(5)")

    async def one(tx: Transaction) -> int:
        found: int = await tx.value("SELECT 1")
        return found

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await two[0].look(permit.actor, slow)
    assert await two[0].look(permit.actor, one) == 1
