"""The demo's roll-out: what began, what a pilot tries, and what comes next."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import system
from dossier.ids import new_id
from dossier.people.roles import Role
from dossier.phases.plan import Phase
from dossier.phases.set_phase import set_phase

_PHASES = (
    (-90, "Dossiers contentieux", "Geschillendossiers", ("backfile",), ("JUR",), ()),
    (-30, "Documents sociaux entrants", "Inkomende sociale documenten", ("portal", "kiosk", "counter"), (), ()),
    (-7, "Entretiens, un service essaie", "Gesprekken, één dienst probeert", ("interview",), (), ("AS",)),
    (-3, "Documents sortants, un service essaie", "Uitgaande stukken, één dienst probeert", ("outgoing",), (), ("AS",)),
    (21, "Entretiens, pour tous", "Gesprekken, voor iedereen", ("interview",), (), ()),
    (60, "Documents sortants, pour tous", "Uitgaande stukken, voor iedereen", ("outgoing",), (), ()),
)
"""Days from now, the names, circuits, departments that begin, pilots."""


async def plan_phases(centre_id: UUID) -> None:
    """Write the phases down, as an administrator does."""
    administrator = replace(system(centre_id), roles=frozenset({Role.ADMINISTRATOR}))
    for days, name_fr, name_nl, circuits, departments, pilots in _PHASES:
        phase = Phase(
            id=new_id(),
            label_fr=name_fr,
            label_nl=name_nl,
            from_on=clock.today() + timedelta(days=days),
            circuits=circuits,
            types=(),
            departments=departments,
            pilots=pilots,
        )
        await set_phase(administrator, phase)
