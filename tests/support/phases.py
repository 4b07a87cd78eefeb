"""Phases of the demo's centre."""

from datetime import date
from uuid import UUID

from dossier.ids import new_id
from dossier.phases.plan import Phase
from dossier.phases.set_phase import remove_phase, set_phase
from tests.support.terms import member


async def phase_from(
    centre_id: UUID,
    from_on: date,
    *,
    circuits: tuple[str, ...] = (),
    types: tuple[str, ...] = (),
    departments: tuple[str, ...] = (),
    pilots: tuple[str, ...] = (),
) -> Phase:
    """Have the administrator set a phase; return it."""
    phase = Phase(
        id=new_id(),
        label_fr="Phase d'essai",
        label_nl="Proeffase",
        from_on=from_on,
        circuits=circuits,
        types=types,
        departments=departments,
        pilots=pilots,
    )
    await set_phase(await member(centre_id, "rachid.lahlou"), phase)
    return phase


async def let_go(centre_id: UUID, phase: Phase) -> None:
    """Have the administrator take a phase out."""
    await remove_phase(await member(centre_id, "rachid.lahlou"), phase.id)
