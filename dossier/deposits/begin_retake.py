"""Begin to take a page of a refused document again: in a deposit of its own, by the same depositor."""

from collections.abc import Collection
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import RetakeOver
from dossier.deposits.retake import ITS_DEPOSITS
from dossier.events import DepositOpened, RetakeBegun
from dossier.ids import new_id
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish


async def unsent_retakes(actor: Actor, among: Collection[UUID]) -> dict[UUID, UUID]:
    """Return by document the latest of some deposits that is open and in which pages of it are taken again."""
    async with transaction(actor, planned_once=True) as tx:
        rows = await tx.rows(
            """SELECT t.document_id, t.deposit_id FROM retakes t
               JOIN deposits p ON p.id = t.deposit_id AND p.state = 'open'
               WHERE t.deposit_id = ANY($1) ORDER BY p.opened_at""",
            list(among),
        )
    return {row["document_id"]: row["deposit_id"] for row in rows}


async def begin_retake(
    actor: Actor, deposit_id: UUID, document_id: UUID, page_id: UUID, retake_id: UUID, *, language: str
) -> UUID:
    """Return the paper whose photo will stand in the place of a page, in the deposit `retake_id`.

    That one is opened where there is none yet, by whoever handed `deposit_id` over; the caller knows that both are the
    actor's own. The same page has the same paper in it. Nothing changes for the document before it is received. Raises
    RetakeOver where the document is not of that deposit, not refused any more, or does not show the page.
    """
    async with transaction(actor, planned_once=True) as tx:
        number = await _number(tx, deposit_id, document_id, page_id)
        await _open(tx, deposit_id, retake_id, language)
        if await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", retake_id) != DepositState.OPEN:
            raise RetakeOver
        begun: UUID | None = await tx.value(
            "SELECT paper_id FROM retakes WHERE deposit_id = $1 AND page_id = $2", retake_id, page_id
        )
        if begun is not None:
            return begun
        paper_id = new_id()
        await tx.run(
            """INSERT INTO retakes (paper_id, centre_id, deposit_id, document_id, page_id, page_number, begun_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)""",
            paper_id,
            actor.centre_id,
            retake_id,
            document_id,
            page_id,
            number,
            clock.now(),
        )
        await publish(
            tx, RetakeBegun(record_id=paper_id, deposit_id=retake_id, document_id=document_id, page_id=page_id)
        )
    return paper_id


async def _number(tx: Transaction, deposit_id: UUID, document_id: UUID, page_id: UUID) -> int:
    """Return the number of a page among those shown of a refused document, from 1. Raises RetakeOver."""
    shown = await tx.rows(
        f"""SELECT g.id FROM documents d JOIN document_pages dp ON dp.document_id = d.id
            JOIN pages g ON g.id = dp.page_id AND g.laid_under IS NULL
            WHERE d.id = $1 AND d.state = 'refused' AND {ITS_DEPOSITS.format(deposit="$2")} ORDER BY dp.position""",
        document_id,
        deposit_id,
    )
    for number, each in enumerate(shown, start=1):
        if each["id"] == page_id:
            return number
    raise RetakeOver


async def _open(tx: Transaction, deposit_id: UUID, retake_id: UUID, language: str) -> None:
    opened = await tx.value(
        """INSERT INTO deposits (id, centre_id, circuit, state, language, beneficiary_id, social_file_id,
                                 depositor_name, depositor_contact, opened_at)
           SELECT $1, centre_id, $3, $4, $5, beneficiary_id, social_file_id, depositor_name, depositor_contact, $6
           FROM deposits WHERE id = $2 ON CONFLICT (id) DO NOTHING RETURNING id""",
        retake_id,
        deposit_id,
        tx.actor.place,
        str(DepositState.OPEN),
        language,
        clock.now(),
    )
    if opened is not None:
        await publish(tx, DepositOpened(record_id=retake_id, deposit_id=retake_id, circuit=tx.actor.place))
