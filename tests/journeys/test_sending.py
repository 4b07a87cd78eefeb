"""A file on its way from a browser: by pieces, over lines that break, past refusals, and without any of it."""

import asyncio
import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

import pytest
from playwright.async_api import Browser, FilePayload, Page, Request, Route, expect

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.errors import TooManyPages
from dossier.imaging.refusals import NotAnAllowedKind
from dossier.storage.intake import MEGABYTE
from tests.journeys.test_kiosk import paired_kiosk
from tests.journeys.test_portal import MADE_MS, PIXEL_7, photo_file
from tests.support.line import line_to
from tests.support.often import often
from tests.support.service import Service
from tests.support.tus import large_pdf
from web.catalogues import gettext, speaking

pytestmark = pytest.mark.usefixtures("service_resources")  # what arrived is asked of the database

UPLOADS = re.compile(r"/uploads(/|$)")
LEAVES_MS = 51_000
"""By then a silent line is taken for lost."""


@dataclass(kw_only=True)
class Requests:
    """What a page sends to `/uploads`, in order."""

    seen: list[Request] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> "Requests":
        """Watch a page from here on."""
        requests = cls()
        page.on("request", lambda each: requests.seen.append(each) if UPLOADS.search(each.url) else None)
        return requests

    @property
    def methods(self) -> list[str]:
        """Return their methods."""
        return [each.method for each in self.seen]

    @property
    def offsets(self) -> list[int]:
        """Return where the pieces began that were sent."""
        return [int(each.headers["upload-offset"]) for each in self.seen if each.method == "PATCH"]

    async def statuses(self) -> list[int]:
        """Return what they were answered, 0 where nothing came."""
        answers = [await each.response() for each in self.seen]
        return [each.status if each else 0 for each in answers]


def pdf_file(size_bytes: int, name: str = "x.pdf") -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": large_pdf(size_bytes)}


def no_picture() -> FilePayload:
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"only words"}


async def camera(browser: Browser, service: Service, url: str | None = None) -> tuple[Page, Requests]:
    """Go to the camera of a new deposit, perhaps over a line."""
    page = await (await browser.new_context(**PIXEL_7)).new_page()
    await leave_a_name(page, url or service.url)
    await expect(page.locator("photo-upload:defined")).to_be_attached()
    return page, Requests.of(page)


async def leave_a_name(page: Page, url: str, wait_until: Literal["load", "commit"] = "load") -> None:
    """Begin without a file number: nobody is asked about the deposits that other tests left unsent."""
    await page.goto(f"{url}/identification/contact")
    await page.locator("#name").fill("Ann")
    await page.locator("#contact").fill("0470 00 00 00")
    await page.locator(".act-bar button").click()
    await page.wait_for_url("**/photo", wait_until=wait_until)


async def choose(page: Page, *files: FilePayload) -> None:
    await page.set_input_files("#photos", files=list(files))


async def arrived(page: Page) -> None:
    await expect(page.locator("[data-next] a")).to_be_visible(timeout=MADE_MS)
    await expect(page.locator("[data-failed] li")).to_have_count(0)


async def pages_of(service: Service, page: Page) -> list[str]:
    """Return the SHA-256 behind each page of the deposit that the browser stands at."""
    return await pages_held(service, page.url)


async def pages_held(service: Service, address: str) -> list[str]:
    """Return the SHA-256 behind each page of the deposit that an address names, in the order in which they came."""
    found = re.search(r"/deposits/([0-9a-f-]{36})", address)
    assert found
    async with transaction(system(service.centre_id)) as tx:
        rows = await tx.rows(
            """SELECT o.sha256 FROM pages g JOIN originals o ON o.id = g.original_id
               WHERE g.deposit_id = $1 ORDER BY o.added_at""",
            UUID(found[1]),
        )
    return [row["sha256"] for row in rows]


def sha256(file: FilePayload) -> str:
    return hashlib.sha256(file["buffer"]).hexdigest()


@pytest.mark.parametrize(
    ("size_bytes", "methods"),
    [
        pytest.param(100_000, ["POST"], marks=pytest.mark.torture),
        pytest.param(4_000_000, ["POST", "PATCH"], marks=pytest.mark.torture),
        (9 * MEGABYTE, ["POST", "PATCH", "PATCH", "PATCH"]),
    ],
)
async def test_a_file_takes_no_more_requests_than_it_needs(
    browser: Browser, service: Service, size_bytes: int, methods: list[str]
) -> None:
    page, requests = await camera(browser, service)
    file = pdf_file(size_bytes)
    await choose(page, file)
    await arrived(page)
    assert requests.methods == methods
    assert await requests.statuses() == [201, *[204] * (len(methods) - 1)]
    assert await pages_of(service, page) == [sha256(file)]


