"""What is stuck: a page that cannot be made and a job that failed, each with a reason, an owner and a way out."""

import re
from uuid import UUID

import pytest

from backoffice.stuck.routes import JOBS
from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.process_page import POISON
from dossier.jobs.handlers import HANDLERS
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.deposits import hand_over

pytestmark = pytest.mark.people

PATH = "/backoffice/stuck"


def test_every_job_has_words() -> None:
    assert set(JOBS) == set(HANDLERS)


async def test_a_page_and_a_job_are_tried_again(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    actor = system(centre_id)

    async def mistaken(*_: object) -> None:
        raise KeyError("what a person wrote")

    with monkeypatch.context() as patch:
        patch.setitem(HANDLERS, "settle_deposit", mistaken)
        async with transaction(actor) as tx:
            await tx.run("UPDATE pages SET picks = $1", resources.settings.job_picks_max)
        await drain(resources)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        told = (await client.get(PATH)).text
        assert made.receipt.number in told
        assert "KeyError" in told
        assert "what a person wrote" not in told
        assert "Cellule scan" in told
        attempts = re.findall(rf'action="({PATH}/[^"]+/attempt)"', told)
        assert len(attempts) == 3  # one page, and the job by which its deposit was to move on, asked for twice
        stranger = await house.sign_in("ines.moreau")
        for attempt in attempts:
            assert (await stranger.post(attempt)).status_code == 403
            assert (await client.post(attempt)).headers["location"] == PATH
            assert (await client.post(attempt)).status_code == 409
        await drain(resources)
        assert "/attempt" not in (await client.get(PATH)).text
    async with transaction(actor) as tx:
        page = await tx.row("SELECT state, problem, picks FROM pages WHERE deposit_id = $1", made.deposit_id)
        assert page is not None
        assert (page["state"], page["problem"], page["picks"]) == ("ready", None, 1)
        assert await tx.value("SELECT state FROM deposits WHERE id = $1", made.deposit_id) == "ready"
        events = await tx.rows("SELECT name, facts->>'problem' AS problem FROM events ORDER BY seq")
        assert POISON in {each["problem"] for each in events}
        assert [each["name"] for each in events].count("JobRequeued") == 2
