"""The number of an enterprise in the Belgian register (BCE/KBO): ten figures, the last two of which check the others.

Code of economic law, art. III.17; royal decree of 24 June 2003: 97 less the rest of the first eight by 97.
"""

import re
from dataclasses import dataclass
from typing import Self

from dossier.errors import Refused

_PUNCTUATION = re.compile(r"[\s.\-/]")
_COUNTRY = re.compile(r"^BE", re.IGNORECASE)
_DIGITS = re.compile(r"[01][0-9]{9}")
_OLD_LENGTH = 9
_MODULUS = 97
ENTERPRISE_NUMBER_MAX_CHARACTERS = 20


class EnterpriseNumberMalformed(Refused):
    """An enterprise number has ten figures, as 0123.456.749. Read it again from the letterhead."""


class EnterpriseNumberMistyped(Refused):
    """There is a typing error in this enterprise number. Read it again from the letterhead."""


@dataclass(frozen=True, slots=True)
class EnterpriseNumber:
    """A number whose check digits are right."""

    digits: str

    def __post_init__(self) -> None:
        if _DIGITS.fullmatch(self.digits) is None:
            raise EnterpriseNumberMalformed
        if _MODULUS - int(self.digits[:8]) % _MODULUS != int(self.digits[8:]):
            raise EnterpriseNumberMistyped

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number as a person wrote it: with `BE`, spaces and dots, or without the nought that old ones lack.

        Raises EnterpriseNumberMalformed, EnterpriseNumberMistyped.
        """
        digits = _COUNTRY.sub("", _PUNCTUATION.sub("", text))
        return cls(digits.zfill(_OLD_LENGTH + 1) if len(digits) == _OLD_LENGTH else digits)

    @property
    def formatted(self) -> str:
        """Return `0123.456.749`, as letterheads print it."""
        d = self.digits
        return f"{d[:4]}.{d[4:7]}.{d[7:]}"
