"""A person's own documents to keep: one as a PDF, all as a ZIP of PDFs, written while they are sent.

Only the picture at hand is in memory, and nothing lies on the disk.
"""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast
from uuid import UUID
from zipfile import ZipFile, ZipInfo

from dossier import clock
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.errors import NoSuchDocument
from dossier.errors import Missing
from dossier.files.pdf_book import HEIGHT, MARGIN, Book, Line
from dossier.journal.record import note_access
from dossier.mine.documents import ground_of
from dossier.storage.vault import BytesMissing, Vault

_NAME_MAX_CHARACTERS = 80
_NOT_IN_NAMES = re.compile(r"[^\w\s(),.'’-]+")


class NothingToKeep(Missing):
    """There is nothing here to download yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page."""

    vault_key: str | None  # None where no picture could be made
    size: tuple[int, int]  # in pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document."""

    title: str
    on: date
    leaves: tuple[Leaf, ...]

    @property
    def file_name(self) -> str:
        """Return what it is called among others: its day and what it is."""
        title = " ".join(_NOT_IN_NAMES.sub(" ", self.title).split())[:_NAME_MAX_CHARACTERS].rstrip(" .")
        return f"{self.on:%Y-%m-%d} {title}.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageWords:
    """What a package says, in an official language."""

    language: str
    unsaid: str  # what a document is called of which nobody said what it is
    no_picture: str


async def kept_document(actor: Actor, document_id: UUID, words: PackageWords) -> Part:
    """Return one of the actor's own documents to download; that is logged. Raises NoSuchDocument."""
    parts = await _parts(actor, words, document_id)
    if not parts:
        raise NoSuchDocument
    return parts[0]


async def kept_documents(actor: Actor, words: PackageWords) -> tuple[Part, ...]:
    """Return all of the actor's own documents to download, the newest first; each is logged. Raises NothingToKeep."""
    parts = await _parts(actor, words, None)
    if not parts:
        raise NothingToKeep
    return parts


async def as_pdf(vault: Vault, part: Part, words: PackageWords) -> AsyncIterator[bytes]:
    """Write a document as a PDF, piece after piece. Raises StoreUnavailable in the midst of it."""
    flow = _Flow()
    book = Book(cast("Any", flow), part.title)
    book.mark(part.title)
    for leaf in part.leaves:
        picture = None
        if leaf.vault_key is not None:
            try:
                picture = await vault.read(leaf.vault_key)
            except BytesMissing:
                picture = None
        if picture is None:
            book.add_text([Line(text=words.no_picture, x=MARGIN, y=HEIGHT / 2)])
        else:
            book.add_picture(picture, leaf.size, [])
        yield flow.taken()
    book.close()
    yield flow.taken()


async def as_zip(vault: Vault, parts: Sequence[Part], words: PackageWords) -> AsyncIterator[bytes]:
    """Write documents as a ZIP of PDFs, piece after piece; two of one name are numbered."""
    flow, now = _Sink(), clock.now().astimezone(BRUSSELS).timetuple()[:6]
    used: dict[str, int] = {}
    with ZipFile(cast("Any", flow), "w") as archive:
        for part in parts:
            used[part.file_name] = number = used.get(part.file_name, 0) + 1
            name = part.file_name if number == 1 else f"{part.file_name.removesuffix('.pdf')} ({number}).pdf"
            with archive.open(ZipInfo(name, now), "w", force_zip64=True) as entry:
                async for piece in as_pdf(vault, part, words):
                    entry.write(piece)
                    yield flow.taken()
        # what closes the archive is written when the block ends
    yield flow.taken()


class _Sink:
    """What is written, until it is taken. It cannot be gone back in, and says so by having no `tell`."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Hold on to it: it is taken, not flushed."""

    def taken(self) -> bytes:
        data = bytes(self._held)
        self._held.clear()
        return data


class _Flow(_Sink):
    """The same, that knows how far it has come."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def write(self, data: bytes) -> int:
        self._at += len(data)
        return super().write(data)

    def tell(self) -> int:
        return self._at


async def _parts(actor: Actor, words: PackageWords, document_id: UUID | None) -> tuple[Part, ...]:
    label = "nl" if words.language == "nl" else "fr"
    found: dict[UUID, Part] = {}
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT d.id, t.label_{label} AS title, d.document_date, d.captured_at, g.id AS page_id, r.vault_key,
                       r.width_pixels, r.height_pixels
                FROM documents d LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
                JOIN document_pages dp ON dp.document_id = d.id
                JOIN pages g ON g.id = dp.page_id AND g.laid_under IS NULL
                LEFT JOIN LATERAL (SELECT * FROM renditions r WHERE r.page_id = g.id AND r.kind = 'page'
                                   ORDER BY r.recipe_version DESC LIMIT 1) r ON true
                WHERE $1::uuid IS NULL OR d.id = $1
                ORDER BY d.captured_at DESC, d.deposit_id, d.position, dp.position""",
            document_id,
        )
        for row in rows:
            on = row["document_date"] or row["captured_at"].astimezone(BRUSSELS).date()
            part = found.get(row["id"]) or Part(title=row["title"] or words.unsaid, on=on, leaves=())
            leaf = Leaf(vault_key=row["vault_key"], size=(row["width_pixels"] or 0, row["height_pixels"] or 0))
            found[row["id"]] = replace(part, leaves=(*part.leaves, leaf))
        for each in found:
            await note_access(tx, "download", "document", each, ground_of(actor))
    return tuple(found.values())
