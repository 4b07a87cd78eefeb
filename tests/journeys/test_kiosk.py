"""A person at the kiosk: from the first touch to a printed receipt, and nothing left behind."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pypdfium2
import pytest
from playwright.async_api import Browser, Page, Playwright, ViewportSize, expect

from demo import accounts
from demo.camera import camera_feed
from demo.papers import bitmap, letter
from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.devices import offer_pairing
from dossier.people.identify import identify
from dossier.people.roles import Role
from tests.support.at_work import accessible
from tests.support.photos import payslip_film
from tests.support.printed_codes import qr_codes
from tests.support.service import Service, browser_with
from web.receipts import letter_address

pytestmark = pytest.mark.usefixtures("service_resources")  # verbs run beside the service: an administrator's, say

PORTRAIT = ViewportSize(width=1080, height=1920)
MADE_MS = 30_000
"""How long a page may take to be made on a busy machine."""
FINGERS_MS = 80
"""Between two keys of a person who types fast; sooner after each other, they are a scanner's."""
MM_PER_POINT = 25.4 / 72
SAMIRA = people()[0]
BORN = f"{SAMIRA.birth_date:%d%m%Y}"


@asynccontextmanager
async def paired_kiosk(browser: Browser, service: Service) -> AsyncIterator[Page]:
    """Pair a kiosk's browser, by its keys, with the code that an administrator offered; it stands at its start."""
    roles = frozenset({Role.ADMINISTRATOR})
    administrator = Actor(centre_id=service.centre_id, kind="staff", place="backoffice", roles=roles)
    code = await offer_pairing(administrator, "Accueil", service.settings.pairing_code_seconds)
    context = await browser.new_context(base_url=service.url, viewport=PORTRAIT, has_touch=True, locale="fr-BE")
    page = await context.new_page()
    await page.add_init_script("addEventListener('afterprint', () => document.body.dataset.printed = 'once')")
    await page.goto("/kiosk")
    await type_figures(page, code)
    await page.get_by_role("button", name="Relier").tap()
    await expect(page.locator(".attract")).to_be_visible()
    yield page
    await context.close()


async def type_figures(page: Page, figures: str) -> None:
    for figure in figures:
        await page.locator(f".pad-key[data-figure='{figure}']").tap()


async def test_from_the_first_touch_to_a_printed_receipt(
    playwright: Playwright, service: Service, tmp_path: Path
) -> None:
    film = tmp_path / "payslip.y4m"
    film.write_bytes(payslip_film("nl"))
    async with browser_with(playwright, film) as browser, paired_kiosk(browser, service) as page:
        await page.get_by_role("link", name="Nederlands Raak aan").tap()
        await expect(page.locator("html")).to_have_attribute("lang", "nl")
        await accessible(page)
        await page.get_by_role("button", name="Hulp").tap()
        await page.get_by_role("button", name="Toegankelijkheid").tap()
        await expect(page.get_by_role("dialog", name="Toegankelijkheid")).to_contain_text("EN 301 549")
        assert await page.locator("#accessibility a").count() == 0, "a machine of the centre leads nowhere else"
        await accessible(page)
        for name in ("accessibility", "help"):
            await page.locator(f"#{name} .dialog-acts button").first.tap()
            await expect(page.locator(f"#{name}")).to_be_hidden()
        await page.get_by_role("link", name="Ik heb een dossiernummer").tap()
        await expect(page.locator("#number")).to_be_focused()
        await type_figures(page, accounts.file_of(SAMIRA).replace("-", ""))
        await page.get_by_role("button", name="Verder").tap()
        await expect(page.locator("#birth_date")).to_be_focused()
        await page.keyboard.type(BORN, delay=FINGERS_MS)  # a real keyboard does as well
        await expect(page.locator("#birth_date")).to_have_value(f"{SAMIRA.birth_date:%d/%m/%Y}")
        await accessible(page)
        await page.get_by_role("button", name="Verder").tap()

        await page.get_by_role("button", name="Foto nemen").tap()
        picture = page.locator(".kiosk-sheet img[src^='/kiosk/']")
        await expect(picture).to_be_visible(timeout=MADE_MS)
        address = str(await picture.get_attribute("src"))
        await accessible(page)
        await page.get_by_role("link", name="Verder").tap()
        await page.get_by_role("button", name="Loonbrief").tap()
        await expect(page.locator(".kiosk-facts")).to_contain_text("1")
        await accessible(page)
        await page.get_by_role("button", name="Versturen").tap()

        number = str(await page.locator(".slip-number").text_content())
        await accessible(page)
        tracking = await _printed_address(page)
        await _follow(browser, tracking, number)
        assert urlsplit(tracking).path.startswith("/r/")
        async with transaction(system(service.centre_id)) as tx:
            deposit = await tx.row(
                """SELECT d.circuit, d.language, d.device_id, d.beneficiary_id FROM deposits d
                   JOIN receipts r ON r.deposit_id = d.id WHERE r.number = $1""",
                number,
            )
        assert deposit
        assert (deposit["circuit"], deposit["language"]) == ("kiosk", "nl")
        assert all((deposit["device_id"], deposit["beneficiary_id"]))

        await page.get_by_role("button", name="Ik ben klaar").tap()
        await expect(page.locator(".attract")).to_be_visible()
        await _nothing_is_left(page, address)


