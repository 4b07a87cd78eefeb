"""The figures of quality: verdicts, reasons to refuse, second looks."""

from backoffice.monitoring.figure import Figure
from backoffice.monitoring.words import ERRORS, count, month, number, share
from dossier.charts.bars import Length, lengths
from dossier.charts.columns import Series, columns
from dossier.charts.lines import lines
from dossier.monitoring.quality import Quality
from dossier.second_looks.find import Wrong
from dossier.second_looks.rates import ENOUGH_LOOKS
from web.catalogues import gettext as _
from web.catalogues import language


def of_quality(quality: Quality) -> tuple[Figure, ...]:
    """Return the figures of quality."""
    return _verdicts(quality), _reasons(quality), _looks(quality), _errors(quality)


def _verdicts(quality: Quality) -> Figure:
    title = _("Refused, and taken again")
    told = quality.verdicts
    has_any = any(each.validated or each.refused or each.retaken for each in told)
    series = [
        Series(name=_("refused"), values=tuple(each.refused for each in told)),
        Series(name=_("taken again"), values=tuple(each.retaken for each in told)),
    ]
    refused = sum(each.refused or 0 for each in told)
    says = _("{count} documents stand refused. The table tells each month.", count=refused)
    return Figure(
        id="verdicts",
        title=title,
        note=_("Refused: those that stand so. A document whose pages the citizen took again counts as taken again."),
        chart=columns(title, says, [month(each.month) for each in told], series, number) if has_any else None,
        head=(_("Month"), _("Filed"), _("Refused"), _("Refused, of all"), _("Taken again")),
        rows=tuple(
            (
                month(each.month),
                count(each.validated),
                count(each.refused),
                share(each.refused_share),
                number(each.retaken),
            )
            for each in told
        )
        if has_any
        else (),
        sheet="verdicts",
        empty=_("Too few people decided in this period to tell how they did. Their verdicts stand here once more did.")
        if any(each.refused is None for each in told)
        else _("Nothing was decided in this period. Verdicts stand here month by month."),
    )


def _reasons(quality: Quality) -> Figure:
    title = _("Why documents were refused")
    told = [
        (each.label_nl if language() == "nl" else each.label_fr, each)
        for each in quality.reasons
        if each.refused + each.retaken
    ]
    rows = [
        Length(
            label=label,
            parts=(each.refused, each.retaken),
            words=f"{number(each.refused)} + {number(each.retaken)}" if each.retaken else number(each.refused),
        )
        for label, each in told
    ]
    says = _("The most frequent: {name}. The table tells each.", name=told[0][0]) if told else ""
    return Figure(
        id="reasons",
        title=title,
        note=_("What was taken again counts by the reason for which it had been refused."),
        chart=lengths(title, says, rows, (_("stands refused"), _("taken again since"))) if rows else None,
        head=(_("Reason"), _("Stands refused"), _("Taken again since")),
        rows=tuple((label, number(each.refused), number(each.retaken)) for label, each in told),
        sheet="reasons",
        empty=_("Nothing was refused in this period."),
    )


def _looks(quality: Quality) -> Figure:
    title = _("Wrong at the second look")
    told = quality.looks
    has_any = any(each.looked or each.dropped for each in told)
    rated = any(each.rate is not None for each in told)
    series = [Series(name=_("wrong"), values=tuple(each.rate for each in told))]
    band = [(each.low, each.high) if each.low is not None and each.high is not None else None for each in told]
    says = _("{count} second looks were given. The table tells each month.", count=sum(each.looked for each in told))
    return Figure(
        id="looks",
        title=title,
        note=_(
            "By the month of filing. A rate is told from {enough} looks on; its band holds 95 times out of 100.",
            enough=ENOUGH_LOOKS,
        ),
        chart=lines(title, says, [month(each.month) for each in told], series, share, band) if rated else None,
        head=(_("Month"), _("Looked at"), _("Wrong"), _("Rate"), _("At least"), _("At most"), _("Not looked at")),
        rows=tuple(
            (
                month(each.month),
                number(each.looked),
                number(each.wrong),
                share(each.rate),
                share(each.low),
                share(each.high),
                number(each.dropped),
            )
            for each in told
        )
        if has_any
        else (),
        sheet="looks",
        empty=_("No second look was given in this period. Their rates stand here month by month."),
    )


def _errors(quality: Quality) -> Figure:
    title = _("What was wrong at the second look")
    told = [(_(ERRORS[Wrong(each.kind)]), each.count) for each in quality.found if each.count]
    rows = [Length(label=label, parts=(found,), words=number(found)) for label, found in told]
    says = _("{count} kinds of error were found. The table tells each.", count=len(told))
    return Figure(
        id="errors",
        title=title,
        note=_("One document may have several."),
        chart=lengths(title, says, rows) if rows else None,
        head=(_("What"), _("How often")),
        rows=tuple((label, number(found)) for label, found in told),
        sheet="errors",
        empty=_("Second looks found nothing wrong in this period."),
    )
