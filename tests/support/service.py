"""The whole service for journeys: server and worker as processes of their own, on a database with the demo's people."""

import asyncio
import http.client
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Playwright, async_playwright
from pydantic import SecretStr

from demo import accounts
from demo.people import Person, people
from dossier import ports
from dossier.database.embedded.cluster import Cluster
from dossier.people.queries import centre_id_of
from dossier.resources import Resources, opened
from dossier.settings import Settings, variable
from tests.support import chromium
from tests.support.database import settings_for
from tests.support.ebox import Box, ebox
from tests.support.ebox import settings_for as ebox_settings
from tests.support.forked import Forked
from tests.support.postbox import Gateway, gateway

HOST = "127.0.0.1"
_START_SECONDS = 30
_STOP_SECONDS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A running service."""

    url: str
    settings: Settings
    centre_id: UUID
    password: str = accounts.PASSWORD

    @property
    def person(self) -> Person:
        """Return a beneficiary who speaks French."""
        return people()[0]

    @property
    def file_number(self) -> str:
        """Return the number of that beneficiary's file."""
        return accounts.file_of(self.person)


@pytest.fixture(scope="session")
def boxes_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder in which the services of this process's journeys remember what their boxes answered."""
    return tmp_path_factory.mktemp("boxes")


@pytest.fixture(scope="module")
def service_command(request: pytest.FixtureRequest, boxes_folder: Path) -> list[str]:
    """Return the module that a service is run by: its box remembers, except where a module is marked `boxed`."""
    return ["cli"] if request.node.get_closest_marker("boxed") else ["tests.support.remembering", str(boxes_folder)]


@pytest.fixture(scope="module")
def service(
    cluster: Cluster, peopled: str, tmp_path_factory: pytest.TempPathFactory, service_command: list[str]
) -> Iterator[Service]:
    """Run web server and worker for a module's journeys, on a database of its own."""
    with _running(cluster, peopled, tmp_path_factory.mktemp("service"), service_command, "worker", "serve") as running:
        yield running


@pytest.fixture(scope="module")
def texting(
    cluster: Cluster, peopled: str, tmp_path_factory: pytest.TempPathFactory, service_command: list[str]
) -> Iterator[tuple[Service, Gateway]]:
    """Run web server and worker that send texts, and the gateway which gets them."""
    folder = tmp_path_factory.mktemp("service")
    with gateway() as gate:
        sends = {"sms_url": gate.url, "sms_token": SecretStr("token")}
        with _running(cluster, peopled, folder, service_command, "worker", "serve", **sends) as running:
            yield running, gate


@pytest.fixture(scope="module")
def lettering(
    cluster: Cluster, peopled: str, tmp_path_factory: pytest.TempPathFactory, service_command: list[str]
) -> Iterator[tuple[Service, Box]]:
    """Run web server and worker that send a letter once it was filed for 2 s, and the e-Box which gets them."""
    folder = tmp_path_factory.mktemp("service")
    with ebox() as box:
        sends = {**ebox_settings(box, folder), "undo_seconds": 2}
        with _running(cluster, peopled, folder, service_command, "worker", "serve", **sends) as running:
            yield running, box


@pytest.fixture(scope="module")
def unworked(
    cluster: Cluster, peopled: str, tmp_path_factory: pytest.TempPathFactory, service_command: list[str]
) -> Iterator[Service]:
    """Run the web server alone: what waits for the worker waits for ever."""
    with _running(cluster, peopled, tmp_path_factory.mktemp("service"), service_command, "serve") as running:
        yield running


@contextmanager
def _running(
    cluster: Cluster, peopled: str, folder: Path, command: list[str], *words: str, **more: object
) -> Iterator[Service]:
    name = f"service_{uuid4().hex}"
    asyncio.run(cluster.create_database(name, peopled))
    port = free_port()
    decided = settings_for(
        cluster,
        name,
        folder,
        host=HOST,
        port=port,
        public_url=f"http://{HOST}:{port}",
        kiosk_agent_port=free_port(),
        counter_folders_dir=folder / "counters",
        **more,
    )

    async def centre() -> UUID:
        async with opened(decided):
            return await centre_id_of(decided.centre_code)

    with ExitStack() as processes:
        for word in words:
            processes.enter_context(_process([*command, word], decided))
        _wait_for(decided.port)
        yield Service(url=decided.public_url, settings=decided, centre_id=asyncio.run(centre()))
    asyncio.run(cluster.drop_database(name))