async def test_what_is_chosen_before_the_scripts_are_there_is_sent(browser: Browser, service: Service) -> None:
    """Over a slow line the field is there first: once it is alive, the page has no other way to send it."""
    page = await (await browser.new_context(**PIXEL_7, service_workers="block")).new_page()
    chosen = asyncio.Event()

    async def late(route: Route) -> None:
        await chosen.wait()
        await route.continue_()

    await page.route("**/js/portal/photo-upload.js", late)
    await leave_a_name(page, service.url, wait_until="commit")
    await choose(page, pdf_file(50_000))
    await expect(page.locator("photo-upload:defined")).to_have_count(0)
    chosen.set()
    await arrived(page)
    assert len(await pages_of(service, page)) == 1


async def test_no_name_of_a_file_leaves_and_nothing_stays(browser: Browser, service: Service) -> None:
    page, requests = await camera(browser, service)
    photo = photo_file()
    await choose(page, photo)
    await arrived(page)
    said = requests.seen[0].headers["upload-metadata"]
    assert {pair.split()[0] for pair in said.split(",")} == {"deposit", "paper", "original"}
    assert all(UUID(base64.b64decode(pair.split()[1]).decode()) for pair in said.split(","))
    permit = await page.locator("photo-upload").get_attribute("data-permit")
    assert permit
    assert not any(permit in each.url for each in requests.seen)
    kept = await page.evaluate("Object.keys({...sessionStorage, ...localStorage})")
    assert kept in ([], ["htmx-current-path-for-history"])
    assert await pages_of(service, page) == [sha256(photo)]


async def test_a_line_that_breaks_costs_the_chunk_that_was_on_it(browser: Browser, service: Service) -> None:
    file = pdf_file(9 * MEGABYTE)
    async with line_to(service.url) as line:
        page, requests = await camera(browser, service, line.url)
        before = line.gone_bytes
        line.cuts_bytes = [before + 2 * MEGABYTE, before + 7 * MEGABYTE]
        cuts = len(line.cuts_bytes)
        await choose(page, file)
        await arrived(page)
        sent_bytes = line.gone_bytes - before
        assert not line.cuts_bytes
        await page.locator("[data-next] a").tap()
        await expect(page.locator("#pages .sheet")).to_have_count(1)
    chunk_bytes = service.settings.upload_chunk_max_bytes
    assert requests.methods.count("POST") == 1, "it went on, and did not begin anew"
    assert requests.methods.count("HEAD") >= 1
    assert requests.offsets == sorted(requests.offsets)
    assert any(offset % chunk_bytes for offset in requests.offsets), "what came of a piece was kept"
    # A browser repeats by itself, unseen by the page, what broke on a connection that had served before
    repeated = line.pieces - requests.methods.count("PATCH")
    assert 0 <= repeated <= cuts
    assert sent_bytes < len(file["buffer"]) + (cuts + repeated) * chunk_bytes + MEGABYTE // 10  # headers
    assert await pages_of(service, page) == [sha256(file)]


async def test_a_phone_without_a_network_goes_on_when_it_is_back(browser: Browser, service: Service) -> None:
    page, _ = await camera(browser, service)
    await page.context.set_offline(True)
    photo = photo_file()
    await choose(page, photo)
    await expect(page.locator("[data-says]")).to_have_text("La connexion est coupée. Nous réessayons…")
    await expect(page.locator("[data-again]")).to_be_visible(timeout=MADE_MS)
    await page.context.set_offline(False)
    await arrived(page)
    assert await pages_of(service, page) == [sha256(photo)]


async def test_a_silent_line_is_taken_for_lost(browser: Browser, service: Service) -> None:
    page, requests = await camera(browser, service)
    await page.clock.install()
    await page.route(UPLOADS, lambda _: None)
    async with page.expect_request(UPLOADS):
        await choose(page, photo_file())
    await page.clock.fast_forward(LEAVES_MS)
    await expect(page.locator("[data-failed] [data-again]")).to_be_visible()
    await expect(page.locator("[data-why]")).to_contain_text("Votre photo est toujours ici")
    assert requests.methods == ["POST"]


async def test_what_the_server_cannot_do_just_now_is_told_and_gone_on_with(browser: Browser, service: Service) -> None:
    """A server that then cannot say how far the file came makes nobody begin anew."""
    page, requests = await camera(browser, service)
    answers = {"PATCH": [(503, "Pas maintenant.")], "HEAD": [(502, "")]}

    async def away(route: Route) -> None:
        if answers.get(route.request.method):
            status, title = answers[route.request.method].pop()
            await route.fulfill(status=status, body=json.dumps({"title": title}))
        else:
            await route.fallback()

    await page.route(UPLOADS, away)
    photo = photo_file()
    await choose(page, photo)
    await expect(page.locator("[data-why]")).to_have_text("Pas maintenant.")
    assert requests.methods == ["POST", "PATCH"], "nobody waits for an answer that is known"
    await page.locator("[data-again]").tap()
    await arrived(page)
    assert requests.methods == ["POST", "PATCH", "HEAD", "HEAD", "PATCH"]
    assert await pages_of(service, page) == [sha256(photo)]


