"""What each job does: the names that `outbox/reactions.py` speaks of."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from dossier.database.actor import Actor
from dossier.deposits.close import close
from dossier.deposits.make_ready import make_ready
from dossier.deposits.process_page import process_page
from dossier.resources import Resources
from dossier.signals.raise_ import raise_signals

Handler = Callable[[Resources, Actor, UUID], Awaitable[None]]


async def settle_deposit(resources: Resources, actor: Actor, deposit_id: UUID) -> None:
    """Move a deposit on as far as its pages and documents allow."""
    del resources
    await make_ready(actor, deposit_id)
    await close(actor, deposit_id)


async def tell_departments(resources: Resources, actor: Actor, document_id: UUID) -> None:
    """Raise the signals of a validated document."""
    del resources
    await raise_signals(actor, document_id)


HANDLERS: dict[str, Handler] = {
    "process_page": process_page,
    "settle_deposit": settle_deposit,
    "raise_signals": tell_departments,
}
