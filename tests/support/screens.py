"""Declares the states of a room's screens: each an answer of the real room to the real request, kept to be looked at.

A screen's `states.py` brings its records about through the room and the verbs, and says `show` for every state. What is
kept is what the route answered then, so that a state never differs from the screen, and later ones may change records.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID, uuid4

import httpx
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send
from playwright.async_api import Page
from pydantic import SecretStr

from demo.people import Person
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.portal.house import House, add, who
from tests.support import branches
from tests.support.postbox import Postbox
from tests.support.service import HOST, free_port
from web.sessions import PORTAL

Act = Callable[[Page], Awaitable[None]]
"""What is done on a screen to come to a state that only a script knows."""
_STATE, _SHOWN = "state", "shown"
_IS_THERE = "() => !document.querySelector('page-viewfinder:not([data-state], [data-absent])')"
_LEADS_ON = "/js/portal/straight-on."
"""A script that goes on to the next screen at once: it is not served, so that its own can be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A screen as a person meets it: what was answered in each language, in whose browser, and how one comes to it."""

    name: str
    path: str
    cookies: Mapping[str, str]
    answers: Mapping[str, httpx.Response]  # by language
    act: Act | None


@dataclass(slots=True, kw_only=True)
class Screens:
    """An open room whose states are being declared."""

    house: House
    resources: Resources
    centre_id: UUID
    box: Postbox  # where mail goes
    languages: Sequence[str]  # in which each state is asked for, the one of its records last
    states: dict[str, State] = field(default_factory=dict)
    pictures: dict[str, httpx.Response] = field(default_factory=dict)  # that states show, by path and query

    async def show(
        self,
        name: str,
        client: httpx.AsyncClient,
        path: str,
        *,
        form: Mapping[str, str] | None = None,
        files: Any = None,
        status: int = 200,
        act: Act | None = None,
    ) -> None:
        """Declare a state: what a browser is answered at a path, or to a form that is sent there."""
        assert name not in self.states, f"two states are called {name}"
        answers = {}
        for language in self.languages:
            address = f"{path}{'&' if '?' in path else '?'}lang={language}"
            sent = client.get(address) if form is None else client.post(address, data=form, files=files)
            with branches.shown():
                answers[language] = answer = await sent
            assert answer.status_code == status, f"{name}: {answer.status_code} {answer.headers.get('location')}"
            assert f'<html lang="{language}"' in answer.text, name
        await self._keep_pictures(client, answers[self.languages[-1]].text)
        cookies = {each.name: each.value or "" for each in client.cookies.jar}
        self.states[name] = State(name=name, path=path, cookies=cookies, answers=answers, act=act)

    async def _keep_pictures(self, client: httpx.AsyncClient, shown: str) -> None:
        for address in re.findall(r'src="(/(?:deposits|mine)/[^"]+\?v=\d+)"', shown):
            if address not in self.pictures:
                self.pictures[address] = await client.get(address)

    async def browser(self) -> httpx.AsyncClient:
        """Open a browser that nobody knows."""
        return await self.house.browser()

    async def known(self, person: Person) -> httpx.AsyncClient:
        """Open a browser in which a person identified, and nothing is begun."""
        client = await self.browser()
        await client.post("/identification", data=who(person))
        await client.get("/?lang=fr")
        return client

    async def remembered(self, person: Person) -> httpx.AsyncClient:
        """Open a browser that knows a person from before: nothing but the phone says who they are."""
        client = await self.known(person)
        await client.post("/remembered")
        client.cookies.delete(PORTAL.cookie)
        return client

    async def begun(
        self, person: Person, *files: bytes, apart: bool = False, drained: bool = True
    ) -> tuple[httpx.AsyncClient, str, UUID]:
        """Have a person add files to a new deposit; return their browser, the deposit's path and the (first) paper."""
        client = await self.known(person)
        opened = await client.post("/deposits", data={"deposit_id": str(uuid4())})
        deposit = str(opened.headers["location"])
        paper = await self.add(client, deposit, *files, apart=apart) if files else uuid4()
        if files and drained:
            await self.drain()
        return client, deposit, paper

    async def add(
        self, client: httpx.AsyncClient, deposit: str, *files: bytes, paper: UUID | None = None, apart: bool = False
    ) -> UUID:
        """Send files into a deposit; return the (first) paper."""
        answer, named = await add(client, deposit, *files, paper=paper, apart="yes" if apart else "")
        assert answer.status_code == 303, answer.text
        return named

    async def named(self, client: httpx.AsyncClient, *files: bytes) -> str:
        """Have somebody who left a name alone hand files over; return the path of the receipt."""
        form = {"name": "Ann", "contact": "ann@example.org", "deposit_id": str(uuid4())}
        deposit = str((await client.post("/identification/contact", data=form)).headers["location"])
        await self.add(client, deposit, *files)
        return await self.house.send(client, deposit)

    async def give(self, client: httpx.AsyncClient, data: bytes) -> str:
        """Add a file for the first paper that is asked for and missing; return the path of its deposit."""
        item = (await client.get("/asked")).text.split('action="/asked/')[1].partition('"')[0]
        camera = str((await client.post(f"/asked/{item}")).headers["location"])
        deposit, paper = camera.removesuffix("/photo").split("/papers/")
        await self.add(client, deposit, data, paper=UUID(paper))
        return deposit

    async def drain(self) -> None:
        """Have all that waits be worked on."""
        await drain(self.resources)

    async def nobody_works(self) -> None:
        """Have what waits now wait for ever: nobody works on it."""
        async with transaction(system(self.centre_id)) as tx:
            await tx.run("DELETE FROM jobs.pgqueuer")

    @contextmanager
    def decided(self, **values: object) -> Iterator[None]:
        """Have the centre's settings say something else for a while."""
        told = self.resources.settings.__dict__
        before = {name: told[name] for name in values}
        told.update(values)
        try:
            yield
        finally:
            told.update(before)

    def without_phones(self) -> AbstractContextManager[None]:
        """Have no phone told of news for a while."""
        return self.decided(push_private_key=SecretStr(""))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Answers what was kept of a state, and everything else as the room does; nothing changes while one looks."""

    app: ASGIApp
    states: Mapping[str, State]
    pictures: Mapping[str, httpx.Response]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            return
        query = scope["query_string"].decode()
        asked = parse_qs(query)
        if _STATE in asked:
            await _again(send, self.states[asked[_STATE][0]].answers[asked[_SHOWN][0]])
        elif picture := self.pictures.get(f"{scope['path']}?{query}"):
            await _again(send, picture)
        elif scope["path"].endswith("/changes") or _LEADS_ON in scope["path"]:
            await _answer(send, 204, [], b"")
        else:
            await self.app(scope, receive, send)


async def _again(send: Send, answer: httpx.Response) -> None:
    kept = [pair for pair in answer.headers.raw if pair[0].lower() not in {b"set-cookie", b"content-length"}]
    await _answer(send, answer.status_code, kept, answer.content)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


@asynccontextmanager
async def served(screens: Screens) -> AsyncIterator[str]:
    """Serve the states and all that their pages load, from this very process; yield the address."""
    port = free_port()
    shelf = _Shelf(screens.house.app, screens.states, screens.pictures)
    server = Server(
        shelf, address=HOST, port=port, interface=Interfaces.ASGINL, log_enabled=False, log_level=LogLevels.error
    )
    serving = asyncio.create_task(server.serve())
    await asyncio.sleep(0)  # it listens from its first step on
    try:
        yield f"http://{HOST}:{port}"
    finally:
        server.stop()  # type: ignore[no-untyped-call]
        await serving


async def visit(page: Page, address: str, state: State, language: str) -> None:
    """Go to a state as its person does, and do what is done there."""
    await page.context.clear_cookies()
    cookies = {**state.cookies, "guichet_language": language}
    await page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    mark = "&" if "?" in state.path else "?"
    answer = await page.goto(f"{address}{state.path}{mark}{_STATE}={state.name}&{_SHOWN}={language}")
    assert answer is not None
    assert answer.status != httpx.codes.INTERNAL_SERVER_ERROR, f"{state.name} was not kept in {language}"
    await page.wait_for_function(_IS_THERE)  # a camera's button that appears while it is looked at has no words yet
    if state.act:
        await state.act(page)
