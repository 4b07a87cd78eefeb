"""What one types to say who one is, a screen for each."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from dossier.ids import read_number
from dossier.people.identify import NumberMistyped


def _file_number(typed: str) -> str:
    number = read_number(typed)
    if number is None:
        raise NumberMistyped
    return number


@dataclass(frozen=True, kw_only=True)
class FileNumber:
    """The number on every letter of the centre."""

    number: Annotated[str, _file_number]


@dataclass(frozen=True, kw_only=True)
class BirthDate:
    """What must fit the number."""

    birth_date: date


@dataclass(frozen=True, kw_only=True)
class ScannedCode:
    """What a scanner typed, as the screen understood it."""

    code: str
