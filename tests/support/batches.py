"""Stacks for tests: papers, separators and blanks, as a scanner gives them; and batches read to their end."""

import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import zxingcpp
from fpdf import FPDF
from PIL import Image, ImageDraw

from dossier.batches.hand_over import hand_over
from dossier.batches.read import read_batch
from dossier.batches.take import Origin, Taken, take
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.separators import Begins, Separator
from dossier.resources import Resources
from dossier.storage.intake import receive
from dossier.storage.vault import incoming_dir
from tests.support.deposits import DRAWN

A4_MM = (210, 297)
DOCUMENT = Separator(Begins.DOCUMENT).code
BLANK = ""
_SHEET_PIXELS = (620, 877)  # 75 dpi: a code of 70 mm has more than 4 pixels a module


def sheet(words: str) -> Image.Image:
    """Draw a sheet: a separator for a text that begins `GUICHET:`, nothing for none, else lines of words."""
    drawn = Image.new("L", _SHEET_PIXELS, 255)
    if words.startswith("GUICHET:"):
        code = zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.QRCode, ec_level="Q").to_image(scale=4)
        picture = Image.fromarray(code)
        drawn.paste(picture, (30, 30))
    elif words:
        pen = ImageDraw.Draw(drawn)
        for line in range(24):
            pen.text((60, 60 + 30 * line), f"{words}, {line} - rue de la Loi 16, 1000 Bruxelles", fill=20)
    return drawn


def stack_pdf(*sheets: str) -> bytes:
    """Write a stack as a PDF, as a scanner does: a picture a page."""
    document = FPDF(format="A4")
    document.set_creation_date(DRAWN)
    for number, words in enumerate(sheets):
        document.add_page()
        data = io.BytesIO()
        sheet(words).save(data, "PNG", compress_level=1)
        document.image(data, 0, 0, *A4_MM)
        document.set_subject(str(number))
    return bytes(document.output())


def stack_tiff(*sheets: str) -> bytes:
    """Write a stack as a TIFF of one bit, as office scanners do."""
    first, *others = [sheet(each).convert("1") for each in sheets]
    data = io.BytesIO()
    first.save(data, "TIFF", save_all=True, append_images=others, compression="group4", dpi=(75, 75))
    return data.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a batch."""

    state: str
    deposits: tuple[tuple[tuple[int, ...], ...], ...]  # of each, the sheets of its documents
    aside: dict[int, str]
    waiting: tuple[int, ...]


async def taken(resources: Resources, centre_id: UUID, data: bytes, **told: object) -> Taken:
    """Take a stack in, as a scanner's folder does."""
    settings = resources.settings
    file = await receive(_whole(data), incoming_dir(settings), settings.batch_max_bytes)
    origin = Origin(source="folder", file_name="stack", **told)  # type: ignore[arg-type]
    try:
        return await take(resources, system(centre_id), file, origin)
    finally:
        file.path.unlink(missing_ok=True)


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def outcome(centre_id: UUID, batch_id: UUID) -> Outcome:
    """Return where each sheet of a batch is."""
    async with transaction(system(centre_id)) as tx:
        state = await tx.value("SELECT state FROM batches WHERE id = $1", batch_id)
        rows = await tx.rows(
            """SELECT s.number, s.reason, s.document_id, d.deposit_id FROM scanned_sheets s
               LEFT JOIN batch_documents d ON d.document_id = s.document_id
               WHERE s.batch_id = $1 ORDER BY s.number""",
            batch_id,
        )
    deposits: dict[UUID, dict[UUID, list[int]]] = {}
    for row in rows:
        if row["document_id"]:
            deposits.setdefault(row["deposit_id"], {}).setdefault(row["document_id"], []).append(row["number"])
    return Outcome(
        state=state,
        deposits=tuple(tuple(tuple(each) for each in documents.values()) for documents in deposits.values()),
        aside={row["number"]: row["reason"] for row in rows if row["reason"]},
        waiting=tuple(row["number"] for row in rows if not row["reason"] and not row["document_id"]),
    )


async def worked(resources: Resources, centre_id: UUID, sheets: Sequence[str], **told: object) -> tuple[UUID, Outcome]:
    """Take a stack in, and have its deposits received; their pages wait, which costs no time."""
    batch = await taken(resources, centre_id, stack_pdf(*sheets), **told)
    await handed_over(resources, centre_id, batch.batch_id)
    return batch.batch_id, await outcome(centre_id, batch.batch_id)


async def handed_over(resources: Resources, centre_id: UUID, batch_id: UUID) -> None:
    """Do what the worker does of a batch, but for making pages."""
    actor = system(centre_id)
    while (await outcome(centre_id, batch_id)).state == "reading":
        await read_batch(resources, actor, batch_id)
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT deposit_id FROM batch_deposits WHERE batch_id = $1", batch_id)
    for row in rows:
        await hand_over(resources, actor, row["deposit_id"])
