"""A file that may not come is looked into all the same, and nothing of it is kept or goes on."""

import asyncio
from dataclasses import replace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.open import Depositor, open_deposit
from dossier.errors import Refused
from dossier.imaging.box import Box
from dossier.resources import Resources
from dossier.storage.vault import NotStored
from tests.support.deposits import pdf, received

pytestmark = pytest.mark.people


class TooMuch(Refused):
    """That is too much."""


class _SlowBox:
    def __init__(self, real: Box) -> None:
        self.real, self.under_way = real, 0

    async def inspect(self, *asked: Any) -> Any:
        self.under_way += 1
        try:
            await asyncio.sleep(0.05)
            return await self.real.inspect(*asked)
        finally:
            self.under_way -= 1


async def _refuse() -> None:
    raise TooMuch


async def test_what_may_not_come_is_not_kept_and_its_inspection_is_over(resources: Resources, centre_id: UUID) -> None:
    visitor, deposit_id = system(centre_id), uuid4()
    box = _SlowBox(resources.box)
    slow = replace(resources, box=cast("Box", box))
    await open_deposit(visitor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    file = await received(resources, pdf("one"))
    with pytest.raises(TooMuch):
        await add_original(slow, visitor, deposit_id, uuid4(), uuid4(), file, counted=_refuse)
    assert box.under_way == 0
    assert [blob async for blob in resources.vault.list(str(centre_id))] == []
    async with transaction(visitor) as tx:
        assert await tx.value("SELECT count(*) FROM originals") == 0


async def test_no_row_names_what_could_not_be_anchored(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, deposit_id = system(centre_id), uuid4()
    await open_deposit(visitor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    names = deposit_id, uuid4(), uuid4()

    async def broken(_: str) -> None:
        await asyncio.sleep(0.05)  # the rows are written by then
        raise NotStored

    with monkeypatch.context() as failing:
        failing.setattr(resources.vault, "anchor", broken)
        with pytest.raises(NotStored):
            await add_original(resources, visitor, *names, await received(resources, pdf("one")))
    async with transaction(visitor) as tx:
        assert await tx.value("SELECT count(*) FROM originals") == 0
    await add_original(resources, visitor, *names, await received(resources, pdf("one")))
    async with transaction(visitor) as tx:
        assert await tx.value("SELECT count(*) FROM originals") == 1
