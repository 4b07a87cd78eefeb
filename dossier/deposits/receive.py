"""Receive a deposit: the depositor confirms, and the receipt is made. From here on nothing may be lost."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.deposits.add_original import Along
from dossier.deposits.errors import DepositNotOpen, NoSuchDeposit, NothingToReceive, PagesChanged
from dossier.deposits.read_back import Kept, kept_originals, read_back
from dossier.deposits.retake import hold_places, place_retakes
from dossier.events import DepositReceived
from dossier.ids import new_id
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish
from dossier.receipts.promised import Promise, keep_promise, next_number
from dossier.receipts.queries import Receipt, receipt_for, receipt_of_deposit
from dossier.receipts.statement import SignedOriginal, Statement
from dossier.resources import Resources


async def receive(
    resources: Resources,
    actor: Actor,
    deposit_id: UUID,
    *,
    promise: Promise | None = None,
    along: Along | None = None,
) -> Receipt:
    """Confirm an open deposit and return its receipt; a second call returns the same receipt.

    `promise`: the number that its person has on paper already, and since when: it was received then, as far as that can
    be true. `along` is written with the receipt, once.

    First every original is read back from the vault and its hash compared. Then, in one transaction: the state, the
    receipt with its signed statement, the documents as the depositor grouped the pages, and pages that were taken
    again in the place of the refused ones. Raises NoSuchDeposit, NothingToReceive when there is no page, DepositNotOpen
    when it was abandoned, NotArrived when the vault does not hold a page as it came, PagesChanged when one was added or
    taken out meanwhile, RetakeOver when a document of such a page waits already, NumberNotPromised and PromiseKept, and
    NotSent when the vault does not answer.
    """
    if (given := await receipt_for(actor, deposit_id)) is not None:
        return given
    safe = await read_back(resources.vault, actor, deposit_id)
    async with transaction(actor, planned_once=True) as tx:
        await hold_places(tx, deposit_id)
        if await tx.value("SELECT id FROM deposits WHERE id = $1 FOR UPDATE", deposit_id) is None:
            raise NoSuchDeposit
        if (receipt := await receipt_of_deposit(tx, deposit_id)) is not None:
            return receipt
        now = clock.now() if promise is None else await keep_promise(tx, promise, deposit_id)
        if not await advance(tx, "deposits.receive", deposit_id, received_at=now):
            raise DepositNotOpen
        if await kept_originals(tx, deposit_id) != safe:
            raise PagesChanged
        originals = _signed(safe)
        if not originals:
            raise NothingToReceive
        number = await next_number(tx) if promise is None else promise.number
        statement = Statement(number=number, issued_at=now, originals=originals)
        await tx.run(
            """INSERT INTO receipts (id, centre_id, deposit_id, number, issued_at, content_digest, statement)
               VALUES ($1, $2, $3, $4, $5, $6, $7)""",
            new_id(),
            actor.centre_id,
            deposit_id,
            number,
            now,
            statement.content_digest,
            statement.signed(),
        )
        await _make_documents(tx, deposit_id)
        await place_retakes(tx, deposit_id)
        await publish(
            tx,
            DepositReceived(
                record_id=deposit_id,
                deposit_id=deposit_id,
                receipt_number=number,
                faulty_page_count=await _faulty(tx, deposit_id),
            ),
        )
        if along is not None:
            await along(tx)
        made = await receipt_of_deposit(tx, deposit_id)
        assert made is not None
        return made


def _signed(originals: tuple[Kept, ...]) -> tuple[SignedOriginal, ...]:
    return tuple(SignedOriginal(sha256=each.sha256, page_count=each.page_count) for each in originals)


async def _faulty(tx: Transaction, deposit_id: UUID) -> int:
    """Return how many pages are sent as they are, though a fault was told: on the spot, or since."""
    count: int = await tx.value(
        """SELECT count(*) FROM pages
           WHERE deposit_id = $1 AND cardinality(coalesce(faults, told_faults, '{}')) > 0""",
        deposit_id,
    )
    return count


async def _make_documents(tx: Transaction, deposit_id: UUID) -> None:
    """Make one document of each paper, with the paper's id, its pages in order, and what the depositor proposed.

    A page that was taken again is none: it has a document.
    """
    await tx.run(
        """INSERT INTO documents (id, centre_id, deposit_id, position, state, proposed_type_id, social_file_id,
                                  captured_at)
           SELECT p.id, p.centre_id, p.deposit_id, p.position, $2, p.proposed_type_id, d.social_file_id, d.received_at
           FROM papers p JOIN deposits d ON d.id = p.deposit_id
           WHERE p.deposit_id = $1 AND p.id NOT IN (SELECT paper_id FROM retakes WHERE deposit_id = $1)""",
        deposit_id,
        str(DocumentState.CAPTURED),
    )
    await tx.run(
        """INSERT INTO document_pages (centre_id, document_id, page_id, position)
           SELECT g.centre_id, o.paper_id, g.id,
                  row_number() OVER (PARTITION BY o.paper_id ORDER BY o.position, g.index, g.part) - 1
           FROM pages g JOIN originals o ON o.id = g.original_id
           WHERE g.deposit_id = $1 AND o.paper_id NOT IN (SELECT paper_id FROM retakes WHERE deposit_id = $1)""",
        deposit_id,
    )
    await tx.run(
        """INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id)
           SELECT p.centre_id, p.id, d.beneficiary_id FROM papers p JOIN deposits d ON d.id = p.deposit_id
           WHERE p.deposit_id = $1 AND d.beneficiary_id IS NOT NULL
             AND p.id NOT IN (SELECT paper_id FROM retakes WHERE deposit_id = $1)""",
        deposit_id,
    )
