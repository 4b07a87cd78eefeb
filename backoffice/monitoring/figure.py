"""One figure as a screen and the report show it: a chart, how it is counted, and the table behind it."""

from dataclasses import dataclass

from markupsafe import Markup

from dossier.charts.marks import Chart
from dossier.charts.svg import svg


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart with its table; what is in the table is all that the chart shows, in words and figures."""

    id: str  # unique on the page
    title: str
    note: str  # how it is counted
    chart: Chart | None  # None: the table says it better
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sheet: str  # the name under which the figures go out as a file
    empty: str  # what will be here

    @property
    def drawn(self) -> Markup:
        """Return the chart as an element of the page."""
        return Markup(svg(self.chart, self.id)) if self.chart else Markup()  # noqa: S704 - `svg` escapes all words
