"""The figures of use: the circuits month by month, the kiosks, the files that are digital only."""

from backoffice.monitoring.figure import Figure
from backoffice.monitoring.of_phases import of_phases
from backoffice.monitoring.words import circuit, department, duration, month, number, share
from dossier.charts.bars import Length, lengths
from dossier.charts.columns import Series, columns
from dossier.charts.lines import lines
from dossier.monitoring.labels import Labels
from dossier.monitoring.use import AT_SOURCE, BY_SENDING, Use
from web.catalogues import gettext as _


def of_use(use: Use, labels: Labels) -> tuple[Figure, ...]:
    """Return the figures of use."""
    return (
        _families(use),
        _circuits(use),
        of_phases(use.taken_in_phases),
        _kiosk_months(use),
        _kiosk_hours(use),
        _kiosks(use),
        _digital(use),
        _digital_departments(use, labels),
    )


def _families(use: Use) -> Figure:
    title = _("Captured at the source, or sent")
    months = sorted({each.month for each in use.taken})
    of = {each: {taken.circuit: taken.deposits for taken in use.taken if taken.month == each} for each in months}

    def part(counts: dict[str, int], codes: frozenset[str]) -> float | None:
        whole = sum(counts.values())
        return sum(found for code, found in counts.items() if code in codes) / whole if whole else None

    series = [
        Series(name=_("at the source"), values=tuple(part(of[each], AT_SOURCE) for each in months)),
        Series(name=_("by post or e-mail"), values=tuple(part(of[each], BY_SENDING) for each in months)),
    ]
    last = series[0].values[-1] if months else None
    return Figure(
        id="families",
        title=title,
        note=_(
            "At the source: portal, kiosk, counter, interview. What reaches a desk by none of these circuits is not "
            "seen here: ask for it where the shares stop moving."
        ),
        chart=lines(
            title,
            _("In the last month {share} came at the source. The table tells each month.", share=share(last)),
            [month(each) for each in months],
            series,
            share,
        )
        if months
        else None,
        head=(_("Month"), _("Deposits"), _("At the source"), _("By post or e-mail"), _("Made here")),
        rows=tuple(
            (
                month(each),
                number(sum(of[each].values())),
                share(part(of[each], AT_SOURCE)),
                share(part(of[each], BY_SENDING)),
                share(part(of[each], frozenset(of[each]) - AT_SOURCE - BY_SENDING)),
            )
            for each in months
        ),
        sheet="circuits",
        empty=_("No deposit came in this period. Their circuits stand here month by month."),
    )


def _circuits(use: Use) -> Figure:
    title = _("Deposits by circuit")
    months = sorted({each.month for each in use.taken})
    codes = sorted(
        {each.circuit for each in use.taken},
        key=lambda code: -sum(each.deposits for each in use.taken if each.circuit == code),
    )
    counts = {(each.month, each.circuit): each.deposits for each in use.taken}
    series = [Series(name=circuit(code), values=tuple(counts[each, code] for each in months)) for code in codes]
    whole = sum(each.deposits for each in use.taken)
    return Figure(
        id="circuits",
        title=title,
        note=_("Deposits that were handed over, by the month in which they were received."),
        chart=lines(
            title,
            _("{count} deposits came in. The table tells each month.", count=whole),
            [month(each) for each in months],
            series,
            number,
        )
        if months
        else None,
        head=(_("Month"), *map(circuit, codes)),
        rows=tuple((month(each), *(number(counts[each, code]) for code in codes)) for each in months),
        sheet="circuits",
        empty=_("No deposit came in this period. Their circuits stand here month by month."),
    )


