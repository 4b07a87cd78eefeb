"""What was handed in without network, on this machine's own disk: sealed for the server, whole or not there at all.

A folder for each deposit: a file for each photo, sealed, and `handed-in.json`, which is written last. Without it nobody
was promised anything, and the folder goes. One that cannot be read is put aside, whole: nothing is deleted that
somebody was promised, and nothing behind it has to wait.
"""

import base64
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import structlog

from dossier.sealing import seal
from kiosk_agent.disk import write_whole

_FACTS = "handed-in.json"

_log = structlog.get_logger("kiosk_agent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """What somebody typed of themselves."""

    file_number: str
    birth_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """One photo of a deposit."""

    original_id: UUID
    paper_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """What the machine knows of a deposit: nothing of its person, whom only the server reads."""

    id: UUID
    number: str
    handed_in_at: datetime
    language: str
    photos: tuple[Photo, ...]
    claimed: str = ""  # base64 of who they are, sealed; empty: they did not say


class Keeping:
    """The folder of all that is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._aside = folder.with_name("put-aside")

    def open(self) -> None:
        """Make the folder, and remove what was begun and never handed in. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in self._folder.iterdir():
            if not (each / _FACTS).exists():
                shutil.rmtree(each)

    def put(self, deposit_id: UUID, photo: Photo, content: bytes, key: str) -> None:
        """Keep a photo of a deposit that is not handed in yet; from then on it outlives a power cut. Raises OSError."""
        folder = self._folder / deposit_id.hex
        folder.mkdir(mode=0o700, exist_ok=True)
        write_whole(folder / photo.original_id.hex, seal(content, key, str(photo.original_id)))

    def hand_in(self, deposit: Deposit, who: Who | None, key: str) -> None:
        """Keep a deposit until the server has it. Raises OSError."""
        if who is not None:
            sealed = seal(msgspec.json.encode(who), key, deposit.number)
            deposit = replace(deposit, claimed=base64.b64encode(sealed).decode())
        write_whole(self._folder / deposit.id.hex / _FACTS, msgspec.json.encode(deposit))

    def kept(self) -> list[Deposit]:
        """Return what is kept, in the order in which it was handed in; what cannot be read is put aside."""
        found = []
        for each in self._folder.glob(f"*/{_FACTS}"):
            try:
                found.append(_read(each))
            except (OSError, ValueError) as error:
                _log.error("a deposit cannot be read", folder=each.parent.name, kind=type(error).__name__)
                self._put_aside(each.parent)
        return sorted(found, key=lambda each: each.handed_in_at)

    @property
    def aside_count(self) -> int:
        """Return how many deposits were put aside: somebody has to look at them, on this machine."""
        return sum(1 for _ in self._aside.iterdir()) if self._aside.is_dir() else 0

    def put_aside(self, deposit_id: UUID) -> None:
        """Take a deposit that cannot be handed on out of the way of those behind it."""
        self._put_aside(self._folder / deposit_id.hex)

    def sealed(self, deposit: Deposit, photo: Photo) -> bytes:
        """Return a photo, sealed. Raises OSError."""
        return (self._folder / deposit.id.hex / photo.original_id.hex).read_bytes()

    def forget(self, deposit_id: UUID) -> None:
        """Remove a deposit: the server has it, or its person left without handing it in."""
        folder = self._folder / deposit_id.hex
        (folder / _FACTS).unlink(missing_ok=True)  # first: half of a folder is no deposit
        shutil.rmtree(folder, ignore_errors=True)

    def _put_aside(self, folder: Path) -> None:
        try:
            self._aside.mkdir(mode=0o700, exist_ok=True)
            folder.rename(self._aside / folder.name)
        except OSError as error:  # it stays where it is, and is passed over
            _log.error("a deposit cannot be put aside", folder=folder.name, kind=type(error).__name__)


def _read(path: Path) -> Deposit:
    """Return what a file says of a deposit. Raises OSError, ValueError."""
    found = msgspec.json.decode(path.read_bytes(), type=Deposit)
    if found.handed_in_at.tzinfo is None:
        raise ValueError(path.parent.name)
    return found
