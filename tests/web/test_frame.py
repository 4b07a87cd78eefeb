"""Apps that are furnished with the same routes share nothing else: neither at one time, nor one after another."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from litestar import Litestar, get

from tests.web.app import settings_of_a_test
from web.frame import Frame, Lifespan
from web.scope import AnyRequest


@get("/whose", sync_to_thread=False)
def whose(request: AnyRequest) -> str:
    return f"{request.app.state.centre_id} {request.app.state.settings.sign_in_attempts_max}"


def opening(name: str, told: list[str]) -> Lifespan:
    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        app.state.centre_id = name
        told.append(f"{name} opened")
        yield
        told.append(f"{name} closed")

    return lifespan


async def asked(app: Litestar) -> str:
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://guichet.test") as client:
        return (await client.get("/whose")).text


def furnished(frame: Frame, name: str, told: list[str], attempts: int = 5) -> Litestar:
    return frame.furnished(settings_of_a_test(sign_in_attempts_max=attempts), [opening(name, told)])


async def test_two_apps_that_are_open_at_one_time_each_answer_for_themselves() -> None:
    frame, told = Frame([whose]), list[str]()
    one, two = furnished(frame, "one", told, 3), furnished(frame, "two", told, 4)
    async with one.lifespan():
        async with two.lifespan():
            assert [await asked(one), await asked(two), await asked(one)] == ["one 3", "two 4", "one 3"]
            assert one.state.live is not two.state.live
            assert one.stores is not two.stores
        assert await asked(one) == "one 3"
    assert told == ["one opened", "two opened", "two closed", "one closed"]


def test_an_app_of_a_loop_that_is_closed_is_not_met_by_the_next() -> None:
    frame, told = Frame([whose]), list[str]()
    first = furnished(frame, "first", told)

    async def ask(app: Litestar) -> str:
        async with app.lifespan():
            return await asked(app)

    with asyncio.Runner() as left:  # its lifespan is never ended, as where a test is broken off
        left.run(furnished(frame, "left", told).lifespan().__aenter__())
    assert asyncio.run(ask(first)) == "first 5"
    assert asyncio.run(ask(furnished(frame, "next", told))) == "next 5"
    assert first.state.centre_id == "first"
    assert told == ["left opened", "first opened", "first closed", "next opened", "next closed"]


async def test_a_server_opens_and_closes_the_app_that_it_serves() -> None:
    frame, told = Frame([whose]), list[str]()
    served, _ = furnished(frame, "served", told), furnished(frame, "another", told)
    came: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    said: list[str] = []

    async def send(message: object) -> None:
        said.append(message["type"])  # type: ignore[index]

    for kind in ("startup", "shutdown"):
        came.put_nowait({"type": f"lifespan.{kind}"})
    await served({"type": "lifespan"}, came.get, send)  # type: ignore[arg-type]
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert told == ["served opened", "served closed"]
