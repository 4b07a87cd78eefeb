"""Move a kept paper: it lies in another place, or is kept until another day."""

from datetime import date
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import KeptPaperMoved
from dossier.kept_papers.errors import PlaceNeeded, UntilPast
from dossier.kept_papers.held import hold_kept
from dossier.outbox.publish import publish


async def move(actor: Actor, paper_id: UUID, place: str, until: date | None) -> None:
    """Note where a kept paper lies now, and until when it is kept; `until` None: as before.

    Raises NotYourWork, NoSuchKeptPaper, PaperGone, PlaceNeeded, UntilPast for another day that is past.
    """
    place = " ".join(place.split())
    if not place:
        raise PlaceNeeded
    async with transaction(actor) as tx:
        row = await hold_kept(tx, paper_id)
        told: dict[str, object] = {}
        if until is not None and until != row["until"]:
            if until <= clock.today():
                raise UntilPast
            told = {"until": until, "until_told": True}
        await advance(tx, "kept_papers.move", paper_id, place=place, **told)
        await publish(tx, KeptPaperMoved(record_id=paper_id, deposit_id=row["deposit_id"]))
