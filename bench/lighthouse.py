"""The portal's first screens on an old phone and a slow line: Lighthouse's figures, and what the first deposit weighs.

Lighthouse, and what ours is weighed against, come from npm into `bench/npm` at the first run; without Node it skips.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, FilePayload, Page, async_playwright

from bench.rival import MODULES, NPM, WAYS, rival
from bench.served import Served, load, photo, served
from bench.tables import report, table
from demo import accounts
from demo.people import people
from demo.requests import ask_for_documents
from demo.seed import seed_people
from demo.thesaurus import shape_thesaurus
from dossier.jobs.worker import drain
from dossier.people.cipher import NissCipher
from dossier.resources import Resources, beside_pool
from dossier.settings import settings
from tests.support import chromium
from tests.support.database import settings_for
from tests.support.service import browser_with
from tests.support.weight import Weight, weigh

RUNS = 5
SCORE_MIN, LARGEST_PAINT_MAX_MS, SHIFT_MAX = 95, 1500.0, 0.05
ALL_MAX_BYTES, SCRIPTS_MAX_BYTES, PART_OF_RIVAL_MAX = 60 * 1024, 35 * 1024, 1 / 3
_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
_SPEAKS = {"Accept-Language": "fr-BE"}
_MADE_MS = 60_000
OURS, WITH_A_PHOTO = "ours", "ours with a photo"
_WORDS = {
    OURS: "Guichet",
    WITH_A_PHOTO: "Guichet, with what a first photo brings besides",
    "official": "govuk-frontend and uppy, the builds that they publish",
    "bundled": "the same, what is used alone, bundled by esbuild",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A page to audit, and with which headers it is asked for."""

    name: str
    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Audits:
    """What Lighthouse found in some runs of one screen."""

    name: str
    runs: Sequence[Mapping[str, Any]]

    @property
    def scores(self) -> tuple[int, ...]:
        """Return the medians of performance, accessibility and best practices, of 100."""
        return tuple(round(median(each)) for each in zip(*(run["scores"] for run in self.runs), strict=True))

    def median(self, figure: str) -> float:
        """Return the median of a figure."""
        return float(median(run[figure] for run in self.runs))

    @property
    def is_kept(self) -> bool:
        """Tell whether it is as quick, and stands as still, as promised."""
        quick = self.median("largestPaintMs") <= LARGEST_PAINT_MAX_MS and self.median("shift") <= SHIFT_MAX
        return quick and min(self.scores) >= SCORE_MIN

    @property
    def missed(self) -> str:
        """Return the audits that some run did not pass."""
        return ", ".join(sorted({each for run in self.runs for each in run["missed"]}))


async def identify(page: Page, url: str) -> None:
    """Say who one is: of whom the demo's social workers ask for papers."""
    who = people()[0]
    born = who.birth_date
    await page.goto(f"{url}/identification")
    await page.locator("#number").fill(accounts.file_of(who))
    for part, value in (("day", born.day), ("month", born.month), ("year", born.year)):
        await page.locator(f"#birth_date_{part}").fill(str(value))
    await page.locator(".act-bar button").click()
    await page.wait_for_url("**/asked")


async def begin(page: Page, url: str) -> str:
    """Begin a deposit; return the address of its camera."""
    await page.goto(f"{url}/asked")
    await page.locator(".act-bar button").click()
    await page.wait_for_url("**/photo")
    return page.url


async def hand_over(page: Page, resources: Resources) -> str:
    """Send a photo into the deposit whose camera is open, and hand it over; return the receipt's address."""
    await page.set_input_files("#photos", files=[_photo_file()])
    await page.locator("[data-next] a").click(timeout=_MADE_MS)
    await page.goto(page.url.partition("/papers/")[0])
    await page.locator("form[data-hands-over] button").click()
    await page.wait_for_url("**/r/*")
    await drain(resources)
    return page.url


def _photo_file() -> FilePayload:
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo()}


async def screens(context: BrowserContext, service: Served, resources: Resources) -> list[Screen]:
    """Go the way of a deposit; return its screens, with the cookies that show them."""
    url, page = service.web.url, await context.new_page()
    await identify(page, url)
    await begin(page, url)
    receipt = await hand_over(page, resources)
    camera = await begin(page, url)
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in await context.cookies())
    known = {**_SPEAKS, "Cookie": cookie}
    return [
        Screen(name="deposit: the camera", url=camera, headers=known),
        Screen(name="start", url=f"{url}/", headers=_SPEAKS),
        Screen(name="identification", url=f"{url}/identification", headers=_SPEAKS),
        Screen(name="what the centre asks", url=f"{url}/asked", headers=known),
        Screen(name="receipt", url=receipt, headers=known),
    ]


