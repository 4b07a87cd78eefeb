"""What this machine keeps: which kiosk it is, and its key. For its own user alone."""

from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from kiosk_agent.disk import write_whole

_FILE = "device.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Who this machine is to the centre's server."""

    server: str  # its address, as `https://depot.cpas.example`
    device_id: str
    key: str

    @property
    def credential(self) -> str:
        """Return what stands in the Authorization header."""
        return f"Bearer {self.device_id}.{self.key}"


def try_folder(folder: Path) -> None:
    """Write into the folder, make it where it is not there, and leave nothing in it. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    tried = folder / f"{_FILE}.tried"
    write_whole(tried, b"")
    tried.unlink()


def keep(folder: Path, pairing: Pairing) -> None:
    """Keep a pairing in a folder that is there; one that was there before is replaced. Raises OSError."""
    write_whole(folder / _FILE, msgspec.json.encode(asdict(pairing)))


def kept(folder: Path) -> Pairing | None:
    """Return the pairing of this machine; None where there is none, or none that can be read."""
    try:
        return msgspec.json.decode((folder / _FILE).read_bytes(), type=Pairing)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
