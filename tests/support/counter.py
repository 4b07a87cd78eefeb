"""A counter for tests, with a scanner's folder, and a deposit that a clerk has opened there."""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from dossier.counter.clerk import clerk
from dossier.counter.counters import Counter, CounterTold, add_counter, counters
from dossier.counter.open import open_at_counter
from dossier.database.actor import Actor
from dossier.people.roles import Role
from dossier.resources import Resources
from tests.support.deposits import staff

FOLDER = "guichet-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A counter at which a clerk sits."""

    resources: Resources
    staff: Actor  # as they are signed in
    counter: Counter
    folder: Path

    @property
    def clerk(self) -> Actor:
        """Return the clerk as who takes in."""
        return clerk(self.staff)

    async def open(self) -> UUID:
        """Open a deposit."""
        deposit_id = uuid4()
        await open_at_counter(self.staff, deposit_id, self.counter.id, language="fr")
        return deposit_id

    def scan(self, name: str, data: bytes) -> Path:
        """Lay a file into the folder, whole."""
        path = self.folder / name
        path.write_bytes(data)
        return path


def administrator(centre_id: UUID) -> Actor:
    """Return who sets counters up."""
    return Actor(centre_id=centre_id, kind="staff", place="backoffice", roles=frozenset({Role.ADMINISTRATOR}))


def with_folders(resources: Resources, root: Path, settle_seconds: float = 0) -> Resources:
    """Return resources that read scanners' folders below a root; `settle_seconds` 0: a file is whole at once."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    told = {"counter_folders_dir": root, "counter_scan_settle_seconds": settle_seconds}
    return replace(resources, settings=resources.settings.model_copy(update=told))


async def set_up(resources: Resources, centre_id: UUID, root: Path, *, settle_seconds: float = 0) -> Desk:
    """Make a counter, at which Fatou Diop sits."""
    told = CounterTold(name="Guichet 1", folder=FOLDER, device_id=None)
    await add_counter(administrator(centre_id), told)
    fatou = await staff(centre_id, "fatou.diop")
    (counter,) = await counters(fatou)
    reading = with_folders(resources, root, settle_seconds)
    return Desk(resources=reading, staff=fatou, counter=counter, folder=root / FOLDER)
