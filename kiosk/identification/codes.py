"""Identify by the code of a letter, a card or a receipt: a scanner types it, or the camera's frame holds it.

It comes in the body, since a letter's leads to a person. It is told from others by its address, wherever that leads,
and believed for its signature. The birth date is still asked.
"""

import re
from dataclasses import dataclass
from typing import Literal

import msgspec
from litestar import Response, post

from dossier.people.letters import introduced_by_letter
from dossier.receipts.introduced import introduced_by_receipt
from dossier.signing import BadToken
from kiosk.identification.forms import ScannedCode
from kiosk.identification.routes import BIRTH_DATE
from kiosk.visit import Visit, visit_of
from web import forms, i18n
from web.scope import AnyRequest

_OURS = re.compile(r"https?://[^/]+(?:/[^?#]*)?/([lr])/([\w.-]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the form of ours; whether we made it, its signature says."""

    paper: Literal["letter", "receipt"]
    token: str


@post("/kiosk/codes")
async def take(request: AnyRequest) -> Response[bytes]:
    """Say where to go on with a code that was scanned.

    Raises BadToken for one that is not ours, NobodyIntroduced for a receipt that does not say whose it is.
    """
    visit = await visit_of(request)
    form = await forms.read(request, ScannedCode)
    code = None if form.value is None else code_in(form.value.code)
    if code is None:
        raise BadToken
    return await go_on_with(request, visit, code)


def code_in(text: str) -> Code | None:
    """Return what a code's text says if it has the form of ours."""
    found = _OURS.fullmatch(text)
    return None if found is None else Code("letter" if found[1] == "l" else "receipt", found[2])


async def go_on_with(request: AnyRequest, visit: Visit, code: Code) -> Response[bytes]:
    """Remember whose file a code belongs to, and lead to the birth date, in the language of its paper.

    Raises BadToken, NobodyIntroduced.
    """
    introduced = introduced_by_letter if code.paper == "letter" else introduced_by_receipt
    found = await introduced(visit.actor, code.token)
    await visit.remember_number(found.file_number, by=code.paper)
    if found.language is not None:
        i18n.prefer(request, found.language)
    return Response(msgspec.json.encode({"next": BIRTH_DATE}), status_code=200, media_type="application/json")


ROUTES = [take]
