"""Keep a paper that came in by any way, once it was received: by post, in an interview, or seen to be needed later."""

from datetime import date
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict, Missing
from dossier.events import PaperKept
from dossier.ids import read_number
from dossier.kept_papers.at_hand import proposed_until
from dossier.kept_papers.errors import PlaceNeeded, UntilPast
from dossier.lifecycle import KeptPaperState
from dossier.outbox.publish import publish
from dossier.people.access import check_takes_in


class NoSuchReceivedPaper(Missing):
    """We know no paper of this number with this receipt. Check both numbers."""


class KeptAlready(Conflict):
    """This paper stands in the register already. Look for it by the receipt's number."""


async def keep_received(
    actor: Actor, receipt_number: str, paper_number: int, *, place: str, until: date | None, default_months: int
) -> UUID:
    """Note where a paper of a receipt lies, and until when; return its id.

    `paper_number`: among those of the receipt, from 1. `until` None: as long as its type says, or `default_months`.
    Raises NotYourWork, PlaceNeeded, NoSuchReceivedPaper (also for papers about the one who acts or a relative, and for
    a worker who may not read the document), KeptAlready, UntilPast.
    """
    check_takes_in(actor)
    place = " ".join(place.split())
    if not place:
        raise PlaceNeeded
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT p.id, p.deposit_id FROM papers p JOIN receipts r ON r.deposit_id = p.deposit_id
               WHERE r.number = $1 AND NOT kin_paper(p.id)
                 AND (app_has_role('counter_clerk', 'capture_agent')
                      OR EXISTS (SELECT FROM documents d WHERE d.id = document_of_paper(p.id)))
                 AND (SELECT count(*) FROM papers x WHERE x.deposit_id = p.deposit_id AND x.position <= p.position) = $2
               FOR UPDATE OF p""",
            read_number(receipt_number) or receipt_number.strip(),
            paper_number,
        )
        if row is None:
            raise NoSuchReceivedPaper
        if await tx.value("SELECT true FROM kept_papers WHERE id = $1", row["id"]):
            raise KeptAlready
        proposed = await proposed_until(tx, row["id"], default_months)
        day = until or proposed
        if day <= clock.today():
            raise UntilPast
        await tx.run("UPDATE papers SET is_kept = true WHERE id = $1", row["id"])
        await tx.run(
            """INSERT INTO kept_papers (id, centre_id, deposit_id, state, place, until, until_told, kept_by, kept_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
            row["id"],
            actor.centre_id,
            row["deposit_id"],
            str(KeptPaperState.KEPT),
            place,
            day,
            day != proposed,
            actor.staff_id,
            clock.now(),
        )
        await publish(tx, PaperKept(record_id=row["id"], deposit_id=row["deposit_id"]))
    return UUID(str(row["id"]))
