"""The kiosk as its own counter while the server is away: who stands there, what may be promised, what is kept."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import structlog

from dossier.errors import Unavailable
from dossier.receipts.slip import Slip
from kiosk_agent.disk import write_whole
from kiosk_agent.offline.keeping import Deposit, Keeping
from kiosk_agent.offline.numbers import Numbers
from kiosk_agent.offline.visit import Visit
from kiosk_agent.server import Conduct

_NO_CONDUCT = Conduct(printer_address="", paper_width_mm=80, printer_patience_seconds=2, life_seconds=10)

_log = structlog.get_logger("kiosk_agent")


class TakesNothing(Unavailable):
    """This machine can take nothing in just now. Keep your papers, and ask at the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the server said last, and how far its clock was before ours then."""

    conduct: Conduct = _NO_CONDUCT
    ahead_seconds: float = 0


@dataclass(slots=True)
class Counter:
    """What this machine needs to take papers in by itself, in a folder of its own."""

    folder: Path
    kept_more: Callable[[], None]  # is told that there is something to hand on
    numbers: Numbers = field(init=False)
    keeping: Keeping = field(init=False)
    visit: Visit | None = None
    _known: _Known = field(init=False)

    def __post_init__(self) -> None:
        self._known = _read(self.folder / "conduct.json")
        self.numbers = Numbers(self.folder / "numbers.json")
        self.keeping = Keeping(self.folder / "kept")
        self.keeping.open()

    @property
    def conduct(self) -> Conduct:
        """Return what the server said last."""
        return self._known.conduct

    @property
    def is_open(self) -> bool:
        """Tell whether somebody can hand in here without the server."""
        return bool(self.conduct.sealing_key) and self.numbers.left > 0

    def learn(self, conduct: Conduct) -> None:
        """Go by what the server says from now on, also while it is away, and after this machine started anew."""
        ahead_seconds = (conduct.now - datetime.now(UTC)).total_seconds() if conduct.now else 0
        self._known = _Known(conduct=replace(conduct, numbers=()), ahead_seconds=ahead_seconds)
        try:
            self.numbers.learn(conduct.numbers)
            write_whole(self.folder / "conduct.json", msgspec.json.encode(self._known))
        except OSError as error:
            _log.error("what the server says is in memory alone", kind=type(error).__name__)

    def arrive(self, language: str) -> None:
        """Begin a visit, where none is under way."""
        if self.visit is None or self.visit.deposit is not None:
            self.leave()
            self.visit = Visit(language)

    def leave(self) -> None:
        """Forget who stood there; what they did not hand in is not kept."""
        if self.visit is not None and self.visit.deposit is None:
            self.keeping.forget(self.visit.deposit_id)
        self.visit = None

    async def hand_in(self) -> Deposit:
        """Keep what the visit holds, and promise its receipt; twice is once. Raises TakesNothing."""
        visit = self.visit
        assert visit is not None
        if visit.deposit is not None:
            return visit.deposit
        try:
            promised = self.numbers.take() if self.conduct.sealing_key else None
            if promised is None:
                raise TakesNothing
            at = datetime.now(UTC) + timedelta(seconds=self._known.ahead_seconds)
            kept = await asyncio.to_thread(visit.hand_in, self.keeping, promised, at, self.conduct.sealing_key)
        except OSError as error:
            _log.error("nothing can be kept", kind=type(error).__name__)
            raise TakesNothing from None
        self.kept_more()
        return kept

    def centre(self, language: str) -> str:
        """Return the centre's name."""
        return self.conduct.centre_nl if language == "nl" else self.conduct.centre_fr

    def slip(self) -> Slip | None:
        """Return what the person before the screen takes along; None where nothing was handed in."""
        from web.receipts import provisional_slip

        if self.visit is None or self.visit.deposit is None or self.visit.promised is None:
            return None
        return provisional_slip(
            self.visit.promised.number,
            self.visit.promised.address,
            self.visit.language,
            centres={code: self.centre(code) for code in ("fr", "nl")},
            handed_in_at=self.visit.deposit.handed_in_at,
            page_count=len(self.visit.pages),
        )


def _read(file: Path) -> _Known:
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Known)
    except (FileNotFoundError, msgspec.DecodeError, msgspec.ValidationError):
        return _Known()
