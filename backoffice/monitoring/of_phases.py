"""The figure of the roll-out: how the circuits were used in each phase."""

from collections.abc import Sequence

from backoffice.monitoring.figure import Figure
from backoffice.monitoring.words import circuit, number, share
from dossier.charts.bars import Length, lengths
from dossier.monitoring.by_phase import TakenInPhase
from dossier.monitoring.use import AT_SOURCE
from web.catalogues import gettext as _
from web.catalogues import language
from web.words import short_date


def of_phases(told: Sequence[TakenInPhase]) -> Figure:
    """Return the deposits of each phase, by circuit."""
    title = _("Circuits, by phase")
    codes = sorted({each.circuit for each in told}, key=lambda c: -sum(e.deposits for e in told if e.circuit == c))
    phases = list(dict.fromkeys((each.from_on, each.until_on, _named(each)) for each in told))
    counts = {(each.from_on, each.circuit): each.deposits for each in told}
    rows = []
    for from_on, _until, name in phases:
        whole = sum(counts[from_on, code] for code in codes)
        at_source = sum(counts[from_on, code] for code in codes if code in AT_SOURCE)
        rows.append(
            Length(
                label=name,
                parts=(at_source, whole - at_source),
                words=f"{number(whole)} · {share(at_source / whole if whole else None)}",
            )
        )
    return Figure(
        id="phases",
        title=title,
        note=_(
            "By the phase in which they were received, as far as it lies in the period; no phase is as long as another."
        ),
        chart=lengths(
            title,
            _("{count} phases. The table tells each circuit.", count=len(phases)),
            rows,
            (_("at the source"), _("sent, or made here")),
        )
        if rows
        else None,
        head=(_("Phase"), _("From"), _("Until"), _("Days"), *map(circuit, codes)),
        rows=tuple(
            (
                name,
                short_date(from_on),
                short_date(until_on),
                number((until_on - from_on).days + 1),
                *(number(counts[from_on, code]) for code in codes),
            )
            for from_on, until_on, name in phases
        ),
        sheet="phases",
        empty=_("No phases are set, or no deposit came in this period."),
    )


def _named(told: TakenInPhase) -> str:
    return (told.phase_nl if language() == "nl" else told.phase_fr) or _("Before the first phase")
