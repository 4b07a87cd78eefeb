"""Write an event into the journal, and a look into the access log, inside the present transaction."""

import json
from typing import Literal
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.events import Event
from dossier.ids import new_id

Act = Literal["view", "download", "print"]
RecordKind = Literal["document", "page", "original", "social_file", "receipt"]


async def record(tx: Transaction, event: Event) -> None:
    """Append an event: who did what to which record, when, from where."""
    await tx.run(
        """INSERT INTO events (id, centre_id, name, record_id, actor_kind, actor_id, place, at, facts)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)""",
        new_id(),
        tx.actor.centre_id,
        type(event).__name__,
        event.record_id,
        tx.actor.kind,
        tx.actor.id,
        tx.actor.place,
        clock.now(),
        json.dumps(event.facts()),
    )


async def note_access(tx: Transaction, act: Act, kind: RecordKind, record_id: UUID, reason: str = "") -> None:
    """Append a look at content: who saw which record, when, from where, and why they said they needed to."""
    await tx.run(
        """INSERT INTO access_log (centre_id, actor_kind, actor_id, place, act, record_kind, record_id, reason, at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        tx.actor.centre_id,
        tx.actor.kind,
        tx.actor.id,
        tx.actor.place,
        act,
        kind,
        record_id,
        reason,
        clock.now(),
    )
