"""What a paper can be, as a depositor says it by picture: the tiles of the portal and the kiosk."""

from dataclasses import dataclass

from dossier.thesaurus.queries import PICTURES
from web.catalogues import mark
from web.forms import NotAChoice

UNKNOWN = "unknown"
"""What the tile "I don't know" says."""


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


def read_picture(typed: str) -> str:
    """Read which tile was touched, "I don't know" among them. Raises NotAChoice."""
    if typed != UNKNOWN and typed not in PICTURES:
        raise NotAChoice
    return typed
