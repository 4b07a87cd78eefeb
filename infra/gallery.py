"""Renders the design language's sample screens (`docs/gallery/`) and photographs them, for the eyes of who changes it.

The portal has none: its screens are photographed in every state (`make states`).

`python -m infra.gallery [FOLDER] [NAME…]` writes `NAME-WIDTH-light.png` and so on (by default all, into var/gallery).
"""

import sys
import threading
from datetime import date
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import click
import cv2
import numpy as np
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup
from playwright.sync_api import ConsoleMessage, sync_playwright

from demo.camera import photograph
from demo.papers import render
from demo.people import people
from dossier.errors import Missing
from dossier.receipts import qr
from tests.support import chromium
from web import pages
from web.assets import PREFIX, Assets
from web.catalogues import speaking
from web.pages import TEMPLATE_DIR
from web.rooms import ROOMS, languages_of

GALLERY_DIR = Path(__file__).resolve().parents[1] / "docs" / "gallery"
DESK, KIOSK, TABLET, KIOSK_LANDSCAPE = (1280, 800), (1080, 1920), (820, 1180), (1920, 1080)
SIZES = {"kiosk": [KIOSK, KIOSK_LANDSCAPE], "backoffice": [DESK, TABLET], "drawings": [DESK]}
SETTLED_MS = 300
"""After the longest motion."""
Scheme = Literal["light", "dark"]


class Samples:
    """Made-up papers, drawn and photographed by the demo, as the pages and photos of the screens."""

    def __init__(self) -> None:
        who, day = people()[0], date(2026, 10, 31)
        kinds = ("REV_PAIE", "SAN_CERT", "LOG_BAIL")
        sheets = [render(kind, who, "fr", day, 3, dpi=90) for kind in kinds]
        photo = photograph(sheets[0], 5, width=720, height=960)
        self.quad = " ".join(f"{x * 100:.2f},{y * 100:.2f}" for x, y in photo.quad)
        self.files = {"photo.jpg": photo.jpeg, "page.jpg": _jpeg(sheets[0])}
        self.files |= {f"thumb-{index}.jpg": _jpeg(sheet) for index, sheet in enumerate(sheets)}

    def context(self, room: str, assets: Assets) -> dict[str, object]:
        """Return what a sample screen may name."""
        states = ("good", "need", None)
        return {
            "room": room,
            "language": "fr",
            "direction": "ltr",
            "languages": tuple(languages_of(ROOMS.get(room, "/")).items()),
            "is_by_machine": False,
            "path_for_language": "?lang={}".format,
            "path": "/",
            "asset": assets.url,
            "quad": self.quad,
            "qr": Markup(qr.svg("https://guichet.example/r/abcdefghijklmnopqrstuvwxyz0123456789", "QR")),  # noqa: S704 - ours
            "pages": [
                {"src": f"/sample/thumb-{index}.jpg", "state": state, "label": f"Page {index + 1}"}
                for index, state in enumerate(states)
            ],
        }


def _jpeg(image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    return bytes(cv2.imencode(".jpg", np.ascontiguousarray(image[:, :, ::-1]))[1])


def room_of(name: str) -> str:
    """Return the room of a sample screen: the first part of its name."""
    first = name.partition("-")[0]
    return first if first in ROOMS else "portal"


class Answers(BaseHTTPRequestHandler):
    """Serves the sample screens, their pictures and the product's own static files."""

    def __init__(self, templates: Environment, assets: Assets, samples: Samples, *rest: object) -> None:
        self.templates, self.assets, self.samples = templates, assets, samples
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a screen, a sample picture or a static file."""
        path = self.path.partition("?")[0]
        try:
            content, media_type = self._found(path)
        except (Missing, KeyError):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", media_type)
        self.end_headers()
        self.wfile.write(content)

    def _found(self, path: str) -> tuple[bytes, str]:
        if path.startswith(f"{PREFIX}/"):
            asset = self.assets.get(path.split("/", 3)[3])
            return asset.content, asset.media_type
        if path.startswith("/sample/"):
            return self.samples.files[path.removeprefix("/sample/")], "image/jpeg"
        name = path.strip("/")
        if not (GALLERY_DIR / f"{name}.html").is_file():
            raise Missing
        with speaking("fr"):
            known = self.samples.context(room_of(name), self.assets)
            return self.templates.get_template(f"{name}.html").render(known).encode(), "text/html; charset=utf-8"

    def log_message(self, *_: object) -> None:
        """Say nothing: the pictures are the answer."""


def _told(message: ConsoleMessage) -> None:
    if message.type == "error":
        click.echo(message.text, err=True)


def shoot(address: str, names: list[str], folder: Path) -> None:
    """Photograph each screen, in its room's sizes, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        path, _ = chromium.find()
        browser = driver.chromium.launch(executable_path=path, args=chromium.launch_arguments())
        schemes: tuple[Scheme, ...] = ("light", "dark")
        for name in names:
            for width, height in SIZES[name.partition("-")[0]]:
                page = browser.new_page(viewport={"width": width, "height": height})
                page.on("console", _told)
                for scheme in schemes:
                    page.emulate_media(color_scheme=scheme)
                    page.goto(f"{address}/{name}")
                    page.wait_for_timeout(SETTLED_MS)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=name == "drawings")
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                click.echo(f"{name} {width}×{height}" + (f": {wide} px too wide" if wide > 0 else ""))
                page.close()
        browser.close()


def main(arguments: list[str]) -> None:
    """Serve the gallery on a free port for as long as its pictures are taken."""
    folder = Path(arguments[0]) if arguments else Path("var/gallery")
    names = arguments[1:] or sorted(path.stem for path in GALLERY_DIR.glob("[a-z]*.html"))
    assets = Assets()
    templates = pages.environment(assets, reload=True)
    templates.loader = ChoiceLoader([FileSystemLoader(TEMPLATE_DIR), FileSystemLoader(GALLERY_DIR)])
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Answers, templates, assets, Samples()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    shoot(f"http://127.0.0.1:{server.server_port}", names, folder)
    server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1:])