def audit(found: Sequence[Screen], runs: int = RUNS) -> list[Audits]:
    """Have Lighthouse audit screens so many times each, with a browser that knows nothing of them."""
    pages = [{"name": each.name, "url": each.url, "headers": dict(each.headers)} for each in found]
    told = {"runs": runs, "flags": ["--headless", *chromium.launch_arguments()], "pages": pages}
    path, _ = chromium.find()
    done = subprocess.run(
        ["node", NPM / "audit.mjs"],
        input=json.dumps(told),
        env={**os.environ, "CHROME_PATH": str(path)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = {line["url"] for line in lines} - {urlsplit(each.url)._replace(fragment="").geturl() for each in found}
    if wrong:
        raise RuntimeError(f"Lighthouse was led elsewhere: {wrong}")
    return [Audits(each.name, [line for line in lines if line["name"] == each.name]) for each in found]


async def weigh_all(browser: Browser, camera: Screen, rival_url: str) -> dict[str, Weight]:
    """Weigh our first deposit page and its rivals, each in a browser that knows nothing of them."""
    addresses = {OURS: camera.url, WITH_A_PHOTO: camera.url, **{way: f"{rival_url}/{way}" for way in WAYS}}
    weights = {}
    for name, url in addresses.items():
        headers = dict(camera.headers if url == camera.url else _SPEAKS)
        context = await browser.new_context(**_PHONE, service_workers="block", extra_http_headers=headers)
        weights[name] = await weigh(await context.new_page(), url, then=_take_a_photo if name == WITH_A_PHOTO else None)
        await context.close()
    return weights


async def _take_a_photo(page: Page) -> None:
    await page.set_input_files("#photos", files=[_photo_file()])
    await page.locator("[data-next] a").wait_for(timeout=_MADE_MS)


async def measure() -> tuple[list[Audits], dict[str, Weight]]:
    """Return the audits of each screen, and the weights by page."""
    async with served() as service, async_playwright() as playwright, browser_with(playwright) as browser:
        await seed_people(NissCipher.of(settings()), service.centre_id)
        async with beside_pool(settings_for(service.cluster, "guichet", service.folder)) as resources:
            await shape_thesaurus(resources, service.centre_id)
            await ask_for_documents(service.centre_id)
            context = await browser.new_context(**_PHONE, locale="fr-BE", service_workers="block")
            found = await screens(context, service, resources)
            await context.close()
        with rival() as rival_url:
            weights = await weigh_all(browser, found[0], rival_url)
        return await asyncio.to_thread(audit, found), weights


_HEAD = (
    *("screen", "performance", "accessibility", "best practices", "largest paint, ms", "first paint, ms"),
    *("blocked, ms", "layout shift", "audits not passed"),
)


def _audited(found: Sequence[Audits]) -> str:
    rows = [
        (
            each.name,
            *each.scores,
            *(round(each.median(figure)) for figure in ("largestPaintMs", "firstPaintMs", "blockedMs")),
            each.median("shift"),
            each.missed or "–",
        )
        for each in found
    ]
    words = f"Lighthouse {found[0].runs[0]['version']} on its usual phone: slow 4G (150 ms there and back, 1.6 Mbit/s) "
    words += f"and a processor slowed 4 times, both simulated; 412 × 823 points, nothing cached, median of {RUNS}; "
    words += f"{load()}. The demo's people, thesaurus and requests; start and identification as a newcomer sees them. "
    words += f"Promised: {SCORE_MIN} each, largest paint {LARGEST_PAINT_MAX_MS:.0f} ms, shift {SHIFT_MAX}.\n\n"
    return words + table(_HEAD, rows)


def _weighed(weights: Mapping[str, Weight]) -> str:
    ours = weights[OURS].all_bytes
    rows = [
        (
            _WORDS[name],
            *(round(size / 1024, 1) for size in (weight.all_bytes, weight.of("Script"), weight.of("Stylesheet"))),
            len(weight.answers),
            f"{100 * ours / weight.all_bytes:.0f} %",
        )
        for name, weight in weights.items()
    ]
    words = (
        "The first deposit page in a browser that knows nothing of it, in bytes on the line, headers included, against "
    )
    words += f"one made with npm's govuk-frontend and uppy (dashboard, tus, webcam; {_versions()}), served by the same "
    words += "server with the same compression, without GOV.UK's font. "
    words += f"Promised: {ALL_MAX_BYTES // 1024} KB, of which {SCRIPTS_MAX_BYTES // 1024} KB scripts, no font, nobody "
    words += "else's server, and a third of the page on the published builds.\n\n"
    return words + table(("page", "all, KB", "scripts, KB", "styles, KB", "answers", "ours is of it"), rows)


def _versions() -> str:
    packages = (json.loads((MODULES / name / "package.json").read_text()) for name in ("govuk-frontend", "uppy"))
    return ", ".join(f"{each['name']} {each['version']}" for each in packages)


def is_light(weights: Mapping[str, Weight]) -> bool:
    """Tell whether the first deposit page weighs as little as promised."""
    ours = weights[OURS]
    small = ours.all_bytes <= ALL_MAX_BYTES and ours.of("Script") <= SCRIPTS_MAX_BYTES and ours.of("Font") == 0
    return small and len(ours.hosts) == 1 and ours.all_bytes <= PART_OF_RIVAL_MAX * weights[WAYS[0]].all_bytes


def install() -> None:
    """Bring Lighthouse and the rival's libraries, where they are not there as the lock names them."""
    lock, ready = NPM / "package-lock.json", MODULES / "ready"
    if not ready.exists() or ready.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--silent"], cwd=NPM, check=True)
        ready.touch()


def main() -> int:
    """Measure, print and write the section; return 1 where a promise is broken."""
    if shutil.which("npm") is None:
        print("Node is not installed, so Lighthouse was not run (Debian: nodejs, npm).")
        return 0
    install()
    audits, weights = asyncio.run(measure())
    report("lighthouse", "The portal's first screens", _audited(audits) + "\n\n" + _weighed(weights))
    return int(not is_light(weights) or not all(each.is_kept for each in audits))


if __name__ == "__main__":
    sys.exit(main())
