"""The states of handing over: the camera, a paper, its corners, what it is, all papers."""

import re
from uuid import UUID, uuid4

import httpx

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.undo import undo
from tests.portal.house import who
from tests.support.acts import (
    ask_if_one_paper,
    be_sending,
    fail_to_send,
    keep_pages,
    light_paper,
    lose_line,
    open_camera,
    see_paper,
    send_photo,
)
from tests.support.cards import card_pdf
from tests.support.deposits import pdf, staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS
from tests.support.photos import photo, photo_of_two
from tests.support.requests import ask_for
from tests.support.retakes import again, refuse_document, refused
from tests.support.screens import Screens

OWN, CARD, ASKED, FULL, AGAIN, BACK = (people()[at] for at in (10, 11, 31, 33, 30, 2))


async def declare(screens: Screens) -> None:
    """Show every screen between the icon on a phone and sending."""
    await _next(screens)
    await _camera(screens)
    await _camera_shut(screens)
    await _papers(screens)
    await _cards(screens)
    await _waiting(screens)
    await _overviews(screens)


async def _next(screens: Screens) -> None:
    client = await screens.remembered(BACK)
    await screens.show("next", client, "/deposits/next")
    deposit = str((await client.post("/deposits", data={"deposit_id": str(uuid4())})).headers["location"])
    await screens.show("photo-remembered", client, f"{deposit}/papers/{uuid4()}/photo")


async def _camera(screens: Screens) -> None:
    client, deposit, _ = await screens.begun(OWN)
    first = f"{deposit}/papers/{uuid4()}/photo"
    await screens.show("photo", client, first)
    await screens.show("photo-camera-refused", client, first, act=open_camera)
    await screens.show("photo-camera", client, first, act=see_paper)
    await screens.show("photo-camera-lit", client, first, act=light_paper)
    await screens.show("photo-sending", client, first, act=be_sending)
    await screens.show("photo-line-lost", client, first, act=lose_line)
    await screens.show("photo-question", client, first, act=ask_if_one_paper)
    await screens.show("photo-failed", client, first, act=fail_to_send)
    await screens.show("photo-sent", client, first, act=send_photo)
    empty = {"original_id": str(uuid4()), "apart": ""}
    files = [("photos", ("notes.txt", b"no picture", "text/plain"))]
    address = f"{deposit}/originals?paper={uuid4()}"
    await screens.show("photo-not-taken", client, address, form=empty, files=files, status=422)
    none = [("photos", ("", b"", "application/octet-stream"))]
    await screens.show("photo-nothing-chosen", client, address, form=empty, files=none, status=422)
    paper = await screens.add(client, deposit, pdf("one"))
    await screens.show("photo-another-page", client, f"{deposit}/papers/{paper}/photo")


async def _camera_shut(screens: Screens) -> None:
    client, deposit, paper = await screens.begun(FULL, pdf("one", "two"))
    address = f"{deposit}/papers/{uuid4()}/photo"
    with screens.decided(deposit_pages_max=2):
        await screens.show("photo-full", client, address)
    with screens.decided(deposit_pages_max=4):
        await screens.show("photo-few-pages-left", client, address)
    with screens.decided(person_files_per_window_max=1):
        await screens.show("photo-wait", client, address)
        begun, empty, _ = await screens.begun(FULL)
        await screens.show("photo-wait-empty", begun, f"{empty}/papers/{paper}/photo")


async def _papers(screens: Screens) -> None:
    client, deposit, good = await screens.begun(OWN)
    for name, taken in (
        ("glance-good", photo("REV_PAIE")),
        ("glance-fault", photo("SAN_CERT", "blur", "dark")),
        ("glance-several", photo_of_two()),
    ):
        paper = await screens.add(client, deposit, taken)
        (original,) = await _originals(client, deposit, paper)
        await screens.show(name, client, f"{deposit}/originals/{original}/glance")
        await client.post(f"{deposit}/originals/{original}/removal", data={"retake": ""})
    client, deposit, good = await screens.begun(OWN, photo("REV_PAIE"))
    await screens.show("paper", client, f"{deposit}/papers/{good}")
    await screens.show("type", client, f"{deposit}/papers/{good}/type")
    original = (await _originals(client, deposit, good))[0]
    await screens.show("glance-made", client, f"{deposit}/originals/{original}/glance")
    page = re.findall(r"/pages/([0-9a-f-]{36})/corners", (await client.get(f"{deposit}/papers/{good}")).text)[0]
    corners = f"{deposit}/pages/{page}/corners"
    await screens.show("corners", client, corners)
    sheet = {f"{name}_{axis}": "" for name in ("top_left", "top_right", "bottom_right", "bottom_left") for axis in "xy"}
    await screens.show("corners-wrong", client, corners, form=sheet, status=422)
    crossed = dict(zip(sheet, ("95", "5", "90", "5", "90", "95", "10", "95"), strict=True))
    await screens.show("corners-no-sheet", client, corners, form=crossed, status=422)
    await client.post(f"{deposit}/papers/{good}/type", data={"picture": "payslip"})
    await screens.show("type-chosen", client, f"{deposit}/papers/{good}/type")
    await client.post(corners, data={"to": "whole"})
    blurred = await screens.add(client, deposit, photo("SAN_CERT", "blur", "dark"))
    several = await screens.add(client, deposit, photo_of_two())
    bad = await screens.add(client, deposit, pdf("one"))
    await screens.drain()
    await screens.show("corners-by-person", client, corners)
    await screens.show("paper-named", client, f"{deposit}/papers/{good}")
    await screens.show("paper-fault", client, f"{deposit}/papers/{blurred}")
    await screens.show("paper-several", client, f"{deposit}/papers/{several}")
    async with transaction(system(screens.centre_id)) as tx:
        # As where a page could not be made: the box makes all of ours
        await tx.run(
            """UPDATE pages SET state = 'unreadable', problem = 'damaged'
               WHERE original_id IN (SELECT id FROM originals WHERE paper_id = $1)""",
            bad,
        )
    await screens.show("paper-unreadable", client, f"{deposit}/papers/{bad}")
    await screens.show("overview-faults", client, deposit)


