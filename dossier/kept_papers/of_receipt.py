"""What whoever holds a receipt is told of the papers that were kept: numbers and days, and not what they are."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.kept_papers.register import UNTIL
from dossier.lifecycle import KeptPaperState


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOfReceipt:
    """A paper that was not given back with its receipt."""

    number: int  # among the papers of its deposit, from 1
    state: KeptPaperState
    until: date
    ended_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Tell whether its time is past, and it lies there still."""
        return self.state is KeptPaperState.KEPT and self.until < clock.today()


async def kept_of_receipt(actor: Actor, deposit_id: UUID) -> tuple[KeptOfReceipt, ...]:
    """Return the papers of a deposit that were kept, in order; the slip is enough to be told of them."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT k.state, k.ended_at, {UNTIL} AS until,
                       (SELECT count(*) FROM papers x WHERE x.deposit_id = k.deposit_id
                                                        AND x.position <= w.position)::int AS number
                FROM kept_papers k JOIN papers w ON w.id = k.id LEFT JOIN documents d ON d.id = document_of_paper(k.id)
                LEFT JOIN document_types t ON t.id = d.type_id
                WHERE k.deposit_id = $1 ORDER BY w.position""",
            deposit_id,
        )
    return tuple(KeptOfReceipt(**{**dict(row), "state": KeptPaperState(row["state"])}) for row in rows)
