"""Figures go out as files that say the same: as CSV and as Parquet, empty ones too; to managers alone."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID

import pytest
from arro3.io import read_parquet

from dossier import clock
from dossier.monitoring.delays import Stage, at_a_glance, delays
from dossier.monitoring.export import NoSuchFormat, as_file
from dossier.monitoring.labels import labels
from dossier.monitoring.period import Period
from dossier.monitoring.quality import Looks, quality
from dossier.monitoring.rights import MonitoringNotYours
from dossier.monitoring.sheets import SHEETS, NoSuchSheet, Sheet, as_sheet, sheet
from dossier.monitoring.standing import Waiting
from dossier.monitoring.use import use
from dossier.monitoring.wall import wall
from dossier.resources import Resources
from tests.support.deposits import staff

OLDEST = datetime(2026, 11, 3, 14, 6, 7, tzinfo=UTC)
WAITING = Waiting(circuit="post", today=1, one_or_two=2, three_to_five=3, more=4, oldest_at=OLDEST)
LOOKS = [
    Looks(month=date(2026, 10, 1), looked=40, wrong=1, dropped=0, rate=0.025, low=0.004, high=0.13),
    Looks(month=date(2026, 11, 1), looked=2, wrong=0, dropped=1, rate=None, low=None, high=None),
]


def parquet(told: Sheet) -> dict[str, list[Any]]:
    table = read_parquet(BytesIO(as_file(told, "parquet"))).read_all()
    return {name: list(table.column(name).to_pylist()) for name, _ in told.columns}


def lines(told: Sheet) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(as_file(told, "csv").decode("utf-8-sig"))))


def test_both_files_say_the_same_with_what_is_missing() -> None:
    told = as_sheet("looks", Looks, LOOKS)
    assert parquet(told) == {
        "month": [date(2026, 10, 1), date(2026, 11, 1)],
        "looked": [40, 2],
        "wrong": [1, 0],
        "dropped": [0, 1],
        "rate": [0.025, None],
        "low": [0.004, None],
        "high": [0.13, None],
    }
    first, second = lines(told)
    assert (first["month"], first["rate"], second["rate"]) == ("2026-10-01", "0.025", "")


def test_a_moment_keeps_its_zone() -> None:
    told = as_sheet("waiting", Waiting, [WAITING])
    assert parquet(told)["oldest_at"] == [OLDEST]
    assert lines(told)[0]["oldest_at"] == "2026-11-03T14:06:07+00:00"


def test_a_word_that_a_spreadsheet_would_run_is_a_word() -> None:
    told = Sheet(name="kiosks", columns=(("name", str),), rows=(("=1+1",), ("Hall",)))
    assert [row["name"] for row in lines(told)] == ["'=1+1", "Hall"]
    assert parquet(told) == {"name": ["=1+1", "Hall"]}


def test_another_format_is_not_there() -> None:
    with pytest.raises(NoSuchFormat):
        as_file(as_sheet("looks", Looks, LOOKS), "xls")


@pytest.mark.people
async def test_every_sheet_of_a_new_centre_is_a_file_without_figures(resources: Resources, centre_id: UUID) -> None:
    actor = await staff(centre_id, "anne.dewit")
    period = Period.asked(None, None, clock.today())
    for name in SHEETS:
        told = await sheet(actor, name, period, resources.settings)
        assert set(parquet(told)) == {column for column, _ in told.columns}
        assert len(lines(told)) == len(told.rows)
    with pytest.raises(NoSuchSheet):
        await sheet(actor, "people", period, resources.settings)


@pytest.mark.people
@pytest.mark.parametrize("username", ["ines.moreau", "olivier.marchal", "rachid.lahlou", "fatou.diop"])
async def test_nobody_but_a_manager_reads_them(resources: Resources, centre_id: UUID, username: str) -> None:
    actor = await staff(centre_id, username)
    period = Period.asked(None, None, clock.today())
    for asked in (
        wall(actor, resources.settings),
        at_a_glance(actor, period, 5),
        delays(actor, Stage.FILED, period, 5),
        quality(actor, period, 5),
        use(actor, period),
        labels(actor),
        sheet(actor, "waiting", period, resources.settings),
    ):
        with pytest.raises(MonitoringNotYours):
            await asked
