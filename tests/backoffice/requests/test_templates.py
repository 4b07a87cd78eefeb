"""Lists to ask by on the screens: read by workers, written by SPOCs, used by the draft; each without JavaScript."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.backoffice.house import opened_house
from tests.support.requests import person_id

pytestmark = pytest.mark.people
PATH = "/backoffice/requests/templates"
DUTCH = people()[3]


def typed(page: str, name: str) -> str:
    """Return what a hidden field holds."""
    return str(re.findall(rf'name="{name}" value="([^"]*)"', page)[0])


async def test_a_spoc_writes_a_list_step_by_step_and_the_draft_says_what_it_says(
    resources: Resources, centre_id: UUID
) -> None:
    types = {each.code: str(each.id) for each in await all_types(system(centre_id))}
    async with opened_house(resources, centre_id) as house:
        spoc = await house.sign_in("pieter.maes")
        new = (await spoc.get(f"{PATH}/new?lang=fr")).text
        form = {
            "template_id": typed(new, "template_id"),
            "version": typed(new, "version"),
            "label_fr": "Aide au chauffage",
            "label_nl": "Verwarmingshulp",
            "sentence_fr": "Avant l'hiver.",
            "sentence_nl": "Voor de winter.",
            "due_days": "21",
        }
        added = await spoc.post(PATH, data={**form, "type_id": types["ENE_FACT"], "act": "add"})
        assert re.findall(r'name="type_ids" value="([^"]+)" checked', added.text) == [types["ENE_FACT"]]
        empty = await spoc.post(PATH, data={**form, "act": "keep"})
        assert (empty.status_code, "Mettez au moins une pièce" in empty.text) == (422, True)
        full = {**form, "type_ids": [types["ENE_FACT"]], "type_id": types["REV_PAIE"], "act": "keep"}
        kept = await spoc.post(PATH, data=full)
        assert (kept.status_code, kept.headers["location"]) == (303, PATH)
        listed = (await spoc.get(PATH)).text
        assert "La liste est gardée." in listed
        assert listed.index("Aide au chauffage") < listed.index(">proposition<"), "one's own first"
        stale = await spoc.post(PATH, data={**full, "version": "7"})
        assert (stale.status_code, "entre-temps" in stale.text) == (409, True)

        worker = await house.sign_in("wim.claes")
        assert f"{PATH}/{form['template_id']}" not in (await worker.get(PATH)).text, "no way to change it"
        assert (await worker.get(f"{PATH}/{form['template_id']}")).status_code == 403
        draft = {
            "request_id": typed((await worker.get("/backoffice/requests/new")).text, "request_id"),
            "beneficiary_id": str(await person_id(centre_id, DUTCH)),
            "template": form["template_id"],
            "due_on": clock.today().isoformat(),
        }
        drawn = (await worker.post("/backoffice/requests/draft", data=draft)).text
        assert re.findall(r'name="type_ids" value="([^"]+)" checked', drawn) == [types["ENE_FACT"], types["REV_PAIE"]]
        assert "Voor de winter." in drawn, "in the person's language"
        due = clock.today() + timedelta(days=21)
        assert f'value="{due.isoformat()}"' in drawn
        own = (await worker.post("/backoffice/requests/draft", data={**draft, "note": "Mijn zin."})).text
        assert "Voor de winter." not in own, "what one wrote stays"


async def test_a_list_is_retired_and_brought_back(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        spoc = await house.sign_in("olivier.marchal")
        listed = (await spoc.get(f"{PATH}?lang=fr")).text
        (first, *_) = re.findall(rf'action="({PATH}/[^"]+/retirement)"', listed)
        assert (await spoc.post(first)).headers["location"] == PATH
        retired = (await spoc.get(PATH)).text
        assert re.findall(r'class="template" data-state="(\w+)"', retired) == ["there"] * 3 + ["retired"]
        assert f'action="{first}/removal"' in retired
        new = (await spoc.get("/backoffice/requests/new")).text
        assert len(re.findall(r'name="template"', new)) == 3
        await spoc.post(f"{first}/removal")
        assert 'data-state="retired"' not in (await spoc.get(PATH)).text
