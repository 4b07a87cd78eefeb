"""Second looks in tests: a document that is filed and drawn, past the time in which it can be taken back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from demo.people import Person
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.second_looks.read import read
from tests.support.desk import filed

LATER = timedelta(minutes=11)
"""From when on a validation can be undone no more."""


def drawing(resources: Resources, share_percent: int = 100) -> Resources:
    """Return resources under which so many of a hundred are drawn."""
    decided = resources.settings.model_copy(update={"second_look_share_percent": share_percent})
    return replace(resources, settings=decided)


async def drawn(resources: Resources, agent: Actor, code: str, person: Person | None = None, **more: object) -> UUID:
    """Hand a document over, file it and have it drawn; return it."""
    document_id = await filed(resources, agent, code, person, **more)
    await drain(drawing(resources))
    return document_id


async def look_rows(centre_id: UUID, document_id: UUID) -> list[dict[str, Any]]:
    """Return the looks at a document, in order."""
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT * FROM second_looks WHERE document_id = $1 ORDER BY filed_at", document_id)
    return [dict(row) for row in rows]


async def read_as_filed(reader: Actor, look_id: UUID) -> None:
    """Read what was filed: the type and the person."""
    async with transaction(system(reader.centre_id)) as tx:
        row = await tx.row(
            "SELECT type_id, (profile ->> 'beneficiary_id')::uuid AS who FROM second_looks WHERE id = $1", look_id
        )
    assert row is not None
    with clock.moved(LATER):
        await read(reader, look_id, row["type_id"], row["who"])
