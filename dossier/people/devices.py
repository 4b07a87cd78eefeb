"""Kiosks: paired with a one-time code that an administrator reads out, known by a key of their own, revocable."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.errors import Forbidden, Missing, Refused
from dossier.events import DevicePaired, DevicePairingOffered, DeviceRevoked
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people.roles import Role

CODE_DIGITS = 8
SEEN_AGAIN_SECONDS = 60  # a device in use is noted as seen at most once a minute: one write, not one a request


class PairingCodeWrong(Refused):
    """This code is wrong or too old. Ask the administrator for a new one."""


class DeviceUnknown(Forbidden):
    """This kiosk is not paired. Ask the administrator for a code."""


class NoSuchDevice(Missing):
    """We know no kiosk like this."""


class AdministratorOnly(Forbidden):
    """Only an administrator may do this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedKiosk:
    """A kiosk that its browser's key made known, and what its screens have to know. None: as the settings say."""

    actor: Actor
    languages: tuple[str, ...]  # on its first screen, beside French and Dutch; none: all
    idle_seconds: int | None
    warning_seconds: int | None
    receipt_seconds: int | None
    captures_itself: bool  # a paper that lies still and sharp before its camera
    has_service: bool  # on its machine: its browser never prints then
    has_printer: bool  # which that service knows of

    @property
    def id(self) -> UUID:
        """Return which kiosk it is."""
        assert self.actor.id is not None
        return self.actor.id


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A kiosk as the administrator's list shows it."""

    id: UUID
    name: str
    paired_at: datetime | None
    revoked_at: datetime | None
    pairing_until: datetime | None
    last_seen_at: datetime | None  # its browser
    has_service: bool  # paired on its machine, be it heard of or not
    agent_seen_at: datetime | None  # its service; None where none was ever heard of
    printer: str  # a state of kiosk_agents.Printer
    printer_since: datetime | None
    has_camera: bool | None


def key_hash(secret: str) -> bytes:
    """Return what is stored of a key or a code, to know it again."""
    return hashlib.sha256(secret.encode()).digest()


def new_code() -> str:
    """Return a one-time code."""
    return "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))


def check_administrator(actor: Actor) -> None:
    """Raise AdministratorOnly for anyone else."""
    if Role.ADMINISTRATOR not in actor.roles:
        raise AdministratorOnly


async def offer_pairing(actor: Actor, name: str, valid_seconds: int) -> str:
    """Make a place for a new kiosk and return the one-time code, which is shown once.

    An offer of the same name that nobody used gets the new code, and the old one is worth nothing.
    Raises AdministratorOnly.
    """
    check_administrator(actor)
    code = new_code()
    until = clock.now() + timedelta(seconds=valid_seconds)
    async with transaction(actor) as tx:
        device_id = await tx.value(
            """UPDATE devices SET pairing_hash = $2, pairing_until = $3
               WHERE name = $1 AND paired_at IS NULL AND revoked_at IS NULL RETURNING id""",
            name.strip(),
            key_hash(code),
            until,
        )
        if device_id is None:
            device_id = new_id()
            await tx.run(
                "INSERT INTO devices (id, centre_id, name, pairing_hash, pairing_until) VALUES ($1, $2, $3, $4, $5)",
                device_id,
                actor.centre_id,
                name.strip(),
                key_hash(code),
                until,
            )
        await publish(tx, DevicePairingOffered(record_id=device_id))
    return code


async def pair(centre_id: UUID, code: str) -> tuple[UUID, str]:
    """Exchange a one-time code for the device's id and key; the key is never told again.

    Raises PairingCodeWrong. The caller counts attempts.
    """
    key = secrets.token_urlsafe(32)
    async with transaction(system(centre_id)) as tx:
        device_id = await tx.value(
            """UPDATE devices SET key_hash = $1, paired_at = coalesce(paired_at, $3), pairing_hash = NULL,
                                  pairing_until = NULL
               WHERE pairing_hash = $2 AND pairing_until > $3 AND revoked_at IS NULL RETURNING id""",
            key_hash(key),
            key_hash("".join(code.split())),
            clock.now(),
        )
        if device_id is None:
            raise PairingCodeWrong
        await publish(tx, DevicePaired(record_id=device_id))
    return device_id, key


async def device(centre_id: UUID, device_id: UUID, key: str) -> PairedKiosk:
    """Return the paired kiosk that a browser is, and note that it was seen.

    Raises DeviceUnknown when the key is not its, or it was revoked.
    """
    async with transaction(system(centre_id)) as tx:
        found = await tx.row(
            """SELECT last_seen_at, languages, idle_seconds, warning_seconds, receipt_seconds, captures_itself,
                      agent_key_hash IS NOT NULL AS has_service,
                      agent_key_hash IS NOT NULL AND printer_address <> '' AS has_printer
               FROM devices WHERE id = $1 AND key_hash = $2 AND revoked_at IS NULL""",
            device_id,
            key_hash(key),
        )
        if found is None:
            raise DeviceUnknown
        long_ago = clock.now() - timedelta(seconds=SEEN_AGAIN_SECONDS)
        if found["last_seen_at"] is None or found["last_seen_at"] <= long_ago:
            await tx.run("UPDATE devices SET last_seen_at = $2 WHERE id = $1", device_id, clock.now())
    return PairedKiosk(
        actor=Actor(centre_id=centre_id, kind="device", id=device_id, place="kiosk"),
        languages=tuple(found["languages"]),
        idle_seconds=found["idle_seconds"],
        warning_seconds=found["warning_seconds"],
        receipt_seconds=found["receipt_seconds"],
        captures_itself=found["captures_itself"],
        has_service=found["has_service"],
        has_printer=found["has_printer"],
    )


async def devices(actor: Actor) -> list[DeviceRow]:
    """Return the centre's kiosks, newest first. Raises AdministratorOnly."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT id, name, paired_at, revoked_at, pairing_until, last_seen_at,
                      agent_key_hash IS NOT NULL AS has_service, agent_seen_at, printer, printer_since, has_camera
               FROM devices ORDER BY created_at DESC"""
        )
    return [DeviceRow(**dict(row)) for row in rows]


async def revoke(actor: Actor, device_id: UUID) -> None:
    """Take a kiosk's key away, at once. Raises AdministratorOnly, NoSuchDevice."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        if not await tx.run(
            """UPDATE devices SET revoked_at = $2, key_hash = NULL, agent_key_hash = NULL, pairing_hash = NULL,
                                  pass_hash = NULL
               WHERE id = $1""",
            device_id,
            clock.now(),
        ):
            raise NoSuchDevice
        await publish(tx, DeviceRevoked(record_id=device_id))
