"""Where the paper of a document lies that the centre keeps, beside whatever else is told of the document."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

KEPT_AT = """coalesce((SELECT json_agg(json_build_object('id', k.id, 'place', k.place) ORDER BY k.kept_at)
    FROM kept_papers k
    WHERE k.deposit_id = d.deposit_id AND k.state = 'kept' AND document_of_paper(k.id) = d.id), '[]')"""
"""SQL over documents `d`: what `read_kept_at` reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAt:
    """A paper that is kept, and where."""

    id: UUID
    place: str


def read_kept_at(told: str) -> tuple[KeptAt, ...]:
    """Read the papers of a document from what `KEPT_AT` answers; of several only after they were merged."""
    return msgspec.json.decode(told, type=tuple[KeptAt, ...])
