"""Bytes are removed while the same bytes arrive anew: in every order, whoever dies, no row is ever without its own."""

import asyncio
import random
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import Actor, system
from dossier.database.engine import Transaction, transaction
from dossier.deposits import add_original as adding
from dossier.deposits.add_original import add_original
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.process_page import process_page
from dossier.deposits.receive import receive
from dossier.errors import Unavailable
from dossier.ids import page_id
from dossier.imaging.values import RENDITIONS
from dossier.reconcile.ask import begin
from dossier.reconcile.queries import NoSuchFinding
from dossier.reconcile.remove_orphan import NoOrphanAnyMore, remove_orphan
from dossier.removals.carry_out import carry_out_due
from dossier.resources import Resources
from dossier.storage.intake import Received
from dossier.storage.keys import original_key, spare_key
from dossier.storage.vault import BytesMissing, NotStored, Vault, digest, open_vault
from tests.support.deposits import pdf, received, staff
from tests.support.orphans import bytes_without_rows, found, named_keys, rows_without_bytes, swept
from tests.support.seaweed import BUCKET, seaweed
from tests.support.staged import HookedVault, Stage

__all__ = ["seaweed"]

pytestmark = [pytest.mark.people, pytest.mark.boxed]

ACTS_OF_ADDER, ACTS_OF_REMOVER = 4, 3
"""Put and name, and both again for a spare key; ask, delete and write down."""
STRESS_ORIGINALS = 12
STRESS_SECONDS, STRESS_SECONDS_TORTURE = 2, 6
REMOVAL_SECONDS = 30  # within which one orphan at least is removed, however busy the machine


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Where it happens: a vault with hooks, a depositor with an open deposit, an administrator."""

    resources: Resources
    vault: HookedVault
    visitor: Actor
    administrator: Actor
    deposit_id: UUID
    file: Received

    async def add(self, original_id: UUID) -> None:
        """Send the file, on a page of its own paper."""
        await add_original(self.resources, self.visitor, self.deposit_id, original_id, original_id, self.file)

    async def orphan(self, original_id: UUID) -> tuple[str, UUID]:
        """Have a sender die between bytes and row, and a check find what they left; return its key and finding."""
        key = original_key(self.visitor.centre_id, original_id, self.file.sha256)
        await self.resources.vault.put(key, self.file.path, self.file.sha256)
        finding_id = await found(self.visitor, key, self.file.size_bytes)
        assert finding_id is not None
        return key, finding_id

    async def row_key(self, original_id: UUID) -> str | None:
        async with transaction(self.visitor) as tx:
            key: str | None = await tx.value("SELECT vault_key FROM originals WHERE id = $1", original_id)
        return key


@pytest.fixture(params=["file", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    """Give an empty vault, once of each kind."""
    if request.param == "s3":
        request.getfixturevalue("seaweed")
        return open_vault(f"s3://{BUCKET}/{uuid4()}")
    return open_vault(f"file://{tmp_path}/vault")


@pytest.fixture
async def world(store: Vault, resources: Resources, centre_id: UUID) -> World:
    """Open a deposit whose vault has hooks."""
    hooked = HookedVault(store)
    deposit_id, visitor = uuid4(), system(centre_id)
    await open_deposit(visitor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    return World(
        resources=replace(
            resources,
            vault=cast("Vault", hooked),
            settings=resources.settings.model_copy(update={"deposit_pages_max": 10_000}),
        ),
        vault=hooked,
        visitor=visitor,
        administrator=await staff(centre_id, "rachid.lahlou"),
        deposit_id=deposit_id,
        file=await received(resources, pdf("one")),
    )


def orders() -> list[str]:
    """Return every order of the adder's and the remover's acts."""
    length = ACTS_OF_ADDER + ACTS_OF_REMOVER
    return [
        "".join("r" if place in of_remover else "a" for place in range(length))
        for of_remover in combinations(range(length), ACTS_OF_REMOVER)
    ]


async def play(world: World, original_id: UUID, order: str, *, dies_after: int | None = None) -> dict[str, object]:
    """Play an order; the remover dies when it has had so many turns. Return how each ended."""
    first, finding_id = await world.orphan(original_id)
    stage = Stage()

    async def of_adder(key: str) -> None:
        del key
        await stage.gate("a")

    async def before_spare(key: str) -> None:
        if key != first:  # before the first key was put, it waited to come on
            await stage.gate("a")

    async def of_remover(key: str) -> None:
        del key
        await stage.gate("r")

    world.vault.before_put, world.vault.after_put = before_spare, of_adder
    world.vault.before_delete = world.vault.after_delete = of_remover
    await stage.enter("a", lambda: world.add(original_id))
    await stage.enter("r", lambda: remove_orphan(world.resources, world.administrator, finding_id))
    turns = 0
    for who in order:
        if who == "r" and turns == dies_after:
            stage.kill("r")
        elif who == "r":
            turns += 1
        await stage.turn(who)
    ends = await stage.end()
    world.vault.after_put = world.vault.before_put = world.vault.after_delete = world.vault.before_delete = _nothing
    return ends


async def _nothing(key: str) -> None:
    del key


async def test_in_every_order_what_is_acknowledged_has_its_bytes(world: World) -> None:
    spare = 0
    for order in orders():
        original_id = uuid4()
        ends = await play(world, original_id, order)
        assert not isinstance(ends["r"], BaseException) or isinstance(ends["r"], NoOrphanAnyMore), (order, ends)
        if isinstance(ends["a"], Unavailable):  # bytes went while they were compared: nothing was said to be kept
            assert await world.row_key(original_id) is None, order
            await world.add(original_id)
        else:
            assert ends["a"] is None, (order, ends)
        key = await world.row_key(original_id)
        assert key is not None, order
        assert await digest(world.resources.vault, key) == world.file.sha256, order
        spare += key.endswith("-1")
    assert 0 < spare < len(orders())  # some came too late for the first key, some did not
    await swept(world.resources, world.visitor)
    assert await rows_without_bytes(world.resources, world.visitor) == []
    assert await bytes_without_rows(world.resources, world.visitor) == set()
    assert (await receive(world.resources, world.visitor, world.deposit_id)).page_count == len(orders())


async def test_a_sender_who_does_not_ask_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    asking = adding._before

    async def careless(tx: Transaction, *names: Any) -> dict[str, Any]:
        return {**await asking(tx, *names), "removed_for": None}

    monkeypatch.setattr(adding, "_before", careless)
    original_id = uuid4()
    assert (await play(world, original_id, "aarrraa"))["a"] is None  # the row first: its bytes stay
    assert await rows_without_bytes(world.resources, world.visitor) == []
    late = (await play(world, uuid4(), "arrraaa"))["a"]
    if request.node.callspec.params["store"] == "file":  # there the folder is gone that was to be anchored
        assert isinstance(late, NotStored)
        return
    with pytest.raises(BytesMissing):
        await rows_without_bytes(world.resources, world.visitor)


@pytest.mark.parametrize("dies_after", range(ACTS_OF_REMOVER))
async def test_a_remover_that_died_holds_nobody_up_and_a_round_takes_up_what_it_left(
    world: World, dies_after: int
) -> None:
    for order in ("rrraaaa", "rarraaa", "raarraa", "aarrraa", "rraraaa"):
        original_id = uuid4()
        ends = await play(world, original_id, order, dies_after=dies_after)
        assert ends["a"] is None, (order, ends)
        key = await world.row_key(original_id)
        assert key is not None
        assert await digest(world.resources.vault, key) == world.file.sha256, order
    await swept(world.resources, world.visitor)
    assert await rows_without_bytes(world.resources, world.visitor) == []
    left = await bytes_without_rows(world.resources, world.visitor)
    assert left == set()


async def test_a_remover_that_is_late_deletes_nothing_that_came_since(world: World) -> None:
    original_id = uuid4()
    first, finding_id = await world.orphan(original_id)
    stage = Stage()

    async def stuck(key: str) -> None:
        del key
        await stage.gate("r")

    world.vault.before_delete = stuck
    await stage.enter("r", lambda: remove_orphan(world.resources, world.administrator, finding_id))
    await stage.turn("r")  # it has asked, and hangs before it deletes
    world.vault.before_delete = _nothing
    assert await carry_out_due(world.resources, world.visitor) == 1
    await world.add(original_id)
    assert await world.row_key(original_id) == spare_key(first)
    assert await stage.end() == {"r": None}  # now it deletes, an age later
    await world.add(original_id)  # a re-send
    assert await world.row_key(original_id) == spare_key(first)
    assert await rows_without_bytes(world.resources, world.visitor) == []
    async with transaction(world.visitor) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'OrphanRemoved'") == 1
    await swept(world.resources, world.visitor)
    assert await bytes_without_rows(world.resources, world.visitor) == set()


async def test_a_sender_that_dies_between_two_keys_leaves_nothing_for_good(world: World) -> None:
    original_id = uuid4()
    first, finding_id = await world.orphan(original_id)
    await remove_orphan(world.resources, world.administrator, finding_id)
    for key in (first, spare_key(first)):
        stage = Stage()

        async def dying(put: str, key: str = key, stage: Stage = stage) -> None:
            if put == key:
                await stage.gate("a")

        world.vault.after_put = dying
        await stage.enter("a", lambda: world.add(original_id))
        await stage.turn("a")
        stage.kill("a")
        await stage.end()
        world.vault.after_put = _nothing
        assert await world.row_key(original_id) is None
    await world.add(original_id)
    assert await world.row_key(original_id) == spare_key(first)
    await swept(world.resources, world.visitor)
    assert await rows_without_bytes(world.resources, world.visitor) == []
    assert await bytes_without_rows(world.resources, world.visitor) == set()


async def test_pictures_whose_orphans_are_removed_meanwhile_stand_under_spare_keys(world: World) -> None:
    original_id = uuid4()
    await world.add(original_id)
    put: list[str] = []

    async def removed(key: str) -> None:
        """Once all stand, as a worker that died left them before, have them removed as orphans."""
        put.append(key)
        if len(put) == len(RENDITIONS):
            for each in put:
                finding_id = await found(world.visitor, each, 1)
                assert finding_id is not None
                await remove_orphan(world.resources, world.administrator, finding_id)

    world.vault.after_put = removed
    await process_page(world.resources, world.visitor, page_id(original_id, 0))
    assert set(await named_keys(world.visitor)) == {
        await world.row_key(original_id),
        *map(spare_key, put[: len(RENDITIONS)]),
    }
    assert await rows_without_bytes(world.resources, world.visitor) == []
    await swept(world.resources, world.visitor)
    assert await bytes_without_rows(world.resources, world.visitor) == set()


@dataclass(kw_only=True)
class Crowd:
    """Senders who are killed and send again, and removers who are killed too, all over the same few originals."""

    world: World
    chance: random.Random
    until: float
    latest: float
    originals: list[UUID]
    acknowledged: set[UUID]
    removed: int = 0

    def goes_on(self) -> bool:
        now = asyncio.get_running_loop().time()
        return now < self.until or (self.removed == 0 and now < self.latest)

    async def perhaps_killed(self, act: Awaitable[None], likely: float) -> bool:
        """Do something, or be killed at some moment of it; tell whether it was done."""
        doing = asyncio.ensure_future(act)
        if self.chance.random() < likely:
            await asyncio.sleep(self.chance.random() * 0.1)
            doing.cancel()
        try:
            await doing
        except (asyncio.CancelledError, Unavailable, NoOrphanAnyMore, NoSuchFinding):
            return False
        return True

    async def send(self) -> None:
        while self.goes_on():
            original_id = self.chance.choice(self.originals)
            if await self.perhaps_killed(self.world.add(original_id), 0.6):
                self.acknowledged.add(original_id)
                self.originals.append(uuid4())

    async def remove(self) -> None:
        world = self.world
        while self.goes_on():
            for key in await bytes_without_rows(world.resources, world.visitor):
                if finding_id := await found(world.visitor, key, 1):
                    act = remove_orphan(world.resources, world.administrator, finding_id)
                    self.removed += await self.perhaps_killed(act, 0.3)
            if self.chance.random() < 0.3:
                await carry_out_due(world.resources, world.visitor)
            await asyncio.sleep(0)


@pytest.mark.parametrize("seconds", [STRESS_SECONDS, pytest.param(STRESS_SECONDS_TORTURE, marks=pytest.mark.torture)])
async def test_many_at_once_lose_nothing(world: World, seconds: float) -> None:
    await begin(world.visitor, deep=False)  # the check whose findings these are
    crowd = Crowd(
        world=world,
        chance=random.Random(6),
        until=asyncio.get_running_loop().time() + seconds,
        latest=asyncio.get_running_loop().time() + REMOVAL_SECONDS,
        originals=[uuid4() for _ in range(STRESS_ORIGINALS)],
        acknowledged=set(),
    )
    await asyncio.gather(*(crowd.send() for _ in range(4)), *(crowd.remove() for _ in range(2)))
    assert crowd.removed > 0
    keys = await named_keys(world.visitor)
    assert crowd.acknowledged <= {UUID(key.split("/")[1]) for key in keys}
    assert await rows_without_bytes(world.resources, world.visitor) == []
    await swept(world.resources, world.visitor)
    assert await rows_without_bytes(world.resources, world.visitor) == []
    spare = sum(key[-2] == "-" for key in keys)
    print(f"{len(crowd.acknowledged)} acknowledged, {spare} under spare keys, {crowd.removed} orphans removed")  # noqa: T201
