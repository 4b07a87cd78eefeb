"""Absences, heads and closing days on their screen, by forms alone."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from dossier.clock import today
from dossier.resources import Resources
from tests.backoffice.house import opened_house

pytestmark = pytest.mark.people
PATH = "/backoffice/absences"


async def test_one_writes_an_absence_down_and_ends_it(resources: Resources, centre_id: UUID) -> None:
    days = {"from_on": today().isoformat(), "until_on": (today() + timedelta(days=3)).isoformat()}
    async with opened_house(resources, centre_id) as house:
        nadia = await house.sign_in("nadia.benali")
        absence = {"username": "nadia.benali", "deputy": "wim.claes", **days}
        assert (await nadia.post(PATH, data=absence)).status_code == 303
        shown = (await nadia.get(PATH)).text
        (ending,) = re.findall(rf'action="({PATH}/[0-9a-f-]+/end)"', shown)
        twice = await nadia.post(PATH, data=absence)
        assert (twice.status_code, 'role="alert"' in twice.text) == (422, True)
        others = await nadia.post(PATH, data={**absence, "username": "wim.claes"})
        assert others.status_code == 422
        assert (await nadia.post(ending)).status_code == 303
        assert ending not in (await nadia.get(PATH)).text


async def test_only_an_administrator_sets_heads_and_closing_days(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        nadia, rachid = await house.sign_in("nadia.benali"), await house.sign_in("rachid.lahlou")
        acts: tuple[tuple[str, dict[str, str]], ...] = (
            ("departments/AS/head", {"head": "anne.dewit"}),
            ("closing-days", {"closed_on": (today() + timedelta(days=9)).isoformat(), "label": "Pont"}),
        )
        assert "closing-days" not in (await nadia.get(PATH)).text
        for act, data in acts:
            refused = await nadia.post(f"{PATH}/{act}", data=data)
            assert refused.status_code in {403, 422}, act
            assert (await rachid.post(f"{PATH}/{act}", data=data)).status_code == 303
        shown = (await rachid.get(PATH)).text
        assert '<option value="anne.dewit" selected>' in shown
        (removal,) = re.findall(rf'action="({PATH}/closing-days/[0-9a-f-]+/removal)"', shown)
        assert (await rachid.post(removal)).status_code == 303
        assert removal not in (await rachid.get(PATH)).text
