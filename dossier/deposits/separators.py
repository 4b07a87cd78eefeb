"""The codes of separators: sheets between others in a stack, which say what begins behind them.

That a document begins, anybody may say: such a sheet is not signed, and can be copied as often as one likes. Whose the
sheets behind it are, or of which type, only we say.
"""

from dataclasses import dataclass
from typing import Literal, Self
from uuid import UUID

from dossier import signing

PURPOSE = "separator"
MARK = "GUICHET:SEP:"


@dataclass(frozen=True, slots=True)
class Separator:
    """What begins behind a separator."""

    begins: Literal["document", "envelope", "person", "type"]
    id: UUID | None = None  # of the person, or of the type

    @classmethod
    def read(cls, says: str) -> Self | None:
        """Read back what `says` told; None for what no separator of ours says."""
        if says.isdecimal():  # whoever printed unsigned ones may have numbered them
            return cls("document")
        begins, _, told = says.partition(".")
        if begins not in {"envelope", "person", "type"} or bool(told) != (begins in {"person", "type"}):
            return None
        try:
            return cls(begins, UUID(hex=told) if told else None)  # type: ignore[arg-type] # one of the three
        except ValueError:
            return None

    @property
    def says(self) -> str:
        """Return it as its code tells it."""
        if self.begins == "document":
            return "1"
        return f"{self.begins}.{self.id.hex}" if self.id else self.begins

    @property
    def code(self) -> str:
        """Return the text that its code holds."""
        return MARK + (self.says if self.begins == "document" else signing.sign(PURPOSE, self.says))
