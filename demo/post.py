"""The demo's post of today: a stack of three envelopes, scanned with separators between them, and what was counted."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import numpy as np

from demo import accounts
from demo.actors import day_of_papers
from demo.camera import scan
from demo.papers import bitmap, render
from demo.people import Person, people
from dossier import clock
from dossier.batches.bound import bind
from dossier.batches.printing import PrintedSheet, sheets_pdf
from dossier.batches.take import Origin, take
from dossier.database.actor import system
from dossier.deposits.separators import Begins, Separator
from dossier.jobs.worker import drain
from dossier.people.identify import identify
from dossier.people.staff import sign_in
from dossier.resources import Resources
from dossier.storage.intake import receive
from dossier.storage.vault import incoming_dir

SCANNED_BY = "ines.moreau"
HOURS_AGO = 0.4
_DPI = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One envelope of the stack."""

    person: int | None  # whose separator lies before it; None: nobody knew whose it is
    documents: tuple[tuple[str, ...], ...]  # of each, the kinds of its sheets


STACK = (
    Envelope(person=11, documents=(("LOG_BAIL", "LOG_BAIL"), ("LOG_LOYER",))),
    Envelope(person=None, documents=(("JUR_DETTE",), ("ENE_FACT",))),
    Envelope(person=17, documents=(("REV_PENS",), ("REV_BANK",), ("SAN_CERT",))),
)


async def scan_post(resources: Resources, centre_id: UUID) -> None:
    """Scan the stack, and take it in as an upload of the scan section."""
    worker = (await sign_in(centre_id, SCANNED_BY, accounts.PASSWORD)).actor
    sheets = [each for envelope in STACK for each in await _sheets(centre_id, envelope)]
    stack = await asyncio.to_thread(_scanned, sheets)
    file = await receive(_whole(stack), incoming_dir(resources.settings), len(stack))
    origin = Origin(source="upload", file_name="courrier-1.pdf", typed_count=len(sheets), both_sides=False)
    try:
        with clock.moved(timedelta(hours=-HOURS_AGO)):
            await take(resources, worker, file, origin)
            await drain(resources)
    finally:
        file.path.unlink(missing_ok=True)


async def _sheets(centre_id: UUID, envelope: Envelope) -> list[np.ndarray]:
    """Draw an envelope's sheets: its separator, then its documents with a separator between two of them."""
    opens, title = Separator(Begins.ENVELOPE), "Nouvelle personne"
    person = people()[envelope.person or 0]
    if envelope.person is not None:
        found = await identify(system(centre_id), accounts.file_of(person), person.birth_date)
        opens, title = Separator(Begins.PERSON, found.beneficiary_id), person.name
    drawn = [_separator(opens, title)]
    for number, kinds in enumerate(envelope.documents):
        if number:
            drawn.append(_separator(Separator(Begins.DOCUMENT), "Nouveau document"))
        drawn += [_paper(kind, person, 10 * number + sheet) for sheet, kind in enumerate(kinds)]
    return drawn


def _scanned(sheets: list[np.ndarray]) -> bytes:
    """Scan sheets, as a PDF of a picture each."""
    with tempfile.TemporaryDirectory() as folder:
        pictures = [Path(folder, f"{number}.jpg") for number in range(len(sheets))]
        for number, (path, sheet) in enumerate(zip(pictures, sheets, strict=True)):
            path.write_bytes(scan(sheet, 9000 + number).jpeg)
        stack = Path(folder, "stack.pdf")
        bind(pictures, _DPI, stack)
        return stack.read_bytes()


def _separator(separator: Separator, title: str) -> np.ndarray:
    return bitmap(sheets_pdf(title, [PrintedSheet(code=separator.code, title=title, words=())]), _DPI)


def _paper(kind: str, person: Person, seed: int) -> np.ndarray:
    """Draw a sheet of A4, as a feeder gives every paper that is no larger."""
    whole = np.full((round(297 / 25.4 * _DPI), round(210 / 25.4 * _DPI), 3), 255, np.uint8)
    page = render(kind, person, person.language, day_of_papers(), seed, _DPI)
    rows, columns = min(page.shape[0], whole.shape[0]), min(page.shape[1], whole.shape[1])
    whole[:rows, :columns] = page[:rows, :columns]
    return whole


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data
