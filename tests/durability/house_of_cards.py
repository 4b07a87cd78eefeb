"""A whole service that is killed and stands up again: PostgreSQL with fsync, two web servers, a worker."""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from dossier.database.embedded import ServerDidNotStartError
from dossier.database.embedded import cluster as embedded
from dossier.database.embedded.cluster import Cluster
from dossier.database.engine import pool
from dossier.database.migrate import migrate, role_of
from dossier.founding import found_centre
from dossier.leash import leashed
from dossier.settings import Settings
from tests.support.database import settings_for
from tests.support.forked import Forked, kill_session
from tests.support.plain import NO_TLS
from tests.support.service import HOST, free_port, variables_of

SERVE, WORKER = ["cli", "serve"], ["cli", "worker"]
_UP_SECONDS = 30
_WATCH_SECONDS = 0.05
_PATIENCE_SECONDS = 2


@dataclass
class House:
    """The processes, by name, and how to start each anew."""

    folder: Path
    cluster: Cluster
    settings: Settings
    ports: list[int]
    serve: list[str]  # the module that is a web server, and its arguments
    traced: list[str]  # what a web server runs under, if anything
    processes: dict[str, "Forked | subprocess.Popen[bytes]"] = field(default_factory=dict)
    kills: dict[str, int] = field(default_factory=dict)
    stopping: bool = False
    _lights: asyncio.Lock = field(default_factory=asyncio.Lock)  # held while nobody may stand up
    _visitor: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(timeout=2, verify=NO_TLS))

    @property
    def addresses(self) -> list[str]:
        """Return where the web servers answer."""
        return [f"http://{HOST}:{port}" for port in self.ports]

    def start(self, name: str) -> None:
        """Start a process of the house: `worker`, or `web0`, `web1`."""
        port = self.ports[int(name[3:])] if name.startswith("web") else self.ports[0]
        decided = self.settings.model_copy(update={"port": port, "public_url": f"http://{HOST}:{port}"})
        env, log = variables_of(decided), self.folder / f"{name}.log"
        module = WORKER if name == "worker" else self.serve
        if self.traced and name != "worker":
            self.processes[name] = _traced([*self.traced, sys.executable, "-m", *module], env, log)
        else:
            self.processes[name] = Forked(module, env, log)

    def kill(self, name: str) -> None:
        """Kill a process outright, as a power cut or the kernel's memory killer would."""
        self.kills[name] = self.kills.get(name, 0) + 1
        if name == "postgres":
            pid = self.cluster.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
        else:
            _end(self.processes[name])

    async def power_cut(self, forget: Callable[[], None]) -> None:
        """Kill everyone at once, let the disk forget while nobody lives, and let them stand up again."""
        async with self._lights:
            for name in self.processes:
                self.kill(name)
            if self.cluster.alive():
                self.kill("postgres")
            await asyncio.to_thread(forget)

    async def watch(self) -> None:
        """Start again whatever fell, as systemd would."""
        while not self.stopping:
            async with self._lights:
                for name, process in list(self.processes.items()):
                    if process.poll() is not None:
                        self.start(name)
                if not self.cluster.alive():
                    await asyncio.to_thread(self._raise_postgres)
            await asyncio.sleep(_WATCH_SECONDS)

    def _raise_postgres(self) -> None:
        deadline = time.monotonic() + _UP_SECONDS
        while True:
            try:
                self.cluster.stop()  # the dead one's lock
                self.cluster = embedded.start(self.cluster.place.folder, fsync=True)
            except ServerDidNotStartError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    async def answers(self, address: str) -> bool:
        """Tell whether a web server answers with a page that needs the database."""
        try:
            return (await self._visitor.get(f"{address}/", headers={"Accept": "text/html"})).status_code == 200
        except httpx.TransportError:
            return False

    async def all_up(self) -> None:
        """Wait until every web server answers."""
        deadline = time.monotonic() + _UP_SECONDS
        for address in self.addresses:
            while not await self.answers(address):
                if time.monotonic() > deadline:
                    raise TimeoutError((self.folder / "web0.log").read_text()[-2000:])
                await asyncio.sleep(0.05)

    async def victim(self, chance: random.Random, names: tuple[str, ...]) -> str:
        """Choose whom to kill next, and wait until they work; for someone slow to stand up, choose again."""
        while True:
            name = chance.choice(names)
            patience = time.monotonic() + _PATIENCE_SECONDS
            while time.monotonic() < patience:
                if await self._works(name):
                    return name
                await asyncio.sleep(_WATCH_SECONDS)

    async def _works(self, name: str) -> bool:
        """Tell whether a process works; of a web server also, whether another one would go on answering."""
        answering = {each for each in self.addresses if await self.answers(each)}
        if name.startswith("web"):
            return len(answering) > 1 and self.addresses[int(name.removeprefix("web"))] in answering
        stands = self.cluster.pid is not None if name == "postgres" else self.processes[name].poll() is None
        return stands and bool(answering)

    async def stop(self) -> None:
        """End everything."""
        self.stopping = True
        for process in self.processes.values():
            _end(process)
        await self._visitor.aclose()


def _traced(command: list[str], env: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """Start a process that something watches; both are of one session, and go together."""
    with log.open("ab") as output:
        return subprocess.Popen(
            leashed(command, signal.SIGKILL), env=env, stdout=output, stderr=output, start_new_session=True
        )


def _end(process: "Forked | subprocess.Popen[bytes]") -> None:
    """Kill a process with all that it started."""
    kill_session(process.pid)
    process.wait()


@asynccontextmanager
async def house(
    folder: Path, serve: list[str], *, web: int = 2, traced: list[str] | None = None
) -> AsyncIterator[House]:
    """Build a house on a folder, with a founded centre, and wait until it stands."""
    postgres = Path(tempfile.mkdtemp(prefix="guichet-storm-"))
    cluster = await asyncio.to_thread(embedded.start, postgres, fsync=True)
    ports = [free_port() for _ in range(web)]
    await migrate(cluster.owner_url(), role_of(cluster.app_url()))
    async with pool(cluster.app_url(), size=2):
        await found_centre(cluster.owner_url(), "demo", "CPAS", "OCMW")
    settings = settings_for(cluster, "guichet", folder, host=HOST, port=ports[0], taken_back_keep_seconds=0)
    built = House(folder=folder, cluster=cluster, settings=settings, ports=ports, serve=serve, traced=traced or [])
    for name in ("worker", *(f"web{number}" for number in range(web))):
        built.start(name)
    watcher = asyncio.create_task(built.watch())
    try:
        await built.all_up()
        yield built
    finally:
        await built.stop()
        await watcher
        await asyncio.to_thread(built.cluster.stop)
        shutil.rmtree(postgres)
