"""In a worker's name: what a client asks or registers is that worker's act, and reaches as far as they do.

Another system knows which of the centre's people sits before it; ours knows what that person may do. The journal names
both: the client that took their place, and the worker whose act it then is.
"""

from dataclasses import replace
from uuid import UUID

from dossier.clients.token import PLACE
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.events import ActedInNameOf
from dossier.outbox.publish import publish
from dossier.people.staff import staff_named


class NoSuchWorker(Refused):
    """Nobody who works here has this user name. Send that of the person who acts."""


async def in_name_of(client: Actor, username: str, record_id: UUID, kind: str) -> Actor:
    """Return the worker in whose name a client does something to a record, of which the journal is told first.

    The caller has checked the client's scope; what the worker may, their verbs say. Raises NoSuchWorker.
    """
    async with transaction(system(client.centre_id)) as tx:
        found = await staff_named(tx, username)
    worker = found.actor if found else None
    if worker is None or worker.staff_id is None:
        raise NoSuchWorker
    async with transaction(client) as tx:
        await publish(tx, ActedInNameOf(record_id=record_id, staff_id=worker.staff_id, kind=kind))
    return replace(worker, place=PLACE)
