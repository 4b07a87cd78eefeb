"""A chart as SVG, to stand in a page: named and described, coloured by the page's own style sheet."""

from collections.abc import Iterator
from html import escape

from dossier.charts.marks import Area, Bar, Chart, Mark, Path, Place, Rule, Text

SIGN = 3.2
"""Half of a sign's side."""


def svg(chart: Chart, chart_id: str) -> str:
    """Return the element; `chart_id` is unique on the page. All words are escaped."""
    drawn = "".join(piece for mark in chart.marks for piece in _mark(mark))
    return (
        f'<svg class="chart" role="img" aria-labelledby="{chart_id}-name {chart_id}-says" '
        f'viewBox="0 0 {_n(chart.width)} {_n(chart.height)}">'
        f'<title id="{chart_id}-name">{escape(chart.title)}</title>'
        f'<desc id="{chart_id}-says">{escape(chart.says)}</desc>{drawn}</svg>'
    )


def _mark(mark: Mark) -> Iterator[str]:
    match mark:
        case Bar():
            box = f'x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.width)}" height="{_n(mark.height)}"'
            yield f'<rect class="chart-{mark.fill}" data-series="{mark.series}" {box}/>'
        case Path():
            yield f'<polyline class="chart-line" data-series="{mark.series}" points="{_points(mark.places)}"/>'
            if mark.has_signs:
                for each in mark.places:
                    corners = _points(sign(each, mark.series))
                    yield f'<polygon class="chart-sign" data-series="{mark.series}" points="{corners}"/>'
        case Area():
            yield f'<polygon class="chart-band" points="{_points(mark.places)}"/>'
        case Rule():
            (x1, y1), (x2, y2) = mark.start, mark.end
            kind = "chart-edge" if mark.is_strong else "chart-rule"
            yield f'<line class="{kind}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'
        case Text():
            kind = "chart-soft" if mark.is_soft else "chart-text"
            place = f'x="{_n(mark.x)}" y="{_n(mark.y)}" text-anchor="{mark.anchor}"'
            yield f'<text class="{kind}" {place}>{escape(mark.words)}</text>'


def sign(place: Place, series: int) -> tuple[Place, ...]:
    """Return the corners of the sign that a series has at a place: square, diamond, triangle, and turned ones."""
    x, y = place
    s = SIGN
    shapes: tuple[tuple[Place, ...], ...] = (
        ((-s, -s), (s, -s), (s, s), (-s, s)),
        ((0, -1.4 * s), (1.4 * s, 0), (0, 1.4 * s), (-1.4 * s, 0)),
        ((0, -1.3 * s), (1.3 * s, s), (-1.3 * s, s)),
        ((0, 1.3 * s), (1.3 * s, -s), (-1.3 * s, -s)),
        ((-1.4 * s, -s / 2), (1.4 * s, -s / 2), (1.4 * s, s / 2), (-1.4 * s, s / 2)),
        ((-s / 2, -1.4 * s), (s / 2, -1.4 * s), (s / 2, 1.4 * s), (-s / 2, 1.4 * s)),
        ((-s / 2, -s / 2), (s / 2, -s / 2), (s / 2, s / 2), (-s / 2, s / 2)),
    )
    return tuple((x + dx, y + dy) for dx, dy in shapes[(series - 1) % len(shapes)])


def _points(places: tuple[Place, ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in places)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
