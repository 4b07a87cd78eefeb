"""What a receipt signs holds, and holds nothing else; its code can be read; its PDF says its number."""

import unicodedata
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray
from pypdf import PdfReader

from dossier import signing
from dossier.receipts import qr
from dossier.receipts.pdf import ReceiptWords, receipt_pdf
from dossier.receipts.queries import Receipt
from dossier.receipts.statement import SignedOriginal, Statement, read_statement

FIRST, SECOND = (SignedOriginal(sha256=digit * 64, page_count=2) for digit in "ab")


def read_code(image: NDArray[np.generic]) -> str:
    found = zxingcpp.read_barcode(image)
    assert found is not None
    return found.text


def statement(*originals: SignedOriginal) -> Statement:
    return Statement(number="26-000001-78", issued_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC), originals=originals)


def test_a_statement_reads_back_and_a_changed_one_does_not() -> None:
    said = statement(FIRST, SECOND)
    assert read_statement(said.signed()) == said
    body, dot, signature = said.signed().rpartition(".")
    with pytest.raises(signing.BadToken):
        read_statement(body[:-1] + ("A" if body[-1] != "A" else "B") + dot + signature)


def test_the_digest_is_of_the_files_whatever_their_order() -> None:
    assert statement(FIRST, SECOND).content_digest == statement(SECOND, FIRST).content_digest
    assert statement(FIRST).content_digest != statement(SECOND).content_digest


def test_a_code_is_read_as_it_was_written() -> None:
    address = "https://guichet.example.org/r/" + signing.sign("receipt", "26-000001-78")
    dark = np.pad(qr.modules(address), qr.QUIET_MODULES)
    image = np.kron(np.where(dark, 0, 255).astype(np.uint8), np.ones((4, 4), np.uint8))
    assert read_code(image) == address


def test_the_pdf_says_the_number_the_hashes_and_the_address() -> None:
    said = statement(FIRST, SECOND)
    receipt = Receipt(
        id=uuid4(),
        deposit_id=uuid4(),
        number=said.number,
        issued_at=said.issued_at,
        content_digest=said.content_digest,
        statement=said,
        centre_fr="CPAS",
        centre_nl="OCMW",
        kept_numbers=(2,),
    )
    words = ReceiptWords(
        language="fr",
        centre="CPAS",
        title="Accusé de réception",
        received_at="Reçu mardi.",
        pages="4 pages.",
        promise="Gardé.",
        follow="Scannez.",
        originals="Fichiers :",
        line="Fichier {position}, {pages} pages",
        digest="Ensemble :",
        kept="Papiers que nous gardons : 2.",
    )
    written = receipt_pdf(receipt, words, "https://guichet.example.org/r/x")
    text = PdfReader(BytesIO(written)).pages[0].extract_text()
    for expected in (
        said.number,
        "Accusé de réception",
        "Papiers que nous gardons : 2.",
        FIRST.sha256,
        SECOND.sha256,
        said.content_digest,
    ):
        assert expected in text.replace("\n", "")
    picture = pypdfium2.PdfDocument(written)[0].render(scale=2).to_numpy()  # type: ignore[no-untyped-call]  # no types
    assert read_code(picture) == "https://guichet.example.org/r/x"


@pytest.mark.parametrize(
    ("language", "title"), [("ar", "وصل استلام"), ("uk", "Підтвердження"), ("tr", "Alındı belgeşi"), ("ro", "Dovadă ț")]
)
def test_the_pdf_has_the_letters_of_the_language(language: str, title: str) -> None:
    said = statement(FIRST)
    receipt = Receipt(
        id=uuid4(),
        deposit_id=uuid4(),
        number=said.number,
        issued_at=said.issued_at,
        content_digest=said.content_digest,
        statement=said,
        centre_fr="CPAS",
        centre_nl="OCMW",
        kept_numbers=(),
    )
    words = ReceiptWords(language=language, title=title, **dict.fromkeys(_OTHER_WORDS, title))
    written = receipt_pdf(receipt, words, "https://guichet.example.org/r/x")
    text = unicodedata.normalize("NFKC", PdfReader(BytesIO(written)).pages[0].extract_text())
    assert set(title.replace(" ", "")) <= set(text)
    assert said.number in text
    assert len(written) < 40_000
    picture = pypdfium2.PdfDocument(written)[0].render(scale=2).to_numpy()  # type: ignore[no-untyped-call]  # no types
    assert read_code(picture) == "https://guichet.example.org/r/x"


_OTHER_WORDS = ("centre", "received_at", "pages", "promise", "follow", "originals", "line", "digest")
