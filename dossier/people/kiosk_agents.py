"""The service on a kiosk's own machine: a key of its own beside the browser's, and what it says of its machine."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.events import DevicePaired, DevicePairingOffered, DevicePrinterChanged
from dossier.outbox.publish import publish
from dossier.people.devices import (
    SEEN_AGAIN_SECONDS,
    DeviceUnknown,
    NoSuchDevice,
    PairingCodeWrong,
    check_administrator,
    key_hash,
    new_code,
)

Printer = Literal["none", "good", "low", "no_paper", "cover_open", "broken", "offline", "away"]
"""How a kiosk's printer is. `none`: nobody wrote its address down; `low`: it prints, and its roll ends soon."""
_WELL = "good"
_PASS_SECONDS = 30
_UNSEEN_SECONDS = 3 * SEEN_AGAIN_SECONDS  # a browser says every half minute that it is there


class PassWrong(Refused):
    """This kiosk was not known again in time. It tries again by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How the centre has a kiosk work, as far as its service has to know. None: as the installation's settings say."""

    printer_address: str
    paper_width_mm: int
    languages: Sequence[str]
    idle_seconds: int | None
    warning_seconds: int | None
    receipt_seconds: int | None
    captures_itself: bool
    centre_fr: str
    centre_nl: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a kiosk took in without network and did not hand on yet."""

    count: int = 0
    since: datetime | None = None
    aside_count: int = 0  # of those that it can read no more


NOTHING_KEPT = Kept()


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskInNeed:
    """A kiosk that somebody has to go to."""

    id: UUID
    name: str
    trouble: str  # a state of its printer; `silent`, `screen`: its service, its browser was not heard of; `no_camera`;
    # `keeps`: by its last sign of life it had deposits that it did not hand on; `aside`: that it cannot hand on
    since: datetime | None


async def offer_code(actor: Actor, device_id: UUID, valid_seconds: int) -> str:
    """Return a new one-time code for a kiosk that is there: for its service, or for a browser that lost its key.

    Raises AdministratorOnly, NoSuchDevice.
    """
    check_administrator(actor)
    code = new_code()
    async with transaction(actor) as tx:
        if not await tx.run(
            "UPDATE devices SET pairing_hash = $2, pairing_until = $3 WHERE id = $1 AND revoked_at IS NULL",
            device_id,
            key_hash(code),
            clock.now() + timedelta(seconds=valid_seconds),
        ):
            raise NoSuchDevice
        await publish(tx, DevicePairingOffered(record_id=device_id))
    return code


async def offer_pass(actor: Actor) -> str:
    """Return a pass that is good for a moment, with which the browser beside a service is known again.

    Nobody guesses it: it is as long as a key. A code that an administrator reads out stays good beside it.
    `actor` is the kiosk. Raises DeviceUnknown.
    """
    offered = secrets.token_urlsafe(32)
    async with transaction(actor) as tx:
        if not await tx.run(
            "UPDATE devices SET pass_hash = $2, pass_until = $3 WHERE id = $1 AND revoked_at IS NULL",
            _itself(actor),
            key_hash(offered),
            clock.now() + timedelta(seconds=_PASS_SECONDS),
        ):
            raise DeviceUnknown
    return offered


async def pair_by_pass(centre_id: UUID, offered: str) -> tuple[UUID, str]:
    """Exchange a pass for the id and the key of a kiosk's browser; one that it had before is worth nothing.

    Raises PassWrong.
    """
    key = secrets.token_urlsafe(32)
    async with transaction(system(centre_id)) as tx:
        device_id = await tx.value(
            """UPDATE devices SET key_hash = $1, pass_hash = NULL, pass_until = NULL
               WHERE pass_hash = $2 AND pass_until > $3 AND revoked_at IS NULL RETURNING id""",
            key_hash(key),
            key_hash(offered),
            clock.now(),
        )
        if device_id is None:
            raise PassWrong
        await publish(tx, DevicePaired(record_id=device_id))
    return device_id, key


def _itself(actor: Actor) -> UUID:
    assert actor.kind == "device"
    assert actor.id is not None
    return actor.id


async def pair_agent(centre_id: UUID, code: str) -> tuple[UUID, str]:
    """Exchange a one-time code for the id and the key of a kiosk's service; one that it had before is worth nothing.

    Raises PairingCodeWrong. The caller counts attempts.
    """
    key, at = secrets.token_urlsafe(32), clock.now()
    async with transaction(system(centre_id)) as tx:
        device_id = await tx.value(
            """UPDATE devices SET agent_key_hash = $1, paired_at = coalesce(paired_at, $3), pairing_hash = NULL,
                                  pairing_until = NULL
               WHERE pairing_hash = $2 AND pairing_until > $3 AND revoked_at IS NULL RETURNING id""",
            key_hash(key),
            key_hash("".join(code.split())),
            at,
        )
        if device_id is None:
            raise PairingCodeWrong
        await publish(tx, DevicePaired(record_id=device_id))
    return device_id, key


async def agent(centre_id: UUID, device_id: UUID, key: str) -> Actor:
    """Return the kiosk whose service this is. Raises DeviceUnknown, also where it was revoked."""
    async with transaction(system(centre_id)) as tx:
        if not await tx.value(
            "SELECT true FROM devices WHERE id = $1 AND agent_key_hash = $2 AND revoked_at IS NULL",
            device_id,
            key_hash(key),
        ):
            raise DeviceUnknown
    return Actor(centre_id=centre_id, kind="device", id=device_id, place="kiosk")


async def note_life(actor: Actor, *, printer: Printer, has_camera: bool, kept: Kept = NOTHING_KEPT) -> Conduct:
    """Note what a kiosk's service says of its machine, and return how it shall work. `actor` is the kiosk.

    Raises DeviceUnknown.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """UPDATE devices d SET agent_seen_at = $2, has_camera = $4, printer = $3,
                   printer_since = CASE WHEN d.printer = $3 THEN d.printer_since ELSE $2 END,
                   kept_count = $5, kept_since = $6, aside_count = $7,
                   aside_since = CASE WHEN $7 = 0 THEN NULL ELSE coalesce(d.aside_since, $2) END
               FROM (SELECT d.id, d.printer, c.name_fr, c.name_nl FROM devices d JOIN centres c ON c.id = d.centre_id
                     WHERE d.id = $1 FOR UPDATE OF d) before
               WHERE d.id = before.id
               RETURNING before.printer AS printer_before, d.printer_address, d.paper_width_mm, d.languages,
                         d.idle_seconds, d.warning_seconds, d.receipt_seconds, d.captures_itself,
                         before.name_fr AS centre_fr, before.name_nl AS centre_nl""",
            _itself(actor),
            clock.now(),
            printer,
            has_camera,
            kept.count,
            kept.since,
            kept.aside_count,
        )
        if row is None:
            raise DeviceUnknown
        told = dict(row)
        if told.pop("printer_before") != printer:
            await publish(tx, DevicePrinterChanged(record_id=_itself(actor), problem=printer))
    return Conduct(**told)


