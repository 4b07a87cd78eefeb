"""Copy what is filed into the folder of an existing document system, and again when something of it changed.

Two files a document, named by its id: the PDF first, then what is known of it as JSON. Whoever reads the folder takes a
JSON up: its PDF is whole then. A copy that was broken off is made again, under the same names. Of a document that is
not filed any more, or was sealed, the JSON says only that, and the PDF is removed after it.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from dossier import clock
from dossier.clients.documents import leaves_of
from dossier.clients.pdf import pdf_of
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Unavailable
from dossier.journal.record import note_access
from dossier.resources import Resources

AT_ONCE = 20
GROUND = "document_system"
"""Under this ground a copy stands in the access log."""
_PART = ".part"


class DocumentSystemAway(Unavailable):
    """The folder of the document system cannot be written just now. What is filed goes there later."""


_OPEN = "d.state = 'validated' AND d.sealed_as IS NULL AND t.sensitivity = 'normal'"
# What may yet be undone stays here, and what is sealed always does
_WAITING = f"""SELECT d.id, heard.number FROM announcements heard JOIN documents d ON d.id = heard.record_id
    JOIN document_types t ON t.id = d.type_id LEFT JOIN document_copies c ON c.document_id = d.id
    WHERE heard.kind = 'document' AND heard.number > coalesce(c.number, 0) AND {_OPEN}
      AND d.decided_at <= $1::timestamptz - make_interval(secs => $2)
    ORDER BY heard.number LIMIT {AT_ONCE}"""
_WITHDRAWN = f"""SELECT c.document_id FROM document_copies c JOIN documents d ON d.id = c.document_id
    LEFT JOIN document_types t ON t.id = d.type_id
    WHERE c.withdrawn_at IS NULL AND ({_OPEN}) IS NOT TRUE ORDER BY c.document_id LIMIT {AT_ONCE}"""
_KNOWN = f"""SELECT d.id, t.code AS type_code, t.label_fr AS type_fr, t.label_nl AS type_nl, f.number AS file_number,
        d.document_date, d.valid_until, d.language, d.circuit, r.number AS receipt_number, d.captured_at,
        d.decided_at AS validated_at,
        (SELECT json_agg(json_build_object('id', b.id, 'last_name', b.last_name, 'first_name', b.first_name)
                         ORDER BY b.last_name, b.first_name, b.id)
         FROM document_beneficiaries x JOIN beneficiaries b ON b.id = x.beneficiary_id
         WHERE x.document_id = d.id)::text AS beneficiaries
    FROM documents d JOIN document_types t ON t.id = d.type_id JOIN receipts r ON r.deposit_id = d.deposit_id
    LEFT JOIN social_files f ON f.id = d.social_file_id WHERE d.id = $1 AND {_OPEN}"""


async def copy_out(resources: Resources, actor: Actor) -> int:
    """Copy some documents that wait, and take copies back; return how many of both. Raises DocumentSystemAway.

    Nothing where no folder is set. A document that changes meanwhile is heard of again, and copied anew then.
    """
    folder = resources.settings.document_system_dir
    if folder is None:
        return 0
    async with transaction(actor) as tx:
        rows = await tx.rows(_WAITING, clock.now(), float(resources.settings.undo_seconds))
        spent = await tx.rows(_WITHDRAWN)
    copied = [await _copy(resources, actor, folder, row["id"], row["number"]) for row in rows]
    for row in spent:
        await _take_back(actor, folder, row["document_id"])
    return sum(copied) + len(spent)


async def _copy(resources: Resources, actor: Actor, folder: Path, document_id: UUID, number: int) -> bool:
    """Copy one document; tell whether it may still be copied."""
    async with transaction(actor) as tx:
        known = await tx.row(_KNOWN, document_id)
        if known is None:
            return False
        leaves = await leaves_of(tx, document_id)
        await note_access(tx, "download", "document", document_id, GROUND)
    told = {**known, "beneficiaries": json.loads(known["beneficiaries"] or "[]"), "file": f"{document_id}.pdf"}
    try:
        await _put(folder / f"{document_id}.pdf", pdf_of(resources.vault, known["type_fr"], leaves))
        await _put(folder / f"{document_id}.json", _sidecar(told))
    except OSError:
        raise DocumentSystemAway from None
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO document_copies (document_id, number, centre_id, copied_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (document_id) DO UPDATE
               SET number = excluded.number, copied_at = excluded.copied_at, withdrawn_at = NULL""",
            document_id,
            number,
            actor.centre_id,
            clock.now(),
        )
    return True


async def _take_back(actor: Actor, folder: Path, document_id: UUID) -> None:
    """Say in the folder that a document is not to be read any more, and remove its pages there."""
    now = clock.now()
    try:
        await _put(folder / f"{document_id}.json", _sidecar({"id": document_id, "withdrawn_at": now}))
        (folder / f"{document_id}.pdf").unlink(missing_ok=True)
        await asyncio.to_thread(_settle_folder, folder)
    except OSError:
        raise DocumentSystemAway from None
    async with transaction(actor) as tx:
        await tx.run("UPDATE document_copies SET withdrawn_at = $2 WHERE document_id = $1", document_id, now)


async def _sidecar(told: dict[str, Any]) -> AsyncIterator[bytes]:
    yield json.dumps(told, default=str, ensure_ascii=False, indent=1).encode()


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
