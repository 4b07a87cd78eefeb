"""What waits for a staff member beside the sections of every screen: signals and feedback, in one question."""

import re
from dataclasses import dataclass, fields

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.feedback import addressees
from dossier.feedback.queries import NEWS, News, feedback_news
from dossier.people.access import NotYourWork
from dossier.signals import held
from dossier.signals.queries import COUNTS, Counts

_SIGNAL_VALUES = 4
_BOTH = f"""SELECT s.*, f.* FROM ({COUNTS}) s,
            ({re.sub(r"[$]([0-9]+)", lambda place: f"${int(place[1]) + _SIGNAL_VALUES}", NEWS)}) f"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How much waits."""

    signals: Counts | None  # None for roles that are told of nothing
    feedback: News


async def waits(actor: Actor) -> Waits:
    """Return how much waits for a staff member."""
    try:
        asked = held.asking(actor)
    except NotYourWork:
        return Waits(signals=None, feedback=await feedback_news(actor))
    async with transaction(actor, durable=False) as tx:
        row = await tx.row(_BOTH, *asked, clock.now(), *addressees.asking(actor))
    assert row is not None
    return Waits(
        signals=Counts(**{each.name: row[each.name] for each in fields(Counts)}),
        feedback=News(**{each.name: row[each.name] for each in fields(News)}),
    )
