"""Simulate signal rules: what they would have told of the last month's documents. Nothing is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.people.stand_in import workforce
from dossier.signals.facts import FACTS, FROM_DOCUMENTS, TYPE_NOW, facts_of
from dossier.signals.rules import choose, worker_for
from dossier.thesaurus.content import SignalRule
from dossier.thesaurus.rights import check_proposes
from dossier.thesaurus.versions import VERSIONS, version_of

DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one department would have been told at one urgency, and is told by the rules that hold now."""

    department: str  # its code
    urgency: int
    count: int
    now_count: int
    to_worker_count: int  # of `count`: through the social worker of the file, or who stands in for them
    at_capture_count: int  # of `count`: before anybody of the staff had looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What rules would have told. Figures alone: no document and no person is named."""

    document_count: int  # that were looked at
    silent_count: int  # of which nobody would have been told
    told: tuple[Told, ...]  # by department, most urgent first

    @property
    def signal_count(self) -> int:
        """Return how many signals there would have been."""
        return sum(each.count for each in self.told)


async def simulate(actor: Actor, proposed: Mapping[str, tuple[SignalRule, ...]] | None = None) -> Simulation:
    """Run rules on the documents that were received in the last 30 days, by who works here today.

    `proposed` (term code → rules) is run on the documents of these terms alone; without it, all rules that hold now.
    Raises NotYourTerm for those who propose nothing of the thesaurus.
    """
    check_proposes(actor, actor.department_id)
    today = clock.today()
    async with transaction(actor, whole_centre=True) as tx:
        force = await workforce(tx, today)
        departments: dict[str, UUID] = {
            row["code"]: row["id"] for row in await tx.rows("SELECT code, id FROM departments")
        }
        current = [version_of(row) for row in await tx.rows(f"{VERSIONS} WHERE v.retired_at IS NULL")]
        now = {each.code: each.content.signal_rules for each in current}
        tried = now if proposed is None else proposed
        rows = await tx.rows(
            f"""SELECT v.code, {FACTS} FROM {FROM_DOCUMENTS} JOIN document_types v ON v.id = {TYPE_NOW}
                WHERE p.received_at > $2 AND d.state NOT IN ('withdrawn', 'emptied') AND v.code = ANY($3)""",
            today,
            clock.now() - timedelta(days=DAYS),
            list(tried),
        )
    totals, before, to_worker, at_capture = (Counter[tuple[str, int]]() for _ in range(4))
    silent = 0
    for row in rows:
        facts = facts_of(row)
        before.update((code, rule.urgency) for code, rule in choose(now.get(row["code"], ()), facts).items())
        chosen = choose(tried[row["code"]], facts)
        silent += not chosen
        for code, rule in chosen.items():
            key = (code, rule.urgency)
            totals[key] += 1
            to_worker[key] += force.addressee(departments[code], worker_for(code, facts)) is not None
            at_capture[key] += rule.moment == "capture"
    return Simulation(
        document_count=len(rows),
        silent_count=silent,
        told=tuple(
            Told(
                department=key[0],
                urgency=key[1],
                count=totals[key],
                now_count=before[key],
                to_worker_count=to_worker[key],
                at_capture_count=at_capture[key],
            )
            for key in sorted({*totals, *before}, key=lambda key: (key[0], -key[1]))
        ),
    )
