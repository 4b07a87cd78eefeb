"""Charts bear their names, tell things apart without colour, and stay within their sheet."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from dossier.charts.bars import Length, Span, lengths, spans
from dossier.charts.columns import Series, columns
from dossier.charts.lines import lines
from dossier.charts.marks import Area, Bar, Chart, Path, Rule, Text, cut, spread, steps
from dossier.charts.svg import sign, svg

NS = "{http://www.w3.org/2000/svg}"
MONTHS = [f"{month:02d}/26" for month in range(1, 13)]
CHARTS = {
    "lengths": lengths("Bars", "Says it.", [Length(label="A <b> & c" * 9, parts=(3, 0.5), words="3 + ½")], ("x", "y")),
    "no lengths": lengths("Bars", "Says it.", []),
    "spans": spans("Spans", "Says it.", [Span(label="A", half=2, most=9, words="2 · 9")], ("half", "most")),
    "columns": columns("Columns", "Says it.", MONTHS, [Series(name="a", values=(None, 0, *range(10)))], "{:g}".format),
    "pairs": columns(
        "Columns", "Says it.", ["1", "2"], [Series(name=each, values=(1, 2)) for each in "ab"], "{:g}".format
    ),
    "lines": lines(
        "Lines",
        "Says it.",
        MONTHS,
        [Series(name=f"line {n}", values=(*(float(n) for _ in range(11)), 5.0)) for n in range(7)],
        "{:g}".format,
        [None, *((1.0, 9.0) for _ in range(11))],
    ),
    "broken line": lines(
        "Lines", "Says it.", ["a", "b", "c"], [Series(name="a", values=(1, None, None))], "{:g}".format
    ),
}


def places(chart: Chart) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for mark in chart.marks:
        match mark:
            case Bar():
                found += [(mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)]
            case Path() | Area():
                found += mark.places
            case Rule():
                found += [mark.start, mark.end]
            case Text():
                found.append((mark.x, mark.y))
    return found


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_named_described_and_within_its_sheet(chart: Chart) -> None:
    drawn = ET.fromstring(svg(chart, "one").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    assert drawn.get("role") == "img"
    named = {each.get("id"): each.text for each in (*drawn.iter(f"{NS}title"), *drawn.iter(f"{NS}desc"))}
    assert [named[each] for each in (drawn.get("aria-labelledby") or "").split()] == [chart.title, chart.says]
    for x, y in places(chart):
        assert -0.01 <= x <= chart.width + 0.01
        assert -0.01 <= y <= chart.height + 0.01
    assert not re.search(r"style=|nan|inf", svg(chart, "one"))


def test_words_are_words_whatever_is_in_them() -> None:
    chart = lengths("<script>", "&", [Length(label="<b>", parts=(1,), words='"')])
    drawn = svg(chart, "x")
    assert "<script>" not in drawn
    assert "&lt;b&gt;" in drawn


def test_names_at_the_ends_of_lines_do_not_lie_upon_each_other() -> None:
    names = sorted(mark.y for mark in CHARTS["lines"].marks if isinstance(mark, Text) and mark.words.startswith("line"))
    assert len(names) == 7
    assert all(low - high >= 13 for high, low in pairwise(names))


def test_a_band_is_not_drawn_across_what_is_not_told() -> None:
    told = [(1.0, 2.0), (1.0, 3.0), None, (0.0, 4.0), None, None, (2.0, 3.0), (2.0, 2.5)]
    values = tuple(each and each[1] for each in told)
    chart = lines("Lines", "Says it.", MONTHS[:8], [Series(name="a", values=values)], "{:g}".format, told)
    areas = [mark for mark in chart.marks if isinstance(mark, Area)]
    paths = [mark for mark in chart.marks if isinstance(mark, Path)]
    assert [len(each.places) for each in areas] == [4, 4, 4]
    for area, path in zip(areas, paths, strict=True):  # each lies about its piece of the line, and about no other
        across = [x for x, _ in area.places]
        assert min(across) <= path.places[0][0] <= path.places[-1][0] <= max(across)
    for before, after in pairwise(areas):
        assert max(x for x, _ in before.places) < min(x for x, _ in after.places)


def test_seven_lines_have_seven_signs() -> None:
    assert len({sign((0, 0), number) for number in range(1, 8)}) == 7


def test_parts_are_solid_and_hollow() -> None:
    fills = [mark.fill for mark in CHARTS["lengths"].marks if isinstance(mark, Bar)]
    assert fills == ["solid", "hollow"] * 2, "the legend's, then the row's"


def test_bars_are_as_long_as_they_are_much() -> None:
    rows = [Length(label="a", parts=(10, 5), words="15"), Length(label="b", parts=(5,), words="5")]
    ten, five, alone = (mark.width for mark in lengths("t", "s", rows).marks if isinstance(mark, Bar))
    assert ten == pytest.approx(2 * five)
    assert alone == pytest.approx(five)


def test_what_is_not_told_of_a_time_is_a_dash_and_not_nothing() -> None:
    dashes = [mark for mark in CHARTS["columns"].marks if isinstance(mark, Text) and mark.words == "–"]
    assert len(dashes) == 1


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, (0, 1)),
        (20, (0, 5, 10, 15, 20)),
        (0.46, (0, 0.2, 0.4, 0.6)),
        (130, (0, 50, 100, 150)),
        (3, (0, 1, 2, 3)),
        (9, (0, 5, 10)),
        (2, (0, 1, 2)),
    ],
)
def test_scales_have_round_numbers(most: float, ticks: tuple[float, ...]) -> None:
    assert steps(most) == pytest.approx(ticks)


def test_long_words_are_cut_and_heights_spread() -> None:
    assert cut("short", 100) == "short"
    assert cut("a very long label", 75) == "a very lo…"
    assert spread([1, 1, 20], 5) == [1, 6, 20]
