"""Give a paper of the deposit at hand back: whoever brought it takes it along."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import NoSuchPaper
from dossier.events import PaperGoesBack
from dossier.kept_papers.keep import check_open
from dossier.outbox.publish import publish


async def give_back(actor: Actor, deposit_id: UUID, paper_id: UUID) -> None:
    """Note that a paper of an open deposit goes back, whatever was said of it before.

    The caller knows that the deposit is the clerk's own. Raises DepositNotOpen, NoSuchPaper.
    """
    async with transaction(actor) as tx:
        await check_open(tx, deposit_id)
        if not await tx.run(
            "UPDATE papers SET is_kept = false WHERE id = $1 AND deposit_id = $2", paper_id, deposit_id
        ):
            raise NoSuchPaper
        await tx.run("DELETE FROM kept_papers WHERE id = $1", paper_id)
        await publish(tx, PaperGoesBack(record_id=paper_id, deposit_id=deposit_id))
