"""The states of opening an interview's code."""

from dossier.interviews.code import code_of, token_of
from tests.portal.house import add
from tests.support.deposits import pdf
from tests.support.interviews import PERSON, later, meet
from tests.support.screens import Screens


async def declare(screens: Screens) -> None:
    """Show the invitation, the code, the camera, the pages, and what is said of a code that is wrong, taken or over."""
    client = await screens.browser()
    meeting = await meet(screens.resources, screens.centre_id, PERSON)
    opened = await meeting.begin()
    await screens.show("interview", client, f"/interview/{token_of(opened)}")
    await screens.show("interview-code", client, "/interview")
    await screens.show("interview-code-wrong", client, "/interview", form={"code": "ABCD EFGH"}, status=422)
    assert (await client.post("/interview", data={"code": code_of(opened)})).status_code == 303
    led = await client.get(f"/deposits/{opened}")
    await screens.show("interview-photo", client, led.headers["location"])
    await add(client, f"/deposits/{opened}", pdf("one"))
    await screens.show("interview-pages", client, f"/deposits/{opened}")
    other = await screens.browser()
    await screens.show("interview-taken", other, f"/interview/{token_of(opened)}", status=409)
    await later(screens.centre_id, opened)
    await screens.show("interview-over", client, f"/deposits/{opened}", status=409)
