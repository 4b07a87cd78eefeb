"""The figures of delays: the whole way at a glance, and each part of it by circuit, type, department and month."""

from collections.abc import Sequence

from backoffice.monitoring.figure import Figure
from backoffice.monitoring.words import COUNTED, STAGES, axis_of, duration, named, number
from dossier.charts.bars import Span, spans
from dossier.charts.columns import Series
from dossier.charts.lines import lines
from dossier.monitoring.delays import CENTRES, Delay, Dimension, Stage
from dossier.monitoring.labels import Labels
from web.catalogues import gettext as _
from web.catalogues import mark

_SHOWN_MOST = 15
_TITLES = {
    Dimension.CIRCUIT: mark("By circuit"),
    Dimension.TYPE: mark("By type"),
    Dimension.DEPARTMENT: mark("By department"),
}


def of_glance(told: Sequence[Delay]) -> tuple[Figure, ...]:
    """Return the way as two figures: what the centre takes, and what citizens take."""
    return (
        _glance("centre", _("What the centre takes"), [each for each in told if each.stage in CENTRES]),
        _glance("citizens", _("What citizens take"), [each for each in told if each.stage not in CENTRES]),
    )


def _glance(figure_id: str, title: str, told: Sequence[Delay]) -> Figure:
    rows = [(_(STAGES[each.stage]), each) for each in told]
    return _spans(
        figure_id, title, " ".join(_(COUNTED[each.stage]) for each in told), rows, _("Part of the way"), "delays"
    )


def of_stage(stage: Stage, told: Sequence[Delay], labels: Labels) -> tuple[Figure, ...]:
    """Return a stage's figures: month by month, then by circuit, type and department."""
    figures = [_months(stage, [each for each in told if each.by is Dimension.MONTH])]
    for by, title in _TITLES.items():
        rows = [(named(each, labels), each) for each in told if each.by is by]
        figures.append(_spans(str(by), _(title), "", rows, _("Of what"), str(stage)))
    return tuple(figures)


def _legend() -> tuple[str, str]:
    return _("half take no longer"), _("nine of ten take no longer")


def _spans(
    figure_id: str, title: str, note: str, rows: Sequence[tuple[str, Delay]], of_what: str, sheet: str
) -> Figure:
    """Draw how long each takes; of many, those that came most often."""
    most = sorted(rows, key=lambda each: -each[1].count)[:_SHOWN_MOST]
    shown = [each for each in rows if each in most]
    bars = [
        Span(
            label=label,
            half=each.p50_seconds,
            most=each.p90_seconds,
            words=f"{duration(each.p50_seconds)} · {duration(each.p90_seconds)}",
        )
        for label, each in shown
    ]
    slowest = max(shown, key=lambda each: each[1].p90_seconds, default=None)
    says = (
        _("The longest: {name}. The table tells each.", name=slowest[0])
        if slowest
        else _("There is nothing to tell yet.")
    )
    if len(rows) > len(shown):
        note = _("The {count} most frequent are drawn; the table has them all.", count=len(shown))
    return Figure(
        id=figure_id,
        title=title,
        note=note,
        chart=spans(title, says, bars, _legend()) if bars else None,
        head=(of_what, _("How many"), _("Half take no longer than"), _("Nine of ten take no longer than")),
        rows=tuple(
            (label, number(each.count), duration(each.p50_seconds), duration(each.p90_seconds)) for label, each in rows
        ),
        sheet=sheet,
        empty=_("Nothing ended in this period, or too few people did it to tell."),
    )


def _months(stage: Stage, told: Sequence[Delay]) -> Figure:
    title = _("Month by month")
    unit, words = axis_of(max((each.p90_seconds for each in told), default=0))
    series = [
        Series(name=_("half"), values=tuple(each.p50_seconds / unit for each in told)),
        Series(name=_("nine of ten"), values=tuple(each.p90_seconds / unit for each in told)),
    ]
    names = [f"{each.key[5:]}/{each.key[2:4]}" for each in told]
    says = _("{title}: {count} months. The table tells each.", title=_(STAGES[stage]), count=len(told))
    return Figure(
        id="month",
        title=title,
        note=_(COUNTED[stage]),
        chart=lines(title, says, names, series, words) if told else None,
        head=(_("Month"), _("How many"), _("Half take no longer than"), _("Nine of ten take no longer than")),
        rows=tuple(
            (name, number(each.count), duration(each.p50_seconds), duration(each.p90_seconds))
            for name, each in zip(names, told, strict=True)
        ),
        sheet=str(stage),
        empty=_("Nothing ended in this period, or too few people did it to tell."),
    )
