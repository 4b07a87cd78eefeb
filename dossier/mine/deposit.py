"""A deposit of a person's own that can still be taken back."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import NoSuchDeposit
from dossier.deposits.withdraw import WorkBegun
from dossier.journal.record import note_access
from dossier.mine.documents import OwnDocument, documents_where, ground_of


async def withdrawable_deposit(actor: Actor, deposit_id: UUID) -> tuple[OwnDocument, ...]:
    """Return the documents that are taken back with a deposit; the look is logged. Raises NoSuchDeposit, WorkBegun."""
    async with transaction(actor) as tx:
        found = await documents_where(tx, "p.id = $2 ORDER BY d.position", deposit_id, now=clock.now())
        own = [each for each in found if each.handed_in]
        if not own:
            raise NoSuchDeposit
        if not all(each.withdrawable for each in own):
            raise WorkBegun
        for each in own:
            await note_access(tx, "view", "document", each.id, ground_of(actor))
    return tuple(own)
