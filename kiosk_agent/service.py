"""The service as it runs: signs of life to the centre's server, receipts for the kiosk's page, and its own screens."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from dossier.ids import new_id
from dossier.receipts.escpos import pieces
from kiosk_agent.aside import aside
from kiosk_agent.kept import Pairing
from kiosk_agent.loopback import HOST, Door
from kiosk_agent.offline.counter import Counter
from kiosk_agent.offline.handing_on import hand_on
from kiosk_agent.offline.screens import START, Screens
from kiosk_agent.printing import Printing
from kiosk_agent.server import Conduct, Printable, ServerAway, ServerRefused, ask, is_there
from kiosk_agent.status import PrinterState, PrinterTrouble, Trouble
from kiosk_agent.untold import Untold

PRINTED = "printed"
PROVISIONAL = "provisional"
"""The ticket of what is printed without the server."""
_WITHOUT_CONDUCT_SECONDS = 10  # until the next sign of life, as long as the server said nothing, or papers are kept
_TIDY_SECONDS = 1  # how often a printer that may hold somebody's receipt is told to forget it
_CAMERAS = "video*"

_log = structlog.get_logger("kiosk_agent")


@dataclass(slots=True)
class Service:
    """This kiosk's service."""

    pairing: Pairing
    folder: Path
    devices: Path = Path("/dev")  # where the machine's cameras are files
    printing: Printing = field(init=False)
    counter: Counter = field(init=False)
    _port: int = 0
    _untold: Untold = field(init=False)
    _telling: asyncio.Lock = field(default_factory=asyncio.Lock)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.printing = Printing(self.folder / "unfinished")
        self.counter = Counter(self.folder, self._wake.set)
        self._go_by(self.counter.conduct)
        self._untold = Untold(self.folder / "untold.json")

    async def run(self, port: int) -> None:
        """Answer the kiosk's page, and tell the server how this machine is, until cancelled."""
        answers = {
            "/prints": self.print_receipt,
            "/passes": self.give_pass,
            "/there": self.be_there,
            "/server": self.look_for_server,
        }
        screens = Screens(self.counter, lambda: self._port)
        server = await Door(self.pairing.server, answers, {"/aside": self.lead_on}, screens, START).open(port)
        self._port = server.sockets[0].getsockname()[1]
        async with server, asyncio.TaskGroup() as tasks:
            tasks.create_task(self._live())
            tasks.create_task(self._keep_tidy())

    async def print_receipt(self, told: dict[str, Any]) -> dict[str, Any]:
        """Print the receipt that a ticket of the server stands for; say `printed`, or what kept it from paper.

        Cancelled with the page's request: whoever left the page has left the kiosk.
        """
        if told.get("ticket") == PROVISIONAL:
            return {"outcome": await self._print_provisional()}
        asked = {"ticket": str(told.get("ticket", "")), "print_id": str(new_id())}
        outcome = Trouble.LEFT.value
        try:
            outcome = await self._print(asked)
        finally:
            self._untold.add({**asked, "outcome": outcome})
            self._wake.set()
        return {"outcome": outcome}

    async def give_pass(self, _: dict[str, Any]) -> dict[str, Any]:
        """Return a `pass` by which this kiosk's browser is known again, which forgot it; else nothing."""
        try:
            return await ask(self.pairing, "/kiosk/agent/passes", {}, dict[str, Any])
        except (ServerAway, ServerRefused):
            return {}

    async def be_there(self, _: dict[str, Any]) -> dict[str, Any]:
        """Say that the page may lead its browser here."""
        return {}

    async def look_for_server(self, _: dict[str, Any]) -> dict[str, Any]:
        """Say whether the server is there, and whether somebody can hand in here where it is not."""
        found = await is_there(self.pairing.server)
        if found and self.counter.keeping.kept():
            self._wake.set()  # to hand it on
        return {"is_there": found, "is_open": self.counter.is_open}

    async def lead_on(self) -> bytes:
        """Return the empty page that leads to where a visit begins: at the server, or here while that is away."""
        if self.counter.is_open and not await is_there(self.pairing.server):
            return aside(f"http://{HOST}:{self._port}{START}")
        return aside(f"{self.pairing.server}/kiosk/return")

    async def _print_provisional(self) -> str:
        """Print what was promised to whoever stands there; of it nobody need be told."""
        slip = self.counter.slip()
        if slip is None:
            return Trouble.REFUSED
        try:
            conduct = self.counter.conduct
            await self.printing.print_slip(pieces(slip, conduct.paper_width_mm), conduct.print_seconds)
        except PrinterTrouble as error:
            return error.trouble
        return PRINTED

    async def _print(self, asked: dict[str, str]) -> str:
        try:
            await self._tell_outcomes()  # what is on paper already makes of this one a copy
            found = await ask(self.pairing, "/kiosk/agent/receipts", asked, Printable)
            await self.printing.print_slip(pieces(found.slip, found.paper_width_mm), found.seconds)
        except ServerRefused:
            return Trouble.REFUSED
        except ServerAway:
            return Trouble.NO_SERVER
        except PrinterTrouble as error:
            return error.trouble
        return PRINTED

    async def _keep_tidy(self) -> None:
        """Have the printer forget what it may hold of somebody who has left, as soon as it can be told."""
        while True:
            if self.printing.address and self.printing.unfinished.exists():
                try:
                    await self.printing.state()
                except PrinterTrouble as error:
                    _log.debug("not tidy", trouble=error.trouble.value)
            await asyncio.sleep(_TIDY_SECONDS)

    async def _live(self) -> None:
        """Tell the server how this machine is, and do as it says."""
        seconds: float = _WITHOUT_CONDUCT_SECONDS
        while True:
            self._wake.clear()
            try:
                conduct = await ask(self.pairing, "/kiosk/agent/life", await self._signs(), Conduct)
                self.counter.learn(conduct)
                self._go_by(conduct)
                seconds = conduct.life_seconds
                await self._tell_outcomes()
                if await hand_on(self.pairing, self.counter.keeping):
                    self._wake.set()  # the next sign says what is left
            except ServerAway:
                _log.warning("the server does not answer")
            except ServerRefused as error:
                _log.warning("the server refused us", status=error.status, revoked=error.knows_us_no_more)
            except Exception as error:  # noqa: BLE001 - a service that falls takes the door for receipts with it
                _log.error("a sign of life failed", kind=type(error).__name__)
            if self.counter.keeping.kept():
                seconds = min(seconds, _WITHOUT_CONDUCT_SECONDS)  # a promise waits to be kept
            try:
                await asyncio.wait_for(self._wake.wait(), seconds)
            except TimeoutError:
                continue

    def _go_by(self, conduct: Conduct) -> None:
        self.printing.address = conduct.printer_address
        self.printing.patience_seconds = conduct.printer_patience_seconds

    async def _tell_outcomes(self) -> None:
        """Tell the server what became of receipts. Raises ServerAway, and keeps what is not told."""
        async with self._telling:
            while ended := self._untold.first():
                try:
                    await ask(self.pairing, "/kiosk/agent/prints", ended, object)
                except ServerRefused as error:
                    _log.warning("an outcome was refused", status=error.status)
                self._untold.told(ended)

    async def _signs(self) -> dict[str, Any]:
        """Return what the server is told of this machine."""
        kept = self.counter.keeping.kept()
        return {
            "printer": await self._printer(),
            "has_camera": any(self.devices.glob(_CAMERAS)),
            "numbers_left": self.counter.numbers.left,
            "kept_count": len(kept),
            "aside_count": self.counter.keeping.aside_count,
            "kept_since": kept[0].handed_in_at if kept else None,
        }

    async def _printer(self) -> str:
        """Return `none`, `good`, `low` where the paper ends soon, or what keeps the printer from printing."""
        if not self.printing.address:
            return "none"
        try:
            return _word(await self.printing.state())
        except PrinterTrouble as error:
            return error.trouble.value


def _word(state: PrinterState) -> str:
    return (state.trouble.value if state.trouble else None) or ("low" if state.is_paper_low else "good")
