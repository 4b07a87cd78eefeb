"""What is asked for, at the portal: shown after identifying, ticked as it comes in, and photographed as what it is."""

import re
from pathlib import Path
from uuid import UUID

import pytest

from demo.people import people
from dossier.resources import Resources
from dossier.thesaurus.example import keep_example
from tests.portal.house import add, opened_house, who
from tests.support.deposits import pdf, staff
from tests.support.requests import ask_for
from tests.support.terms import change_term, member

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


async def test_what_such_a_paper_looks_like_is_shown(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    file = tmp_path / "example.pdf"
    file.write_bytes(pdf("fiche de paie"))
    spoc, scratch = await member(centre_id, "olivier.marchal"), resources.settings.scratch_dir
    kept = await keep_example(resources.box, resources.vault, spoc, "REV_PAIE", file, scratch)
    await change_term(centre_id, "REV_PAIE", example_id=kept)
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_PAIE", "LOG_GARL")
    async with opened_house(resources, centre_id) as house:
        client, path = await house.begin(PERSON)
        page = (await client.get(path)).text
        assert page.count("Dernier jour") == 2
        (address,) = re.findall(r'src="(/asked/[^"]+/example)"', page)
        picture = await client.get(address)
        assert picture.headers["content-type"].startswith("image/")
        assert len(picture.content) > 1000
        (other,) = {each for each in re.findall(r'action="(/asked/[^"]+)"', page) if each not in address}
        assert (await client.get(f"{other}/example")).status_code == 404
        stranger, _ = await house.begin(people()[3])
        assert (await stranger.get(address)).status_code == 404
        assert (await (await house.browser()).get(address)).status_code == 403


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
