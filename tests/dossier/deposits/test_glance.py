"""A photo that has just arrived: what is told of it, to whom, and that it was told."""

import json
from uuid import UUID, uuid4

import cv2
import numpy as np
import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import NoSuchPage
from dossier.deposits.glance import Told, glance
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.deposits.turn_page import turn_page
from dossier.ids import page_id
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.dossier.imaging.drawing import LAID, on_table, paper
from tests.support.deposits import pdf, received


def jpeg(*, blurred: bool = False) -> bytes:
    """Return a photo of a letter on a table."""
    pixels = on_table(paper(), LAID)
    if blurred:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), 6), dtype=np.uint8)
    return bytes(cv2.imencode(".jpg", pixels)[1])


@pytest.fixture
async def deposit_id(actor: Actor) -> UUID:
    deposit_id = uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann", contact="-"))
    return deposit_id


async def added(resources: Resources, actor: Actor, deposit_id: UUID, data: bytes) -> UUID:
    original_id = uuid4()
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, data))
    return original_id


async def told(actor: Actor, original_id: UUID) -> list[str] | None:
    async with transaction(actor) as tx:
        noted: list[str] | None = await tx.value("SELECT told_faults FROM pages WHERE id = $1", page_id(original_id, 0))
    return noted


async def test_what_is_seen_is_told_and_noted_before_the_page_is_made(
    resources: Resources, actor: Actor, deposit_id: UUID
) -> None:
    original_id = await added(resources, actor, deposit_id, jpeg(blurred=True))
    seen = await glance(resources, actor, deposit_id, original_id)
    assert seen is not None
    assert seen.faults == ("blur",)
    assert seen.shown is not None
    assert seen.shown.jpeg.startswith(b"\xff\xd8\xff")
    assert len(seen.shown.papers) == 1
    assert await told(actor, original_id) == ["blur"]


async def test_of_a_page_that_is_made_its_own_verdict_is_told(
    resources: Resources, actor: Actor, deposit_id: UUID
) -> None:
    original_id = await added(resources, actor, deposit_id, jpeg())
    await drain(resources)
    assert await glance(resources, actor, deposit_id, original_id) == Told(
        page_id=page_id(original_id, 0), recipe_version=1, faults=(), shown=None
    )
    await turn_page(actor, deposit_id, page_id(original_id, 0), 90)
    assert await glance(resources, actor, deposit_id, original_id) is None


async def test_a_file_of_several_pages_is_looked_at_in_the_background_alone(
    resources: Resources, actor: Actor, deposit_id: UUID
) -> None:
    original_id = await added(resources, actor, deposit_id, pdf("one", "two"))
    assert await glance(resources, actor, deposit_id, original_id) is None
    assert await told(actor, original_id) is None


async def test_a_photo_is_shown_in_its_own_open_deposit_alone(
    resources: Resources, actor: Actor, deposit_id: UUID
) -> None:
    original_id = await added(resources, actor, deposit_id, jpeg())
    for deposit, original in ((uuid4(), original_id), (deposit_id, uuid4())):
        with pytest.raises(NoSuchPage):
            await glance(resources, actor, deposit, original)
    await receive(resources, actor, deposit_id)
    with pytest.raises(NoSuchPage):
        await glance(resources, actor, deposit_id, original_id)


async def test_that_a_page_was_sent_anyway_is_written_down(
    resources: Resources, actor: Actor, deposit_id: UUID
) -> None:
    await added(resources, actor, deposit_id, jpeg())
    await glance(resources, actor, deposit_id, await added(resources, actor, deposit_id, jpeg(blurred=True)))
    await receive(resources, actor, deposit_id)
    async with transaction(actor) as tx:
        facts = await tx.value(
            "SELECT facts::text FROM events WHERE name = 'DepositReceived' AND record_id = $1", deposit_id
        )
    assert json.loads(facts)["faulty_page_count"] == 1
