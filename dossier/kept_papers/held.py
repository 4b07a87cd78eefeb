"""Hold a kept paper for a verb, and say who was first where it is kept no more."""

from uuid import UUID

from dossier.database.engine import Record, Transaction
from dossier.kept_papers.errors import NoSuchKeptPaper, PaperGone
from dossier.kept_papers.register import PLACES, UNTIL
from dossier.lifecycle import KeptPaperState
from dossier.people.access import check_takes_in


async def hold(tx: Transaction, paper_id: UUID) -> Record:
    """Return a paper of the register as a row (deposit_id, state, until, ended_by, ended_at, name), held until commit.

    Need to know is the rows': whoever may not see it finds none. Raises NotYourWork, NoSuchKeptPaper.
    """
    check_takes_in(tx.actor)
    row = await tx.row(
        f"""SELECT k.deposit_id, k.state, {UNTIL} AS until, k.ended_by, k.ended_at,
                   coalesce(s.first_name || ' ' || s.last_name, '–') AS name
            FROM kept_papers k {PLACES} LEFT JOIN staff_members s ON s.id = k.ended_by
            WHERE k.id = $1 AND p.received_at IS NOT NULL FOR UPDATE OF k""",
        paper_id,
    )
    if row is None:
        raise NoSuchKeptPaper
    return row


async def hold_kept(tx: Transaction, paper_id: UUID) -> Record:
    """Return a paper that is kept still, held until commit. Raises PaperGone, and what `hold` raises."""
    row = await hold(tx, paper_id)
    if row["state"] != KeptPaperState.KEPT:
        raise PaperGone(name=row["name"])
    return row
