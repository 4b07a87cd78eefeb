"""Kept papers on a receipt's page: number and day for whoever has the slip, and neither a type nor a name."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.kept_papers.destroy import destroy
from dossier.kept_papers.hand_back import hand_back
from dossier.kept_papers.keep import keep
from dossier.kept_papers.of_receipt import kept_of_receipt
from dossier.receipts.queries import token_of
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.portal.house import House
from tests.support.counter import Desk, set_up
from tests.support.kept_papers import BOX, MONTHS, papers_at, send
from web.catalogues import LANGUAGES
from web.words import day

pytestmark = pytest.mark.people
PERSON = people()[0]


@pytest.fixture
async def desk(resources: Resources, centre_id: UUID, tmp_path: Path) -> Desk:
    return await set_up(resources, centre_id, tmp_path)


async def kept_second(desk: Desk) -> tuple[UUID, UUID, str]:
    """Give a receipt for two papers, the second of them kept; return deposit, that paper, and the receipt's path."""
    deposit_id, (_, second) = await papers_at(desk, None, "CPAS_DEM")
    await keep(desk.clerk, deposit_id, second, place=BOX, until=None, default_months=MONTHS)
    return deposit_id, second, f"/r/{token_of(await send(desk, deposit_id, PERSON))}"


async def told(house: House, path: str, language: str = "fr") -> str:
    """Return what the section of kept papers says to somebody who has the slip alone; empty where there is none."""
    page = (await (await house.browser()).get(path, headers={"Accept-Language": language})).text
    return page.partition('aria-labelledby="kept"')[2].partition("</section>")[0]


@pytest.mark.parametrize("language", list(LANGUAGES))
async def test_the_slip_says_which_paper_is_kept_and_nothing_of_what_it_is(
    house: House, desk: Desk, language: str
) -> None:
    deposit_id, _, path = await kept_second(desk)
    words = await told(house, path, language)
    assert "2" in words
    (kept,) = await kept_of_receipt(desk.clerk, deposit_id)
    assert day(kept.until, language) in words
    (kind,) = [each for each in await all_types(system(desk.staff.centre_id)) if each.code == "CPAS_DEM"]
    for untold in (PERSON.last_name, PERSON.first_name, BOX, kind.label("fr"), kind.label("nl")):
        assert untold not in words


async def test_it_says_what_became_of_it(house: House, desk: Desk) -> None:
    _, second, path = await kept_second(desk)
    assert "Nous conservons le papier n° 2 jusqu’au" in await told(house, path)
    assert "avec cet accusé" in await told(house, path)
    with clock.moved(timedelta(days=3650)):
        assert "Le papier n° 2 est encore chez nous." in await told(house, path)
    await hand_back(desk.staff, second, received_by="Fatima El Idrissi")
    words = await told(house, path)
    assert "Le papier n° 2 a été rendu le" in words
    assert "avec cet accusé" not in words
    assert "Fatima" not in words


async def test_what_was_destroyed_is_said_too(house: House, desk: Desk) -> None:
    _, second, path = await kept_second(desk)
    with clock.moved(timedelta(days=3650)):
        await destroy(desk.staff, second, reason="Délai passé")
        words = await told(house, path)
    assert "n’est plus chez nous depuis" in words
    assert "Délai" not in words


async def test_a_receipt_whose_papers_went_back_says_nothing_of_it(house: House, desk: Desk) -> None:
    deposit_id, _ = await papers_at(desk, None)
    assert await told(house, f"/r/{token_of(await send(desk, deposit_id, PERSON))}") == ""
