"""Absences: who sets whose, which days, and that deputies never lead back to whoever is away."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from dossier.clock import today
from dossier.errors import DossierError
from dossier.people.absences import (
    AbsenceDays,
    AwayAlready,
    DeputyLoop,
    DeputyUnfit,
    NotYourAbsence,
    absences,
    end_absence,
    set_absence,
)
from dossier.people.devices import AdministratorOnly
from dossier.people.office import (
    ClosedAlready,
    HeadUnfit,
    NoSuchClosingDay,
    add_closing_day,
    closing_days,
    departments,
    remove_closing_day,
    set_head,
)
from tests.support.terms import member

pytestmark = pytest.mark.people
DAY = timedelta(days=1)


async def test_deputies_do_not_lead_back_on_any_day(centre_id: UUID) -> None:
    boss = await member(centre_id, "rachid.lahlou")
    first = today() + 3 * DAY
    await set_absence(boss, "nadia.benali", "wim.claes", first, first + 5 * DAY)
    await set_absence(boss, "wim.claes", "olivier.marchal", first + 5 * DAY, first + 9 * DAY)
    with pytest.raises(DeputyLoop):
        await set_absence(boss, "olivier.marchal", "nadia.benali", first + 5 * DAY, first + 6 * DAY)
    await set_absence(boss, "olivier.marchal", "nadia.benali", first + 6 * DAY, first + 9 * DAY)  # she is back
    with pytest.raises(AwayAlready):
        await set_absence(boss, "nadia.benali", "", first + 5 * DAY, first + 7 * DAY)


async def test_two_who_name_each_other_at_once_do_not_both_succeed(centre_id: UUID) -> None:
    nadia, wim = await member(centre_id, "nadia.benali"), await member(centre_id, "wim.claes")
    answers = await asyncio.gather(
        set_absence(nadia, "nadia.benali", "wim.claes", today(), today()),
        set_absence(wim, "wim.claes", "nadia.benali", today(), today()),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in answers) == ["DeputyLoop", "UUID"]


@pytest.mark.parametrize(
    ("deputy", "from_days", "until_days", "error"),
    [
        ("nadia.benali", 0, 1, DeputyUnfit),
        ("rachid.lahlou", 0, 1, DeputyUnfit),
        ("wim.claes", 1, 0, AbsenceDays),
        ("wim.claes", -3, -1, AbsenceDays),
        ("", 0, 800, AbsenceDays),
    ],
)
async def test_what_cannot_be_is_refused(
    centre_id: UUID, deputy: str, from_days: int, until_days: int, error: type[DossierError]
) -> None:
    nadia = await member(centre_id, "nadia.benali")
    with pytest.raises(error):
        await set_absence(nadia, "nadia.benali", deputy, today() + from_days * DAY, today() + until_days * DAY)


async def test_one_sets_one_s_own_and_a_spoc_or_head_their_department_s(centre_id: UUID) -> None:
    boss = await member(centre_id, "rachid.lahlou")
    nadia, olivier = await member(centre_id, "nadia.benali"), await member(centre_id, "olivier.marchal")
    pieter = await member(centre_id, "pieter.maes")
    for actor in (nadia, pieter):
        with pytest.raises(NotYourAbsence):
            await set_absence(actor, "wim.claes", "", today(), today())
    absence_id = await set_absence(olivier, "wim.claes", "", today() - DAY, today() + DAY)  # their SPOC
    with pytest.raises(NotYourAbsence):
        await end_absence(pieter, absence_id)
    await set_head(boss, "AS", "pieter.maes")
    assert [each.id for each in await absences(pieter)] == [absence_id]
    assert await absences(nadia) == []
    await end_absence(pieter, absence_id)
    assert await absences(olivier) == []


async def test_an_administrator_says_who_is_at_the_head_and_when_it_is_closed(centre_id: UUID) -> None:
    boss, nadia = await member(centre_id, "rachid.lahlou"), await member(centre_id, "nadia.benali")
    for act in (set_head(nadia, "AS", "nadia.benali"), add_closing_day(nadia, today(), "Pont")):
        with pytest.raises(AdministratorOnly):
            await act
    with pytest.raises(HeadUnfit):
        await set_head(boss, "AS", "rachid.lahlou")
    await set_head(boss, "AS", "anne.dewit")
    assert {each.code: each.head_username for each in await departments(boss)}["AS"] == "anne.dewit"
    added = await add_closing_day(boss, today() + DAY, "Pont")
    with pytest.raises(ClosedAlready):
        await add_closing_day(boss, today() + DAY, "Pont")
    assert [each.id for each in await closing_days(boss)] == [added]
    await remove_closing_day(boss, added)
    with pytest.raises(NoSuchClosingDay):
        await remove_closing_day(boss, added)
