"""The printed letter: on A4, in the person's language, with a code that leads to their file, however long the list."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from dossier.requests.letter import LetterPaper, RequestLetter
from dossier.requests.pdf import LetterWords, letter_pdf

ADDRESS = "https://guichet.example/l/abc.def"
WORDS = LetterWords(
    day="Le 26/11/2026",
    title="Nous avons besoin de documents",
    greeting="Bonjour Zoé,",
    ask="Il faut des documents.",
    due="Donnez-les au plus tard le 12 décembre.",
    how="Comment les remettre",
    ways=("Avec votre téléphone.", "À la borne.", "Au guichet."),
    help="Demandez à Nadia Benali.",
    keep="Ce code est à vous.",
    file="Numéro de dossier",
)


def letter(count: int) -> RequestLetter:
    return RequestLetter(
        social_file_id=uuid4(),
        file_number="104434-62",
        first_name="Zoé",
        last_name="Łukaszş",
        street="Rue du Puits 14",
        postcode="1075",
        town="Valmeir",
        centre_fr="CPAS de Valmeir",
        centre_nl="OCMW van Valmeir",
        worker="Nadia Benali",
        language="fr",
        note="",
        due_on=date(2026, 12, 12),
        written_on=date(2026, 11, 26),
        is_reminder=False,
        papers=tuple(LetterPaper(label=f"Papier n° {number}", plain="Celui d’été.") for number in range(count)),
    )


@pytest.mark.parametrize("count", [1, 6, 20])
def test_a_letter_says_all_of_it_and_its_code_can_be_read(count: int) -> None:
    made = letter_pdf(letter(count), WORDS, ADDRESS)
    pages = PdfReader(BytesIO(made)).pages
    assert len(pages) <= 1 + count // 8
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for words in ("CPAS de Valmeir", "Zoé Lukaszs", "1075 Valmeir", "104434-62", WORDS.due, WORDS.keep, *WORDS.ways):
        assert words in text, words
    assert text.count("Celui d'été.") == count
    assert pages[0].mediabox.width == pytest.approx(595.3, abs=0.5)
    sheets = pypdfium2.PdfDocument(made)  # type: ignore[no-untyped-call]
    pictures = [np.asarray(page.render(scale=2).to_pil().convert("L")) for page in sheets]
    read = [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]
    assert read == [ADDRESS]
