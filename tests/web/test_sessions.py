"""Sessions on the real database, through real cookies."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar, get, post
from litestar.params import FromPath

from dossier.clock import moved
from dossier.database import sessions as stored
from dossier.database.actor import Actor
from dossier.database.engine import connection, transaction
from dossier.people.staff import Staff
from dossier.resources import Resources
from tests.web.app import ADDRESS, app_of, client_of
from web import frame
from web.scope import AnyRequest
from web.sessions import PORTAL
from web.staff import sign_in, sign_out, staff_member


@get("/")
async def remembered(request: AnyRequest) -> dict[str, Any]:
    return (await PORTAL.of(request)).data


@post("/deposit")
async def remember(request: AnyRequest) -> None:
    session = await PORTAL.of(request)
    await session.remember(deposit="d1", papers=[1, 2])
    await session.remember(papers=None, language="fr")


@post("/papers/{paper:int}")
async def add_paper(request: AnyRequest, paper: FromPath[int]) -> None:
    session = await PORTAL.of(request)
    for _ in ("read", "told to go on"):
        await request.app.state.both.wait()
    await session.amend(lambda: {"papers": [*(session.get("papers") or []), paper]})


@post("/identification")
async def identify(request: AnyRequest) -> None:
    await (await PORTAL.of(request)).renew(beneficiary="b1")


@post("/end")
async def leave(request: AnyRequest) -> None:
    await (await PORTAL.of(request)).end()


@post("/backoffice/session/end")
async def go(request: AnyRequest) -> None:
    await sign_out(request)


@get("/backoffice")
async def desk(request: AnyRequest) -> dict[str, Any]:
    member = await staff_member(request)
    return {"roles": sorted(member.actor.roles), "name": member.name}


@get("/static-like")
async def untouched() -> None:
    return None


@pytest.fixture
def app(resources: Resources, wim: Staff) -> Litestar:
    @post("/backoffice/session")
    async def enter(request: AnyRequest) -> None:
        await sign_in(request, wim)

    settings = resources.settings.model_copy(update={"public_url": ADDRESS})
    handlers = [remembered, remember, add_paper, identify, leave, enter, go, desk, untouched]
    return frame.build(settings, handlers, state={"centre_id": wim.actor.centre_id, "both": asyncio.Barrier(2)})


async def _rows() -> list[tuple[str, bytes]]:
    async with connection() as lent:
        return [(row["key"], row["data"]) for row in await lent.fetch("SELECT key, data FROM technical.sessions")]


async def test_what_is_remembered_comes_back_and_only_then_is_there_a_cookie(app: Litestar) -> None:
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        await client.get("/")
        assert not client.cookies
        assert await _rows() == []
        set_cookie = (await client.post("/deposit")).headers["set-cookie"]
        assert "HttpOnly" in set_cookie
        assert "SameSite=lax" in set_cookie
        assert (await client.get("/")).json() == {"deposit": "d1", "language": "fr"}
        key = client.cookies["guichet_portal"]
        ((hashed, data),) = await _rows()
        assert key not in hashed
        assert key.encode() not in data


async def test_requests_at_once_each_add_to_what_the_other_did(app: Litestar) -> None:
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        await client.post("/deposit")
        await asyncio.gather(*(client.post(f"/papers/{paper}") for paper in (1, 2)))
        seen = (await client.get("/")).json()
        assert (sorted(seen["papers"]), seen["language"]) == ([1, 2], "fr")


async def test_what_ended_meanwhile_stays_ended(app: Litestar) -> None:
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        await client.post("/deposit")
        key = client.cookies["guichet_portal"]
        adding = asyncio.create_task(client.post("/papers/1"))
        await app.state.both.wait()
        await client.post("/end")
        await app.state.both.wait()
        await adding
        assert await stored.load(key) is None


async def test_identifying_changes_the_key_and_drops_what_was(app: Litestar) -> None:
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        await client.post("/deposit")
        before = client.cookies["guichet_portal"]
        await client.post("/identification")
        assert client.cookies["guichet_portal"] != before
        assert (await client.get("/")).json() == {"beneficiary": "b1"}
        assert await stored.load(before) is None


async def test_an_ended_session_is_gone_on_both_sides(app: Litestar) -> None:
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        await client.post("/deposit")
        key = client.cookies["guichet_portal"]
        await client.post("/end")
        assert "guichet_portal" not in client.cookies
        assert await _rows() == []
        client.cookies.set("guichet_portal", key)
        assert (await client.get("/")).json() == {}


async def test_a_made_up_key_is_nobody_s(app: Litestar) -> None:
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        client.cookies.set("guichet_portal", "made-up", domain="guichet.test")
        await client.post("/deposit")
        assert client.cookies["guichet_portal"] != "made-up"


async def test_use_keeps_a_session_alive_but_not_for_ever(app: Litestar) -> None:
    idle, longest = app.state.settings.portal_session_idle_seconds, app.state.settings.staff_session_max_seconds
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        await client.post("/deposit")
        elapsed = 0
        while elapsed + idle * 0.9 < longest:
            elapsed += int(idle * 0.9)
            with moved(timedelta(seconds=elapsed)):
                assert (await client.get("/")).json()["deposit"] == "d1"
        with moved(timedelta(seconds=longest + 1)):
            assert (await client.get("/")).json() == {}
            await stored.sweep()
            assert await _rows() == []


async def test_an_idle_session_ends(app: Litestar) -> None:
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        await client.post("/deposit")
        with moved(timedelta(seconds=app.state.settings.portal_session_idle_seconds + 1)):
            assert (await client.get("/")).json() == {}


async def test_staff_sign_in_and_out(app: Litestar) -> None:
    page = {"Accept": "text/html"}
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        assert (await client.get("/backoffice", headers=page)).status_code == 303
        await client.post("/backoffice/session")
        assert (await client.get("/backoffice")).json() == {"roles": ["social_worker"], "name": "Wim Claes"}
        assert client.cookies["guichet_language"] == "nl"
        await client.post("/backoffice/session/end")
        assert (await client.get("/backoffice")).status_code == 401


async def test_whoever_is_made_inactive_is_out_at_once(app: Litestar, actor: Actor) -> None:
    async with client_of(app, headers={"Origin": ADDRESS}) as client:
        await client.post("/backoffice/session")
        assert (await client.get("/backoffice")).status_code == 200
        async with transaction(actor) as tx:
            await tx.run("UPDATE staff_members SET active = false WHERE username = 'wim.claes'")
        assert (await client.get("/backoffice")).status_code == 401


async def test_requests_that_ask_for_no_session_read_none() -> None:
    async with client_of(app_of([remembered, untouched])) as client:  # no database answers here
        client.cookies.set("guichet_portal", "a-key")
        assert (await client.get("/static-like")).status_code == 200
        assert (await client.get("/")).status_code == 503
