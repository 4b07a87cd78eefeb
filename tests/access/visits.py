"""Citizens for the matrix: someone at the portal, someone at a kiosk, and another person's papers at each."""

import re
from uuid import UUID, uuid4

import httpx

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor
from dossier.jobs.worker import drain
from dossier.people.devices import offer_pairing
from tests.access.world import NOBODY, World
from tests.kiosk.house import identify, photograph
from tests.portal.house import add, who
from tests.support.deposits import pdf

GONE = {
    "deposit_id": str(NOBODY),
    "paper_id": str(NOBODY),
    "page_id": str(NOBODY),
    "original_id": str(NOBODY),
    "document_id": str(NOBODY),
    "token": "bm9ib2R5.AAAA",
}


async def let_citizens_in(world: World) -> None:
    """Open a browser at the portal and a kiosk, each with papers of their own, and note those of somebody else."""
    world.browsers["visitor"], world.portal["own"], world.mine["own"] = await at_portal(world)
    _, world.portal["person"], world.mine["person"] = await at_portal(world, at=5)
    world.browsers["kiosk"], world.kiosk["own"] = await at_kiosk(world)
    _, world.kiosk["person"] = await at_kiosk(world, at=5)
    world.portal["deleted"] = world.mine["deleted"] = world.kiosk["deleted"] = GONE


async def at_portal(world: World, at: int = 0) -> tuple[httpx.AsyncClient, dict[str, str], dict[str, str]]:
    """Begin a deposit of one page as a person of the demo; a second one is sent, for its receipt's token.

    Returns the ids of the first, and of the second one.
    """
    client = await world.browser()
    begun = await client.post("/identification", data=who(people()[at]))
    deposit = begun.headers["location"]
    answer, paper = await add(client, deposit, pdf("A page"))
    assert answer.status_code in {200, 303}, answer.text
    await drain(world.resources)
    shown = await client.get(f"{deposit}/papers/{paper}")
    page = re.findall(r"/pages/([0-9a-f-]{36})/", shown.text)[0]
    original = re.findall(r"/originals/([0-9a-f-]{36})/", (await client.get(deposit)).text + shown.text)[0]
    second = (await client.post("/deposits", data={"deposit_id": str(uuid4())})).headers["location"]
    _, sent = await add(client, second, pdf("Sent"))
    receipt = (await client.post(f"{second}/receipt")).headers["location"]
    await drain(world.resources)
    ids = {"deposit_id": deposit.rsplit("/")[-1], "paper_id": str(paper), "page_id": page, "original_id": original}
    shown = await client.get(f"/mine/documents/{sent}")
    mine = re.findall(r"/mine/pages/([0-9a-f-]{36})/", shown.text)[0]
    its = {"deposit_id": second.rsplit("/")[-1], "document_id": str(sent), "page_id": mine}
    return client, {**ids, "token": receipt.rsplit("/")[-1]}, its


async def at_kiosk(world: World, at: int = 0) -> tuple[httpx.AsyncClient, dict[str, str]]:
    """Pair a kiosk, and lay a paper down as a person of the demo."""
    client = await world.browser()
    administrator = Actor(
        centre_id=world.centre_id, kind="staff", place="backoffice", roles=frozenset({"administrator"})
    )
    code = await offer_pairing(administrator, f"Hall {uuid4()}", 900)
    assert (await client.post("/kiosk/device", data={"code": code})).status_code == 303
    person = people()[at]
    await identify(client, accounts.file_of(person), f"{person.birth_date:%d%m%Y}")
    paper: UUID = await photograph(client)
    await drain(world.resources)
    shown = (await client.get(f"/kiosk/deposit/papers/{paper}")).text
    page = re.findall(r"/pages/([0-9a-f-]{36})/", shown)[0]
    original = re.findall(r"/originals/([0-9a-f-]{36})/", shown)[0]
    return client, {"paper_id": str(paper), "page_id": page, "original_id": original}
