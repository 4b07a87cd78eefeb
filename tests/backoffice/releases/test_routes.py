"""What a release brings is told once, after the update, to whoever was here before it; and can be read again."""

from datetime import date
from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from web.releases import releases

pytestmark = pytest.mark.people
PATH = "/backoffice/releases"
NEWS = "data-news"


async def _knows(centre_id: UUID, day: date) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE releases_seen SET release = $1", day)


@pytest.mark.parametrize("read", [True, False], ids=["read", "put away"])
async def test_news_is_told_until_it_is_read_or_put_away(resources: Resources, centre_id: UUID, read: bool) -> None:
    title = releases()[0].notes("fr").title
    async with opened_house(resources, centre_id) as house:
        nadia = await house.sign_in("nadia.benali")
        assert NEWS not in (await nadia.get("/backoffice/files")).text, "who begins now has no news"
        await _knows(centre_id, date(2020, 1, 1))
        for _ in range(2):
            shown = (await nadia.get("/backoffice/files")).text
            assert (NEWS in shown, title in shown) == (True, True)
        if read:
            page = (await nadia.get(PATH)).text
            assert (NEWS in page, "nouveau pour vous" in page) == (False, True)
        else:
            assert (await nadia.post(f"{PATH}/seen")).status_code == 303
        assert NEWS not in (await nadia.get("/backoffice/files")).text
        again = (await nadia.get(PATH)).text
        assert (title in again, "nouveau pour vous" in again) == (True, False)


async def test_a_later_sign_in_does_not_take_the_news_away(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        await house.sign_in("nadia.benali")
        await _knows(centre_id, date(2020, 1, 1))
        assert NEWS in (await (await house.sign_in("nadia.benali")).get("/backoffice/files")).text
