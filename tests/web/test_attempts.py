"""Counting attempts on the real database."""

import asyncio
from datetime import timedelta

import pytest
from litestar import Litestar, post

from dossier.clock import moved
from dossier.database import attempts as counted
from dossier.database.engine import connection
from dossier.resources import Resources
from tests.web.app import client_of
from web import attempts, frame
from web.scope import AnyRequest

FORM = {"login": "anna", "password": "wrong"}


@post("/session")
async def enter(request: AnyRequest) -> str:
    form = await request.form()
    await attempts.spend(request, "sign_in", str(form["login"]))
    if form["password"] == "right":
        await attempts.forgive(request, "sign_in", str(form["login"]))
        return "in"
    return "out"


@pytest.fixture
def app(resources: Resources) -> Litestar:
    return frame.build(resources.settings.model_copy(update={"sign_in_attempts_max": 3}), [enter])


async def test_an_account_is_closed_for_a_while_and_says_until_when(app: Litestar) -> None:
    async with client_of(app) as client:
        assert [(await client.post("/session", data=FORM)).status_code for _ in range(4)] == [201, 201, 201, 429]
        refused = await client.post("/session", data={"login": " ANNA", "password": "right"})
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= app.state.settings.attempt_window_seconds
        assert "Réessayez" in refused.json()["title"]
        assert (await client.post("/session", data={**FORM, "login": "bert"})).status_code == 201
        with moved(timedelta(seconds=app.state.settings.attempt_window_seconds + 1)):
            assert (await client.post("/session", data=FORM)).status_code == 201


async def test_a_good_attempt_begins_anew(app: Litestar) -> None:
    async with client_of(app) as client:
        for _ in range(20):  # more than one address may have, were good ones not given back
            assert (await client.post("/session", data={**FORM, "password": "right"})).text == "in"
        assert [(await client.post("/session", data=FORM)).status_code for _ in range(3)] == [201, 201, 201]


async def test_an_address_that_tries_many_accounts_is_stopped(app: Litestar) -> None:
    async with client_of(app) as client:
        tried = [await client.post("/session", data={**FORM, "login": f"user{index}"}) for index in range(16)]
    assert [each.status_code for each in tried] == [201] * 15 + [429]


async def test_no_attempt_slips_through_at_the_same_moment(resources: Resources) -> None:
    assert resources.settings
    together = await asyncio.gather(*(counted.count("k", 60) for _ in range(20)))
    assert sorted(each.count for each in together) == list(range(1, 21))


async def test_the_table_names_nobody_and_is_swept(resources: Resources) -> None:
    assert resources.settings
    await counted.count("sign_in:account:anna", 60)
    async with connection() as lent:
        assert "anna" not in await lent.fetchval("SELECT key FROM technical.attempts")
        with moved(timedelta(seconds=61)):
            await counted.sweep(60)
        assert await lent.fetchval("SELECT count(*) FROM technical.attempts") == 0
