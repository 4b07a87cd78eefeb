"""Make a package: a ZIP of a readable PDF, a JSON with the same facts, and the files as they were received.

No verb, but the way through several: between its transactions it reads the store and writes a file in the scratch
folder, piece by piece, so that memory stays the same however much there is. Who is killed on the way begins again; what
was left in the store by then is named by no row, and goes with the round that lets old packages go.
"""

import asyncio
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ExportReady
from dossier.exports.gather import Gathered, Source, gather
from dossier.exports.report import write_report
from dossier.exports.words import PackageWords
from dossier.outbox.publish import publish, tell
from dossier.resources import Resources
from dossier.storage.keys import export_key
from dossier.storage.vault import BytesMissing, Vault

PREFIX = "export-"
"""What the folder of a package on its way is called in the scratch folder."""
PIECE_BYTES = 16 * 1024 * 1024
TOPIC = "exports"
"""What screens listen to that show how far packages are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A package to be made."""

    language: str
    words: PackageWords
    begun_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    key: str
    size_bytes: int


async def make(resources: Resources, actor: Actor, export_id: UUID) -> None:
    """Make the package that was asked for; one that is made already is left alone.

    Raises StoreUnavailable and DatabaseAway: then it is made again; NissUnreadable.
    """
    asked, gathered = await _begin(resources, actor, export_id)
    if asked is None or gathered is None:
        return
    folder = resources.settings.scratch_dir
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=PREFIX) as scratch:
        package = Path(scratch) / "package.zip"
        await _write(resources.vault, actor, export_id, asked, gathered, package)
        pieces, sha256 = await _keep(resources.vault, actor, export_id, package)
    async with transaction(actor) as tx:
        finished = await tx.run(
            "UPDATE exports SET ready_at = $2, size_bytes = $3, sha256 = $4 WHERE id = $1 AND ready_at IS NULL",
            export_id,
            clock.now(),
            sum(each.size_bytes for each in pieces),
            sha256,
        )
        if finished:
            await tx.connection.executemany(
                "INSERT INTO export_pieces (export_id, centre_id, position, vault_key) VALUES ($1, $2, $3, $4)",
                [(export_id, actor.centre_id, position, each.key) for position, each in enumerate(pieces)],
            )
            await publish(tx, ExportReady(record_id=export_id, file_count=len(gathered.sources)))
            await tell(tx, TOPIC)


async def _begin(resources: Resources, actor: Actor, export_id: UUID) -> tuple[_Asked | None, Gathered | None]:
    """Say that it is begun, and since when its bytes may stand in the store; gather what goes into it."""
    now = clock.now()
    async with transaction(actor) as tx:
        row = await tx.row(
            """UPDATE exports SET begun_at = $2, expires_at = $3, files_done = 0
               WHERE id = $1 AND ready_at IS NULL RETURNING beneficiary_id, language, words::text""",
            export_id,
            now,
            now + timedelta(seconds=resources.settings.export_keep_seconds),
        )
        if row is None:
            return None, None
        gathered = await gather(tx, row["beneficiary_id"], resources.cipher)
        await tx.run("UPDATE exports SET files_total = $2 WHERE id = $1", export_id, len(gathered.sources))
        await tell(tx, TOPIC)
    words = PackageWords.read(row["words"])
    asked = _Asked(language=row["language"], words=words, begun_at=now)
    return asked, gathered


async def _write(vault: Vault, actor: Actor, export_id: UUID, asked: _Asked, gathered: Gathered, package: Path) -> None:
    """Write the ZIP: the files first, since the report says which of them could not be read."""
    with zipfile.ZipFile(package, "x") as archive:  # what comes in is packed already: pictures and PDFs
        for done, source in enumerate(gathered.sources, start=1):
            await _add(vault, archive, source)
            async with transaction(actor, durable=False) as tx:
                await tx.run("UPDATE exports SET files_done = $2 WHERE id = $1", export_id, done)
                await tell(tx, TOPIC)
        told = {"made_at": asked.begun_at.isoformat(), "language": asked.language, **gathered.facts}
        text = json.dumps(told, ensure_ascii=False, indent=2)
        await asyncio.to_thread(archive.writestr, "data.json", text, zipfile.ZIP_DEFLATED)
        report = package.with_name("report.pdf")
        await asyncio.to_thread(write_report, gathered.facts, asked.words, asked.language, asked.begun_at, report)
        await asyncio.to_thread(archive.write, report, report.name)


async def _add(vault: Vault, archive: zipfile.ZipFile, source: Source) -> None:
    """Put one file in, piece by piece; say in its facts why it is not in, where it is not."""
    if source.facts["scan"] == "infected":
        source.facts.update(name=None, infected=True)
        return
    chunks = vault.stream(source.vault_key)
    try:
        first = await anext(aiter(chunks), b"")  # before there is an entry: nothing is left of what is missing
    except BytesMissing:
        source.facts.update(name=None, missing=True)
        return
    with archive.open(source.name, "w", force_zip64=True) as entry:
        await asyncio.to_thread(entry.write, first)
        async for chunk in chunks:
            await asyncio.to_thread(entry.write, chunk)


async def _keep(vault: Vault, actor: Actor, export_id: UUID, package: Path) -> tuple[list[_Piece], str]:
    """Put the package into the store; return its pieces, and the SHA-256 of the whole."""
    whole = hashlib.sha256()
    pieces: list[_Piece] = []
    for data in _pieces(package):
        whole.update(data)
        key = export_key(actor.centre_id, export_id, len(pieces), hashlib.sha256(data).hexdigest())
        await vault.put_bytes(key, data)
        pieces.append(_Piece(key=key, size_bytes=len(data)))
    return pieces, whole.hexdigest()


def _pieces(package: Path) -> Iterator[bytes]:
    with package.open("rb") as file:
        while data := file.read(PIECE_BYTES):
            yield data
