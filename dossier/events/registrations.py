"""What happens to documents that the centre itself makes, beside what happens to every document."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRegistered(DepositEvent):
    """An internal or outgoing document got its line in a yearly register; the record is the document."""

    social_file_id: UUID
    circuit: str  # internal or outgoing
    year: int  # of the register
    number: int  # in it
