"""A kiosk's service as the server hears it, beside the kiosk's browser, which hands papers in."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import httpx

from dossier.database.actor import system
from dossier.database.engine import Record, transaction
from dossier.people.devices import devices
from dossier.people.kiosk_agents import offer_code
from dossier.people.kiosk_settings import kiosk_settings, set_kiosk
from tests.kiosk.house import House, identify, photograph


class Agent:
    """A service beside a kiosk's browser."""

    def __init__(self, client: httpx.AsyncClient, told: dict[str, str]) -> None:
        self.client, self.device_id = client, UUID(hex=told["device_id"])
        self.headers = {"Authorization": f"Bearer {told['device_id']}.{told['key']}", "Accept": "application/json"}
        self.print_id = uuid4()

    async def ask(self, what: str, told: Any) -> httpx.Response:
        """Ask the server something."""
        return await self.client.post(f"/kiosk/agent/{what}", json=told, headers=self.headers)

    async def begin(self, ticket: str) -> httpx.Response:
        """Begin a print; the next outcome is that of this one."""
        self.print_id = uuid4()
        return await self.ask("receipts", {"ticket": ticket, "print_id": str(self.print_id)})

    async def end(self, ticket: str, outcome: str, print_id: UUID | None = None) -> httpx.Response:
        """Tell what came of a print: of the one that was begun last, or of another."""
        told = {"ticket": ticket, "print_id": str(print_id or self.print_id), "outcome": outcome}
        return await self.ask("prints", told)


async def with_agent(house: House) -> tuple[httpx.AsyncClient, Agent]:
    """Pair a kiosk's browser, then the service beside it, which has a printer."""
    kiosk = await house.paired()
    (row, *_) = await devices(house.administrator)
    code = await offer_code(house.administrator, row.id, 900)
    client = await house.browser()
    told = await client.post("/kiosk/agent/pairing", json={"code": code})
    assert told.status_code == 200, told.text
    known = await kiosk_settings(house.administrator, row.id)
    await set_kiosk(house.administrator, row.id, replace(known, printer_address="10.0.4.17", paper_width_mm=58))
    return kiosk, Agent(client, told.json())


async def ticket_of(kiosk: httpx.AsyncClient) -> str:
    """Hand a paper in; return the ticket on the receipt's page."""
    await identify(kiosk)
    await photograph(kiosk)
    assert (await kiosk.post("/kiosk/deposit/receipt")).status_code == 303
    return await ticket_on_page(kiosk)


async def ticket_on_page(kiosk: httpx.AsyncClient) -> str:
    """Return the ticket on the receipt's page."""
    page = (await kiosk.get("/kiosk/deposit/receipt")).text
    found = re.search(r'ticket="([^"]+)"', page)
    assert found, page
    return found[1]


async def prints(centre_id: UUID) -> list[Record]:
    """Return what came of each print, oldest first."""
    async with transaction(system(centre_id)) as tx:
        return await tx.rows("SELECT outcome, deposit_id FROM receipt_prints ORDER BY asked_at")
