"""Take the next document: the first of the queue that waits for nobody else, leased in the same transaction."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.documents.claim import check_hold
from dossier.documents.wanted import ALL, FREE_TO, IN_ORDER, WAITS, Asking, Shown, Wanted, filters, part
from dossier.events import DepositClaimed, DepositReleased
from dossier.outbox.publish import publish
from dossier.people.access import READABLE, check_decides

_LOCKED = "FOR UPDATE OF p"


async def take_next(
    actor: Actor, lease_seconds: int, *, after: UUID | None = None, held: UUID | None = None, wanted: Wanted = ALL
) -> UUID | None:
    """Lease the deposit of the next document for so long and return the document; None when nothing waits.

    `after` is the document that was just decided: the rest of its deposit comes first, in its own order, and where
    nothing is left of it for this person, its lease ends. Then comes what `hold_next` held for them, while it is still
    free for them, and else what is first of `wanted`, by urgency, due time and age. Raises NotYourWork for roles that
    decide nothing.
    """
    check_decides(actor)
    if after is not None:
        of_the_rest = await _go_on_or_let_go(actor, after, lease_seconds)
        if of_the_rest is not None:
            return of_the_rest
    # Not SKIP LOCKED: a worker that settles a deposit holds its row for a moment, and that deposit must not be passed
    # over. PostgreSQL waits, looks at the row again, and goes on to the next when a colleague has taken it meanwhile.
    async with transaction(actor, planned_once=True) as tx:
        found = None if held is None else await _one(tx, *_just(tx, after, held))
        found = found or await _one(tx, *_best_of(tx, after, wanted))
        return None if found is None else await _lease(tx, found, lease_seconds)


async def hold_next(actor: Actor, after: UUID, hold_seconds: int, *, wanted: Wanted = ALL) -> UUID | None:
    """Keep free for the actor what comes after a document that they have in hand, and return it; None: nothing waits.

    The rest of the same deposit is theirs with it. Another deposit is leased for so long from now, and this is not
    renewed: what is first of the queue waits no longer for somebody who thinks long, and they are then given what is
    first by that time. Raises what `check_hold` raises.
    """
    await check_hold(actor, after)
    async with transaction(actor, planned_once=True) as tx:
        found = await _one(tx, *_rest_of(tx, after), lock="")
        if found is not None:
            document_id: UUID = found["id"]
            return document_id
        found = await _one(tx, *_best_of(tx, after, wanted))
        return None if found is None else await _lease(tx, found, hold_seconds)


async def following(tx: Transaction, after: UUID, wanted: Wanted, count: int) -> list[UUID]:
    """Return what `take_next` would probably give after a document, the next first; nothing is leased."""
    left = await _first(tx, *_rest_of(tx, after), count=count, lock="")
    if len(left) < count:
        left += await _first(tx, *_best_of(tx, after, wanted), count=count, lock="")
    return list(dict.fromkeys(each["id"] for each in left))[:count]


async def _lease(tx: Transaction, found: Record, lease_seconds: int) -> UUID:
    """Lease the deposit of a document, whose row is locked, for so long at least; return the document."""
    await tx.run(
        "UPDATE deposits SET claimed_by = $2, claimed_until = greatest(claimed_until, $3) WHERE id = $1",
        found["deposit_id"],
        tx.actor.staff_id,
        clock.now() + timedelta(seconds=lease_seconds),
    )
    if not found["held"]:
        await publish(tx, DepositClaimed(record_id=found["deposit_id"], deposit_id=found["deposit_id"]))
    document_id: UUID = found["id"]
    return document_id


def _rest_of(tx: Transaction, after: UUID) -> tuple[UUID | None, str, str, Asking]:
    asking = Asking()
    asked = f"d.deposit_id = (SELECT deposit_id FROM document_place({asking.of(after)}))"
    return after, f"{asked} AND {part(ALL, tx.actor, asking)}", "d.position", asking


def _best_of(tx: Transaction, after: UUID | None, wanted: Wanted) -> tuple[UUID | None, str, str, Asking]:
    asking = Asking()
    if wanted.shown is Shown.ASIDE:
        wanted = ALL  # what is aside is nobody's next
    return after, f"{part(wanted, tx.actor, asking)} AND {filters(wanted, asking)}", IN_ORDER, asking


def _just(tx: Transaction, after: UUID | None, document_id: UUID) -> tuple[UUID | None, str, str, Asking]:
    asking = Asking()
    return after, f"d.id = {asking.of(document_id)} AND {part(ALL, tx.actor, asking)}", "d.position", asking


async def _one(
    tx: Transaction, after: UUID | None, asked: str, order: str, asking: Asking, *, lock: str = _LOCKED
) -> Record | None:
    return next(iter(await _first(tx, after, asked, order, asking, lock=lock)), None)


async def _first(
    tx: Transaction,
    after: UUID | None,
    asked: str,
    order: str,
    asking: Asking,
    *,
    count: int = 1,
    lock: str = _LOCKED,
) -> list[Record]:
    """Return the first documents that wait for the actor or for whoever comes, with their deposits' rows locked."""
    me, now = asking.of(tx.actor.staff_id), asking.of(clock.now())
    return await tx.rows(
        f"""SELECT d.id, d.deposit_id, p.claimed_by = {me} AND p.claimed_until > {now} AS held
            FROM documents d JOIN deposits p ON p.id = d.deposit_id
            WHERE {WAITS} AND {READABLE} AND {_for_me(after, me, asking)} AND {asked}
              AND (p.claimed_by IS NULL OR p.claimed_by = {me} OR p.claimed_until <= {now})
            ORDER BY {order} LIMIT {count} {lock}""",
        *asking.values,
    )


def _for_me(after: UUID | None, me: str, asking: Asking) -> str:
    """Return SQL: not what was just decided, nothing that waits for another person, or reader, than the actor."""
    return f"""d.id IS DISTINCT FROM {asking.of(after)} AND {FREE_TO.format(me=me, today=asking.of(clock.today()))}
        AND (d.state <> 'second_reading' OR d.decided_by IS DISTINCT FROM {me})"""


async def _go_on_or_let_go(actor: Actor, after: UUID, lease_seconds: int) -> UUID | None:
    """Lease what is left of a deposit for the actor, and return its first; where nothing is, end their lease on it.

    In a transaction of its own: one that held this deposit while it waits for the next could meet a colleague's the
    other way round, and neither would go on.
    """
    async with transaction(actor, planned_once=True) as tx:
        found = await _one(tx, *_rest_of(tx, after))
        if found is not None:
            return await _lease(tx, found, lease_seconds)
        ended = await tx.value(
            """UPDATE deposits SET claimed_by = NULL, claimed_until = NULL
               WHERE id = (SELECT deposit_id FROM document_place($1)) AND claimed_by = $2 RETURNING id""",
            after,
            actor.staff_id,
        )
        if ended is not None:
            await publish(tx, DepositReleased(record_id=ended, deposit_id=ended))
        return None
