"""Make a bundle: cover, contents, then each page with its number; in constant memory, whatever it holds."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import BundleMade
from dossier.files.bundles import Bundle, NoSuchBundle, bundle_in
from dossier.files.pdf_book import HEIGHT, MARGIN, WIDTH, Book, Line, fitted
from dossier.outbox.publish import publish
from dossier.resources import Resources
from dossier.storage.vault import BytesMissing

CONTENTS_LINES = 34
"""Documents on a page of the contents."""
_TOLD_EVERY_PAGES = 10
_WORDS = {
    "fr": {
        "title": "Dossier social",
        "contents": "Table des matières",
        "made": "Fait le",
        "documents": "Documents",
        "pages": "Pages",
        "page": "Page",
        "of": "sur",
        "unsaid": "Document sans nature",
        "no_picture": "Cette page n'a pas d'image. Le fichier reçu est conservé.",
    },
    "nl": {
        "title": "Sociaal dossier",
        "contents": "Inhoud",
        "made": "Gemaakt op",
        "documents": "Documenten",
        "pages": "Pagina's",
        "page": "Pagina",
        "of": "van",
        "unsaid": "Document zonder aard",
        "no_picture": "Deze pagina heeft geen beeld. Het ontvangen bestand wordt bewaard.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """One page to show."""

    vault_key: str | None  # None where no picture could be made
    size: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One document of the bundle."""

    title: str
    on: date
    leaves: tuple[_Leaf, ...]


async def make_bundle(resources: Resources, actor: Actor, bundle_id: UUID) -> None:
    """Make the PDF of a bundle and keep it for its time; one that is over, or made already, is left alone.

    Raises StoreUnavailable, after which it is made again from its beginning.
    """
    try:
        async with transaction(actor) as tx:
            asked = await bundle_in(tx, bundle_id, None)
    except NoSuchBundle:
        return
    if asked.size_bytes is not None:
        return
    parts, centre, holder = await _parts(actor, asked)
    resources.settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=resources.settings.scratch_dir, prefix="bundle-") as folder:
        path = Path(folder) / "bundle.pdf"
        await _write(resources, actor, asked, parts, (centre, holder), path)
        with path.open("rb") as file:
            sha256 = file_digest(file, "sha256").hexdigest()
        await resources.vault.delete(asked.vault_key)  # of a job that was killed: no row told of it yet
        await resources.vault.put(asked.vault_key, path, sha256)
        size_bytes = path.stat().st_size
    async with transaction(actor) as tx:
        if await tx.run(
            "UPDATE bundles SET size_bytes = $2, pages_done = page_count WHERE id = $1 AND size_bytes IS NULL",
            bundle_id,
            size_bytes,
        ):
            await publish(tx, BundleMade(record_id=bundle_id, size_bytes=size_bytes))


