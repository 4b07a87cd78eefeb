"""The words and drawings of a deposit: what a paper can be, what is wrong with a photo, and what to do then."""

from dataclasses import dataclass

from web.catalogues import mark


@dataclass(frozen=True, slots=True)
class Tile:
    """A choice by picture."""

    picture: str  # as `thesaurus.queries.PICTURES` calls it
    drawing: str  # in `static/img/papers.svg`
    label: str


TILES = (
    Tile("identity_card", "identity", mark("Identity card")),
    Tile("residence_permit", "residence", mark("Residence card")),
    Tile("household", "family", mark("Household composition")),
    Tile("payslip", "payslip", mark("Payslip")),
    Tile("unemployment", "unemployment", mark("Unemployment (C4)")),
    Tile("bank_statement", "bank", mark("Bank statement")),
    Tile("pension", "pension", mark("Pension")),
    Tile("rent_contract", "rent", mark("Rent contract")),
    Tile("energy_bill", "energy", mark("Gas, electricity, water")),
    Tile("medical_certificate", "medical", mark("Medical certificate")),
    Tile("medical_costs", "invoice", mark("Doctor or pharmacy costs")),
    Tile("school", "school", mark("School or studies")),
    Tile("court", "court", mark("Court or bailiff")),
)
DRAWING_OF = {tile.picture: tile.drawing for tile in TILES}


@dataclass(frozen=True, slots=True)
class FaultWords:
    """What is wrong with a photo, and what helps."""

    sentence: str
    advice: str


FAULTS = {
    "blur": FaultWords(mark("This photo is not sharp."), mark("Hold the phone still, and take it again.")),
    "dark": FaultWords(mark("This photo is too dark."), mark("Go to a window or a lamp, and take it again.")),
    "glare": FaultWords(mark("A light shines on the paper."), mark("Move a little aside, and take it again.")),
    "cut_off": FaultWords(mark("A part of the paper is missing."), mark("Show all four corners, and take it again.")),
    "too_far": FaultWords(mark("The paper is too far away."), mark("Come closer, and take it again.")),
    "upside_down": FaultWords(mark("The page is not the right way up."), mark("Turn it with the button.")),
    "blank": FaultWords(mark("We see an empty page."), mark("Turn the paper over, or remove the page.")),
    "not_a_document": FaultWords(mark("We see no paper here."), mark("Lay the paper flat, and take it again.")),
}
