"""The counter and the register of kept papers in their door frame, without a script; and shut doors."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.backoffice.house import HTMX, opened_house
from tests.support.counter import set_up
from tests.support.deposits import hand_over
from tests.support.kept_papers import BOX, kept_one, papers_at

pytestmark = pytest.mark.people

PATH = "/backoffice/kept-papers"


async def test_a_clerk_says_of_each_paper_whether_it_goes_back(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id, (asked, other) = await papers_at(desk, "CPAS_DEM", None)
    here = f"/backoffice/counter/deposits/{deposit_id}"
    async with opened_house(desk.resources, centre_id) as house:
        client = await house.sign_in("fatou.diop")
        assert "data-undecided" in (await client.get(here)).text
        waits = await client.post(f"{here}/receipt", data={"sheets": "2"})
        assert waits.status_code == 422
        assert "Le papier 1 est d’une nature que nous conservons." in waits.text
        nowhere = await client.post(f"{here}/papers/{asked}/keeping", data={})
        assert (nowhere.status_code, "Dites où il est rangé" in nowhere.text) == (422, True)
        past = {"place": BOX, "until": "01/01/2020"}
        assert (await client.post(f"{here}/papers/{asked}/keeping", data=past)).status_code == 422
        kept = await client.post(f"{here}/papers/{asked}/keeping", data={"place": BOX}, headers=HTMX)
        assert ("data-kept" in kept.text, 'hx-swap-oob="outerHTML"' in kept.text) == (True, True)
        assert (await client.post(f"{here}/papers/{other}/keeping", data={})).headers["location"] == here
        assert (await client.post(f"{here}/papers/{other}/return", data={})).headers["location"] == here
        assert (await client.post(f"{here}/receipt", data={"sheets": "2"})).headers["location"] == f"{here}/receipt"
        assert "Papier conservé, n°" in (await client.get(f"{here}/receipt")).text
        assert (await client.post(f"{here}/papers/{other}/keeping", data={"place": BOX})).status_code in {303, 409}
        (row,) = [line for line in (await client.get(PATH)).text.split("<tr>") if BOX in line]
        assert str(asked) in row


async def test_the_register_is_searched_and_its_papers_go_their_ways(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    async with opened_house(desk.resources, centre_id) as house:
        clerk, worker = await house.sign_in("fatou.diop"), await house.sign_in("nadia.benali")
        assert "Aucun papier n’est conservé" in (await clerk.get(PATH)).text
        assert "Aucun n’est encore sorti" in (await clerk.get(f"{PATH}?shown=gone")).text
        paper_id, number = await kept_one(desk)
        here = f"{PATH}/{paper_id}"
        assert number in (await clerk.post(f"{PATH}/search", data={"number": number})).text
        assert "Aucun papier conservé" in (await clerk.post(f"{PATH}/search", data={"number": "26-000001-00"})).text
        assert (await clerk.post(f"{PATH}/search", data={"number": ""})).status_code == 422
        bare, read = await clerk.get(here), await worker.get(here)
        assert ("pas à qui il est" in bare.text, f"/backoffice/documents/{paper_id}" in bare.text) == (True, False)
        assert ("pas à qui il est" in read.text, f"/backoffice/documents/{paper_id}" in read.text) == (False, True)
        assert BOX in (await worker.get(f"/backoffice/documents/{paper_id}")).text
        for act, data in (
            ("handing-back", {}),
            ("place", {"place": ""}),
            ("place", {"place": BOX, "until": "01/01/2020"}),
            ("place", {"place": BOX, "until": "no day"}),
            ("destruction", {"reason": ""}),
            ("destruction", {"reason": "too early"}),
        ):
            assert (await clerk.post(f"{here}/{act}", data=data)).status_code == 422, act
        assert (await clerk.post(f"{here}/place", data={"place": "Shelf 3"})).headers["location"] == here
        assert "Shelf 3" in (await clerk.get(here)).text
        assert (await clerk.post(f"{here}/handing-back", data={"received_by": "Herself"})).status_code == 303
        assert "Herself" in (await clerk.get(f"{here}")).text
        assert (await worker.post(f"{here}/undoing", data={})).status_code == 409
        assert (await clerk.post(f"{here}/undoing", data={})).status_code == 303
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE kept_papers SET until = $1, until_told = true", clock.today() - timedelta(days=1))
        assert "date dépassée" in (await clerk.get(PATH)).text
        assert (await clerk.post(f"{here}/destruction", data={"reason": "Its time is over"})).status_code == 303
        assert "détruit" in (await clerk.get(f"{PATH}?shown=gone")).text
        file_page = await worker.get(f"/backoffice/files/{await _file_of(centre_id, paper_id)}")
        assert ("Shelf 3" in file_page.text) is False  # it is kept no more
        assert (await clerk.post(f"{here}/undoing", data={})).status_code == 303
        file_page = await worker.get(f"/backoffice/files/{await _file_of(centre_id, paper_id)}")
        assert "Shelf 3" in file_page.text


async def _file_of(centre_id: UUID, document_id: UUID) -> UUID:
    async with transaction(system(centre_id)) as tx:
        found: UUID = await tx.value("SELECT social_file_id FROM documents WHERE id = $1", document_id)
    return found


async def test_a_paper_that_came_in_elsewhere_is_kept_from_the_register(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    typed = {"receipt": made.receipt.number, "paper": "1", "place": BOX, "until": ""}
    async with opened_house(resources, centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        for wrong, sentence in (
            ({"paper": "x"}, "Écrivez de quel papier"),
            ({"place": ""}, "Dites où il est rangé"),
            ({"receipt": "26-000999-00"}, "aucun papier de ce numéro"),
            ({"until": "01/01/2020"}, "un jour encore à venir"),
        ):
            answer = await agent.post(PATH, data={**typed, **wrong})
            assert answer.status_code in {404, 409, 422}
            assert sentence in answer.text
            assert "<details" in answer.text.partition("keep-received")[0][-20:]
            assert " open" in answer.text.partition("keep-received")[2][:10]
        kept = await agent.post(PATH, data=typed)
        assert BOX in (await agent.get(kept.headers["location"])).text
        again = await agent.post(PATH, data=typed)
        assert "déjà dans le registre" in again.text