@pytest_asyncio.fixture(loop_scope="session")
async def service_resources(service: Service) -> AsyncIterator[Resources]:
    """Open the running service's own database and vault, to act beside it through verbs."""
    async with opened(service.settings) as resources:
        yield resources


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    """Start what drives browsers, once a process of the tests: 0.4 s of processor time."""
    async with async_playwright() as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium_without_camera(playwright: Playwright) -> AsyncIterator[Browser]:
    """Start a Chromium that films nothing, once a process of the tests: 0.3 s of processor time."""
    async with browser_with(playwright) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def browser(chromium_without_camera: Browser) -> AsyncIterator[Browser]:
    """Lend the Chromium without a camera; afterwards no context of this test is left, and nothing is known of it."""
    yield chromium_without_camera
    for context in chromium_without_camera.contexts:
        await context.close()


@asynccontextmanager
async def browser_with(playwright: Playwright, camera: Path | None = None, *words: str) -> AsyncIterator[Browser]:
    """Run a Chromium; `camera` is a Y4M or MJPEG file that it films, `words` are more of its options."""
    path, _ = chromium.find()
    film = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={camera}",
    ]
    started = await playwright.chromium.launch(
        executable_path=path, args=[*chromium.launch_arguments(), *(film if camera else []), *words]
    )
    try:
        yield started
    finally:
        await started.close()


_NO_QUOTA = {variable(name): str(2**40) for name in Settings.model_fields if name.endswith("_per_window_max")}
"""Storms and journeys come from one address, in minutes; what quotas do is proven where they are set."""


def variables_of(decided: Settings) -> dict[str, str]:
    """Return the environment of a process that works on these settings."""
    return {
        **os.environ,
        **_NO_QUOTA,
        variable("database_url"): decided.database_url.get_secret_value(),
        variable("database_listen_url"): decided.listen_url,
        variable("store_url"): decided.store_url,
        variable("scratch_dir"): str(decided.scratch_dir),
        variable("port"): str(decided.port),
        variable("public_url"): decided.public_url,
        variable("counter_folders_dir"): str(decided.counter_folders_dir),
        variable("kiosk_agent_port"): str(decided.kiosk_agent_port),
        **_texting(decided),
        **_lettering(decided),
        variable("taken_back_keep_seconds"): str(decided.taken_back_keep_seconds),
    }


def _texting(decided: Settings) -> dict[str, str]:
    """Return the gateway of texts that these settings name; without one, that of the environment stays."""
    if not decided.sms_url:
        return {}
    return {variable("sms_url"): decided.sms_url, variable("sms_token"): decided.sms_token.get_secret_value()}


def _lettering(decided: Settings) -> dict[str, str]:
    """Return the e-Box that these settings name, and when what was done can be taken back no more."""
    if not decided.ebox_url:
        return {}
    names = [each for each in Settings.model_fields if each.startswith("ebox_")]
    return {variable(each): str(getattr(decided, each)) for each in [*names, "undo_seconds"]}


@contextmanager
def _process(command: list[str], decided: Settings) -> Iterator[None]:
    process = Forked(command, variables_of(decided), decided.scratch_dir.parent / f"{command[-1]}.log")
    try:
        yield
    finally:
        process.end(_STOP_SECONDS)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        connection = http.client.HTTPConnection(HOST, port, timeout=_START_SECONDS)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()


_given = set[int]()


def free_port() -> int:
    """Return a port of loopback that nobody listens on, and that this process was not given before."""
    while True:
        port = ports.free_port(HOST)
        if port not in _given:
            _given.add(port)
            return port
