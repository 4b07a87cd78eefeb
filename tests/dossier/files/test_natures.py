"""Documents by nature: which is the latest, what runs out, which months are missing."""

from dataclasses import replace
from datetime import UTC, date, datetime

from dossier.files.natures import MONTHS_SHOWN, natures, runs_out, standing
from dossier.files.papers import FilePaper
from dossier.ids import new_id
from dossier.lifecycle import DocumentState, PageState

TODAY = date(2026, 11, 26)


def paper(code: str | None, on: date, until: date | None = None, state: str = "validated") -> FilePaper:
    return FilePaper(
        id=new_id(),
        deposit_id=new_id(),
        state=DocumentState(state),
        circuit="portal",
        receipt_number="26-000001-24",
        captured_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        decided_at=None,
        document_date=on,
        valid_until=until,
        type_code=code,
        type_fr=code,
        type_nl=code,
        category_fr=None if code is None else "Revenus",
        category_nl=None if code is None else "Inkomsten",
        category_place=None if code is None else (1, 5, "REVENUS"),
        page_count=1,
        page_id=new_id(),
        page_state=PageState.READY,
        recipe_version=1,
    )


def test_the_latest_filed_counts_and_not_one_that_waits() -> None:
    waits, filed, old = (
        paper("A", date(2026, 11, 1), state="captured"),
        paper("A", date(2026, 9, 1)),
        paper("A", date(2026, 1, 1)),
    )
    (nature,) = natures([waits, filed, old], TODAY)
    assert (nature.latest, nature.earlier) == (filed, (waits, old))


def test_what_runs_out_is_told_by_the_latest_alone_the_first_to_do_so_first() -> None:
    renewed = [paper("A", date(2026, 10, 1), date(2027, 10, 1)), paper("A", date(2025, 10, 1), date(2026, 10, 1))]
    soon, over = paper("B", date(2026, 9, 1), date(2026, 12, 24)), paper("C", date(2026, 1, 1), date(2026, 2, 1))
    found = natures([*renewed, soon, over, paper("D", date(2026, 1, 1))], TODAY)
    assert [each.latest for each in runs_out(found, TODAY)] == [over, soon]
    assert standing(paper("E", TODAY, TODAY), TODAY) == "soon"  # still good on its last day
    assert standing(paper("E", TODAY, date(2026, 12, 27)), TODAY) == "valid"


def test_payslips_are_counted_by_month_from_the_first_that_is_known() -> None:
    slips = [paper("REV_PAIE", date(2026, month, 28)) for month in (9, 8, 6)]
    (nature,) = natures([*slips, paper("REV_PAIE", date(2026, 10, 28), state="refused")], TODAY)
    assert [(each.first_day.month, each.paper is not None) for each in nature.months] == [
        (6, True),
        (7, False),
        (8, True),
        (9, True),
        (10, False),
    ]
    assert nature.missing_count == 1  # a refused one is missing; this month is not over
    (old,) = natures([paper("REV_PAIE", date(2020, 1, 31))], TODAY)
    assert (len(old.months), old.missing_count) == (MONTHS_SHOWN, MONTHS_SHOWN)


def test_a_document_whose_type_nobody_said_stands_last() -> None:
    unsaid = paper(None, date(2026, 11, 1), state="captured")
    assert natures([unsaid, paper("A", date(2020, 1, 1))], TODAY)[-1].latest == replace(unsaid)
