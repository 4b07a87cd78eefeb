"""Read what stands above a mail, whatever was written there: headers as bytes → `Head`. Pure."""

import hashlib
import re
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from dossier.mail.charsets import decoded
from dossier.mail.values import Head, Why

LINE_MAX_CHARACTERS = 200
_READ_MAX_CHARACTERS = 4000
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9._-]{1,189}")
_MESSAGE_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,240}>")
_AUTO_REPLY = re.compile(r"\s*auto-(replied|notified)", re.IGNORECASE)
_FAILED = re.compile(r"\bdmarc\s*=\s*fail\b", re.IGNORECASE)
_SAID = ("message-id", "from", "date", "subject", "content-type", "content-transfer-encoding")
_OF_LISTS = ("list-id", "list-post", "list-unsubscribe", "list-help", "list-subscribe", "list-owner", "list-archive")
_OF_MACHINES = ("x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-loop", "x-guichet-answer")
_ROBOTS = frozenset({"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce"})
_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2100


def read_head(raw: bytes, message: Message) -> Head:
    """Return the head of a mail that was parsed from its bytes."""
    name, address = _sender(message)
    is_automatic = _is_automatic(message)
    return Head(
        digest=digest_of(raw, message),
        sender_name=name,
        sender_address=address,
        subject=one_line(words_of(message, "subject")),
        written_at=_written_at(message),
        message_id=next(iter(_MESSAGE_ID.findall(words_of(message, "message-id"))), ""),
        return_path=_return_path(message),
        is_automatic=is_automatic or address.partition("@")[0].lower() in _ROBOTS,
        is_of_list=any(each in message for each in _OF_LISTS) or _precedence(message) in {"list", "bulk", "junk"},
        is_forged=bool(_FAILED.search(words_of(message, "authentication-results"))),
        why_passed=_why_passed(message),
    )


def digest_of(raw: bytes, message: Message) -> str:
    """Return the digest of what its sender wrote: of who, when, what about, and all below the head.

    Servers on the way write lines of theirs above a mail, and end its lines in their way: neither changes it. The same
    Message-ID with other content is another mail. Where it is not clear where the head ends, all of it counts: at worst
    the same mail is then taken twice, and none is ever taken for another.
    """
    said = "\0".join(" ".join(str(message.get(each, "")).split()) for each in _SAID)
    plain = raw.replace(b"\r\n", b"\n")
    _, end, body = plain.partition(b"\n\n")
    if message.defects or not end:
        body = plain
    return hashlib.sha256(said.encode("utf-8", "replace") + b"\0" + body.rstrip(b"\n")).hexdigest()


def words_of(message: Message, name: str) -> str:
    """Return a header in words, whatever charset it says it is in, or is in without saying so."""
    return unfolded(str(message.get(name, "")))


def unfolded(raw: str) -> str:
    """Return words that may be encoded (RFC 2047) as they are read; of very long ones the beginning."""
    raw = raw[:_READ_MAX_CHARACTERS]  # 200,000 encoded words take a minute and a half
    if not raw.isascii():  # its sender encoded nothing
        return raw
    try:
        pieces = decode_header(raw)
    except (ValueError, LookupError, AssertionError):  # of a word that is encoded wrongly
        return raw
    return "".join(each if isinstance(each, str) else decoded(each, charset) for each, charset in pieces)


def one_line(text: str) -> str:
    """Return text on one line, without what no screen shows, and no longer than anybody reads."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.split())[:LINE_MAX_CHARACTERS]


def _sender(message: Message) -> tuple[str, str]:
    """Return name and address of the first sender, each empty where there is none."""
    told = message.get("from")
    if told is None:
        return "", ""
    # The address first, of what is not decoded: words that are encoded may hold anything, another address too
    raw = str(told).replace("\n", " ").replace("\r", "")
    try:
        name, address = next(iter(getaddresses([raw[:2000]])), ("", ""))
    except RecursionError:  # of a thousand brackets, one within the other
        name, address = "", ""
    if not _ADDRESS.fullmatch(address):
        address = next(iter(_ADDRESS.findall(raw[:2000])), "")
    return one_line(unfolded(name)), address[:254]


def _written_at(message: Message) -> datetime | None:
    try:
        told = parsedate_to_datetime(words_of(message, "date"))
        at = told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return at if _EARLIEST_YEAR <= at.year <= _LATEST_YEAR else None


def _return_path(message: Message) -> str | None:
    told = message.get("return-path")
    if told is None:
        return None
    return next(iter(_ADDRESS.findall(str(told)[:2000])), "")


def _precedence(message: Message) -> str:
    return words_of(message, "precedence").strip().lower()


def _is_automatic(message: Message) -> bool:
    """Tell whether a machine sent it (RFC 3834 §5, and what machines wrote before that)."""
    told = words_of(message, "auto-submitted").strip().lower()
    return (
        bool(told and told.split(";")[0].strip() != "no")
        or any(each in message for each in _OF_MACHINES)
        or _precedence(message) in {"auto_reply", "bulk", "junk", "list"}
        or message.get_content_type() == "multipart/report"
    )


def _why_passed(message: Message) -> Why | None:
    if message.get_content_type() == "multipart/report":
        return Why.REPORT
    told = words_of(message, "auto-submitted")
    is_away = _AUTO_REPLY.match(told) or "x-autoreply" in message or "x-autorespond" in message
    if is_away or _precedence(message) == "auto_reply":
        return Why.AWAY_MESSAGE
    return Why.MACHINE if _return_path(message) == "" else None
