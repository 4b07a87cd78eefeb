"""Invented Belgian papers: each kind is a code of the thesaurus, each sheet follows from its person, day and seed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pypdfium2

from demo.papers import (
    bank,
    centre,
    energy,
    eviction,
    family,
    health,
    housing,
    identity,
    income,
    legal,
    school,
    unemployment,
    work,
)
from demo.papers.sheet import Sheet
from demo.people import Language, Person

A4_MM = (210.0, 297.0)


@dataclass(frozen=True)
class Kind:
    """How a kind of paper is drawn, and on what size of sheet."""

    paint: Callable[[Sheet, Person], None]
    size_mm: tuple[float, float] = A4_MM
    corner_radius_mm: float = 0


KINDS: Mapping[str, Kind] = {
    "REV_PAIE": Kind(work.payslip),
    "REV_C4": Kind(unemployment.c4),
    "ISP_INSC": Kind(unemployment.job_seeker),
    "ISP_ETUD": Kind(school.enrolment),
    "ID_CI": Kind(identity.identity_card, identity.CARD_MM, identity.CARD_RADIUS_MM),
    "ID_SEJ": Kind(identity.residence_card, identity.CARD_MM, identity.CARD_RADIUS_MM),
    "FAM_COMP": Kind(family.household),
    "FAM_RES": Kind(family.residence),
    "SAN_CERT": Kind(health.medical_certificate, health.A5_MM),
    "SAN_FRAIS": Kind(health.till_receipt, health.TILL_MM),
    "JUR_JUGT": Kind(legal.judgment),
    "JUR_DETTE": Kind(legal.debt_demand),
    "CPAS_DEM": Kind(centre.help_request),
    "REV_BANK": Kind(bank.bank_statement),
    "REV_PENS": Kind(income.pension),
    "REV_MUT": Kind(income.sickness_benefit),
    "FAM_ALLOC": Kind(income.child_benefit),
    "LOG_BAIL": Kind(housing.rent_contract),
    "LOG_LOYER": Kind(housing.rent_receipt, (210.0, 99.0)),
    "LOG_EXP": Kind(eviction.eviction),
    "ENE_FACT": Kind(energy.yearly_bill),
    "ENE_MED": Kind(energy.cut_notice),
}


def pdf(kind: str, person: Person, language: Language, day: date, seed: int) -> bytes:
    """Draw a paper as a PDF of one page, with text that can be read out; the same bytes for the same facts."""
    sheet = Sheet(KINDS[kind].size_mm, language=language, day=day, seed=seed)
    KINDS[kind].paint(sheet, person)
    return bytes(sheet.output())


def render(
    kind: str, person: Person, language: Language, day: date, seed: int, dpi: int = 150
) -> npt.NDArray[np.uint8]:
    """Draw a paper as an image: height × width × RGB, at `dpi` dots an inch."""
    return bitmap(pdf(kind, person, language, day, seed), dpi)


def letter(person: Person, url: str, language: Language, day: date = date(2026, 3, 2)) -> bytes:
    """Draw the centre's personal letter as a PDF, with `url` as a QR code: what a kiosk or a phone identifies by."""
    sheet = Sheet(A4_MM, language=language, day=day, seed=len(url))
    centre.access_letter(sheet, person, url)
    return bytes(sheet.output())


def bitmap(document: bytes, dpi: int) -> npt.NDArray[np.uint8]:
    """Render the first page of a PDF: height × width × RGB."""
    with pypdfium2.PdfDocument(document) as pages:  # type: ignore[no-untyped-call]  # ships no types
        image: npt.NDArray[np.uint8] = pages[0].render(scale=dpi / 72, rev_byteorder=True).to_numpy()
        return image[:, :, :3].copy()
