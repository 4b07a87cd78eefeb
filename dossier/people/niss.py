"""The Belgian national register number (NISS/INSZ), whose digits never show unless asked for by name.

`YYMMDD SSS CC`: birth date, serial (odd for men, even for women), check digits. Royal decree of 3 April 1984 for the
register; *bis* numbers (royal decree of 8 February 1991) add 20 or 40 to the month.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Self

from dossier import clock
from dossier.errors import Refused

_PUNCTUATION = re.compile(r"[\s.\-/_·]")
_DIGITS = re.compile(r"[0-9]{11}")
_BIS_STEP = 20
_MONTH_END = 3 * _BIS_STEP
_MONTHS, _DAYS = 12, 31


class NissMistyped(Refused):
    """There is a typing error in this national register number. Read it again from the identity card."""


class NissMalformed(NissMistyped):
    """A national register number has 11 digits. Read it again from the identity card."""


@dataclass(frozen=True, slots=True)
class NISS:
    """A number whose check digits are right. Prints as `NISS(…)`, so that no log, error or page leaks it."""

    digits: str = field(repr=False)

    def __post_init__(self) -> None:
        if _DIGITS.fullmatch(self.digits) is None:
            raise NissMalformed
        month, day = int(self.digits[2:4]), int(self.digits[4:6])
        possible = month < _MONTH_END and month % _BIS_STEP <= _MONTHS and day <= _DAYS
        if not possible or _century(self.digits) is None:
            raise NissMistyped

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number as a person wrote it, with any spaces, dots and hyphens.

        Raises NissMalformed where it has not 11 digits, NissMistyped where its check digits or its date cannot be.
        """
        return cls(_PUNCTUATION.sub("", text))

    def __repr__(self) -> str:
        return "NISS(…)"

    __str__ = __repr__

    @property
    def formatted(self) -> str:
        """Return `YY.MM.DD-SSS.CC`, as the identity card prints it: for the one screen that asks for it."""
        d = self.digits
        return f"{d[:2]}.{d[2:4]}.{d[4:6]}-{d[6:9]}.{d[9:]}"

    @property
    def masked(self) -> str:
        """Return the number with all but its check digits hidden: they tell neither birth date nor sex."""
        return f"••.••.••-•••.{self.digits[9:]}"

    @property
    def is_bis(self) -> bool:
        """Say whether the person is known to social security, but not (yet) in the national register."""
        return int(self.digits[2:4]) >= _BIS_STEP

    @property
    def sex(self) -> Literal["f", "m"] | None:
        """Return what the serial says; None for a bis number made (month + 20) before the sex was known."""
        if int(self.digits[2:4]) // _BIS_STEP == 1:
            return None
        return "m" if int(self.digits[6:9]) % 2 else "f"

    @property
    def birth_date(self) -> date | None:
        """Return the date of birth; None where the number was given out without a known one.

        A month of 00 means that it was not known, or that its serials were used up; so does a day that no month has.
        """
        century, month, day = _century(self.digits), int(self.digits[2:4]) % _BIS_STEP, int(self.digits[4:6])
        if century is None or month == 0:
            return None
        year = century + int(self.digits[:2])
        return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _century(digits: str) -> Literal[1900, 2000] | None:
    """Return the century whose check digits fit, None where neither does or the birth would be still to come.

    The two differ by 2,000,000,000 mod 97 = 68, so that never both fit.
    """
    first_nine, check = int(digits[:9]), int(digits[9:])
    if 97 - first_nine % 97 == check:
        return 1900
    if 97 - (2_000_000_000 + first_nine) % 97 == check and 2000 + int(digits[:2]) <= clock.now().year:
        return 2000
    return None
