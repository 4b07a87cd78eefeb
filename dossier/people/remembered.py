"""Whom a phone remembers for handing in: read from what it kept, while they are still of that file."""

from dataclasses import dataclass
from datetime import date, timedelta
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

    beneficiary_id: UUID
    social_file_id: UUID
    first_name: str


def token_of(beneficiary_id: UUID, social_file_id: UUID) -> str:
    """Return what a phone keeps from today on to hand in for somebody: opaque ids and a day, signed."""
    return sign(PURPOSE, _BETWEEN.join((str(beneficiary_id), str(social_file_id), clock.today().isoformat())))


def is_for(token: str, beneficiary_id: str, social_file_id: str) -> bool:
    """Say whether a phone's token is for a beneficiary in a file, however old it is."""
    told = _read(token)
    return told is not None and told[:2] == (beneficiary_id, social_file_id)


def _read(token: str) -> tuple[str, str, str] | None:
    """Return beneficiary, file and day as a token names them; None where it is damaged."""
    try:
        beneficiary_id, social_file_id, since = read(PURPOSE, token).split(_BETWEEN)
    except (BadToken, ValueError):
        return None
    return beneficiary_id, social_file_id, since


async def remembered(actor: Actor, token: str, kept_days: int) -> Remembered | None:
    """Return for whom a phone's token hands in; None where it is damaged, too old, or they left the file."""
    told = _read(token)
    if told is None:
        return None
    beneficiary_id, social_file_id, since = told
    if date.fromisoformat(since) + timedelta(days=kept_days) < clock.today():
        return None
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT b.first_name FROM social_file_members m JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE m.beneficiary_id = $1 AND m.social_file_id = $2""",
            UUID(beneficiary_id),
            UUID(social_file_id),
        )
    if row is None:
        return None
    return Remembered(beneficiary_id=UUID(beneficiary_id), social_file_id=UUID(social_file_id), **dict(row))
