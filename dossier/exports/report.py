"""The package's PDF: everything that its JSON holds, section by section, for a person to read."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.clock import BRUSSELS
from dossier.exports.gather import Facts
from dossier.exports.words import PackageWords
from dossier.receipts.drawing import plain

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.recorder import FPDFRecorder

MARGIN_MM = 18
SECTIONS = (
    *("person", "social_files", "deposits", "documents", "corrections"),
    *("kept_papers", "originals", "looks", "events"),
)
_IN_LINES = frozenset({"looks", "events"})
"""Sections of many small facts: a line each."""


def write_report(facts: Facts, words: PackageWords, language: str, made_at: datetime, path: Path) -> None:
    """Write the PDF to a file."""
    from fpdf import FPDF  # 0.8 s, which neither a start nor another job should pay

    class Report(FPDF):
        def footer(self) -> None:
            self.set_y(-MARGIN_MM)
            self.set_font("Helvetica", size=8)
            self.cell(0, 5, plain(f"{words.title} · {self.page_no()}/{{nb}}"), align="C")

    pdf = Report(format="A4")
    pdf.set_title(plain(words.title))
    pdf.set_creation_date(made_at)
    pdf.set_margin(MARGIN_MM)
    pdf.set_auto_page_break(True, MARGIN_MM + 6)
    pdf.add_page()
    _line(pdf, words.centre, 10, 5)
    _line(pdf, words.title, 18, 10, style="B")
    _line(pdf, words.made_at.format(moment=_moment(made_at)), 10, 6)
    _line(pdf, words.intro, 10, 5)
    for section in SECTIONS:
        pdf.ln(5)
        _line(pdf, words.headings.get(section, section), 13, 8, style="B")
        told = facts[section]
        each_of = [told] if isinstance(told, dict) else told
        if not each_of:
            _line(pdf, words.nothing, 10, 5)
        for each in each_of:
            _entry(pdf, each, words, language, in_line=section in _IN_LINES)
    pdf.output(str(path))


def _entry(pdf: "FPDF", entry: Facts, words: PackageWords, language: str, *, in_line: bool) -> None:
    told = list(_told(entry, words, language))
    if in_line:
        _line(pdf, " · ".join(value for _, value in told), 9, 4.5)
        return
    with pdf.unbreakable() as page:
        for number, (label, value) in enumerate(told):
            text = words.line.format(label=label, value=value) if label else value
            _line(page, text, 10, 5, style="" if number else "B")
        page.ln(2)


def _told(entry: Facts, words: PackageWords, language: str) -> Iterator[tuple[str, str]]:
    """Yield each fact that is there, with its label; those in the other language are left out."""
    for name, value in entry.items():
        other = name.endswith(("_fr", "_nl")) and not name.endswith(f"_{language}")
        if other or value in (None, "", [], False):
            continue
        if name in {"about_others", "missing", "infected"}:
            yield "", {"about_others": words.others, "missing": words.missing, "infected": words.infected}[name]
            continue
        bare = name.removesuffix(f"_{language}")
        yield words.labels.get(bare, bare), _value(name, value, words)


def _value(name: str, value: Any, words: PackageWords) -> str:
    if isinstance(value, bool):
        return words.values["yes"]
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if name.endswith(("_at", "_since")) or name == "at":
        return _moment(datetime.fromisoformat(value)) if "T" in value else _day(date.fromisoformat(value))
    if name.endswith(("_date", "_on", "_until")):
        return _day(date.fromisoformat(value))
    return words.values.get(f"{name}.{value}", str(value))


def _moment(value: datetime) -> str:
    return f"{value.astimezone(BRUSSELS):%d/%m/%Y %H:%M}"


def _day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def _line(pdf: "FPDF | FPDFRecorder", text: str, size: float, height_mm: float, *, style: str = "") -> None:
    pdf.set_font("Helvetica", style=style, size=size)
    pdf.multi_cell(0, height_mm, plain(text), align="L", new_x="LMARGIN", new_y="NEXT")
