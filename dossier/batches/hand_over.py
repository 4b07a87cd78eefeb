"""Hand a deposit of a batch over: its sheets are cut out of the stack, document by document, and it is received.

No verb, but the way through three: open, add, receive. All that it names was named before, so that whoever dies on the
way is followed by another that does the same again, and nothing is there twice.
"""

import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.batches.close import close_if_done
from dossier.batches.section import BACKFILE_CIRCUIT, CIRCUIT
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.errors import Refused
from dossier.events import BatchHandedOver
from dossier.ids import page_id
from dossier.outbox.publish import publish
from dossier.people.queries import beneficiary_in
from dossier.resources import Resources
from dossier.storage.folder import chunks_of
from dossier.storage.intake import Received
from dossier.storage.intake import receive as take_in
from dossier.storage.vault import incoming_dir

_FRAME = json.dumps({"quad": ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))})
"""What a scanner read is the sheet, and all of it: no page is looked for on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    document_id: UUID
    original_id: UUID
    type_id: UUID | None
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    deposit_id: UUID
    batch_id: UUID
    vault_key: str
    is_pdf: bool
    circuit: str
    depositor: Depositor
    language: str
    documents: tuple[_Document, ...]


async def hand_over(resources: Resources, actor: Actor, deposit_id: UUID) -> None:
    """Make a deposit of a batch what it was planned to be; one that is received already is left alone.

    Sheets that cannot be cut out wait for a person, and the others go on. Raises Unavailable.
    """
    work = await _work(actor, deposit_id)
    if work is None:
        return
    kept = [each for each in work.documents if await _add(resources, actor, work, each)]
    if kept:
        await receive(resources, actor, deposit_id)
    async with transaction(actor) as tx:
        await tx.run("SELECT FROM batches WHERE id = $1 FOR UPDATE", work.batch_id)
        if not await tx.run(
            "UPDATE batch_deposits SET handed_at = $2 WHERE deposit_id = $1 AND handed_at IS NULL",
            deposit_id,
            clock.now(),
        ):
            return
        if kept:
            await publish(tx, BatchHandedOver(record_id=work.batch_id, deposit_id=deposit_id))
        await close_if_done(tx, work.batch_id)


async def _work(actor: Actor, deposit_id: UUID) -> _Work | None:
    """Return what a deposit was planned to be.

    What is in the stack of a paper file is its holder's, unless a separator says whose.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT p.batch_id, n.id AS beneficiary_id, b.vault_key, b.media_type, n.language,
                      part.id IS NOT NULL AS is_backfile, own.social_file_id AS paper_file_id
               FROM batch_deposits p JOIN batches b ON b.id = p.batch_id
               LEFT JOIN backfile_parts part ON part.id = b.backfile_part_id
               LEFT JOIN LATERAL (SELECT m.beneficiary_id FROM social_file_members m
                                  WHERE m.social_file_id = part.social_file_id
                                  ORDER BY m.role = 'holder' DESC, m.beneficiary_id LIMIT 1) holder ON true
               LEFT JOIN beneficiaries n ON n.id = coalesce(p.beneficiary_id, holder.beneficiary_id)
               LEFT JOIN social_file_members own ON own.social_file_id = part.social_file_id
                                                AND own.beneficiary_id = n.id
               WHERE p.deposit_id = $1 AND p.handed_at IS NULL AND b.vault_key IS NOT NULL""",
            deposit_id,
        )
        if row is None:
            return None
        person = await beneficiary_in(tx, row["beneficiary_id"]) if row["beneficiary_id"] else None
        documents = await tx.rows(
            """SELECT d.document_id, d.original_id, d.type_id, array_agg(s.number ORDER BY s.number) AS numbers
               FROM batch_documents d JOIN scanned_sheets s ON s.document_id = d.document_id
               WHERE d.deposit_id = $1 GROUP BY d.document_id ORDER BY d.position""",
            deposit_id,
        )
    return _Work(
        deposit_id=deposit_id,
        batch_id=row["batch_id"],
        vault_key=row["vault_key"],
        is_pdf=row["media_type"] == "application/pdf",
        circuit=BACKFILE_CIRCUIT if row["is_backfile"] else CIRCUIT,
        depositor=Depositor(
            beneficiary_id=person.id if person else None,
            social_file_id=row["paper_file_id"] or (person.social_file_id if person else None),
        ),
        language=row["language"] or "fr",
        documents=tuple(_Document(**{**each, "numbers": tuple(each["numbers"])}) for each in documents),
    )


async def _add(resources: Resources, actor: Actor, work: _Work, document: _Document) -> bool:
    """Add a document's sheets as an original; tell whether it is there."""
    async with transaction(actor) as tx:
        if await tx.value("SELECT EXISTS (SELECT FROM originals WHERE id = $1)", document.original_id):
            return True

    async def along(tx: Transaction) -> None:
        if document.type_id is not None:
            await tx.run(
                "UPDATE papers SET proposed_type_id = $2 WHERE id = $1", document.document_id, document.type_id
            )
        if not work.is_pdf:
            pages = [page_id(document.original_id, index) for index in range(len(document.numbers))]
            await tx.run("UPDATE pages SET forced = $2 WHERE id = ANY($1)", pages, _FRAME)

    try:
        async with _cut(resources, work, document) as file:
            await open_deposit(
                actor,
                work.deposit_id,
                circuit=work.circuit,
                language=work.language,
                depositor=work.depositor,
                in_hand=True,
            )
            await add_original(
                resources, actor, work.deposit_id, document.document_id, document.original_id, file, along=along
            )
    except Refused as refusal:
        await _let_wait(actor, document, refusal.code())
        return False
    return True


@asynccontextmanager
async def _cut(resources: Resources, work: _Work, document: _Document) -> AsyncIterator[Received]:
    settings = resources.settings
    settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.scratch_dir, prefix="batch-") as folder:
        to = Path(folder) / "sheets"
        indices = [number - 1 for number in document.numbers]
        async with resources.fetched.file(resources.vault, work.vault_key, again=True) as stack:
            await resources.box.cut_sheets(stack, indices, to, settings.batch_sheets_max)
        file = await take_in(chunks_of(to), incoming_dir(settings), settings.batch_max_bytes)
    try:
        yield file
    finally:
        file.path.unlink(missing_ok=True)


async def _let_wait(actor: Actor, document: _Document, code: str) -> None:
    async with transaction(actor) as tx:
        await tx.run(
            "UPDATE scanned_sheets SET document_id = NULL, kind = 'unreadable', problem = $2 WHERE document_id = $1",
            document.document_id,
            code,
        )
        await tx.run("DELETE FROM batch_documents WHERE document_id = $1", document.document_id)
