"""Write an event into the journal, and a look into the access log, inside the present transaction."""

import json
from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.events import Event
from dossier.ids import new_id

Act = Literal["view", "download", "print"]
RecordKind = Literal[
    "document",
    "page",
    "original",
    "social_file",
    "receipt",
    "journal",
    "access_log",
    "beneficiary",
    "export",
    "batch",
    "mail",
]


async def record(tx: Transaction, event: Event, *, channel: str = "", words: Sequence[str] = ()) -> None:
    """Append an event: who did what to which record, when, from where; say words on a channel when it is committed."""
    await tx.run(
        """WITH event AS (
               INSERT INTO events (id, centre_id, name, record_id, actor_kind, actor_id, place, at, facts)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)
           )
           SELECT pg_notify($10, word) FROM unnest($11::text[]) word""",
        new_id(),
        tx.actor.centre_id,
        type(event).__name__,
        event.record_id,
        tx.actor.kind,
        tx.actor.id,
        tx.actor.place,
        clock.now(),
        json.dumps(event.facts()),
        channel,
        words,
    )


async def note_access(tx: Transaction, act: Act, kind: RecordKind, record_id: UUID, reason: str) -> None:
    """Append a look at content: who saw which record, when, from where, and why: the ground of `people/access.py`.

    Other reasons: `own_deposit` (whoever identified after it), `own_code` (a person whom a one-time code proved),
    `own_browser` (whoever handed it in, from where they did), `receipt` (asked for at a desk), `told` (a beneficiary
    is told who looked), `audit` (an auditor asks), `request` (the letter of a request), `client` (another system of the
    centre, within its scopes), `document_system` (copied there).
    """
    await note_accesses(tx, act, kind, [record_id], reason)


async def note_accesses(tx: Transaction, act: Act, kind: RecordKind, record_ids: Sequence[UUID], reason: str) -> None:
    """Append a look at each of several records of one kind, as `note_access` does."""
    await tx.run(
        """INSERT INTO access_log (centre_id, actor_kind, actor_id, place, act, record_kind, record_id, reason, at)
           SELECT $1, $2, $3, $4, $5, $6, each, $8, $9 FROM unnest($7::uuid[]) WITH ORDINALITY seen (each, place)
           ORDER BY seen.place""",
        tx.actor.centre_id,
        tx.actor.kind,
        tx.actor.id,
        tx.actor.place,
        act,
        kind,
        record_ids,
        reason,
        clock.now(),
    )
