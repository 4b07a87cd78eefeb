"""Every limit is told in words: what happened, then what to do, in the person's language, to people and programs."""

import html
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx
import pytest

from asgi import create_app
from demo.people import people
from dossier.database.actor import Actor
from dossier.deposits.errors import TooManyPages as DepositFull
from dossier.errors import Refused
from dossier.imaging.refusals import NotAnAllowedKind, TooManyPages, TooManyPixels
from dossier.settings import Settings, variable
from dossier.storage.intake import FileEmpty, FileTooLarge
from dossier.uploads.errors import TooManyUploads
from dossier.uploads.permit import Permit
from tests.portal.house import add, who
from tests.support.deposits import pdf
from tests.support.hostile.pictures import photo
from tests.support.tus import Sender
from tests.web.app import client_of
from web.catalogues import gettext, speaking
from web.quotas import AddressQuotaSpent, PersonQuotaSpent
from web.uploads import TooLargeTogether, TooManyFiles

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "refusals.md"
MEGABYTE = 1024 * 1024

Provoke = Callable[[httpx.AsyncClient, str], Awaitable[httpx.Response]]

pytestmark = pytest.mark.people


def form_of(*files: bytes) -> Provoke:
    """Return one who sends files by the form."""

    async def send(client: httpx.AsyncClient, deposit: str) -> httpx.Response:
        answer, _ = await add(client, deposit, *files)
        return answer

    return send


async def by_pieces(client: httpx.AsyncClient, deposit: str) -> httpx.Response:
    """Begin uploads until one is refused."""
    for _ in range(3):
        answer = await _sender(client, deposit).create(1000)
        if answer.status_code != 201:
            break
    return answer


def _sender(client: httpx.AsyncClient, deposit: str) -> Sender:
    centre_id = cast("Any", client)._transport.app.state.centre_id
    actor = Actor(centre_id=centre_id, kind="depositor", place="portal")
    return Sender(client=client, permit=Permit(actor=actor, deposit_id=UUID(deposit.rsplit("/", 1)[-1])))


LIMITS: dict[str, tuple[type[Refused], int, dict[str, int], Provoke]] = {
    "upload_max_bytes": (FileTooLarge, 422, {"upload_max_bytes": MEGABYTE}, form_of(bytes(MEGABYTE + 1))),
    "deposit_pages_max": (DepositFull, 422, {"deposit_pages_max": 1}, form_of(pdf("one", "two"))),
    "deposit_pages_max, files of one form": (
        TooManyFiles,
        422,
        {"deposit_pages_max": 2},
        form_of(pdf("one"), pdf("two"), pdf("three")),
    ),
    "upload_max_bytes, eight times: a form": (
        TooLargeTogether,
        422,
        {"upload_max_bytes": MEGABYTE},
        form_of(*[bytes(1_000_000)] * 9),
    ),
    "pdf_pages_max": (TooManyPages, 422, {"pdf_pages_max": 1}, form_of(pdf("one", "two"))),
    "page_max_pixels": (TooManyPixels, 422, {"page_max_pixels": 100_000}, form_of(photo("JPEG"))),
    "deposit_uploads_max": (TooManyUploads, 422, {"deposit_uploads_max": 1}, by_pieces),
    "person_files_per_window_max": (PersonQuotaSpent, 429, {"person_files_per_window_max": 0}, form_of(pdf("one"))),
    "person_bytes_per_window_max": (PersonQuotaSpent, 429, {"person_bytes_per_window_max": 1}, form_of(pdf("one"))),
    "address_files_per_window_max": (AddressQuotaSpent, 429, {"address_files_per_window_max": 0}, by_pieces),
    "address_bytes_per_window_max": (AddressQuotaSpent, 429, {"address_bytes_per_window_max": 1}, form_of(pdf("one"))),
}
"""Limit (the setting, and what it counts) → what is raised, its status, settings that make it small, who meets it."""
OTHERS: dict[str, tuple[type[Refused], int, dict[str, int], Provoke]] = {
    "an empty file": (FileEmpty, 422, {}, form_of(b"")),
    "another kind of file": (NotAnAllowedKind, 422, {}, form_of(b"only words")),
}


@pytest.mark.parametrize("limit", [*LIMITS, *OTHERS])
async def test_a_limit_is_told_in_the_person_s_language(limit: str, test_settings: Settings) -> None:
    error, status, changes, provoke = {**LIMITS, **OTHERS}[limit]
    told = {}
    app = create_app(test_settings.model_copy(update={**changes, "public_url": "http://guichet.test"}))
    async with client_of(app, headers={"Sec-Fetch-Site": "same-origin"}) as client:
        began = await client.post("/identification", data=who(people()[0]))
        deposit = began.headers["location"]
        for language in ("fr", "nl"):
            client.cookies.set("guichet_language", language)
            client.headers["Accept"] = "application/json"
            answer = await provoke(client, deposit)
            assert answer.status_code == status, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert ("retry-after" in answer.headers) == (status == 429)
            told[language] = answer.json()["title"]
            with speaking(language):
                words = gettext(error.sentence())
            says = re.sub(r"\\{\w+\\}", ".+", re.escape(words))
            assert re.fullmatch(says, told[language])
            assert not re.search(r"[{}]|None", told[language])
            happened, _, to_do = told[language].partition(". ")
            assert len(happened) > 10
            assert to_do.endswith(".")
            if provoke is by_pieces:
                continue
            client.headers["Accept"] = "text/html"
            page = await provoke(client, deposit)
            assert page.status_code == status
            assert re.search(says, html.unescape(page.text))
    assert len({error.sentence(), told["fr"], told["nl"]}) == 3


def test_the_document_lists_every_limit_with_its_setting_and_its_sentence() -> None:
    rows = re.findall(r"^\| (.*`GUICHET_.+) \| (.+) \|$", DOCUMENT.read_text(), flags=re.MULTILINE)
    written = [
        (f"`{variable(name)}`{comma}{what}", LIMITS[limit][0].sentence())
        for limit in LIMITS
        for name, comma, what in [limit.partition(",")]
    ]
    assert rows == written
