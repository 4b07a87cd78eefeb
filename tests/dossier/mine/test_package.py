"""What one keeps of one's own documents: PDFs in a ZIP, named by day and kind, written in pieces."""

import io
import re
from datetime import date
from uuid import UUID
from zipfile import ZipFile

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.errors import NoSuchDocument
from dossier.jobs.worker import drain
from dossier.mine.package import Leaf, NothingToKeep, PackageWords, Part, as_pdf, as_zip, kept_document, kept_documents
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.desk import filed
from tests.support.mine import bound
from tests.support.requests import person_id

pytestmark = pytest.mark.people
WORDS = PackageWords(language="fr", unsaid="Document", no_picture="Pas d'image.")
FIRST = people()[0]


async def test_all_of_it_is_a_zip_of_pdfs(resources: Resources, centre_id: UUID) -> None:
    await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    await hand_over(resources, centre_id, FIRST, pages=2, types=(None, None))
    await drain(resources)
    me = bound(centre_id, await person_id(centre_id, FIRST))
    pieces = [each async for each in as_zip(resources.vault, await kept_documents(me, WORDS), WORDS)]
    assert len(pieces) > 5  # a page at a time
    archive = ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    names = archive.namelist()
    assert "2026-11-02 Fiche de paie.pdf" in names
    assert len(set(names)) == 3
    assert sum(name.endswith("Document (2).pdf") for name in names) == 1
    assert not any(FIRST.last_name in name for name in names)
    counts = sorted(_pages(archive.read(name)) for name in names)
    assert counts == [1, 2, 2]
    async with transaction(system(centre_id)) as tx:
        logged = await tx.value("SELECT count(*) FROM access_log WHERE act = 'download' AND reason = 'own_code'")
    assert logged == 3


async def test_one_of_it_is_a_pdf_that_says_which_page_has_no_picture(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, FIRST)
    me = bound(centre_id, await person_id(centre_id, FIRST))
    part = await kept_document(me, made.document_ids[0], WORDS)
    data = b"".join([each async for each in as_pdf(resources.vault, part, WORDS)])
    assert data.startswith(b"%PDF-")
    assert b"Pas d'image." in data
    with pytest.raises(NoSuchDocument):
        await kept_document(bound(centre_id, None), made.document_ids[0], WORDS)


async def test_nothing_is_told_as_such(centre_id: UUID) -> None:
    with pytest.raises(NothingToKeep):
        await kept_documents(bound(centre_id, None), WORDS)


def test_a_file_s_name_is_one_on_every_system() -> None:
    part = Part(title='A/B: "C" <d>\\e|?*.. ', on=date(2026, 1, 2), leaves=(Leaf(vault_key=None, size=(1, 1)),))
    assert part.file_name == "2026-01-02 A B C d e.pdf"


def _pages(data: bytes) -> int:
    return len(re.findall(rb"/Type/Page/", data))
