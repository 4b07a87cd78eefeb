"""The monthly report as a PDF: each figure with its chart, how it is counted and its table, to be read on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dossier.charts.marks import Area, Bar, Chart, Mark, Path, Rule, Text
from dossier.charts.svg import sign
from dossier.receipts.drawing import plain

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN_MM = 18
_FONT = "Helvetica"
_INK, _SOFT, _RULE, _ACT, _WASH = (34, 30, 25), (91, 84, 74), (216, 209, 195), (42, 63, 157), (231, 233, 246)
_SERIES = ((42, 63, 157), (132, 75, 0), (38, 102, 58), (168, 39, 25), (47, 92, 116), (91, 84, 74), (34, 30, 25))
_DASHES = ((0.0, 0.0), (1.6, 0.8), (0.5, 0.8), (2.2, 1.2), (3.0, 1.0), (1.0, 0.5), (0.3, 1.0))
_ROW_MM, _HEAD_LINE_MM = 5.0, 3.0
_KEPT_ROWS = 16
"""A table of so many rows at most stays with its chart on one page."""
_LABEL_SHARE = 0.32
"""How much of a table's width its first column takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFigure:
    """One figure as the report writes it."""

    title: str
    note: str
    chart: Chart | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str  # what stands there where there are no rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """What the report says beside its figures."""

    language: str
    centre: str
    title: str
    made: str  # when
    notes: tuple[str, ...]


def report_pdf(words: PaperWords, chapters: Sequence[tuple[str, Sequence[PaperFigure]]], made_at: datetime) -> bytes:
    """Return the report on A4; a chapter is its heading and its figures."""
    from fpdf import FPDF  # 0.8 s, which neither a start nor another page should pay

    class Report(FPDF):
        def footer(self) -> None:
            self.set_y(-MARGIN_MM + 4)
            self.set_font(_FONT, size=8)
            self.set_text_color(*_SOFT)
            self.cell(0, 5, plain(f"{words.centre} · {words.title} · {self.page_no()}/{{nb}}"), align="C")

    pdf = Report(format="A4")
    pdf.set_title(plain(words.title))
    pdf.set_lang(words.language)
    pdf.set_creation_date(made_at)
    pdf.set_margin(MARGIN_MM)
    pdf.set_auto_page_break(True, MARGIN_MM)
    pdf.add_page()
    _line(pdf, words.centre, 10, 5, colour=_SOFT)
    _line(pdf, words.title, 20, 11, style="B")
    _line(pdf, words.made, 10, 6, colour=_SOFT)
    for note in words.notes:
        _line(pdf, note, 10, 5)
    for heading, figures in chapters:
        for number, figure in enumerate(figures):
            _figure(pdf, figure, "" if number else heading)
    return bytes(pdf.output())


def _figure(pdf: "FPDF", figure: PaperFigure, heading: str) -> None:
    """Write a figure, under the heading of its chapter where it is the first one."""
    width = pdf.w - 2 * MARGIN_MM
    height = figure.chart.height * width / figure.chart.width if figure.chart else 0
    _room(pdf, height + 28 + min(len(figure.rows), _KEPT_ROWS) * _ROW_MM + (14 if heading else 0))
    if heading:
        pdf.ln(5)
        _line(pdf, heading, 15, 9, style="B")
    pdf.ln(3)
    _line(pdf, figure.title, 12, 7, style="B")
    if not figure.rows:
        _line(pdf, figure.empty, 9, 5, colour=_SOFT)
        return
    if figure.note:
        _line(pdf, figure.note, 9, 4.5, colour=_SOFT)
    if figure.chart:
        top = pdf.get_y() + 2
        for mark in figure.chart.marks:
            _draw(pdf, mark, MARGIN_MM, top, width / figure.chart.width)
        pdf.set_xy(MARGIN_MM, top + height + 2)
    _table(pdf, figure)


