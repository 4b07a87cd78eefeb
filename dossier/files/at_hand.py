"""The files that a staff member has at hand: their favourites, and those that they opened lately."""

from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.files.access import OPENABLE, check_openable

RECENT_AT_MOST = 8
_LOOKS_READ = 100
"""How far back the access log is read for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAtHand:
    """A file as a list of one's own shows it."""

    id: UUID
    number: str
    status: str
    department_code: str
    holder_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """Favourites by name, and recent files without them, the latest first."""

    favourites: tuple[FileAtHand, ...]
    recent: tuple[FileAtHand, ...]


async def set_favourite(actor: Actor, social_file_id: UUID, *, wanted: bool) -> None:
    """Keep a file among the actor's favourites, or no more. Raises what `check_openable` raises."""
    async with transaction(actor) as tx:
        await check_openable(tx, social_file_id)
        if wanted:
            await tx.run(
                """INSERT INTO favourite_files (centre_id, staff_id, social_file_id, added_at) VALUES ($1, $2, $3, $4)
                   ON CONFLICT DO NOTHING""",
                actor.centre_id,
                actor.staff_id,
                social_file_id,
                clock.now(),
            )
        else:
            await tx.run(
                "DELETE FROM favourite_files WHERE staff_id = $1 AND social_file_id = $2",
                actor.staff_id,
                social_file_id,
            )


async def at_hand(actor: Actor) -> AtHand:
    """Return the files that the actor has at hand and may still open. Raises NotYourWork."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""WITH looked AS (SELECT record_id, seq FROM access_log
                                WHERE actor_id = $1 AND record_kind = 'social_file' AND act = 'view'
                                ORDER BY seq DESC LIMIT {_LOOKS_READ}),
                     mine AS (SELECT social_file_id AS id, NULL::bigint AS seq FROM favourite_files WHERE staff_id = $1
                              UNION ALL SELECT record_id, max(seq) FROM looked
                              WHERE record_id NOT IN (SELECT social_file_id FROM favourite_files WHERE staff_id = $1)
                              GROUP BY record_id)
                SELECT f.id, f.number, f.status, d.code AS department_code, mine.seq IS NULL AS favourite,
                       b.last_name || ' ' || b.first_name AS holder_name
                FROM mine JOIN social_files f ON f.id = mine.id JOIN departments d ON d.id = f.department_id
                JOIN LATERAL (SELECT b.last_name, b.first_name FROM social_file_members m
                              JOIN beneficiaries b ON b.id = m.beneficiary_id
                              WHERE m.social_file_id = f.id AND m.role = 'holder' ORDER BY b.id LIMIT 1) b ON true
                WHERE {OPENABLE} ORDER BY mine.seq DESC, holder_name, f.number""",
            actor.staff_id,
        )
    listed = [(row["favourite"], _at_hand(row)) for row in rows]
    return AtHand(
        favourites=tuple(each for favourite, each in listed if favourite),
        recent=tuple(each for favourite, each in listed if not favourite)[:RECENT_AT_MOST],
    )


def _at_hand(row: Record) -> FileAtHand:
    return FileAtHand(**{name: value for name, value in row.items() if name != "favourite"})
