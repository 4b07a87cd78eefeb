"""The small forms of an interview."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginningForm:
    """Whose papers, into which file; and the deposit as the page named it: a second press begins no second one."""

    deposit_id: UUID
    social_file_id: UUID
    beneficiary_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeForm:
    """What a paper is, as the worker proposes; none: nobody said."""

    type_id: UUID | None