async def _cards(screens: Screens) -> None:
    client, deposit, card = await screens.begun(CARD, card_pdf("Front"), card_pdf("Back"))
    here = f"{deposit}/papers/{card}"
    await screens.show("card-offer", client, here)
    await _join(client, here)
    await screens.nobody_works()
    await screens.show("card-being-joined", client, here)
    joined, deposit, card = await screens.begun(CARD, card_pdf("Front"), card_pdf("Back"))
    here = f"{deposit}/papers/{card}"
    await _join(joined, here)
    await screens.drain()
    await screens.show("card-joined", joined, here)


async def _waiting(screens: Screens) -> None:
    client, deposit, paper = await screens.begun(OWN, pdf("one", "two"), drained=False)
    await screens.nobody_works()
    await screens.show("paper-waiting", client, f"{deposit}/papers/{paper}")
    await screens.show("overview-waiting", client, deposit)
    client, deposit, paper = await screens.begun(OWN, pdf("one"), pdf("two"))
    await screens.show("paper-order", client, f"{deposit}/papers/{paper}")
    await screens.add(client, deposit, pdf("three"), paper=paper)
    await screens.nobody_works()
    await screens.show("paper-order-waiting", client, f"{deposit}/papers/{paper}")
    client, deposit, paper = await screens.begun(OWN, photo_of_two())
    async with transaction(system(screens.centre_id)) as tx:
        # The second paper of a photo is made just after the first: too short a while to meet it by hand
        await tx.run(
            """UPDATE pages SET state = 'waiting' WHERE part > 0
               AND original_id IN (SELECT id FROM originals WHERE paper_id = $1)""",
            paper,
        )
    await screens.show("paper-part-waiting", client, f"{deposit}/papers/{paper}")


async def _overviews(screens: Screens) -> None:
    await ask_for(await staff(screens.centre_id, "nadia.benali"), ASKED, "REV_PAIE", "LOG_BAIL")
    client, deposit, paper = await screens.begun(ASKED, pdf("one"))
    await client.post(f"{deposit}/papers/{paper}/type", data={"picture": "payslip"})
    await screens.show("overview", client, deposit)
    await screens.show("overview-kept", client, deposit, act=keep_pages)
    await _again(screens)


async def _again(screens: Screens) -> None:
    """Take a page of a paper again, once and once more, until somebody looks at the paper already."""
    made = await refused(screens.resources, screens.centre_id, 2, person=AGAIN)
    receipt = f"/r/{made.receipt.token}"
    client = await screens.browser()
    await client.post(receipt, data=who(AGAIN))
    camera = await again(client, receipt)
    await screens.show("photo-again", client, camera)
    deposit, here = camera.split("/papers/")[0], camera.removesuffix("/photo")
    paper = UUID(here.rsplit("/", 1)[1])
    await screens.add(client, deposit, pdf("one"), paper=paper)
    await screens.drain()
    await screens.show("paper-again", client, here)
    await screens.show("overview-again", client, deposit)
    await screens.add(client, deposit, pdf("one"), paper=paper)
    await screens.drain()
    await screens.show("paper-again-twice", client, here)
    agent = await staff(screens.centre_id, "ines.moreau")
    await undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
    await screens.show("paper-again-over", client, here)
    await screens.show("overview-again-over", client, deposit)
    await _again_alone(screens)


async def _again_alone(screens: Screens) -> None:
    """Take a paper of one page again, and a card with both its sides on one."""
    one = await refused(screens.resources, screens.centre_id, person=AGAIN, pages=1)
    client = await screens.browser()
    await client.post(f"/r/{one.receipt.token}", data=who(AGAIN))
    await screens.show("photo-again-alone", client, await again(client, f"/r/{one.receipt.token}"))
    client, deposit, card = await screens.begun(CARD, card_pdf("Front"), card_pdf("Back"))
    await _join(client, f"{deposit}/papers/{card}")
    await screens.drain()
    receipt = await screens.house.send(client, deposit)
    await refuse_document(screens.resources, screens.centre_id, card)
    camera = await again(client, receipt)
    await screens.show("photo-again-card", client, camera)
    deposit, here = camera.split("/papers/")[0], camera.removesuffix("/photo")
    paper = UUID(here.rsplit("/", 1)[1])
    for number, word in enumerate(("Front", "Back", "Front"), start=1):
        await screens.add(client, deposit, card_pdf(word), paper=paper)
        await screens.drain()
        await screens.show(f"paper-again-card-{number}", client, here)


async def _join(client: httpx.AsyncClient, here: str) -> None:
    shown = (await client.get(here)).text
    ((address, under),) = re.findall(
        r'action="([^"]+/sides)">\s*<input type="hidden" name="under" value="([^"]+)"', shown
    )
    assert (await client.post(address, data={"under": under})).status_code == 303


async def _originals(client: httpx.AsyncClient, deposit: str, paper: UUID) -> list[str]:
    """Return the originals of a paper, each once."""
    shown = (await client.get(f"{deposit}/papers/{paper}")).text
    return list(dict.fromkeys(re.findall(r"/originals/([0-9a-f-]{36})/", shown)))