def _kiosk_months(use: Use) -> Figure:
    title = _("Kiosks, month by month")
    told = use.kiosk_months
    series = [
        Series(name=_("handed over"), values=tuple(each.received for each in told)),
        Series(name=_("given up"), values=tuple(each.abandoned for each in told)),
    ]
    says = _(
        "{count} deposits were handed over at kiosks. The table tells each month.", count=sum(e.received for e in told)
    )
    return Figure(
        id="kiosk-months",
        title=title,
        note=_("By the month in which they were begun. The time is from the first touch to the receipt."),
        chart=columns(title, says, [month(each.month) for each in told], series, number) if told else None,
        head=(
            _("Month"),
            _("Begun"),
            _("Handed over"),
            _("Given up"),
            _("Half take no longer than"),
            _("Nine of ten take no longer than"),
        ),
        rows=tuple(
            (
                month(each.month),
                *map(number, (each.begun, each.received, each.abandoned)),
                "–" if each.p50_seconds is None else duration(each.p50_seconds),
                "–" if each.p90_seconds is None else duration(each.p90_seconds),
            )
            for each in told
        ),
        sheet="kiosk-months",
        empty=_("No kiosk was used in this period. What becomes of their deposits stands here."),
    )


def _kiosk_hours(use: Use) -> Figure:
    title = _("Kiosks, by the hour of the day")
    told = use.kiosk_hours
    busiest = max(told, key=lambda each: each.received, default=None)
    says = _("Most at {hour}. The table tells each hour.", hour=f"{busiest.hour:02d}:00") if busiest else ""
    series = [Series(name=_("handed over"), values=tuple(each.received for each in told))]
    return Figure(
        id="kiosk-hours",
        title=title,
        note="",
        chart=columns(title, says, [f"{each.hour:02d}:00" for each in told], series, number) if told else None,
        head=(_("Hour"), _("Handed over")),
        rows=tuple((f"{each.hour:02d}:00", number(each.received)) for each in told),
        sheet="kiosk-hours",
        empty=_("No kiosk was used in this period."),
    )


def _kiosks(use: Use) -> Figure:
    title = _("Each kiosk")
    rows = [
        Length(
            label=each.name or _("Unknown"),
            parts=(each.received, each.begun - each.received),
            words=f"{number(each.received)} / {number(each.begun)}",
        )
        for each in use.kiosks
    ]
    says = _("{count} kiosks were used. The table tells each.", count=len(rows))
    return Figure(
        id="kiosks",
        title=title,
        note="",
        chart=lengths(title, says, rows, (_("handed over"), _("begun, not handed over"))) if rows else None,
        head=(_("Kiosk"), _("Begun"), _("Handed over")),
        rows=tuple((each.name or _("Unknown"), number(each.begun), number(each.received)) for each in use.kiosks),
        sheet="kiosks",
        empty=_("No kiosk was used in this period."),
    )


def _digital(use: Use) -> Figure:
    title = _("Files that are digital only")
    told = use.digital_months
    values = tuple(each.digital / each.files if each.files else None for each in told)
    series = [Series(name=_("digital only"), values=values)]
    says = _(
        "At the end {share} of the open files. The table tells each month.", share=share(values[-1] if told else None)
    )
    return Figure(
        id="digital-months",
        title=title,
        note=_("Of the files that are open today, at the end of each month."),
        chart=lines(title, says, [month(each.month) for each in told], series, share) if told else None,
        head=(_("Month"), _("Open files"), _("Digital only"), _("Share")),
        rows=tuple(
            (month(each.month), number(each.files), number(each.digital), share(value))
            for each, value in zip(told, values, strict=True)
        ),
        sheet="digital-months",
        empty=_("There are no open files yet."),
    )


def _digital_departments(use: Use, labels: Labels) -> Figure:
    title = _("Digital only, by department")
    told = use.digital_departments
    rows = [
        Length(
            label=department(labels, each.code),
            parts=(each.digital, each.files - each.digital),
            words=share(each.digital / each.files),
        )
        for each in told
    ]
    says = _("{count} departments have open files. The table tells each.", count=len(told))
    return Figure(
        id="digital-departments",
        title=title,
        note=_("As it stands today."),
        chart=lengths(title, says, rows, (_("digital only"), _("also on paper"))) if rows else None,
        head=(_("Department"), _("Open files"), _("Digital only"), _("Share")),
        rows=tuple(
            (department(labels, each.code), number(each.files), number(each.digital), share(each.digital / each.files))
            for each in told
        ),
        sheet="digital-departments",
        empty=_("There are no open files yet."),
    )
