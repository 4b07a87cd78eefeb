"""The thesaurus as a sheet: the columns of `seed.csv`, read and written.

What has no column there (descriptions, retention, what is asked, the picture, rules of a circuit or a deadline) stays
as it is when a sheet comes back.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast, get_args

from dossier.errors import Refused
from dossier.thesaurus.content import PaperRule, SignalRule, TermContent
from dossier.thesaurus.versions import in_order

COLUMNS = (
    "code",
    "label_fr",
    "label_nl",
    "category",
    "validity_days",
    "validity_note",
    "departments",
    "signal",
    "urgency",
    "deadline_rule",
    "sensitivity",
    "authentic_source",
    "paper",
    "paper_months",
    "keywords_fr",
    "keywords_nl",
    "two_readers",
    "plain_fr",
    "plain_nl",
)
OWN_RULES = "own"
"""In the column `signal`: rules that differ between departments or circuits, which a sheet leaves as they are."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_YES_OR_NO = {"yes": True, "no": False}


class CellFormula(Refused):
    """The column {column} begins like a formula of a spreadsheet. Write it without that sign."""


class CellNotYesOrNo(Refused):
    """The column {column} needs yes or no."""


class CellNotNumber(Refused):
    """The column {column} needs a number, or nothing."""


class CellNotSensitivity(Refused):
    """The column sensitivity needs normal, medical or judicial."""


class CellNotPaper(Refused):
    """The column paper needs returned, kept or by_choice."""


class OwnRulesUnknown(Refused):
    """A new term cannot have rules of its own in a sheet. Write yes or no under signal."""


def content_of(cells: Mapping[str, str], before: TermContent | None) -> TermContent:
    """Read a line as the next version of a term, `before` being the present one. Raises a Refused for a wrong cell."""
    departments = _list(cells["departments"])
    read = TermContent(
        label_fr=cells["label_fr"],
        label_nl=cells["label_nl"],
        category=cells["category"],
        departments=departments,
        keywords_fr=_list(cells["keywords_fr"]),
        keywords_nl=_list(cells["keywords_nl"]),
        validity_days=_number(cells, "validity_days"),
        validity_note=cells["validity_note"],
        sensitivity=_sensitivity(cells["sensitivity"]),  # type: ignore[arg-type] # checked there
        authentic_source=cells["authentic_source"],
        paper=_paper(cells["paper"]),
        paper_months=_number(cells, "paper_months"),
        two_readers=_yes(cells, "two_readers"),
        plain_fr=cells["plain_fr"],
        plain_nl=cells["plain_nl"],
        signal_rules=_rules(cells, departments, before),
    )
    if before is None:
        return read
    return replace(
        read,
        description_fr=before.description_fr,
        description_nl=before.description_nl,
        asks=before.asks,
        example_id=before.example_id,
        retention=before.retention,
    )


def cells_of(code: str, content: TermContent) -> dict[str, str]:
    """Write a version as the cells of a line."""
    rules = content.signal_rules
    plain = rules == _plain(content.departments, rules[0].urgency if rules else 0, rules[0].note if rules else "")
    signal = ("yes" if rules else "no") if plain or not rules else OWN_RULES
    return {
        "code": code,
        "label_fr": content.label_fr,
        "label_nl": content.label_nl,
        "category": content.category,
        "validity_days": "" if content.validity_days is None else str(content.validity_days),
        "validity_note": content.validity_note,
        "departments": ";".join(content.departments),
        "signal": signal,
        "urgency": str(max((each.urgency for each in rules), default=0)),
        "deadline_rule": rules[0].note if rules and plain else "",
        "sensitivity": content.sensitivity,
        "authentic_source": content.authentic_source,
        "paper": content.paper,
        "paper_months": "" if content.paper_months is None else str(content.paper_months),
        "keywords_fr": ";".join(content.keywords_fr),
        "keywords_nl": ";".join(content.keywords_nl),
        "two_readers": "yes" if content.two_readers else "no",
        "plain_fr": content.plain_fr,
        "plain_nl": content.plain_nl,
    }


def written(terms: Iterable[tuple[str, TermContent]]) -> str:
    """Write terms as a sheet. A cell that a spreadsheet would compute gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for code, content in terms:
        writer.writerow({name: _guarded(cell) for name, cell in cells_of(code, content).items()})
    return out.getvalue()


def unguarded(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a line as they were before `written` guarded them. Raises CellFormula where one is not."""
    plain = {}
    for name, cell in cells.items():
        if _FORMULA.match(cell) and not cell.startswith("'"):
            raise CellFormula(column=name)
        plain[name] = cell[1:] if _FORMULA.match(cell) else cell
    return plain


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _rules(
    cells: Mapping[str, str], departments: tuple[str, ...], before: TermContent | None
) -> tuple[SignalRule, ...]:
    """Return the rules of a line: as they are where it says what is so already."""
    if cells["signal"] == OWN_RULES:
        if before is None:
            raise OwnRulesUnknown
        return before.signal_rules
    if not _yes(cells, "signal"):
        return ()
    return _plain(departments, _number(cells, "urgency") or 0, cells["deadline_rule"])


def _plain(departments: tuple[str, ...], urgency: int, note: str) -> tuple[SignalRule, ...]:
    """Return the rules that tell every department the same, whichever way a document came."""
    return in_order([SignalRule(department=each, urgency=urgency, note=note) for each in departments])


def _list(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(";") if word.strip())


def _number(cells: Mapping[str, str], column: str) -> int | None:
    if not cells[column]:
        return None
    if not cells[column].isascii() or not cells[column].isdecimal() or len(cells[column]) > 9:  # noqa: PLR2004
        raise CellNotNumber(column=column)
    return int(cells[column])


def _yes(cells: Mapping[str, str], column: str) -> bool:
    if cells[column] not in _YES_OR_NO:
        raise CellNotYesOrNo(column=column)
    return _YES_OR_NO[cells[column]]


def _sensitivity(cell: str) -> str:
    if cell not in {"normal", "medical", "judicial"}:
        raise CellNotSensitivity
    return cell


def _paper(cell: str) -> PaperRule:
    if cell not in get_args(PaperRule):
        raise CellNotPaper
    return cast("PaperRule", cell)
