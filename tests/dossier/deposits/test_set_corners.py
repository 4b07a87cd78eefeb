"""Corners: four that make a sheet are set over the untouched original; others are refused; found again when asked."""

import json
from uuid import UUID, uuid4

import cv2
import numpy as np
import pytest

from bench.bent import bent
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.deposits.add_original import add_original
from dossier.deposits.corners import (
    WHOLE_PHOTO,
    CornersCrossed,
    CornersOutside,
    CornersView,
    check_corners,
    own_corners,
)
from dossier.deposits.errors import DepositNotOpen, NoSuchPage
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.deposits.remake import PageBusy
from dossier.deposits.set_corners import set_corners
from dossier.deposits.turn_page import turn_page
from dossier.ids import page_id
from dossier.imaging.values import Quad
from dossier.jobs.worker import drain
from dossier.lifecycle import PageState
from dossier.resources import Resources
from tests.support.deposits import received

NAN = float("nan")
SHEET: Quad = ((0.2, 0.1), (0.8, 0.1), (0.8, 0.9), (0.2, 0.9))
RED_HALF: Quad = ((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0))


def two_halves() -> bytes:
    """Photograph a red half beside a blue one, wider than high."""
    photo = np.zeros((600, 1000, 3), np.uint8)
    photo[:, :500], photo[:, 500:] = (40, 40, 200), (200, 40, 40)
    return bytes(cv2.imencode(".png", photo)[1])


async def added(resources: Resources, actor: Actor, photo: bytes | None = None) -> tuple[UUID, UUID]:
    """Add a photo to a new deposit; return the deposit and the page."""
    deposit_id, original_id = uuid4(), uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor())
    await add_original(
        resources, actor, deposit_id, uuid4(), original_id, await received(resources, photo or two_halves())
    )
    return deposit_id, page_id(original_id, 0)


async def made(resources: Resources, actor: Actor, deposit_id: UUID, page: UUID) -> CornersView:
    """Let the worker make the page; return its corners."""
    await drain(resources)
    seen = await own_corners(actor, deposit_id, page)
    assert seen is not None
    return seen


async def pixels(resources: Resources, actor: Actor, deposit_id: UUID, page: UUID) -> np.ndarray:
    kept = await queries.own_rendition(actor, deposit_id, page, "page")
    data = b"".join([chunk async for chunk in resources.vault.stream(kept.vault_key)])
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture


@pytest.mark.parametrize(
    "quad",
    [
        WHOLE_PHOTO,
        SHEET,
        SHEET[2:] + SHEET[:2],  # a sheet that lies upside down on the photo
        ((-0.25, -0.25), (1.25, -0.25), (1.25, 1.25), (-0.25, 1.25)),
        ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
        ((0.4, 0.4), (0.543, 0.4), (0.543, 0.52), (0.4, 0.52)),  # a bank card on a table
    ],
)
def test_four_corners_of_a_sheet_are_taken(quad: Quad) -> None:
    check_corners(quad)


@pytest.mark.parametrize(
    ("quad", "fact"),
    [
        (((-0.26, 0.0), *WHOLE_PHOTO[1:]), CornersOutside),
        ((*WHOLE_PHOTO[:2], (1.0, 1.26), WHOLE_PHOTO[3]), CornersOutside),
        (((NAN, 0.0), *WHOLE_PHOTO[1:]), CornersOutside),
        (((float("inf"), 0.0), *WHOLE_PHOTO[1:]), CornersOutside),
        ((SHEET[1], SHEET[0], *SHEET[2:]), CornersCrossed),  # a bow tie
        (SHEET[::-1], CornersCrossed),  # seen from behind
        ((SHEET[0], SHEET[1], (0.4, 0.3), SHEET[3]), CornersCrossed),  # a dent
        ((SHEET[0], SHEET[1], (0.5, 0.5), SHEET[3]), CornersCrossed),  # a triangle
        ((SHEET[0],) * 4, CornersCrossed),
        (((0.4, 0.4), (0.5, 0.4), (0.5, 0.49), (0.4, 0.49)), CornersCrossed),  # tiny
        (((0.0, 0.5), (1.0, 0.5), (1.0, 0.505), (0.0, 0.505)), CornersCrossed),  # a line
    ],
)
def test_what_makes_no_sheet_is_refused(quad: Quad, fact: type[Exception]) -> None:
    with pytest.raises(fact):
        check_corners(quad)


