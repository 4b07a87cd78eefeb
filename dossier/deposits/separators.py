"""The codes of separators: sheets between others in a stack, which say what begins behind them.

That a document begins, anybody may say: such a sheet is not signed, and can be copied as often as one likes. Whose the
sheets behind it are, or of which type, only we say.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from dossier import signing

PURPOSE = "separator"
MARK = "GUICHET:SEP:"
_UNSIGNED = "1"


class Begins(StrEnum):
    """What begins behind a separator."""

    DOCUMENT = "document"  # of the same deposit
    ENVELOPE = "envelope"  # a deposit of somebody else, nobody knows whose
    PERSON = "person"  # a deposit of this person
    TYPE = "type"  # a document of this type, of the same deposit


_OF_SOME = frozenset({Begins.PERSON, Begins.TYPE})
"""What a separator names something by."""


@dataclass(frozen=True, slots=True)
class Separator:
    """What a separator says."""

    begins: Begins
    id: UUID | None = None  # of the person, or of the type

    @classmethod
    def read(cls, says: str) -> Self | None:
        """Read back what `says` told; None for what no separator of ours says."""
        if says.isdecimal():  # whoever printed unsigned ones may have numbered them
            return cls(Begins.DOCUMENT)
        word, _, told = says.partition(".")
        try:
            begins = Begins(word)
            found = cls(begins, UUID(hex=told) if told else None)
        except ValueError:
            return None
        return found if begins is not Begins.DOCUMENT and bool(told) == (begins in _OF_SOME) else None

    @property
    def says(self) -> str:
        """Return it as its code tells it."""
        if self.begins is Begins.DOCUMENT:
            return _UNSIGNED
        return f"{self.begins}.{self.id.hex}" if self.id else str(self.begins)

    @property
    def code(self) -> str:
        """Return the text that its code holds."""
        return MARK + (self.says if self.begins is Begins.DOCUMENT else signing.sign(PURPOSE, self.says))
