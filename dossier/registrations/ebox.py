"""e-Box Enterprise: publish one letter to an enterprise's box, as dev.eboxenterprise.be describes the sender's side.

Blocks: it is called in a thread of its own. A PDF is sent as it is read, a chunk at a time.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from dossier.notices.channel import NoticePutOff, NoticeRefused
from dossier.registrations.ebox_token import access_token
from dossier.registrations.ebox_wire import connection_to, read_json
from dossier.settings import Settings

TITLES = {"fr": "Lettre", "nl": "Brief", "de": "Brief"}
"""What a message is called beside its number: it names no person and nothing of what it says."""
_PART = "upfile1"
_CHUNK_BYTES = 64 * 1024
_ID_MAX_CHARACTERS = 100
_NEVER_OPENED = "NO_DIGITAL_USER"
_MAY_BE_LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
_ITS_OWN_DOOR = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
"""The token, its scope or the address is wrong: the installation's fault, mended by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter on its way."""

    key: UUID  # by which the box knows a second try from a second message
    to: str  # the addressee's enterprise number, ten figures
    number: str  # in the register: O-2026-00042
    pdf: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A message that the box has."""

    message_id: str | None = None  # None where its answer was lost, or told none
    never_opened: bool = False  # the addressee has not looked into its box yet, ever


def publish_letter(settings: Settings, letter: Letter) -> Published:
    """Hand a letter over; one that is there already, under its key, is published.

    Raises NoticeRefused where that is of no use again, NoticePutOff where it may be later.
    """
    token = access_token(settings)
    boundary = uuid4().hex
    head, tail = _before(settings, letter, boundary), f"\r\n--{boundary}--\r\n".encode()
    headers = {
        "Authorization": f"Bearer {token}",
        "Accept": "application/json",
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Content-Length": str(len(head) + letter.pdf.stat().st_size + len(tail)),
        "Idempotency-Key": f'"{letter.key}"',
    }
    url = f"{settings.ebox_url.rstrip('/')}/ebox/messages"
    connection, path = connection_to(url, settings.ebox_timeout_seconds)
    try:
        connection.request("POST", path, body=_body(head, letter.pdf, tail), headers=headers)
        answer = connection.getresponse()
        return _what_came_of_it(letter, answer.status, read_json(answer))
    except (HTTPException, OSError):
        raise NoticePutOff("server_away") from None
    finally:
        connection.close()


def message_of(settings: Settings, letter: Letter) -> dict[str, Any]:
    """Return what is said of a message beside its file; the box takes one language alone."""
    return {
        "recipient": {"eboxType": "enterprise", "enterpriseNumber": letter.to},
        "sender": {"eboxType": "enterprise", "enterpriseNumber": settings.ebox_sender_number},
        "subject": {settings.ebox_language: f"{TITLES[settings.ebox_language]} {letter.number}"},
        "senderApplicationId": settings.ebox_application_id,
        "messageTypeId": settings.ebox_message_type,
        "attachments": [{"httpPartName": _PART, "isMainContent": True, "isAttachmentSigned": False}],
        "isReplyAuthorized": False,
    }


def _before(settings: Settings, letter: Letter, boundary: str) -> bytes:
    message = json.dumps(message_of(settings, letter), ensure_ascii=False)
    return (
        f'--{boundary}\r\nContent-Disposition: form-data; name="messageToPublish"\r\n'
        f"Content-Type: application/json; charset=utf-8\r\n\r\n{message}\r\n"
        f'--{boundary}\r\nContent-Disposition: form-data; name="{_PART}"; filename="{letter.number}.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode()


def _body(head: bytes, pdf: Path, tail: bytes) -> Iterator[bytes]:
    yield head
    with pdf.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
    yield tail


def _what_came_of_it(letter: Letter, status: int, told: dict[str, Any]) -> Published:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        named = told.get("messageId") or told.get("id")
        is_id = isinstance(named, str) and len(named) <= _ID_MAX_CHARACTERS
        return Published(message_id=named if is_id else None, never_opened=told.get("code") == _NEVER_OPENED)
    if status == HTTPStatus.CONFLICT:  # an earlier try came as far as the box
        return Published()
    if status in _ITS_OWN_DOOR or status < HTTPStatus.BAD_REQUEST:
        raise NoticePutOff("server_closed", status)
    if status in _MAY_BE_LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NoticePutOff("server_away", status)
    raise NoticeRefused(_why_not(letter, status, told), status)


def _why_not(letter: Letter, status: int, told: dict[str, Any]) -> str:
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return "too_large"
    if told.get("code") == "INVALID_SENDER":
        return "sender_unknown"
    if told.get("code") == "INVALID_INPUT" and letter.to in str(told.get("message")):
        return "number_unknown"
    return "message_refused"
