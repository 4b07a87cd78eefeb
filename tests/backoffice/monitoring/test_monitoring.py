"""A manager's figures over HTTP: empty in a new centre, told of a year, as files and as a report; and nobody named."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from io import BytesIO
from uuid import UUID

import httpx
import pypdf
import pytest

from demo.simulation.fill import simulate
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.backoffice.house import HTMX, opened_house

pytestmark = pytest.mark.people
HOME = "/backoffice/monitoring"
TUESDAY = datetime(2026, 11, 24, 15, 20, tzinfo=clock.BRUSSELS)
SCREENS = {
    HOME: ("waiting", "hours", "circuits-today", "forecast"),
    f"{HOME}/delays": ("centre", "citizens"),
    f"{HOME}/delays?stage=filed": ("month", "circuit", "type", "department"),
    f"{HOME}/delays?stage=handled": ("month", "circuit", "type", "department"),
    f"{HOME}/delays?stage=request": ("month", "circuit", "type", "department"),
    f"{HOME}/quality": ("verdicts", "reasons", "looks", "errors"),
    f"{HOME}/use": (
        *("families", "circuits", "kiosk-months", "kiosk-hours", "kiosks"),
        *("digital-months", "digital-departments"),
    ),
}
"""Each screen, and the figures that it has."""


@asynccontextmanager
async def a_year(resources: Resources, centre_id: UUID, deposits: int) -> AsyncIterator[httpx.AsyncClient]:
    """Make a small year up that ends on a Tuesday, and sign a manager in on that day."""
    with clock.moved(TUESDAY - clock.now()):
        await simulate(centre_id, resources.cipher, resources.settings, deposits, 3, lambda _: None)
        async with opened_house(resources, centre_id) as house:
            yield await house.sign_in("anne.dewit")


async def test_a_new_centre_is_told_what_will_be_here(resources: Resources, centre_id: UUID) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE social_files SET status = 'closed'")
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("anne.dewit")
        for path, figures in SCREENS.items():
            answer = await client.get(path)
            assert answer.status_code == 200, path
            for figure in figures:
                assert f'id="{figure}-title"' in answer.text, figure
            assert '<svg class="chart"' not in answer.text
            assert "<table" not in answer.text
        assert "Rien n’attend" in (await client.get(HOME)).text


async def test_a_year_is_told_by_charts_tables_files_and_a_report(resources: Resources, centre_id: UUID) -> None:
    async with a_year(resources, centre_id, 500) as client:
        for path, figures in SCREENS.items():
            page = (await client.get(path)).text
            assert "simulated" not in page
            for name in ("Moreau", "Benali", "Marchal", "Claes"):
                assert name not in page, "no person is named"
            drawn = re.findall(r'<svg class="chart" role="img" aria-labelledby="([\w-]+)-name \1-says"', page)
            tables = re.findall(
                r'<div class="table-frame" tabindex="0" role="group" aria-labelledby="([\w-]+)-title">', page
            )
            assert set(drawn) <= set(tables) <= set(figures), path
            assert set(drawn), path
        await _as_files(client)
        await _as_report(client)
        assert (await client.get(HOME, headers=HTMX)).text.lstrip().startswith('<div class="figures-of-all"')


async def _as_files(client: httpx.AsyncClient) -> None:
    told = await client.get(f"{HOME}/sheets/circuits/csv?first=2026-01&last=2026-03")
    assert told.headers["content-type"].startswith("text/csv")
    assert told.headers["content-disposition"] == 'attachment; filename="circuits.csv"'
    months = {line.split(",")[0] for line in told.text.splitlines()[1:]}
    assert months == {"2026-01-01", "2026-02-01", "2026-03-01"}
    columnar = await client.get(f"{HOME}/sheets/filed/parquet")
    assert columnar.content[:4] == columnar.content[-4:] == b"PAR1"
    for wrong in ("people/csv", "filed/xls"):
        assert (await client.get(f"{HOME}/sheets/{wrong}")).status_code == 404


async def _as_report(client: httpx.AsyncClient) -> None:
    for spoken, title, other in (
        ("fr", "Rapport · octobre 2026", "Kwaliteit"),
        ("nl", "Rapport van oktober 2026", "Qualité"),
    ):
        answer = await client.get(f"{HOME}/report?month=2026-10&spoken={spoken}")
        assert answer.headers["content-disposition"] == f'attachment; filename="guichet-2026-10-{spoken}.pdf"'
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages]
        assert title in pages[0]
        assert not any(other in page for page in pages)
        assert all(f"/{len(pages)}" in page for page in pages)


async def test_a_period_is_kept_on_the_way_to_other_figures_and_in_its_link(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("anne.dewit")
        page = (await client.get(f"{HOME}/delays?first=2026-02&last=2026-04&stage=seen")).text
        assert f'href="{HOME}/quality?first=2026-02&amp;last=2026-04"' in page
        assert f'href="{HOME}/delays?first=2026-02&amp;last=2026-04&amp;stage=seen"' in page
        assert re.findall(r'<option value="([\d-]+)" selected', page) == ["2026-02", "2026-04"]
        for wrong in ("first=nonsense&last=2026-13", "first=0000-01", "first=9999-12&last=0001-01", "stage=people"):
            assert (await client.get(f"{HOME}/delays?{wrong}")).status_code == 200, wrong
        assert (await client.get(f"{HOME}/report?month=0000-01")).status_code == 200


async def test_others_are_sent_away_and_have_no_section(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        for username, has_it in (("anne.dewit", True), ("olivier.marchal", False), ("rachid.lahlou", False)):
            client = await house.sign_in(username)
            thesaurus = (await client.get("/backoffice/thesaurus")).text
            assert (f'href="{HOME}"' in thesaurus) is has_it
            assert (await client.get(HOME)).status_code == (200 if has_it else 403)
