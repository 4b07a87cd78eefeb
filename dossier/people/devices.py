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
_SEEN_AGAIN_SECONDS = 60  # a device in use is noted as seen at most once a minute: one write, not one a request


class PairingCodeWrong(Refused):
    """This code is wrong or too old. Ask the administrator for a new one."""


class DeviceUnknown(Forbidden):
    """This kiosk is not paired. Ask the administrator for a code."""


class NoSuchDevice(Missing):
    """We know no kiosk like this."""


class AdministratorOnly(Forbidden):
    """Only an administrator may do this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A kiosk as the administrator's list shows it."""

    id: UUID
    name: str
    paired_at: datetime | None
    revoked_at: datetime | None
    pairing_until: datetime | None
    last_seen_at: datetime | None


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


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
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    until = clock.now() + timedelta(seconds=valid_seconds)
    async with transaction(actor) as tx:
        device_id = await tx.value(
            """UPDATE devices SET pairing_hash = $2, pairing_until = $3
               WHERE name = $1 AND paired_at IS NULL AND revoked_at IS NULL RETURNING id""",
            name.strip(),
            _hash(code),
            until,
        )
        if device_id is None:
            device_id = new_id()
            await tx.run(
                "INSERT INTO devices (id, centre_id, name, pairing_hash, pairing_until) VALUES ($1, $2, $3, $4, $5)",
                device_id,
                actor.centre_id,
                name.strip(),
                _hash(code),
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
            """UPDATE devices SET key_hash = $1, paired_at = $3, pairing_hash = NULL, pairing_until = NULL
               WHERE pairing_hash = $2 AND pairing_until > $3 AND revoked_at IS NULL RETURNING id""",
            _hash(key),
            _hash("".join(code.split())),
            clock.now(),
        )
        if device_id is None:
            raise PairingCodeWrong
        await publish(tx, DevicePaired(record_id=device_id))
    return device_id, key


async def device(centre_id: UUID, device_id: UUID, key: str) -> Actor:
    """Return the actor that a paired kiosk is, and note that it was seen.

    Raises DeviceUnknown when the key is not its, or it was revoked.
    """
    async with transaction(system(centre_id)) as tx:
        found = await tx.row(
            "SELECT last_seen_at FROM devices WHERE id = $1 AND key_hash = $2 AND revoked_at IS NULL",
            device_id,
            _hash(key),
        )
        if found is None:
            raise DeviceUnknown
        long_ago = clock.now() - timedelta(seconds=_SEEN_AGAIN_SECONDS)
        if found["last_seen_at"] is None or found["last_seen_at"] <= long_ago:
            await tx.run("UPDATE devices SET last_seen_at = $2 WHERE id = $1", device_id, clock.now())
    return Actor(centre_id=centre_id, kind="device", id=device_id, place="kiosk")


async def devices(actor: Actor) -> list[DeviceRow]:
    """Return the centre's kiosks, newest first. Raises AdministratorOnly."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT id, name, paired_at, revoked_at, pairing_until, last_seen_at FROM devices
               ORDER BY created_at DESC"""
        )
    return [DeviceRow(**dict(row)) for row in rows]


async def revoke(actor: Actor, device_id: UUID) -> None:
    """Take a kiosk's key away, at once. Raises AdministratorOnly, NoSuchDevice."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        if not await tx.run(
            "UPDATE devices SET revoked_at = $2, key_hash = NULL, pairing_hash = NULL WHERE id = $1",
            device_id,
            clock.now(),
        ):
            raise NoSuchDevice
        await publish(tx, DeviceRevoked(record_id=device_id))
