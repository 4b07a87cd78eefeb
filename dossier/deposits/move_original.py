"""Move an original within its paper: the depositor puts the pages in order before sending."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import DepositNotOpen, NoSuchPage
from dossier.events import OriginalMoved
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish


async def move_original(actor: Actor, deposit_id: UUID, original_id: UUID, place_of: UUID) -> None:
    """Give a file, with all its pages, the place of another one of its paper; those between them make room.

    Files of which a page shows both sides of a card move together, as one: taken apart, its sides are neighbours again.

    Raises DepositNotOpen once the deposit was sent, NoSuchPage where one of the two is not in the deposit, or they are
    of two papers.
    """
    async with transaction(actor) as tx:
        state = await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if state != DepositState.OPEN:
            raise DepositNotOpen
        rows = await tx.rows(
            """SELECT id FROM originals WHERE deposit_id = $2 AND paper_id = (
                   SELECT paper_id FROM originals WHERE id = $1 AND deposit_id = $2) ORDER BY position""",
            original_id,
            deposit_id,
        )
        standing = [row["id"] for row in rows]
        if original_id not in standing or place_of not in standing:
            raise NoSuchPage
        if place_of == original_id:
            return
        sheaves = await _sheaves(tx, standing)
        moved, place = (next(each for each in sheaves if one in each) for one in (original_id, place_of))
        if moved is place:
            return
        at = sheaves.index(place)
        sheaves.remove(moved)
        sheaves.insert(at, moved)
        # All behind what stands: one statement, in which no place is ever two files'
        await tx.run(
            """UPDATE originals o SET position = last.position + n.place
               FROM unnest($2::uuid[]) WITH ORDINALITY n(id, place),
                    (SELECT max(position) AS position FROM originals WHERE deposit_id = $1) last
               WHERE o.id = n.id""",
            deposit_id,
            [each for sheaf in sheaves for each in sheaf],
        )
        await publish(tx, OriginalMoved(record_id=original_id, deposit_id=deposit_id))


async def _sheaves(tx: Transaction, standing: list[UUID]) -> list[list[UUID]]:
    """Return the files in order, those together of which one page shows sides."""
    rows = await tx.rows(
        """SELECT DISTINCT lower.original_id AS lower, upper.original_id AS upper
           FROM pages lower JOIN pages upper ON upper.id = lower.laid_under
           WHERE lower.original_id = ANY($1) AND upper.original_id <> lower.original_id""",
        standing,
    )
    joined = {frozenset((row["lower"], row["upper"])) for row in rows}
    sheaves: list[list[UUID]] = []
    for original_id in standing:
        own = [each for each in sheaves if any(frozenset((one, original_id)) in joined for one in each)]
        if not own:
            sheaves.append([original_id])
            continue
        first, *others = own
        for each in others:
            first += each
            sheaves.remove(each)
        first.append(original_id)
    return sheaves