def _draw(pdf: "FPDF", mark: Mark, left: float, top: float, scale: float) -> None:
    """Draw a mark; `scale` is how many millimetres a unit of its chart has."""

    def at(place: tuple[float, float]) -> tuple[float, float]:
        return left + place[0] * scale, top + place[1] * scale

    pdf.set_line_width(0.25)
    pdf.set_dash_pattern()
    match mark:
        case Bar():
            pdf.set_draw_color(*_ACT)
            pdf.set_fill_color(*(_ACT if mark.fill == "solid" else _WASH))
            pdf.rect(*at((mark.x, mark.y)), mark.width * scale, mark.height * scale, style="DF")
        case Path():
            number = (mark.series - 1) % len(_SERIES)
            pdf.set_draw_color(*_SERIES[number])
            pdf.set_fill_color(*_SERIES[number])
            pdf.set_line_width(0.45)
            pdf.set_dash_pattern(*_DASHES[number])
            pdf.polyline([at(place) for place in mark.places])
            pdf.set_dash_pattern()
            for place in mark.places if mark.has_signs else ():
                pdf.polygon([at(corner) for corner in sign(place, mark.series)], style="F")
        case Area():
            pdf.set_fill_color(*_WASH)
            pdf.polygon([at(place) for place in mark.places], style="F")
        case Rule():
            pdf.set_draw_color(*(_SOFT if mark.is_strong else _RULE))
            pdf.line(*at(mark.start), *at(mark.end))
        case Text():
            _text(pdf, mark, at((mark.x, mark.y)))


def _text(pdf: "FPDF", mark: Text, place: tuple[float, float]) -> None:
    pdf.set_font(_FONT, size=8)
    pdf.set_text_color(*(_SOFT if mark.is_soft else _INK))
    words = plain(mark.words)
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor] * pdf.get_string_width(words)
    pdf.text(place[0] - shift, place[1], words)


def _table(pdf: "FPDF", figure: PaperFigure) -> None:
    """Write a table; its head again on each page."""
    whole = pdf.w - 2 * MARGIN_MM
    first = whole * _LABEL_SHARE if len(figure.head) > 1 else whole
    others = (whole - first) / max(len(figure.head) - 1, 1)
    _head(pdf, figure.head, first, others)
    for row in figure.rows:
        if pdf.get_y() + _ROW_MM > pdf.h - MARGIN_MM:
            pdf.add_page()
            _head(pdf, figure.head, first, others)
        pdf.set_font(_FONT, size=8)
        pdf.set_text_color(*_INK)
        for number, cell in enumerate(row):
            width = others if number else first
            pdf.cell(width, _ROW_MM, _fitting(pdf, cell, width), align="R" if number else "L", border="B")
        pdf.ln()
    pdf.ln(2)


def _head(pdf: "FPDF", head: Sequence[str], first: float, others: float) -> None:
    pdf.set_font(_FONT, style="B", size=7)
    pdf.set_text_color(*_SOFT)
    pdf.set_draw_color(*_RULE)
    pdf.set_line_width(0.2)
    top = bottom = pdf.get_y()
    for number, words in enumerate(head):
        x = MARGIN_MM + (first + others * (number - 1) if number else 0)
        pdf.set_xy(x, top)
        width = others if number else first
        pdf.multi_cell(width, _HEAD_LINE_MM, plain(words), align="R" if number else "L")
        bottom = max(bottom, pdf.get_y())
    pdf.set_xy(MARGIN_MM, bottom + 1)


def _fitting(pdf: "FPDF", words: str, width: float) -> str:
    told = plain(words)
    while told and pdf.get_string_width(told) > width - 2 * pdf.c_margin:
        told = f"{told[:-2]}."
    return told


def _room(pdf: "FPDF", height_mm: float) -> None:
    """Go on to a new page where what follows does not fit on this one."""
    if pdf.get_y() + height_mm > pdf.h - MARGIN_MM:
        pdf.add_page()


def _line(
    pdf: "FPDF", words: str, size: float, height_mm: float, *, style: str = "", colour: tuple[int, int, int] = _INK
) -> None:
    pdf.set_font(_FONT, style=style, size=size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, height_mm, plain(words), align="L", new_x="LMARGIN", new_y="NEXT")
