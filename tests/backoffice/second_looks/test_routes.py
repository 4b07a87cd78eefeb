"""Second looks over HTTP, without JavaScript: blind first, then what was filed; in order, or put right; the rates."""

import re
from dataclasses import asdict
from uuid import UUID

import httpx
import pytest

from demo.people import people
from dossier import clock
from dossier.documents.review import review
from dossier.resources import Resources
from tests.backoffice.house import HTMX, opened_house
from tests.support.deposits import staff
from tests.support.desk import profiled
from tests.support.requests import person_id
from tests.support.second_looks import LATER, drawn, look_rows

pytestmark = pytest.mark.people
HOME = "/backoffice/second-looks"
WHO, OTHER = people()[0], next(each for each in people() if each.last_name == "De Cuyper")


async def waiting(resources: Resources, centre_id: UUID) -> tuple[UUID, str]:
    """File a document and have it drawn; return it, and where its look is."""
    document_id = await drawn(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE", WHO)
    (row,) = await look_rows(centre_id, document_id)
    return document_id, f"{HOME}/{row['id']}"


def sent(page: str) -> dict[str, str]:
    """Return what the form of a page would send, of its plain fields."""
    told = dict(re.findall(r'<input type="hidden" name="(type_id|beneficiary_id)" value="([^"]+)">', page))
    told |= dict(re.findall(r'<input class="input" id="\w+" name="(\w+)" value="([^"]*)"', page))
    return told


async def read(client: httpx.AsyncClient, here: str, code: str, person: str, centre_id: UUID) -> str:
    told = await profiled(centre_id, code)
    answer = await client.post(
        f"{here}/reading", data={"type_id": str(told.type_id), "beneficiary_id": person}, follow_redirects=True
    )
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_what_was_filed_is_shown_after_the_reading_alone(resources: Resources, centre_id: UUID) -> None:
    document_id, here = await waiting(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        with clock.moved(LATER):
            listed = (await client.get(HOME)).text
            assert here in listed
            assert WHO.last_name not in listed
            blind = (await client.get(here)).text
            assert "Que lisez-vous" in blind
            assert WHO.last_name not in blind
            assert 'name="is_in_order"' not in blind
            assert (await client.post(f"{here}/reading", data={})).status_code == 422
            early = await client.post(f"{here}/finding", data={**await _as_filed(centre_id), "is_in_order": "1"})
            assert (early.status_code, WHO.last_name in early.text) == (409, False)
            page = await read(client, here, "REV_PAIE", str(await person_id(centre_id, WHO)), centre_id)
            assert WHO.last_name in page
            assert "Vous lisez la même chose" in page
            part = await client.get(f"{here}?page=1", headers=HTMX)
            assert WHO.last_name not in part.text, "the pages alone"
            answer = await client.post(f"{here}/finding", data={**sent(page), "is_in_order": "1"})
            assert (answer.status_code, answer.headers["Location"]) == (303, HOME)
            assert "En ordre" in (await client.get(HOME)).text
    (row,) = await look_rows(centre_id, document_id)
    assert row["state"] == "in_order"


async def _as_filed(centre_id: UUID) -> dict[str, str]:
    told = asdict(await profiled(centre_id, "REV_PAIE", WHO))
    return {
        "type_id": str(told["type_id"]),
        "beneficiary_id": str(told["beneficiary_id"]),
        "document_date": "2/11/2026",
    }


async def test_who_reads_something_else_chooses_and_puts_it_right(resources: Resources, centre_id: UUID) -> None:
    document_id, here = await waiting(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        with clock.moved(LATER):
            found = (await client.post(f"{here}/reading", data={"person": "de cuyper"})).text
            (other,) = set(re.findall(r'name="beneficiary_id" value="([^"]+)"', found)) & {
                str(await person_id(centre_id, OTHER))
            }
            page = await read(client, here, "LOG_BAIL", other, centre_id)
            assert "Vous lisez autre chose" in page
            form = sent(page)
            assert "type_id" not in form, "nothing is chosen beforehand"
            undecided = await client.post(f"{here}/finding", data={**form, "is_in_order": "1"})
            assert undecided.status_code == 422
            right = {
                **form,
                "type_id": str((await profiled(centre_id, "LOG_BAIL")).type_id),
                "beneficiary_id": other,
                "how": "Homonyme",
            }
            assert (await client.post(f"{here}/finding", data={**right, "is_in_order": "1"})).status_code == 422
            assert (await client.post(f"{here}/finding", data=right)).status_code == 303
    (row,) = await look_rows(centre_id, document_id)
    assert (row["state"], row["wrong"]) == ("wrong", ["type", "person"])
    seen = await review(await staff(centre_id, "ines.moreau"), document_id)
    assert (seen.type_code, seen.beneficiary_id) == ("LOG_BAIL", UUID(other))


async def test_the_filer_and_others_without_need_to_know_get_nothing(resources: Resources, centre_id: UUID) -> None:
    _, here = await waiting(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        with clock.moved(LATER):
            for username, status in (("ines.moreau", 404), ("chantal.remy", 404), ("anne.dewit", 403)):
                client = await house.sign_in(username)
                assert (await client.get(here)).status_code == status, username
                listed = await client.get(HOME)
                assert here not in listed.text


async def test_rates_are_told_without_names_to_those_who_manage(resources: Resources, centre_id: UUID) -> None:
    await waiting(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        assert (await (await house.sign_in("nadia.benali")).get(f"{HOME}/rates")).status_code == 403
        client = await house.sign_in("anne.dewit")
        page = (await client.get(f"{HOME}/rates?circuit=portal&month=nonsense")).text
        assert "trop peu pour le dire" in page
        for name in ("Moreau", "Benali", "Smets"):
            assert name not in page
