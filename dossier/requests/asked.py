"""What a person is asked for, as they themselves see it at the portal and the kiosk."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.requests.paper import RequestedPaper
from dossier.requests.queries import AGAIN, IN_HAND
from dossier.thesaurus.queries import PICTURES

_PICTURE_OF = {code: picture for picture, code in PICTURES.items()}


class Progress(StrEnum):
    """How far a paper has come, in the person's eyes."""

    MISSING = "missing"
    LAID = "laid"  # in a deposit that is not sent yet
    CAME_IN = "came_in"  # we look at it
    IN_GOOD_ORDER = "in_good_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPaper(RequestedPaper):
    """One paper that is asked for."""

    item_id: UUID
    type_code: str
    due_on: date
    progress: Progress
    example_id: UUID | None  # of a picture that shows what such a paper looks like

    @property
    def picture(self) -> str | None:
        """Return the pictogram's name, where its type has one."""
        return _PICTURE_OF.get(self.type_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that a person is asked for in requests that still wait, the first due first."""

    papers: tuple[AskedPaper, ...]

    @property
    def missing(self) -> tuple[AskedPaper, ...]:
        """Return the papers that have not come in."""
        return tuple(each for each in self.papers if each.progress is Progress.MISSING)

    @property
    def is_late(self) -> bool:
        """Tell whether the first day is over."""
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def due_on(self) -> date | None:
        """Return the first day before which something is missing."""
        return min((each.due_on for each in self.missing), default=None)


async def asked_of(actor: Actor) -> Asked:
    """Return what the beneficiary who acts is asked for; nothing for anyone else."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT i.id AS item_id, asked.code AS type_code, asked.label_fr, asked.label_nl,
                       asked.plain_fr, asked.plain_nl, asked.example_id, r.due_on, again.reason AS again,
                       i.document_id IS NOT NULL AS answered,
                       row_number() OVER (PARTITION BY asked.code, i.document_id IS NULL
                                          ORDER BY r.asked_at, i.position)
                           AS number,
                       (SELECT count(*) FROM ({IN_HAND}) hand) AS in_hand,
                       (SELECT count(*) FROM papers p JOIN deposits o ON o.id = p.deposit_id AND o.state = 'open'
                        JOIN document_types t ON t.id = p.proposed_type_id
                        WHERE o.beneficiary_id = r.beneficiary_id AND t.code = asked.code) AS laid
                FROM document_requests r JOIN request_items i ON i.request_id = r.id
                JOIN document_types asked ON asked.id = i.type_id LEFT JOIN LATERAL ({AGAIN}) again ON true
                WHERE r.beneficiary_id = $1 AND r.state IN ('open', 'partly_answered')
                ORDER BY r.due_on, r.asked_at, i.position""",
            actor.id if actor.kind == "beneficiary" else None,
        )
    return Asked(
        papers=tuple(
            AskedPaper(
                item_id=row["item_id"],
                type_code=row["type_code"],
                label_fr=row["label_fr"],
                label_nl=row["label_nl"],
                plain_fr=row["plain_fr"],
                plain_nl=row["plain_nl"],
                due_on=row["due_on"],
                progress=_progress(row),
                again=row["again"],
                example_id=row["example_id"],
            )
            for row in rows
        )
    )


def _progress(row: Record) -> Progress:
    if row["answered"]:
        return Progress.IN_GOOD_ORDER
    if row["number"] <= row["in_hand"]:
        return Progress.CAME_IN
    return Progress.LAID if row["number"] <= row["in_hand"] + row["laid"] else Progress.MISSING