async def test_a_letter_before_the_camera_identifies(playwright: Playwright, service: Service, tmp_path: Path) -> None:
    someone = Actor(centre_id=service.centre_id, kind="depositor", place="portal")
    found = await identify(someone, accounts.file_of(SAMIRA), SAMIRA.birth_date)
    address = letter_address(service.settings, found.social_file_id)
    film = tmp_path / "letter.y4m"
    film.write_bytes(camera_feed(bitmap(letter(SAMIRA, address, "fr"), 200), 1, 1, (1920, 1080)))
    async with browser_with(playwright, film) as browser, paired_kiosk(browser, service) as page:
        await page.get_by_role("link", name="Français Touchez").tap()
        await page.get_by_role("link", name="J’ai une lettre").tap()
        await expect(page.get_by_role("heading", name="Votre date de naissance")).to_be_visible(timeout=MADE_MS)
        await expect(page.locator(".lead bdi")).to_have_text(accounts.file_of(SAMIRA))
        await type_figures(page, BORN)
        await page.get_by_role("button", name="Continuer").tap()
        await expect(page.get_by_role("heading", name="Posez votre papier")).to_be_visible()
        assert address.rpartition("/")[2] not in page.url


async def test_whoever_walks_away_is_asked_and_then_forgotten(service: Service, browser: Browser) -> None:
    idle_ms = service.settings.kiosk_idle_seconds * 1000
    async with paired_kiosk(browser, service) as page:
        await page.clock.install()
        await page.get_by_role("link", name="Français Touchez").tap()
        await page.get_by_role("button", name="Je n’ai ni l’un ni l’autre").tap()
        await expect(page.get_by_role("heading", name="Posez votre papier")).to_be_visible()
        await expect(page.locator("main")).to_be_focused()  # the screen has settled
        question = page.get_by_role("dialog", name="Vous êtes encore là")
        for _ in range(2):  # as often as wanted
            await page.clock.fast_forward(idle_ms + 1000)
            await expect(question).to_be_visible()
            await question.get_by_role("button", name="Je suis encore là").tap()
            await expect(question).to_be_hidden()
        await page.clock.fast_forward(idle_ms - 5000)
        await expect(question).to_be_hidden()
        await page.clock.fast_forward(6000)
        await expect(question).to_be_visible()
        await accessible(page)
        await page.clock.fast_forward(service.settings.kiosk_warning_seconds * 1000 + 1000)
        await expect(page.locator(".attract")).to_be_visible()
        await _nothing_is_left(page, "/kiosk/deposit")


async def _printed_address(page: Page) -> str:
    """Print the receipt on its roll, once the kiosk has printed it by itself, and read the code off the paper."""
    await expect(page.locator("body")).to_have_attribute("data-printed", "once")
    await page.emulate_media(media="print")
    printed = await page.pdf(prefer_css_page_size=True)
    await page.emulate_media(media="screen")
    with pypdfium2.PdfDocument(io.BytesIO(printed)) as paper:  # type: ignore[no-untyped-call]  # ships no types
        assert len(paper) == 1
        assert round(paper[0].get_width() * MM_PER_POINT) == 80
        dots = np.ascontiguousarray(paper[0].render(scale=203 / 72).to_numpy()[:, :, :3])  # a thermal head's 203 dpi
    (code,) = qr_codes(dots)
    return code.text


async def _follow(browser: Browser, address: str, number: str) -> None:
    """Open the address of a receipt's code elsewhere: it shows the number."""
    telephone = await browser.new_page()
    await telephone.goto(address)
    await expect(telephone.locator(".slip-number")).to_have_text(number)
    await telephone.close()


async def _nothing_is_left(page: Page, address: str) -> None:
    """Look for the last person, as the next one could."""
    assert urlsplit(page.url).path == "/kiosk"
    assert {each["name"] for each in await page.context.cookies()} == {"guichet_device"}
    kept = await page.evaluate("Object.entries({...sessionStorage, ...localStorage})")
    assert kept in ([], [["htmx-current-path-for-history", "/kiosk"]])
    answer = await page.request.get(address, headers={"Accept": "image/*"}, max_redirects=0)
    assert answer.status == 403
    await page.go_back()
    assert page.url == "about:blank", "the start replaced all that came before it"
