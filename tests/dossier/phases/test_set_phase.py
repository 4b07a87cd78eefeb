"""Phases are an administrator's; each has two names, its own day, and something that it switches on."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from dossier.clock import today
from dossier.errors import DossierError
from dossier.ids import new_id
from dossier.people.devices import AdministratorOnly
from dossier.phases.errors import NoSuchPhase, PhaseDayTaken, PhaseEmpty, PhaseNameNeeded, PhaseUnknownChoice
from dossier.phases.queries import plan
from dossier.phases.set_phase import remove_phase, set_phase
from tests.support.phases import phase_from
from tests.support.terms import member

pytestmark = pytest.mark.people
DAY = timedelta(days=1)


async def test_an_administrator_sets_changes_and_removes_a_phase(centre_id: UUID) -> None:
    boss = await member(centre_id, "rachid.lahlou")
    later = await phase_from(centre_id, today() + 9 * DAY, circuits=("kiosk",), departments=("PA", "AS"))
    first = await phase_from(centre_id, today(), types=("REV_PAIE",), pilots=("JUR",))
    await set_phase(boss, first)  # a second press
    known = (await plan(boss)).phases
    assert known == (first, replace(later, departments=("AS", "PA")))
    await set_phase(boss, replace(later, from_on=today() + DAY, label_nl=" Fase 2 "))
    changed = (await plan(boss)).phases[1]
    assert (changed.from_on, changed.label_nl) == (today() + DAY, "Fase 2")
    await remove_phase(boss, first.id)
    with pytest.raises(NoSuchPhase):
        await remove_phase(boss, first.id)
    assert [each.id for each in (await plan(boss)).phases] == [later.id]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"label_nl": " "}, PhaseNameNeeded),
        ({"circuits": ()}, PhaseEmpty),
        ({"circuits": ("pigeon",)}, PhaseUnknownChoice),
        ({"types": ("NO_SUCH_TERM",)}, PhaseUnknownChoice),
        ({"departments": ("XYZ",)}, PhaseUnknownChoice),
        ({"pilots": ("XYZ",)}, PhaseUnknownChoice),
        ({"from_on": today()}, PhaseDayTaken),
    ],
)
async def test_what_a_phase_cannot_be(centre_id: UUID, change: dict[str, Any], error: type[DossierError]) -> None:
    await phase_from(centre_id, today(), circuits=("post",))
    phase = replace(await phase_from(centre_id, today() + DAY, circuits=("email",)), id=new_id())
    told: dict[str, Any] = {"from_on": today() + 2 * DAY, **change}
    phase = replace(phase, **told)
    with pytest.raises(error):
        await set_phase(await member(centre_id, "rachid.lahlou"), phase)


async def test_two_who_choose_one_day_do_not_both_have_it(centre_id: UUID) -> None:
    answers = await asyncio.gather(
        *(phase_from(centre_id, today(), circuits=(circuit,)) for circuit in ("post", "email")), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in answers) == ["Phase", "PhaseDayTaken"]


async def test_nobody_else_decides_them(centre_id: UUID) -> None:
    phase = await phase_from(centre_id, today(), circuits=("post",))
    for username in ("nadia.benali", "anne.dewit"):
        actor = await member(centre_id, username)
        with pytest.raises(AdministratorOnly):
            await set_phase(actor, phase)
        with pytest.raises(AdministratorOnly):
            await remove_phase(actor, phase.id)
