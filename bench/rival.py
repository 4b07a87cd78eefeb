"""A deposit page made with npm's `govuk-frontend` and `uppy`, served as ours is: what the first one is weighed against.

Twice: on the builds that both publish for pages without a bundler, and bundled by esbuild with what is used alone.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from litestar import Litestar, Response, get
from litestar.datastructures import State

from tests.support.forked import Forked
from tests.support.service import HOST, free_port
from tests.support.webs import Web, wait_for
from web.assets import PREFIX, Assets, static_file

NPM = Path(__file__).parent / "npm"
MODULES = NPM / "node_modules"
WAYS = ("official", "bundled")
_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
"""GOV.UK's font is for pages of gov.uk alone, as its makers say: nobody else would send it."""


def make(folder: Path) -> None:
    """Write what the page loads into a folder."""
    govuk, uppy = MODULES / "govuk-frontend/dist/govuk", MODULES / "uppy/dist"
    style = (govuk / "govuk-frontend.min.css").read_text()
    (folder / "govuk.css").write_text(_FONT_FACE.sub("", style))
    for source, name in (
        (govuk / "govuk-frontend.min.js", "govuk.js"),
        (govuk / "assets/images/favicon.svg", "favicon.svg"),
        (uppy / "uppy.min.mjs", "uppy.js"),
        (uppy / "uppy.min.css", "uppy.css"),
        (NPM / "official.js", "official.js"),
    ):
        shutil.copy(source, folder / name)
    words = ("--bundle", "--minify", "--format=esm", "--log-level=warning", f"--outfile={folder / 'bundled.js'}")
    subprocess.run([MODULES / ".bin/esbuild", NPM / "bundled.js", *words], check=True)
    parts = (MODULES / "@uppy" / part / "dist/style.min.css" for part in ("core", "dashboard", "webcam"))
    (folder / "bundled.css").write_text("".join(each.read_text() for each in parts))


def create_app(folder: Path) -> Litestar:
    """Return the app that answers the page both ways, and the files of a folder."""
    assets = Assets(folder)
    template = (NPM / "deposit.html").read_text()

    @get("/{way:str}")
    async def deposit(way: str) -> Response[str]:
        page = template.replace("FILES", f"{PREFIX}/{assets.version}").replace("SCRIPT", way)
        return Response(page.replace("uppy.css", "bundled.css") if way == "bundled" else page, media_type="text/html")

    return Litestar([static_file, deposit], state=State({"assets": assets}), openapi_config=None)


@contextmanager
def rival() -> Iterator[str]:
    """Serve the page; yields its address, to which one of WAYS is added."""
    with tempfile.TemporaryDirectory(prefix="guichet-rival-") as name:
        folder, port = Path(name) / "files", free_port()
        folder.mkdir()
        make(folder)
        process = Forked(["bench.rival", str(folder), str(port)], os.environ, Path(name) / "log")
        served = Web(port=port, process=process)
        try:
            wait_for(served)
            yield served.url
        finally:
            process.kill()


def main(folder: str, port: str) -> None:
    """Serve the files of a folder at a port, until killed."""
    Server("bench.rival", address=HOST, port=int(port), interface=Interfaces.ASGI, log_level=LogLevels.warning).serve(
        target_loader=lambda _: create_app(Path(folder))
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
