"""The printed letter: on A4, in the person's language, with a code that leads to their file, however long the list."""

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import uuid4

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader

from dossier.requests.letter import RequestLetter
from dossier.requests.pdf import LetterWords, PaperWords, letter_pdf
from tests.support.printed_codes import qr_codes

ADDRESS = "https://guichet.example/l/abc.def"
WORDS = LetterWords(
    day="Le 26/11/2026",
    title="Nous avons besoin de documents",
    greeting="Bonjour Zoé,",
    ask="Il faut des documents.",
    papers=(),
    due="Donnez-les au plus tard le 12 décembre.",
    how="Comment les remettre",
    ways=("Avec votre téléphone.", "À la borne.", "Au guichet."),
    help="Demandez à Nadia Benali.",
    keep="Ce code est à vous.",
    file="Numéro de dossier",
)


LETTER = RequestLetter(
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
    papers=(),
)
ARABIC = replace(
    WORDS,
    title="نحتاج إلى مستندات منكم",
    ask="نحتاج إلى مستندات.",
    due="آخر يوم: السبت 12 ديسمبر.",
    how="كيف تسلّمونها",
    ways=("بهاتفكم: امسحوا هذا الرمز.", "في الكشك.", "عند الشباك."),
    keep="هذا الرمز لكم وحدكم.",
    file="رقم الملف",
)


def papers(count: int, label: str, known_as: str) -> tuple[PaperWords, ...]:
    return tuple(
        PaperWords(label=f"{label} {number}", known_as=known_as, plain="Celui d’été.") for number in range(count)
    )


@pytest.mark.parametrize("count", [1, 6, 20])
def test_a_letter_says_all_of_it_and_its_code_can_be_read(count: int) -> None:
    made = letter_pdf(LETTER, replace(WORDS, papers=papers(count, "Papier n°", "")), ADDRESS)
    pages = PdfReader(BytesIO(made)).pages
    assert len(pages) <= 1 + count // 8
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for words in ("CPAS de Valmeir", "Zoé Lukaszs", "1075 Valmeir", "104434-62", WORDS.due, WORDS.keep, *WORDS.ways):
        assert words in text, words
    assert text.count("Celui d'été.") == count
    assert pages[0].mediabox.width == pytest.approx(595.3, abs=0.5)
    sheets = pypdfium2.PdfDocument(made)  # type: ignore[no-untyped-call]
    pictures = [np.asarray(page.render(scale=2).to_pil().convert("L")) for page in sheets]
    read = [found.text for picture in pictures for found in qr_codes(picture)]
    assert read == [ADDRESS]


@pytest.mark.parametrize("count", [1, 6, 20])
def test_an_arabic_letter_is_mirrored_and_its_address_stays_in_the_window(count: int) -> None:
    words = replace(ARABIC, papers=papers(count, "قسيمة الراتب", "Fiche de paie"))
    made = letter_pdf(replace(LETTER, language="ar"), words, ADDRESS)
    pages = PdfReader(BytesIO(made)).pages
    assert len(pages) <= 1 + count // 6
    text = unicodedata.normalize("NFKC", " ".join(page.extract_text() for page in pages))
    for sentence in (words.title, words.due, *words.ways, words.keep):
        assert set(sentence.replace(" ", "")) <= set(text), sentence
    assert text.count("Fiche de paie") == count, "by which an employer knows it"
    sheets = pypdfium2.PdfDocument(made)  # type: ignore[no-untyped-call]
    pictures = [np.asarray(page.render(scale=2).to_pil().convert("L")) for page in sheets]
    read = [(found, picture.shape[1]) for picture in pictures for found in qr_codes(picture)]
    assert [found.text for found, _ in read] == [ADDRESS]
    assert read[0][0].position.bottom_right.x < read[0][1] / 2, "the code is across from where lines begin"
    window = pictures[0][2 * 130 : 2 * 200]  # 46 to 70 mm from the edge
    assert np.flatnonzero((window < 128).any(axis=0)).min() > window.shape[1] / 2
