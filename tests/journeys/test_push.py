"""A phone is switched on by a touch, told of a request by a real message, shows one sentence, and opens the page.

Chromium without a network reaches no push service. What stands in is its subscription alone: an address at the push
service of the test, with a key of the test's. What that service is given is handed to the browser's own service worker.
"""

import asyncio
import json
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, CDPSession, Page, Worker, expect

from dossier.notices.push_key import new_push_key
from dossier.resources import Resources
from dossier.settings import variable
from tests.journeys.test_mine import PHONE
from tests.journeys.test_portal import type_who
from tests.support.at_work import accessible
from tests.support.deposits import staff
from tests.support.push import Phone, PushService, push_service
from tests.support.requests import ask_for
from tests.support.service import Service

_SECONDS = 20
STANDS_IN = """(told) => {
  const subscription = {
    endpoint: told.endpoint,
    toJSON: () => ({ endpoint: told.endpoint, keys: { p256dh: told.p256dh, auth: told.auth } }),
    unsubscribe: async () => { sessionStorage.removeItem("subscribed"); return true; },
  };
  PushManager.prototype.subscribe = async (options) => {
    if (!options.userVisibleOnly || options.applicationServerKey.length !== 87) throw new Error("key");
    sessionStorage.setItem("subscribed", "yes");
    return subscription;
  };
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem("subscribed") ? subscription : null);
}"""
WATCHED = """() => {
  self.shown = [];
  ServiceWorkerRegistration.prototype.showNotification = async (title, options) => {
    self.shown.push({ title, ...options });
  };
}"""
"""What the worker shows is written down: it is given no leave in the contexts of a browser without a desktop."""
TAPPED = """async () => {
  const opened = new Promise((done) => { self.clients.openWindow = async (url) => done(url); });
  const tap = new Event("notificationclick");
  let closed = false;
  tap.notification = { ...self.shown[0], close: () => { closed = true; } };
  tap.waitUntil = () => {};
  self.dispatchEvent(tap);
  return { url: await opened, closed };
}"""
"""A tap, and the address that the worker opens: a browser opens a window at a finger's touch alone."""


@pytest.fixture(scope="module", autouse=True)
def ringing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushService]:
    """Run the push service that the service of this module sends to."""
    with push_service(tmp_path_factory.mktemp("push")) as ringing, pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, variable("push_private_key"), new_push_key())
        patched.setitem(os.environ, variable("push_contact"), "documents@cpas.example")
        patched.setitem(os.environ, variable("push_hosts"), json.dumps([ringing.host]))
        patched.setitem(os.environ, variable("undo_seconds"), "0")
        yield ringing


async def asked_list(browser: Browser, service: Service, phone: Phone, *, allowed: bool) -> tuple[BrowserContext, Page]:
    """Open the list of what is asked on a phone, whose owner will allow notifications or not."""
    context = await browser.new_context(base_url=service.url, viewport=PHONE, locale="fr-BE")
    if allowed:
        await context.grant_permissions(["notifications"], origin=service.url)
    await context.add_init_script(f"({STANDS_IN})({json.dumps(phone.typed)})")
    page = await context.new_page()
    await page.goto("/identification")
    await type_who(page, service)
    await page.locator(".act-bar button").click()
    await expect(page.locator("#photos").or_(page.locator("form[action='/deposits'] button"))).to_be_attached()
    await page.goto("/asked")
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    return context, page


async def told(ringing: PushService, phone: Phone) -> dict[str, str]:
    """Wait for the message that the worker sends."""
    async with asyncio.timeout(_SECONDS):
        while not ringing.for_phone(phone):  # noqa: ASYNC110 - the push service is a thread of its own
            await asyncio.sleep(0.05)
    (message,) = ringing.for_phone(phone)
    return message


async def shown_by(worker: Worker) -> dict[str, Any]:
    """Wait until the phone shows something; return what."""
    async with asyncio.timeout(_SECONDS):
        while not (shown := await worker.evaluate("() => self.shown")):  # noqa: ASYNC110 - the worker tells nobody
            await asyncio.sleep(0.05)
    (one,) = shown
    return dict(one)