async def test_what_is_left_out_is_forgotten_by_the_server(browser: Browser, service: Service) -> None:
    page, requests = await camera(browser, service)

    async def broken(route: Route) -> None:
        await (route.fulfill(status=503) if route.request.method == "PATCH" else route.fallback())

    await page.route(UPLOADS, broken)
    await choose(page, photo_file())
    async with page.expect_response(lambda answer: answer.request.method == "DELETE") as stopping:
        await page.locator("[data-drop]").tap()
    assert (await stopping.value).status == 204
    await expect(page.locator("[data-sending]")).to_be_hidden()
    assert requests.methods == ["POST", "PATCH", "DELETE"]
    assert await pages_of(service, page) == []


@pytest.mark.parametrize("language", often(["fr", "nl"], "nl"))
async def test_a_refusal_is_told_once_in_the_language_of_the_page(
    browser: Browser, service: Service, language: str
) -> None:
    page, requests = await camera(browser, service)  # a phone that speaks French
    await page.goto(f"{page.url}?lang={language}")
    await expect(page.locator("photo-upload:defined")).to_be_attached()
    await choose(page, no_picture())
    with speaking(language):
        await expect(page.locator("[data-failed] [data-why]")).to_have_text(gettext(NotAnAllowedKind.sentence()))
    await expect(page.locator("[data-failed] [data-again]")).to_be_hidden()
    assert requests.methods == ["POST"]


async def test_a_deposit_that_is_full_is_told_before_a_byte_is_sent(browser: Browser, service: Service) -> None:
    page, requests = await camera(browser, service)
    await page.locator("photo-upload").evaluate("element => { element.dataset.pagesLeft = '1'; }")
    await choose(page, pdf_file(50_000))
    await arrived(page)
    await choose(page, pdf_file(50_000))
    with speaking("fr"):
        sentence = gettext(TooManyPages.sentence(), limit=service.settings.deposit_pages_max)
    await expect(page.locator("[data-failed] [data-why]")).to_have_text(sentence)
    assert requests.methods == ["POST"]


async def test_where_the_vendored_script_does_not_load_the_form_is_sent(browser: Browser, service: Service) -> None:
    context = await browser.new_context(**PIXEL_7)
    await context.route("**/tus.min.js", lambda route: route.abort())
    page = await context.new_page()
    await leave_a_name(page, service.url)
    requests = Requests.of(page)
    photo = photo_file()
    await choose(page, photo)
    await page.locator(".act-bar button").tap()
    await page.wait_for_url("**/papers/*")
    assert requests.methods == []
    assert await pages_of(service, page) == [sha256(photo)]


async def _at_the_tray(page: Page) -> None:
    await page.get_by_role("link", name="Français Touchez").tap()
    await page.get_by_role("button", name="Je n’ai ni l’un ni l’autre").tap()
    await expect(page.get_by_role("heading", name="Posez votre papier")).to_be_visible()
    await expect(page.locator("shot-form:defined")).to_be_attached()


async def test_a_kiosk_keeps_the_photo_over_a_lost_line(browser: Browser, service: Service) -> None:
    async with paired_kiosk(browser, service) as page:
        requests = Requests.of(page)
        await _at_the_tray(page)
        answers = iter([503])

        async def away(route: Route) -> None:
            status = next(answers, None) if route.request.method == "PATCH" else None
            await (route.fulfill(status=status) if status else route.fallback())

        await page.route(UPLOADS, away)
        await page.set_input_files("#photo", files=[photo_file()])
        await expect(page.get_by_role("alert")).to_contain_text("Votre photo est toujours ici")
        await page.get_by_role("button", name="Réessayer").tap()
        await expect(page.get_by_role("heading", name="Cette page est bonne")).to_be_visible()
        assert requests.methods == ["POST", "PATCH", "HEAD", "PATCH"]
        await expect(page.locator(".kiosk-sheet img")).to_be_visible(timeout=MADE_MS)
        kept = await page.evaluate("Object.keys({...sessionStorage, ...localStorage})")
        assert not [key for key in kept if key.startswith("tus")]


async def test_a_kiosk_tells_a_refusal_and_takes_another_photo(browser: Browser, service: Service) -> None:
    async with paired_kiosk(browser, service) as page:
        requests = Requests.of(page)
        await _at_the_tray(page)
        await page.set_input_files("#photo", files=[no_picture()])
        with speaking("fr"):
            await expect(page.get_by_role("alert")).to_contain_text(gettext(NotAnAllowedKind.sentence()))
        await expect(page.get_by_role("button", name="Réessayer")).to_be_hidden()
        assert requests.methods == ["POST"]
        await page.set_input_files("#photo", files=[pdf_file(50_000)])
        await expect(page.get_by_role("heading", name="Cette page est bonne")).to_be_visible()
        assert requests.methods == ["POST", "POST"]


async def test_a_kiosk_without_the_vendored_script_sends_its_form(browser: Browser, service: Service) -> None:
    async with paired_kiosk(browser, service) as page:
        await page.route("**/tus.min.js", lambda route: route.abort())
        await page.goto("/kiosk")
        requests = Requests.of(page)
        await _at_the_tray(page)
        await page.set_input_files("#photo", files=[pdf_file(50_000)])
        await expect(page.get_by_role("heading", name="Cette page est bonne")).to_be_visible()
        assert requests.methods == []
