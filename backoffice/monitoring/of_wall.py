"""The figures of the wall: what waits, what came and went today, what will wait."""

from backoffice.monitoring.figure import Figure
from backoffice.monitoring.words import circuit, count, number
from dossier.charts.bars import Length, lengths
from dossier.charts.columns import Series, columns
from dossier.charts.lines import lines
from dossier.monitoring.forecast import DAYS_MIN, WEEKS
from dossier.monitoring.standing import Wall
from web.catalogues import gettext as _
from web.catalogues import language
from web.words import moment, short_date

_PAST_SHOWN = 20


def of_wall(wall: Wall) -> tuple[Figure, ...]:
    """Return the wall's figures, the most urgent first."""
    return _waiting(wall), _hours(wall), _circuits(wall), _forecast(wall)


def _waiting(wall: Wall) -> Figure:
    title = _("What waits for a person, by circuit")
    rows = [
        Length(
            label=circuit(each.circuit),
            parts=(each.today + each.one_or_two, each.three_to_five + each.more),
            words=number(each.count),
        )
        for each in wall.waiting
    ]
    legend = (_("up to two working days"), _("longer"))
    says = _("{count} documents wait. The table tells each circuit.", count=wall.waiting_count)
    return Figure(
        id="waiting",
        title=title,
        note=_("Documents that nobody has filed or refused yet, by the working days since they came in."),
        chart=lengths(title, says, rows, legend) if rows else None,
        head=(_("Way in"), _("today"), _("1 or 2 days"), _("3 to 5 days"), _("more"), _("Waiting"), _("The oldest")),
        rows=tuple(
            (
                circuit(each.circuit),
                *map(number, (each.today, each.one_or_two, each.three_to_five, each.more, each.count)),
                moment(each.oldest_at, language()),
            )
            for each in wall.waiting
        ),
        sheet="waiting",
        empty=_("Nothing waits. What comes in stands here until somebody decides."),
    )


def _hours(wall: Wall) -> Figure:
    title = _("Today, hour by hour")
    labels = [f"{each.hour:02d}:00" for each in wall.hours]
    series = [
        Series(name=_("came in"), values=tuple(each.came for each in wall.hours)),
        Series(name=_("decided"), values=tuple(each.decided for each in wall.hours)),
    ]
    circuits = sorted({each.circuit for each in wall.hours_of_circuits})
    came = {(each.hour, each.circuit): each.came for each in wall.hours_of_circuits}
    says = _("{count} documents came in today. The table tells each hour.", count=wall.came_today)
    return Figure(
        id="hours",
        title=title,
        note=_(
            "What was decided is told once enough people have decided: it stands at the hour in which they were "
            "enough, with the hours before."
        ),
        chart=columns(title, says, labels, series, number) if wall.hours else None,
        head=(_("Hour"), _("Came in"), *map(circuit, circuits), _("Decided")),
        rows=tuple(
            (
                f"{each.hour:02d}:00",
                number(each.came),
                *(number(came.get((each.hour, code), 0)) for code in circuits),
                count(each.decided),
            )
            for each in wall.hours
        ),
        sheet="hours-of-circuits",
        empty=_("Nothing came in today. Each hour stands here as the day goes on."),
    )


def _circuits(wall: Wall) -> Figure:
    title = _("Today, by circuit")
    rows = [
        (circuit(each.circuit) if each.circuit else _("Others, together"), count(each.came), count(each.decided))
        for each in wall.circuits
    ]
    return Figure(
        id="circuits-today",
        title=title,
        note=_("Where too few people decided, their circuits are told together."),
        chart=None,
        head=(_("Way in"), _("Came in"), _("Decided")),
        rows=tuple(rows),
        sheet="circuits-today",
        empty=_("Nothing came in today."),
    )


def _forecast(wall: Wall) -> Figure:
    title = _("What will wait in the coming two weeks")
    past = wall.past[-_PAST_SHOWN:] if wall.ahead else ()
    known = tuple(each.waiting for each in past)
    expected = tuple(each.expected for each in wall.ahead)
    joint = (wall.waiting_count,) if wall.ahead else ()
    labels = [f"{each.day:%d/%m}" for each in past] + [_("now")] + [f"{each.day:%d/%m}" for each in wall.ahead]
    series = [
        Series(name=_("expected"), values=(*(None for _each in past), *joint, *expected)),
        Series(name=_("waited"), values=(*known, *joint, *(None for _each in expected))),
    ]
    band = [*(None for _each in past), None, *((float(each.low), float(each.high)) for each in wall.ahead)]
    last = wall.ahead[-1] if wall.ahead else None
    says = _("{count} wait now. The table tells each day.", count=wall.waiting_count)
    note = _(
        "From what waits now, each coming working day adds what usually came on its weekday and takes what was usually "
        "decided on it: the mean of the last {weeks} weeks. The band holds 8 times out of 10.",
        weeks=WEEKS,
    )
    return Figure(
        id="forecast",
        title=title,
        note=note,
        chart=lines(title, says, labels, series, number, band, len(past)) if last else None,
        head=(_("Day"), _("Came in"), _("Decided"), _("Waiting at its end"), _("At least"), _("At most")),
        rows=(
            *(
                (short_date(each.day), number(each.came), number(each.decided), number(each.waiting), "", "")
                for each in past
            ),
            *(
                (short_date(each.day), "", "", number(each.expected), number(each.low), number(each.high))
                for each in wall.ahead
            ),
        ),
        sheet="forecast",
        empty=_("A forecast needs {days} working days in which enough people decided.", days=DAYS_MIN),
    )