async def workers(page: Page) -> tuple[CDPSession, str, str]:
    """Return a line to the browser's service workers, and the origin and the number of the one of this page."""
    session = await page.context.new_cdp_session(page)
    number: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def seen(event: dict[str, list[dict[str, str]]]) -> None:
        for each in event["registrations"]:
            if page.url.startswith(each["scopeURL"]) and not number.done():
                number.set_result(each["registrationId"])

    session.on("ServiceWorker.workerRegistrationUpdated", seen)
    await session.send("ServiceWorker.enable")
    parts = urlsplit(page.url)
    return session, f"{parts.scheme}://{parts.netloc}", await asyncio.wait_for(number, _SECONDS)


async def test_a_request_becomes_a_sentence_and_a_tap_opens_the_list(
    browser: Browser, service: Service, service_resources: Resources, ringing: PushService
) -> None:
    del service_resources
    phone = ringing.phone()
    context, page = await asked_list(browser, service, phone, allowed=True)
    switch = page.locator("push-switch")
    await expect(switch).to_contain_text("Ni nom, ni rien de vos papiers.")
    await accessible(page)
    await switch.get_by_role("button", name="Me prévenir sur ce téléphone").click()
    await expect(switch).to_contain_text("Ce téléphone vous prévient")
    await accessible(page)
    await page.reload()
    await expect(switch).to_contain_text("Ce téléphone vous prévient")

    await ask_for(await staff(service.centre_id, "nadia.benali"), service.person, "REV_PAIE")
    message = await told(ringing, phone)
    (worker,) = context.service_workers
    await worker.evaluate(WATCHED)
    await page.goto("/")
    session, origin, registration = await workers(page)
    await session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": registration, "data": json.dumps(message)},
    )
    shown = await shown_by(worker)
    assert shown["title"] == "Guichet"
    assert shown["body"] == "On vous demande quelque chose. Touchez pour voir."
    assert shown["lang"] == "fr"
    tapped = await worker.evaluate(TAPPED)
    assert tapped == {"url": f"{service.url}/asked", "closed": True}
    await page.goto(tapped["url"])
    await expect(page.get_by_text("Fiche de paie").first).to_be_visible()


async def test_who_does_not_allow_it_reads_what_to_do(browser: Browser, service: Service, ringing: PushService) -> None:
    _, page = await asked_list(browser, service, ringing.phone(), allowed=False)
    switch = page.locator("push-switch")
    await switch.get_by_role("button", name="Me prévenir sur ce téléphone").click()
    await expect(switch.get_by_role("status")).to_contain_text("Vous ne l’avez pas permis.")
    await accessible(page)


async def test_it_is_switched_off_where_it_was_switched_on(
    browser: Browser, service: Service, ringing: PushService
) -> None:
    _, page = await asked_list(browser, service, ringing.phone(), allowed=True)
    switch = page.locator("push-switch")
    await switch.get_by_role("button", name="Me prévenir sur ce téléphone").click()
    await switch.get_by_role("button", name="Ne plus me prévenir ici").click()
    await expect(switch.get_by_role("button", name="Me prévenir sur ce téléphone")).to_be_visible()
    await page.reload()
    await expect(switch.get_by_role("button", name="Me prévenir sur ce téléphone")).to_be_visible()

    # As in the demo, whose browsers ask no push service: an address of their own making, with keys that are real
    await switch.evaluate("(each, host) => { each.dataset.standIn = host; }", ringing.host)
    await switch.get_by_role("button", name="Me prévenir sur ce téléphone").click()
    off = switch.get_by_role("button", name="Ne plus me prévenir ici")
    await expect(off).to_be_visible()
    kept = json.loads(await page.evaluate("localStorage.getItem('push-stand-in')"))
    assert urlsplit(kept["endpoint"]).netloc == ringing.host
    assert {name: len(key) for name, key in kept["keys"].items()} == {"p256dh": 87, "auth": 22}
    await off.click()
    await expect(switch.get_by_role("button", name="Me prévenir sur ce téléphone")).to_be_visible()
    assert await page.evaluate("localStorage.getItem('push-stand-in')") is None


async def test_a_browser_that_cannot_shows_nothing(browser: Browser, service: Service, ringing: PushService) -> None:
    context = await browser.new_context(base_url=service.url, viewport=PHONE, locale="fr-BE")
    del ringing
    await context.add_init_script("delete globalThis.PushManager")
    page = await context.new_page()
    await page.goto("/asked")
    await expect(page.locator("push-switch:visible")).to_have_count(0)
