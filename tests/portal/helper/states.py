"""The states of handing in for somebody else."""

import httpx

from demo.people import people
from tests.support.mine import proved, reachable
from tests.support.screens import Screens

HELPED = people()[1]


async def declare(screens: Screens) -> None:
    """Show what is asked of a helper, and a code that is none."""
    client = await screens.browser()
    await screens.show("helper", client, "/helper")
    await screens.show("helper-wrong", client, "/helper", form={"code": "ABCD EFGH", "name": "Karim B."}, status=422)


async def helping(screens: Screens) -> httpx.AsyncClient:
    """Open the browser of somebody who hands in for another."""
    await reachable(screens.centre_id, HELPED)
    person = await proved(await screens.browser(), screens.centre_id, HELPED)
    await person.post("/mine/helpers")
    code = (await person.get("/mine/helpers")).text.rsplit('figures"><bdi dir="ltr">', 1)[1].partition("<")[0]
    helper = await screens.browser()
    answer = await helper.post("/helper", data={"code": code, "name": "Karim B."})
    assert answer.headers["location"] == "/", code
    return helper
