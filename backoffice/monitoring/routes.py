"""The centre's figures: how it stands now, how long things take, how well they go, what the ways in are used for."""

import re
from datetime import date
from typing import Any

from litestar import Response, get
from litestar.params import FromQuery

from backoffice.monitoring.figure import Figure
from backoffice.monitoring.of_delays import of_glance, of_stage
from backoffice.monitoring.of_quality import of_quality
from backoffice.monitoring.of_use import of_use
from backoffice.monitoring.of_wall import of_wall
from backoffice.monitoring.words import STAGES, duration
from backoffice.screen import screen
from dossier import clock
from dossier.monitoring.delays import Stage, at_a_glance, delays
from dossier.monitoring.labels import labels
from dossier.monitoring.period import MONTHS_MAX, Period, month_number, month_of
from dossier.monitoring.quality import quality
from dossier.monitoring.use import use
from dossier.monitoring.wall import wall
from dossier.people.staff import Staff
from web.catalogues import mark
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

HOME = "/backoffice/monitoring"
TABS = {
    HOME: mark("Now"),
    f"{HOME}/delays": mark("Delays"),
    f"{HOME}/quality": mark("Quality"),
    f"{HOME}/use": mark("Use"),
}
"""Each screen of figures, in words."""

_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")


def month_asked(typed: str) -> date | None:
    """Return the first day of the month that an address names (`2026-11`); None for another text or century."""
    found = _MONTH.fullmatch(typed)
    return date(int(found[1]), int(found[2]), 1) if found else None


def period_asked(first: str, last: str) -> Period:
    """Return the period that an address names by its first and last month."""
    return Period.asked(month_asked(first), month_asked(last), clock.today())


@get(HOME)
async def show_wall(request: AnyRequest) -> Response[str]:
    """Show how the centre stands now; the screen asks again each minute."""
    staff = await staff_member(request)
    told = await wall(staff.actor, settings_of(request))
    return await screen(
        request,
        staff,
        "backoffice/monitoring/wall.html",
        block="figures",
        tabs=TABS,
        here=HOME,
        wall=told,
        figures=of_wall(told),
    )


@get(f"{HOME}/delays")
async def show_delays(
    request: AnyRequest, first: FromQuery[str] = "", last: FromQuery[str] = "", stage: FromQuery[str] = ""
) -> Response[str]:
    """Show how long the parts of the way take, or one of them in each dimension."""
    staff = await staff_member(request)
    period = period_asked(first, last)
    chosen = Stage(stage) if stage in set(Stage) else None
    fewest = settings_of(request).monitoring_people_min
    if chosen is None:
        whole = told = await at_a_glance(staff.actor, period, fewest)
        figures = of_glance(told)
    else:
        told = await delays(staff.actor, chosen, period, fewest)
        figures = of_stage(chosen, told, await labels(staff.actor))
        whole = tuple(each for each in told if not each.key and each.by == "whole")
    return await _over_time(
        request,
        staff,
        "backoffice/monitoring/delays.html",
        period,
        figures,
        whole=whole,
        stage=chosen,
        stages=STAGES,
        duration=duration,
    )


@get(f"{HOME}/quality")
async def show_quality(request: AnyRequest, first: FromQuery[str] = "", last: FromQuery[str] = "") -> Response[str]:
    """Show what was refused, taken again, and found wrong."""
    staff = await staff_member(request)
    period = period_asked(first, last)
    told = await quality(staff.actor, period, settings_of(request).monitoring_people_min)
    return await _over_time(request, staff, "backoffice/monitoring/quality.html", period, of_quality(told))


@get(f"{HOME}/use")
async def show_use(request: AnyRequest, first: FromQuery[str] = "", last: FromQuery[str] = "") -> Response[str]:
    """Show how circuits and kiosks are used, and how many files are digital only."""
    staff = await staff_member(request)
    period = period_asked(first, last)
    told = await use(staff.actor, period)
    return await _over_time(
        request, staff, "backoffice/monitoring/use.html", period, of_use(told, await labels(staff.actor))
    )


async def _over_time(
    request: AnyRequest,
    staff: Staff,
    template: str,
    period: Period,
    figures: tuple[Figure, ...],
    **context: Any,
) -> Response[str]:
    present = month_number(clock.today())
    return await screen(
        request,
        staff,
        template,
        tabs=TABS,
        here=request.url.path,
        period=period,
        asked=f"first={period.first:%Y-%m}&last={period.last:%Y-%m}",
        choices=[month_of(number) for number in range(present, present - MONTHS_MAX, -1)],
        figures=figures,
        people_min=settings_of(request).monitoring_people_min,
        **context,
    )


ROUTES = [show_wall, show_delays, show_quality, show_use]