async def _write(
    resources: Resources, actor: Actor, asked: Bundle, parts: Sequence[_Part], names: tuple[str, str], path: Path
) -> None:
    words = _WORDS["nl" if asked.language == "nl" else "fr"]
    contents = -(-len(parts) // CONTENTS_LINES)
    total = 1 + contents + sum(len(part.leaves) for part in parts)
    with path.open("wb") as file:
        book = Book(file, f"{words['title']} {asked.file_number}")
        book.add_text(_cover(asked, names, words, len(parts)))
        starts, at = [], 2 + contents
        for part in parts:
            starts.append(at)
            at += len(part.leaves)
        listed = list(zip(parts, starts, strict=True))
        for begin in range(0, len(listed), CONTENTS_LINES):
            number = 2 + begin // CONTENTS_LINES
            foot = _foot(asked, words, number, total)
            book.add_text([*_contents(listed[begin : begin + CONTENTS_LINES], begin, words), *foot])
        number, done = 1 + contents, 0
        for part in parts:
            book.mark(f"{part.title}, {part.on:%d/%m/%Y}")
            for leaf in part.leaves:
                number, done = number + 1, done + 1
                await _add(resources, book, leaf, _foot(asked, words, number, total), words)
                if done % _TOLD_EVERY_PAGES == 0:
                    await _tell(actor, asked.id, done)
        book.close()


async def _add(resources: Resources, book: Book, leaf: _Leaf, foot: list[Line], words: dict[str, str]) -> None:
    if leaf.vault_key is not None:
        try:
            book.add_picture(await resources.vault.read(leaf.vault_key), leaf.size, foot)
        except BytesMissing:
            pass
        else:
            return
    book.add_text([Line(text=words["no_picture"], x=MARGIN, y=HEIGHT / 2), *foot])


async def _tell(actor: Actor, bundle_id: UUID, done: int) -> None:
    async with transaction(actor, durable=False) as tx:
        await tx.run("UPDATE bundles SET pages_done = $2 WHERE id = $1", bundle_id, done)


async def _parts(actor: Actor, asked: Bundle) -> tuple[list[_Part], str, str]:
    """Return the documents in their order, the centre's name, and whose file it is."""
    label = "nl" if asked.language == "nl" else "fr"
    async with transaction(actor) as tx:
        names = await tx.row(
            f"""SELECT c.name_{label} AS centre, (SELECT b.last_name || ' ' || b.first_name FROM social_file_members m
                    JOIN beneficiaries b ON b.id = m.beneficiary_id WHERE m.social_file_id = f.id
                    ORDER BY m.role = 'holder' DESC, b.id LIMIT 1) AS holder
                FROM social_files f JOIN centres c ON c.id = f.centre_id WHERE f.id = $1""",
            asked.social_file_id,
        )
        documents = await tx.rows(
            f"""SELECT d.id, t.label_{label} AS title, d.document_date, d.captured_at
                FROM bundle_documents x JOIN documents d ON d.id = x.document_id
                LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
                WHERE x.bundle_id = $1 ORDER BY x.position""",
            asked.id,
        )
        pages = await tx.rows(
            """SELECT x.document_id, r.vault_key, r.width_pixels, r.height_pixels
               FROM bundle_documents x JOIN document_pages dp ON dp.document_id = x.document_id
               JOIN pages g ON g.id = dp.page_id AND g.laid_under IS NULL
               LEFT JOIN LATERAL (SELECT * FROM renditions r WHERE r.page_id = g.id AND r.kind = 'page'
                                  ORDER BY r.recipe_version DESC LIMIT 1) r ON true
               WHERE x.bundle_id = $1 ORDER BY x.position, dp.position""",
            asked.id,
        )
    assert names is not None
    of_document: dict[UUID, list[_Leaf]] = {}
    for row in pages:
        size = (row["width_pixels"] or 0, row["height_pixels"] or 0)
        of_document.setdefault(row["document_id"], []).append(_Leaf(vault_key=row["vault_key"], size=size))
    parts = [
        _Part(
            title=row["title"] or _WORDS[label]["unsaid"],
            on=row["document_date"] or row["captured_at"].astimezone(BRUSSELS).date(),
            leaves=tuple(of_document.get(row["id"], ())),
        )
        for row in documents
    ]
    return parts, names["centre"], names["holder"] or ""


def _cover(asked: Bundle, names: tuple[str, str], words: dict[str, str], documents: int) -> list[Line]:
    centre, holder = names
    made = f"{words['made']} {clock.now().astimezone(BRUSSELS):%d/%m/%Y}"
    counts = f"{words['documents']}: {documents}   {words['pages']}: {asked.page_count}"
    top = HEIGHT - 4 * MARGIN
    return [
        Line(text=centre, x=MARGIN, y=HEIGHT - 2 * MARGIN, size=12),
        Line(text=words["title"], x=MARGIN, y=top - 60, size=16),
        Line(text=fitted(holder, WIDTH - 2 * MARGIN, 28), x=MARGIN, y=top - 100, size=28, bold=True),
        Line(text=asked.file_number, x=MARGIN, y=top - 132, size=18),
        Line(text=counts, x=MARGIN, y=top - 180, size=12),
        Line(text=made, x=MARGIN, y=top - 200, size=12),
    ]


def _contents(listed: Sequence[tuple[_Part, int]], before: int, words: dict[str, str]) -> list[Line]:
    lines = [Line(text=words["contents"], x=MARGIN, y=HEIGHT - 2 * MARGIN, size=18, bold=True)]
    for at, (part, start) in enumerate(listed):
        y = HEIGHT - 3 * MARGIN - 20 * at
        title = fitted(part.title, WIDTH - 2 * MARGIN - 190, 11)
        lines += [
            Line(text=f"{before + at + 1}.", x=MARGIN, y=y),
            Line(text=title, x=MARGIN + 28, y=y),
            Line(text=f"{part.on:%d/%m/%Y}", x=WIDTH - MARGIN - 130, y=y),
            Line(text=str(start), x=WIDTH - MARGIN, y=y, to_end=True),
        ]
    return lines


def _foot(asked: Bundle, words: dict[str, str], number: int, total: int) -> list[Line]:
    said = f"{words['page']} {number} {words['of']} {total}"
    return [
        Line(text=asked.file_number, x=MARGIN, y=16, size=9),
        Line(text=said, x=WIDTH - MARGIN, y=16, size=9, to_end=True),
    ]
