"""What was handed in without network, on this machine's own disk: sealed for the server, whole or not there at all.

A folder for each deposit: a file for each photo, sealed, and `handed-in.json`, which is written last. Without it nobody
was promised anything, and the folder goes.
"""

import base64
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import msgspec

from dossier.sealing import seal
from kiosk_agent.disk import write_whole

_FACTS = "handed-in.json"


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
        """Return what is kept, in the order in which it was handed in."""
        found = [msgspec.json.decode(each.read_bytes(), type=Deposit) for each in self._folder.glob(f"*/{_FACTS}")]
        return sorted(found, key=lambda each: each.handed_in_at)

    def sealed(self, deposit: Deposit, photo: Photo) -> bytes:
        """Return a photo, sealed."""
        return (self._folder / deposit.id.hex / photo.original_id.hex).read_bytes()

    def forget(self, deposit_id: UUID) -> None:
        """Remove a deposit: the server has it, or its person left without handing it in."""
        folder = self._folder / deposit_id.hex
        (folder / _FACTS).unlink(missing_ok=True)  # first: half of a folder is no deposit
        shutil.rmtree(folder, ignore_errors=True)