async def test_corners_make_a_new_version_beside_the_old(resources: Resources, actor: Actor) -> None:
    deposit_id, page = await added(resources, actor)
    with pytest.raises(PageBusy):
        await set_corners(actor, deposit_id, page, RED_HALF)
    assert await own_corners(actor, deposit_id, page) is None
    before = await made(resources, actor, deposit_id, page)
    assert before.by_person is False
    await set_corners(actor, deposit_id, page, RED_HALF)
    (paper,) = (await queries.deposit(actor, deposit_id)).papers
    assert paper.pages[0].state is PageState.WAITING
    after = await made(resources, actor, deposit_id, page)
    assert (after.recipe_version, after.by_person) == (before.recipe_version + 1, True)
    assert np.allclose(after.quad, RED_HALF)
    blue, _, red = (await pixels(resources, actor, deposit_id, page)).mean(axis=(0, 1))
    assert red - blue > 100, "the page holds the red half alone"
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM renditions WHERE page_id = $1 AND kind = 'page'", page) == 2
        facts = await tx.value("SELECT facts::text FROM events WHERE name = 'CornersSet' AND record_id = $1", page)
    assert json.loads(facts) == {"deposit_id": str(deposit_id), "recipe_version": after.recipe_version, "kind": "set"}


async def test_corners_that_a_person_sets_leave_no_bends(resources: Resources, actor: Actor) -> None:
    photo = bent("arch", 15, down=False, random=np.random.default_rng(1)).photo
    deposit_id, page = await added(resources, actor, bytes(cv2.imencode(".jpg", photo)[1]))
    found = await made(resources, actor, deposit_id, page)
    bends = "SELECT bends::text FROM pages WHERE id = $1"
    async with transaction(actor) as tx:
        assert len(json.loads(await tx.value(bends, page))) == 4
    await set_corners(actor, deposit_id, page, found.quad)
    by_hand = await made(resources, actor, deposit_id, page)
    assert np.allclose(by_hand.quad, found.quad, atol=2e-5)
    async with transaction(actor) as tx:
        assert await tx.value(bends, page) is None
    await set_corners(actor, deposit_id, page, None)
    assert np.allclose((await made(resources, actor, deposit_id, page)).quad, found.quad)
    async with transaction(actor) as tx:
        assert len(json.loads(await tx.value(bends, page))) == 4


async def test_a_turn_and_corners_keep_each_other(resources: Resources, actor: Actor) -> None:
    deposit_id, page = await added(resources, actor)
    await drain(resources)
    for degrees in (90, 180):
        await turn_page(actor, deposit_id, page, degrees)
        await drain(resources)
    await set_corners(actor, deposit_id, page, RED_HALF)
    seen = await made(resources, actor, deposit_id, page)
    async with transaction(actor) as tx:
        row = await tx.row("SELECT rotation_degrees, quad::text, forced::text FROM pages WHERE id = $1", page)
    assert row is not None
    assert json.loads(row["forced"])["rotation"] == row["rotation_degrees"]
    assert not np.allclose(json.loads(row["quad"]), RED_HALF), "kept in the turned page's own order"
    assert np.allclose(seen.quad, RED_HALF), "and shown in the photo's"
    await turn_page(actor, deposit_id, page, 90)
    assert np.allclose((await made(resources, actor, deposit_id, page)).quad, RED_HALF)


async def test_the_whole_photo_is_one_choice_and_finding_again_another(resources: Resources, actor: Actor) -> None:
    deposit_id, page = await added(resources, actor)
    found = await made(resources, actor, deposit_id, page)
    await set_corners(actor, deposit_id, page, WHOLE_PHOTO)
    whole = await made(resources, actor, deposit_id, page)
    assert (whole.quad, whole.by_person) == (WHOLE_PHOTO, True)
    height, width = (await pixels(resources, actor, deposit_id, page)).shape[:2]
    assert {height, width} == {600, 1000}
    await set_corners(actor, deposit_id, page, None)
    again = await made(resources, actor, deposit_id, page)
    assert (again.quad, again.by_person) == (found.quad, False)
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT facts->>'kind' AS told FROM events WHERE name = 'CornersSet' ORDER BY seq")
    assert [row["told"] for row in rows] == ["whole", "found"]


async def test_nobody_sets_corners_elsewhere_or_too_late(resources: Resources, actor: Actor) -> None:
    deposit_id, page = await added(resources, actor)
    other_id, _ = await added(resources, actor)
    await drain(resources)
    for look in (set_corners(actor, other_id, page, RED_HALF), own_corners(actor, other_id, page)):
        with pytest.raises(NoSuchPage):
            await look
    with pytest.raises(CornersCrossed):
        await set_corners(actor, deposit_id, page, (RED_HALF[0],) * 4)
    await receive(resources, actor, deposit_id)
    for late in (set_corners(actor, deposit_id, page, RED_HALF), own_corners(actor, deposit_id, page)):
        with pytest.raises(DepositNotOpen):
            await late
    async with transaction(actor) as tx:
        assert await tx.value("SELECT state FROM pages WHERE id = $1", page) == "ready", "it stands as it did"
