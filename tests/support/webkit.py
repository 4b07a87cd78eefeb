"""Drives WebKitGTK's MiniBrowser by WebDriver, on a screen that nobody sees: the next of kin of Safari on Linux."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.support.patience import PATIENCE_SECONDS
from tests.support.service import HOST, free_port

DRIVER = shutil.which("WebKitWebDriver")
SCREEN = shutil.which("Xvfb")
_START_SECONDS = PATIENCE_SECONDS
_THERE_SECONDS = PATIENCE_SECONDS


def find() -> Path | None:
    """Return the path of the MiniBrowser where it, its driver and a screen are installed (webkit2gtk-driver, xvfb)."""
    found = sorted(Path("/usr").glob("lib*/*/webkit2gtk-4*/MiniBrowser"))
    return found[-1] if found and DRIVER and SCREEN else None


@dataclass(frozen=True, slots=True)
class WebKit:
    """One window."""

    client: httpx.AsyncClient
    session: str

    async def do(self, command: str, **sent: Any) -> Any:
        """Send a command of the WebDriver standard; return its value. Raises AssertionError with what went wrong."""
        answer = await self.client.post(f"/session/{self.session}/{command}", json=sent)
        told = answer.json()["value"]
        assert answer.status_code == httpx.codes.OK, told
        return told

    async def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of an async function in the page; return what it returns."""
        wrapped = f"const done = arguments[arguments.length - 1]; (async () => {{ {script} }})().then(done, done)"
        return await self.do("execute/async", script=wrapped, args=list(arguments))

    async def element(self, selector: str) -> str:
        """Return the reference of an element, once it is there.

        It is asked for again and again: the driver's own waiting never ends where the page changes meanwhile.
        """
        async with asyncio.timeout(_THERE_SECONDS):
            while True:
                found = await self.do("elements", using="css selector", value=selector)
                if found:
                    return str(next(iter(found[0].values())))
                await asyncio.sleep(0.1)

    async def type(self, selector: str, text: str) -> None:
        """Type into a field, or choose a file by its path."""
        await self.do(f"element/{await self.element(selector)}/value", text=text)

    async def click(self, selector: str) -> None:
        """Click an element, and wait for the page that it leads to."""
        await self.do(f"element/{await self.element(selector)}/click")


@asynccontextmanager
async def webkit(browser: Path) -> AsyncIterator[WebKit]:
    """Run a window, which keeps what it has as long as it is open."""
    assert DRIVER
    assert SCREEN
    port = free_port()
    display = f":{port}"
    screen = await asyncio.create_subprocess_exec(SCREEN, display, "-screen", "0", "500x900x24", "-nolisten", "tcp")
    environment = {"DISPLAY": display, "PATH": "/usr/bin:/bin", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
    driver = await asyncio.create_subprocess_exec(DRIVER, f"--port={port}", f"--host={HOST}", env=environment)
    options = {"binary": str(browser), "args": ["--automation"]}
    wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
    try:
        async with httpx.AsyncClient(base_url=f"http://{HOST}:{port}", timeout=60) as client:
            session = await _session(client, wanted)
            try:
                yield WebKit(client, session)
            finally:
                await client.delete(f"/session/{session}")
    finally:
        for process in (driver, screen):
            process.terminate()
            await process.wait()


async def _session(client: httpx.AsyncClient, wanted: dict[str, Any]) -> str:
    async with asyncio.timeout(_START_SECONDS):
        while True:
            try:
                answer = await client.post("/session", json=wanted)
            except httpx.ConnectError:
                await asyncio.sleep(0.1)
                continue
            told = answer.json()["value"]
            assert answer.status_code == httpx.codes.OK, told
            return str(told["sessionId"])
