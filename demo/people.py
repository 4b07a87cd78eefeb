"""The fictional beneficiaries of the demo, as papers need them."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["fr", "nl"]

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A beneficiary who does not exist."""

    niss: str
    """Eleven digits, check digits right."""
    first_name: str
    last_name: str
    birth_date: date
    gender: Literal["f", "m"]
    language: Language
    email: str
    phone: str
    street: str
    postcode: str
    town: str

    @property
    def name(self) -> str:
        """Return the first and the last name, in that order."""
        return f"{self.first_name} {self.last_name}"

    @property
    def niss_written(self) -> str:
        """Return the NISS as papers print it: `YY.MM.DD-SSS.CC`."""
        digits = self.niss
        return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def read_people(path: Path) -> list[Person]:
    """Read a `people.csv` that is known to be right."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_person(row) for row in csv.DictReader(lines)]


@cache
def people() -> tuple[Person, ...]:
    """Return the demo's forty beneficiaries, in the order of their file."""
    return tuple(read_people(DATA / "people.csv"))


def _person(row: dict[str, str]) -> Person:
    return Person(
        niss=row["niss"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        birth_date=date.fromisoformat(row["birth_date"]),
        gender="f" if row["gender"] == "f" else "m",
        language="nl" if row["language"] == "nl" else "fr",
        email=row["email"],
        phone=row["phone"],
        street=row["street"],
        postcode=row["postcode"],
        town=row["town"],
    )
