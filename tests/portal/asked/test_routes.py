"""What is asked for, at the portal: shown after identifying, ticked as it comes in, and photographed as what it is."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.resources import Resources
from tests.portal.house import add, opened_house, who
from tests.support.deposits import pdf, staff
from tests.support.requests import ask_for

pytestmark = pytest.mark.people
PERSON = people()[0]


async def test_a_person_gives_what_they_are_asked_for(resources: Resources, centre_id: UUID) -> None:
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "LOG_GARL", "REV_PAIE")
    async with opened_house(resources, centre_id) as house:
        client, path = await house.begin(PERSON)
        assert path == "/asked"
        page = (await client.get(path)).text
        assert "2 papiers sont demandés" in page
        items = [part.split('"')[0] for part in page.split('action="/asked/')[1:]]
        assert len(items) == 2
        camera = (await client.post(f"/asked/{items[0]}")).headers["location"]
        deposit, paper = camera.removesuffix("/photo").split("/papers/")
        await add(client, deposit, pdf("garantie"), paper=UUID(paper))
        overview = (await client.get(deposit)).text
        assert "garantie locative" in overview
        assert "Encore 1 papier" in overview
        page = (await client.get("/asked")).text
        assert "pas encore envoyé" in page
        assert f'action="/asked/{items[0]}"' not in page
        second = (await client.post(f"/asked/{items[1]}")).headers["location"]
        assert second.startswith(f"{deposit}/papers/"), "what was begun is gone on with"
        await house.send(client, deposit)
        page = (await client.get("/asked")).text
        assert "Nous l’avons, et le regardons" in page
        assert "1 papier est demandé" in page
        assert "1 papier est demandé" in (await client.get("/")).text


async def test_nobody_else_sees_or_gives_it(resources: Resources, centre_id: UUID) -> None:
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "LOG_GARL")
    async with opened_house(resources, centre_id) as house:
        stranger = await house.browser()
        assert (await stranger.get("/asked")).headers["location"] == "/identification"
        other, begun = await house.begin(people()[3])
        assert begun.startswith("/deposits/")
        page = (await (await house.browser()).get("/")).text
        assert "demandé" not in page
        assert "Wij vragen u nu niets" in (await other.get("/asked")).text
        client = await house.browser()
        await client.post("/identification", data=who(PERSON))
        item = (await client.get("/asked")).text.split('action="/asked/')[1].split('"')[0]
        assert (await other.post(f"/asked/{item}")).status_code == 404
        assert (await stranger.post(f"/asked/{item}")).status_code == 403
