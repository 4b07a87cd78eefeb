"""Of whom, or of what, a phone tells."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A person, or a deposit that nobody identified for: one of the two."""

    beneficiary_id: UUID | None = None
    deposit_id: UUID | None = None
