"""The report of a month as a PDF, in French or Dutch: the month itself, and the year that led to it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from litestar import Response, get
from litestar.params import FromQuery

from backoffice.monitoring.figure import Figure
from backoffice.monitoring.of_delays import of_glance, of_stage
from backoffice.monitoring.of_quality import of_quality
from backoffice.monitoring.of_use import of_use
from backoffice.monitoring.routes import HOME, month_asked
from backoffice.monitoring.words import STAGES, month_named
from dossier import clock
from dossier.database.actor import Actor
from dossier.monitoring.delays import CENTRES, Delay, Stage, at_a_glance, delays
from dossier.monitoring.labels import Labels, labels
from dossier.monitoring.paper import PaperFigure, PaperWords, report_pdf
from dossier.monitoring.period import Period
from dossier.monitoring.quality import Quality, quality
from dossier.monitoring.use import Use, use
from web.catalogues import OFFICIAL, language, nearest, speaking
from web.catalogues import gettext as _
from web.scope import AnyRequest, settings_of
from web.staff import staff_member


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """All that a report tells."""

    period: Period  # the month
    glance: tuple[Delay, ...]
    filed: tuple[Delay, ...]
    over_year: dict[Stage, tuple[Delay, ...]]
    quality: Quality
    use: Use
    labels: Labels
    people_min: int


@get(f"{HOME}/report")
async def download_report(
    request: AnyRequest, month: FromQuery[str] = "", spoken: FromQuery[str] = ""
) -> Response[bytes]:
    """Answer the report of a month, the present one where none is named, as far as it has come."""
    staff = await staff_member(request)
    asked = month_asked(month)
    period = Period.asked(asked, asked, clock.today()) if asked else _present()
    told = await _gathered(staff.actor, period, settings_of(request).monitoring_people_min)
    with speaking(nearest(spoken or language(), OFFICIAL)):
        content = await asyncio.to_thread(_written, told)
        name = f"guichet-{period.last:%Y-%m}-{language()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/pdf", headers=headers)


def _present() -> Period:
    today = clock.today()
    return Period.asked(today, today, today)


async def _gathered(actor: Actor, period: Period, people_min: int) -> _Told:
    year = Period.asked(None, period.last, clock.today())
    return _Told(
        period=period,
        glance=await at_a_glance(actor, period, people_min),
        filed=await delays(actor, Stage.FILED, period, people_min),
        over_year={stage: await delays(actor, stage, year, people_min) for stage in CENTRES},
        quality=await quality(actor, year, people_min),
        use=await use(actor, year),
        labels=await labels(actor),
        people_min=people_min,
    )


def _written(told: _Told) -> bytes:
    named = month_named(told.period.last)
    _months, *apart = of_stage(Stage.FILED, told.filed, told.labels)
    over_year = [of_stage(stage, delays_of, told.labels)[0] for stage, delays_of in told.over_year.items()]
    chapters = [
        (_("Delays in {month}", month=named), _on_paper(of_glance(told.glance))),
        (_("From deposit to filed in {month}", month=named), _on_paper(apart)),
        (_("Delays over twelve months"), _on_paper(over_year, [_(STAGES[stage]) for stage in told.over_year])),
        (_("Quality over twelve months"), _on_paper(of_quality(told.quality))),
        (_("Use over twelve months"), _on_paper(of_use(told.use, told.labels))),
    ]
    now = clock.now()
    french, dutch = told.labels.centre
    words = PaperWords(
        language=language(),
        centre=dutch if language() == "nl" else french,
        title=_("Report of {month}", month=named),
        made=_("As it stood on {moment}.", moment=now),
        notes=(
            _("Times are as the clock on the wall has them, nights and weekends included: so long do people wait."),
            _(
                "What fewer than {people} people did is told together with others, or not at all. Nobody is named, "
                "nobody is ranked.",
                people=told.people_min,
            ),
        ),
    )
    return report_pdf(words, chapters, now)


def _on_paper(figures: Iterable[Figure], titles: list[str] | None = None) -> list[PaperFigure]:
    return [
        PaperFigure(
            title=titles[number] if titles else each.title,
            note=each.note,
            chart=each.chart,
            head=each.head,
            rows=each.rows,
            empty=each.empty,
        )
        for number, each in enumerate(figures)
    ]


ROUTES = [download_report]