async def kiosks_in_need(actor: Actor, silent_seconds: float) -> list[KioskInNeed]:
    """Return the kiosks that somebody has to go to, those in trouble for longest first; for any of the staff.

    A service that was heard of once and not for `silent_seconds` is `silent`: no power, or no network. `screen`: the
    service is there, and its browser was not seen for as long. A kiosk stands there once for each thing that it needs.
    """
    silent_since = clock.now() - timedelta(seconds=silent_seconds)
    unseen_since = min(silent_since, clock.now() - timedelta(seconds=_UNSEEN_SECONDS))
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT d.id, d.name, t.trouble, t.since
               FROM (SELECT *, agent_seen_at < $1 AS silent, coalesce(last_seen_at, paired_at) AS browser_seen_at
                     FROM devices WHERE revoked_at IS NULL AND agent_seen_at IS NOT NULL) d
               CROSS JOIN LATERAL (VALUES ('silent', agent_seen_at, silent),
                                          ('screen', browser_seen_at, NOT silent AND browser_seen_at < $2),
                                          (printer, printer_since, NOT silent AND printer <> $3),
                                          ('no_camera', NULL, NOT silent AND NOT has_camera),
                                          ('keeps', kept_since, kept_count > 0),
                                          ('aside', aside_since, aside_count > 0)
                                  ) t (trouble, since, is_so)
               WHERE t.is_so
               ORDER BY t.since, d.id""",
            silent_since,
            unseen_since,
            _WELL,
        )
    return [KioskInNeed(**dict(row)) for row in rows]
