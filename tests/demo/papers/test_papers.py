"""Papers are drawn the same each time, in both languages, and say what their kind says."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from demo.papers import KINDS, bitmap, letter, pdf, render
from demo.people import Language, people

DAY = date(2026, 3, 9)
THESAURUS = Path(__file__).parents[3] / "dossier" / "thesaurus" / "seed.csv"


def text_of(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as pages:  # type: ignore[no-untyped-call]  # ships no types
        assert len(pages) == 1
        return " ".join(pages[0].get_textpage().get_text_bounded().split())


def test_every_kind_is_a_code_of_the_thesaurus() -> None:
    with THESAURUS.open(encoding="utf-8", newline="") as lines:
        codes = {row["code"] for row in csv.DictReader(lines)}
    assert set(KINDS) <= codes


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_the_same_for_the_same_facts_and_another_for_another_seed(kind: str) -> None:
    person = people()[4]
    assert pdf(kind, person, "fr", DAY, 7) == pdf(kind, person, "fr", DAY, 7)
    assert pdf(kind, person, "fr", DAY, 7) != pdf(kind, person, "fr", DAY, 8)


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_names_its_person_and_has_ink_within_its_edges(kind: str, language: Language) -> None:
    person = people()[3]
    image = render(kind, person, language, DAY, 1, dpi=40)
    width_mm, height_mm = KINDS[kind].size_mm
    assert image.shape[0] / image.shape[1] == pytest.approx(height_mm / width_mm, abs=0.02)
    assert 0.01 < (image.min(axis=2) < 140).mean() < 0.6
    edge = np.concatenate([image[-1], image[:, 0], image[:, -1]])
    assert (edge.max(axis=1) < 80).mean() < 0.06, "text runs off the sheet"
    assert person.last_name.casefold() in text_of(pdf(kind, person, language, DAY, 1)).casefold()


@pytest.mark.parametrize("kind", ["REV_PAIE", "REV_C4", "FAM_COMP", "ID_CI", "REV_PENS"])
def test_official_papers_carry_the_national_number(kind: str) -> None:
    person = people()[0]
    assert person.niss_written in text_of(pdf(kind, person, "fr", DAY, 2))


def test_letters_that_the_printer_lacks_are_folded() -> None:
    turkish = next(person for person in people() if person.last_name == "Yıldız")
    assert "Yildiz" in text_of(pdf("REV_PAIE", turkish, "fr", DAY, 1))


def test_the_two_languages_say_the_same_with_other_words() -> None:
    person = people()[0]
    assert "NET À PAYER" in text_of(pdf("REV_PAIE", person, "fr", DAY, 1))
    assert "NETTOLOON" in text_of(pdf("REV_PAIE", person, "nl", DAY, 1))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_letter_bears_its_link_and_no_national_number(language: Language) -> None:
    person, url = people()[0], "https://guichet.example.org/acces/MDE5M2Y3.x7Kd_0aQ"
    document = letter(person, url, language)
    codes = zxingcpp.read_barcodes(bitmap(document, 100))
    assert [code.text for code in codes] == [url]
    assert person.niss_written not in text_of(document)
    assert person.name in text_of(document)


def test_a_bill_can_be_paid_by_its_code() -> None:
    codes = zxingcpp.read_barcodes(render("ENE_FACT", people()[0], "fr", DAY, 3))
    assert codes[0].text.startswith("BCD\n002\n1\nSCT\n")
    iban = codes[0].text.splitlines()[6]
    assert int(iban[4:] + "1114" + iban[2:4]) % 97 == 1
