"""Whom a phone remembers for handing in: read from what it kept, while they are still of that file."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.signing import BadToken, read, sign

PURPOSE = "remembered"
_BETWEEN = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """For whom a phone hands in, once its person said so: no more of them than that needs."""

    phone_id: UUID
    beneficiary_id: UUID
    social_file_id: UUID
    first_name: str


def token_of(phone_id: UUID, beneficiary_id: UUID, social_file_id: UUID) -> str:
    """Return what a phone keeps to hand in for somebody: opaque ids, signed."""
    return sign(PURPOSE, _BETWEEN.join(map(str, (phone_id, beneficiary_id, social_file_id))))


def is_for(token: str, beneficiary_id: str, social_file_id: str) -> bool:
    """Say whether a phone's token is for a beneficiary in a file, however old it is, and taken back or not."""
    return _read(token)[1:] == (beneficiary_id, social_file_id)


def phone_of(token: str) -> UUID | None:
    """Return which phone a token names; None where it is damaged."""
    named = _read(token)
    return UUID(named[0]) if named else None


async def remembered(actor: Actor, token: str, kept_days: int) -> Remembered | None:
    """Return for whom a phone's token hands in; None where it is damaged, old, taken back, or they left the file."""
    phone_id = phone_of(token)
    if phone_id is None:
        return None
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT p.id AS phone_id, p.beneficiary_id, p.social_file_id, b.first_name
               FROM remembered_phones p JOIN beneficiaries b ON b.id = p.beneficiary_id
               JOIN social_file_members m ON m.beneficiary_id = p.beneficiary_id AND m.social_file_id = p.social_file_id
               WHERE p.id = $1 AND p.remembered_at >= $2""",
            phone_id,
            _oldest(kept_days),
        )
    return None if row is None else Remembered(**dict(row))


async def is_remembered(actor: Actor, phone_id: UUID) -> bool:
    """Say whether a phone was not taken back."""
    async with transaction(actor) as tx:
        found: bool = await tx.value("SELECT EXISTS (SELECT FROM remembered_phones WHERE id = $1)", phone_id)
    return found


async def phones_of(actor: Actor, beneficiary_id: UUID, kept_days: int) -> tuple[datetime, ...]:
    """Return since when each phone hands in for a beneficiary, the latest first."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT remembered_at FROM remembered_phones WHERE beneficiary_id = $1 AND remembered_at >= $2
               ORDER BY remembered_at DESC""",
            beneficiary_id,
            _oldest(kept_days),
        )
    return tuple(row["remembered_at"] for row in rows)


def _oldest(kept_days: int) -> datetime:
    return clock.now() - timedelta(days=kept_days)


def _read(token: str) -> tuple[str, ...]:
    """Return phone, beneficiary and file as a token names them; nothing where it is damaged."""
    try:
        named = tuple(read(PURPOSE, token).split(_BETWEEN))
        return named if len(named) == len(tuple(map(UUID, named))) == 3 else ()  # noqa: PLR2004 - these three
    except (BadToken, ValueError):
        return ()
