"""How one kiosk works: its department, printer, languages and times, as an administrator says."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.events import DeviceSettingsSet
from dossier.outbox.publish import publish
from dossier.people.devices import NoSuchDevice, check_administrator

PAPER_WIDTHS_MM = (80, 58)
_FIELDS = """name, department_id, printer_address, paper_width_mm, languages, idle_seconds, warning_seconds,
             receipt_seconds, captures_itself"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSettings:
    """What one kiosk is told. None: as the installation's settings say."""

    name: str
    department_id: UUID | None
    printer_address: str  # host, host:port or /dev/usb/lp0, for its service; empty: nothing is printed there
    paper_width_mm: int
    languages: Sequence[str]  # on its first screen, beside French and Dutch; none: all
    idle_seconds: int | None
    warning_seconds: int | None
    receipt_seconds: int | None
    captures_itself: bool  # it photographs a paper that lies still and sharp before its camera


async def kiosk_settings(actor: Actor, device_id: UUID) -> KioskSettings:
    """Return how a kiosk works. Raises AdministratorOnly, NoSuchDevice."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        row = await tx.row(f"SELECT {_FIELDS} FROM devices WHERE id = $1 AND revoked_at IS NULL", device_id)
    if row is None:
        raise NoSuchDevice
    return _settings(row)


async def set_kiosk(actor: Actor, device_id: UUID, told: KioskSettings) -> None:
    """Say how a kiosk works; it does so from its next screen, and its service from its next sign of life.

    Raises AdministratorOnly, NoSuchDevice.
    """
    check_administrator(actor)
    async with transaction(actor) as tx:
        if not await tx.run(
            f"""UPDATE devices SET ({_FIELDS}) = ROW ($2, $3, $4, $5, $6, $7, $8, $9, $10)
                WHERE id = $1 AND revoked_at IS NULL""",
            device_id,
            told.name,
            told.department_id,
            told.printer_address,
            told.paper_width_mm,
            list(told.languages),
            told.idle_seconds,
            told.warning_seconds,
            told.receipt_seconds,
            told.captures_itself,
        ):
            raise NoSuchDevice
        await publish(tx, DeviceSettingsSet(record_id=device_id))


def _settings(row: Record) -> KioskSettings:
    return KioskSettings(**{**dict(row), "languages": tuple(row["languages"])})
