"""Journals for tests: events that happen, and what somebody does to them who has the owner's password."""

from uuid import uuid4

import asyncpg

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import DepositOpened
from dossier.outbox.publish import publish
from dossier.resources import Resources

KEPT = ("events", "event_links", "journal_anchors", "journal_stamps")
OPENED = "; ".join(f"ALTER TABLE {each} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY" for each in KEPT)
"""How the owner takes away what holds them back."""


async def happen(actor: Actor, count: int) -> None:
    """Have so many deposits opened, as far as the journal knows."""
    for _ in range(count):
        async with transaction(actor) as tx:
            record = uuid4()
            await publish(tx, DepositOpened(record_id=record, deposit_id=record, circuit="portal"))


async def tamper(resources: Resources, sql: str) -> None:
    """Change rows as someone could who has the owner's password and takes the triggers away."""
    owner = resources.settings.database_owner_url
    assert owner is not None
    connection = await asyncpg.connect(owner.get_secret_value())
    try:
        await connection.execute(OPENED)
        await connection.execute(sql)
    finally:
        await connection.close()
