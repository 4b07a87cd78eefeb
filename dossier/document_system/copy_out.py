"""Copy what is filed into the folder of an existing document system, each validation once.

Two files a document, named by its id: the PDF first, then what is known of it as JSON. Whoever reads the folder takes a
JSON up: its PDF is whole then. A copy that was broken off is made again, under the same names.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from dossier import clock
from dossier.clients.documents import leaves_of
from dossier.clients.pdf import pdf_of
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.errors import Unavailable
from dossier.journal.record import note_access
from dossier.resources import Resources

AT_ONCE = 20
GROUND = "document_system"
"""Under this ground a copy stands in the access log."""
_PART = ".part"


class DocumentSystemAway(Unavailable):
    """The folder of the document system cannot be written just now. What is filed goes there later."""


# What may yet be undone stays here, and what is sealed always does
_WAITING = f"""SELECT d.id, d.decided_at FROM documents d JOIN document_types t ON t.id = d.type_id
    WHERE d.state = 'validated' AND d.sealed_as IS NULL AND t.sensitivity = 'normal'
      AND d.decided_at <= $1::timestamptz - make_interval(secs => $2)
      AND NOT EXISTS (SELECT FROM document_copies c WHERE c.document_id = d.id AND c.validated_at = d.decided_at)
    ORDER BY d.decided_at, d.id LIMIT {AT_ONCE}"""
_KNOWN = """SELECT d.id, t.code AS type_code, t.label_fr AS type_fr, t.label_nl AS type_nl, f.number AS file_number,
        d.document_date, d.valid_until, d.language, d.circuit, r.number AS receipt_number, d.captured_at,
        d.decided_at AS validated_at,
        (SELECT json_agg(json_build_object('id', b.id, 'last_name', b.last_name, 'first_name', b.first_name)
                         ORDER BY b.last_name, b.first_name, b.id)
         FROM document_beneficiaries x JOIN beneficiaries b ON b.id = x.beneficiary_id
         WHERE x.document_id = d.id)::text AS beneficiaries
    FROM documents d JOIN document_types t ON t.id = d.type_id JOIN receipts r ON r.deposit_id = d.deposit_id
    LEFT JOIN social_files f ON f.id = d.social_file_id
    WHERE d.id = $1 AND d.decided_at = $2 AND d.state = 'validated'"""


async def copy_out(resources: Resources, actor: Actor) -> int:
    """Copy some documents that wait; return how many. Nothing where no folder is set. Raises DocumentSystemAway."""
    folder = resources.settings.document_system_dir
    if folder is None:
        return 0
    async with transaction(actor) as tx:
        rows = await tx.rows(_WAITING, clock.now(), float(resources.settings.undo_seconds))
    return sum([await _copy(resources, actor, folder, row) for row in rows])


async def _copy(resources: Resources, actor: Actor, folder: Path, waiting: Record) -> bool:
    """Copy one document; tell whether it is still as it was when it was looked for."""
    document_id: UUID = waiting["id"]
    async with transaction(actor) as tx:
        known = await tx.row(_KNOWN, document_id, waiting["decided_at"])
        if known is None:
            return False
        leaves = await leaves_of(tx, document_id)
        await note_access(tx, "download", "document", document_id, GROUND)
    told = {**known, "beneficiaries": json.loads(known["beneficiaries"] or "[]"), "file": f"{document_id}.pdf"}
    sidecar = json.dumps(told, default=str, ensure_ascii=False, indent=1).encode()
    try:
        await _put(folder / f"{document_id}.pdf", pdf_of(resources.vault, known["type_fr"], leaves))
        await _put(folder / f"{document_id}.json", _once(sidecar))
    except OSError:
        raise DocumentSystemAway from None
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO document_copies (document_id, validated_at, centre_id, copied_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT DO NOTHING""",
            document_id,
            waiting["decided_at"],
            actor.centre_id,
            clock.now(),
        )
    return True


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _put(path: Path, chunks: AsyncIterator[bytes]) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut; a chunk at a time is in memory."""
    part = path.with_name(f".{path.name}{_PART}")
    with part.open("wb") as file:
        async for each in chunks:
            await asyncio.to_thread(file.write, each)
        await asyncio.to_thread(_settle, file)
    part.replace(path)
    await asyncio.to_thread(_settle_folder, path.parent)


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _settle_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
