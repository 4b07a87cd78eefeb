"""Into training and back, from one's own account: every screen says so, and each centre keeps to itself."""

import re
from uuid import UUID

import pytest

from backoffice.sections import GROUPS
from backoffice.training.exercises import EXERCISES, exercises_of
from demo.people import people
from demo.training import code_of
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.people.staff import set_password
from dossier.resources import Resources
from dossier.training.sweep import sweep
from tests.backoffice.house import HTMX, opened_house
from tests.support.deposits import hand_over
from tests.support.learning import training_centre, twin

pytestmark = pytest.mark.people

PATH = "/backoffice/training"
SAYS = '<aside class="training"'
STAFF = ("fatou.diop", "ines.moreau", "nadia.benali", "olivier.marchal", "anne.dewit", "rachid.lahlou")


async def test_before_there_is_one_the_screen_says_how_to_make_it(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        shown = (await client.get(PATH)).text
        assert "guichet training" in shown
        assert f"{PATH}/entry" not in shown
        assert (await client.post(f"{PATH}/entry")).status_code == 404


@pytest.mark.parametrize("username", STAFF)
async def test_every_screen_says_training_and_none_does_at_real_work(
    resources: Resources, centre_id: UUID, username: str
) -> None:
    await training_centre(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in(username)
        assert SAYS not in (await client.get(PATH)).text
        assert (await client.post(f"{PATH}/entry")).headers["location"] == PATH
        opened = 0
        for section in (each for group in GROUPS for each in group.sections):
            answer = await client.get(section.path)
            if answer.status_code == 200:
                opened += 1
                assert SAYS in answer.text, section.path
                assert "data-tour" not in answer.text
        assert opened > 5
        for each in exercises_of((await twin(centre_id, username)).actor.roles):
            assert (await client.get(each.path, follow_redirects=True)).status_code == 200, each.path
        assert (await client.post(f"{PATH}/end")).headers["location"] == "/backoffice"
        assert SAYS not in (await client.get(PATH)).text


async def test_each_centre_keeps_to_itself(resources: Resources, centre_id: UUID) -> None:
    await training_centre(resources, centre_id)
    real = await hand_over(resources, centre_id, people()[3])
    await drain(resources)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        assert real.receipt.number in (await client.get("/backoffice/queue")).text
        await client.post(f"{PATH}/entry")
        assert real.receipt.number not in (await client.get("/backoffice/queue")).text
        assert (await client.get(f"/backoffice/documents/{real.document_ids[0]}")).status_code == 404
        assert (await client.post(f"{PATH}/exercises/desk")).status_code == 303
        shown = (await client.get(PATH)).text
        (number,) = set(re.findall(r"\d\d-\d{6}-\d\d", shown))
        assert number in (await client.get("/backoffice/queue")).text
        assert "1/4" in (await client.get("/backoffice/queue")).text, "what comes next stands over every screen"
        part = await client.get("/backoffice/queue", headers=HTMX)
        assert (SAYS in part.text, part.headers["HX-Trigger"]) == (False, "training")
        assert SAYS in (await client.get(f"{PATH}/banner", headers=HTMX)).text, "told anew where a part changed"
        await client.post(f"{PATH}/end")
        assert "HX-Trigger" not in (await client.get("/backoffice/queue", headers=HTMX)).headers
        assert (await client.get(f"{PATH}/banner")).status_code == 404
        assert number not in (await client.get("/backoffice/queue")).text
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM deposits") == 1


async def test_a_practice_paper_is_given_to_whose_exercise_needs_one(resources: Resources, centre_id: UUID) -> None:
    await training_centre(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        fatou, ines = await house.sign_in("fatou.diop"), await house.sign_in("ines.moreau")
        assert (await fatou.get(f"{PATH}/papers/payslip")).status_code == 404, "at real work there is none"
        for each in (fatou, ines):
            await each.post(f"{PATH}/entry")
        assert (await fatou.get(f"{PATH}/papers/payslip")).content.startswith(b"%PDF")
        assert (await ines.get(f"{PATH}/papers/payslip")).status_code == 404
        assert (await fatou.post(f"{PATH}/exercises/desk")).status_code == 404, "another role's"


async def test_whoever_is_in_when_it_is_made_anew_is_back_at_work_with_a_word(
    resources: Resources, centre_id: UUID
) -> None:
    await training_centre(resources, centre_id)
    owner = resources.settings.database_owner_url
    assert owner is not None
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        await client.post(f"{PATH}/entry")
        await sweep(owner.get_secret_value(), resources.vault, code_of(resources.settings))
        sent = await client.post("/backoffice/counters", data={"name": "Not here"})
        assert sent.status_code == 409
        assert "centre de formation" in sent.text
        assert SAYS not in (await client.get("/backoffice/counters")).text
        async with transaction(system(centre_id)) as tx:
            assert await tx.value("SELECT count(*) FROM counters WHERE name = 'Not here'") == 0


async def test_a_new_password_ends_training_too(resources: Resources, centre_id: UUID) -> None:
    await training_centre(resources, centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await client.post(f"{PATH}/entry")
        await set_password(system(centre_id), "ines.moreau", "another word for it")
        assert (await client.get("/backoffice/queue")).headers["location"].startswith("/backoffice/session")


def test_no_two_exercises_of_one_role_have_one_name() -> None:
    assert len({each.title for each in EXERCISES}) == len(EXERCISES)
