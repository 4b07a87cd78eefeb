"""Take a mail apart: bytes → its head and its parts, each with what is known of its fate. Pure; nothing is unpacked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser

from dossier.errors import Refused
from dossier.mail.charsets import AS_WRITTEN, decoded
from dossier.mail.fates import PGP, fate_of
from dossier.mail.head import one_line, read_head, unfolded, words_of
from dossier.mail.values import Fate, Head, Limits, Part
from dossier.mail.words import says_something, text_of_html, without_signature

_BODY_TYPES = frozenset({"text/plain", "text/html"})
_CONTENT_ID = re.compile(r"cid:([^\s\"'>)]{1,250})", re.IGNORECASE)
_PLAIN_PER_WORD, _HTML_PER_WORD = 3, 20
"""How much longer a text may be than what becomes pages, to be looked into: a signature and quotes go, and tags do."""
_LINES_PER_PART = 50
"""Lines that could divide parts, for each part that a mail may have: to parse a million of them takes 15 s."""


class NotReadAsMail(Refused):
    """This cannot be read as an e-mail."""


@dataclass(slots=True)
class _Walk:
    """One walk through a mail."""

    limits: Limits
    named: set[str] = field(default_factory=set)  # the Content-IDs that its HTML shows
    parts_left: int = 0


def parsed(raw: bytes) -> Message:
    """Parse a mail's bytes; whatever is wrong with them, something comes of it. Raises NotReadAsMail."""
    try:
        return message_from_bytes(raw, policy=AS_WRITTEN)
    except (MessageError, ValueError, TypeError, AssertionError, LookupError, RecursionError, IndexError) as error:
        raise NotReadAsMail from error


def parsed_head(raw: bytes) -> Message:
    """Parse what stands above a mail, and leave the rest as it is: quick, whatever follows. Raises NotReadAsMail."""
    try:
        return BytesHeaderParser(policy=AS_WRITTEN).parsebytes(raw)
    except (MessageError, ValueError, TypeError, AssertionError, LookupError, RecursionError, IndexError) as error:
        raise NotReadAsMail from error


def take_apart(raw: bytes, limits: Limits) -> tuple[Head, tuple[Part, ...]]:
    """Return a mail's head, and its parts in order: what it says (text, as UTF-8) where it says something, its files.

    Raises NotReadAsMail, also where it has more parts than one may have.
    """
    if raw.count(b"\n--") > _LINES_PER_PART * limits.parts_max:
        raise NotReadAsMail
    message = parsed(raw)
    try:
        walk = _Walk(limits, parts_left=limits.parts_max)
        return read_head(raw, message), tuple(_of_mail(walk, message, depth=0))
    except (MessageError, ValueError, TypeError, AssertionError, LookupError, RecursionError, AttributeError) as error:
        raise NotReadAsMail from error


def _of_mail(walk: _Walk, message: Message, depth: int) -> Iterator[Part]:
    """Yield the parts of a mail, or of one within it: its words first."""
    leaves = list(_leaves(walk, message))
    bodies = [each for each in leaves if _is_body(each)]
    plain = "\n".join(_text(each) for each in bodies if each.get_content_type() != "text/html")
    html = "\n".join(_text(each) for each in bodies if each.get_content_type() == "text/html")
    walk.named.update(each.lower() for each in _CONTENT_ID.findall(html))
    if len(plain) > _PLAIN_PER_WORD * walk.limits.words_max_characters or (
        not plain.strip() and len(html) > _HTML_PER_WORD * walk.limits.words_max_characters
    ):
        yield Part(media_type="text/plain", file_name="", data=b"", fate=Fate.TOO_MANY_PAGES, is_words=True)
    else:
        yield from _words(walk, message, plain if plain.strip() else text_of_html(html), nested=depth > 0)
    for leaf in leaves:
        if _is_body(leaf):
            continue
        if leaf.get_content_type() == "message/rfc822":
            yield from _nested(walk, leaf, depth + 1)
        else:
            yield _part(walk, leaf)


def _leaves(walk: _Walk, message: Message) -> Iterator[Message]:
    """Yield what is no container, in order; of what says the same twice, what a person reads first."""
    stack = [message]
    while stack:
        each = stack.pop()
        walk.parts_left -= 1
        if walk.parts_left < 0:
            raise NotReadAsMail
        inside = each.get_payload()
        if isinstance(inside, list) and each.get_content_maintype() == "multipart":
            stack.extend(part for part in reversed(inside) if isinstance(part, Message))
        else:
            yield each


def _is_body(leaf: Message) -> bool:
    """Tell whether a part is what the mail says: text that neither has a name nor is attached.

    A container that holds no part, since what divides it never comes, is text too.
    """
    if leaf.get_content_maintype() == "multipart":
        return True
    return (
        leaf.get_content_type() in _BODY_TYPES
        and leaf.get_content_disposition() != "attachment"
        and not _file_name(leaf)
    )


def _words(walk: _Walk, message: Message, text: str, *, nested: bool) -> Iterator[Part]:
    """Yield what a mail says as a part; whether it says something is its fate."""
    size_max = walk.limits.words_max_characters
    if PGP.decode() in text:
        yield Part(media_type="text/plain", file_name="", data=text.encode(), fate=Fate.ENCRYPTED, is_words=True)
        return
    said = without_signature(text)
    if not says_something(text):
        if text.strip():
            yield Part(media_type="text/plain", file_name="", data=b"", fate=Fate.NOTHING_SAID, is_words=True)
        return
    above = _above(message) if nested else ""
    fate = Fate.TOO_MANY_PAGES if len(said) > size_max else None
    data = (above + said).encode("utf-8", "replace")
    yield Part(media_type="text/plain", file_name="", data=data, fate=fate, is_words=True)


def _above(message: Message) -> str:
    """Return what stands above a mail within another, for its page to say."""
    told = ((name, one_line(words_of(message, name))) for name in ("From", "To", "Date", "Subject"))
    return "".join(f"{name}: {said}\n" for name, said in told if said) + "\n"


def _nested(walk: _Walk, leaf: Message, depth: int) -> Iterator[Part]:
    inside = leaf.get_payload()
    mail = inside[0] if isinstance(inside, list) and inside else None
    if not isinstance(mail, Message) or depth > walk.limits.nested_max:
        too_deep = Fate.TOO_DEEP if isinstance(mail, Message) else Fate.DAMAGED
        yield Part(media_type="message/rfc822", file_name=_file_name(leaf), data=b"", fate=too_deep)
        return
    yield from _of_mail(walk, mail, depth)


def _part(walk: _Walk, leaf: Message) -> Part:
    name = _file_name(leaf)
    media_type = leaf.get_content_type()
    data = _data(leaf)
    content_id = str(leaf.get("content-id", "")).strip().strip("<>").lower()
    is_inline = leaf.get_content_disposition() == "inline" or (bool(content_id) and content_id in walk.named)
    return Part(
        media_type=one_line(media_type),
        file_name=name,
        data=data,
        fate=fate_of(media_type, name, data, str(leaf.get_param("smime-type") or "")),
        is_inline=is_inline,
    )


def _file_name(leaf: Message) -> str:
    """Return what a part is called, whichever way that is written; it is shown, and names no file anywhere."""
    try:
        told = leaf.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):  # of a name in a charset that nobody knows
        told = None
    if not told:
        return ""
    return one_line(unfolded(str(told))).replace("\\", "/").rpartition("/")[2] or "?"


def _data(leaf: Message) -> bytes:
    """Return a part's bytes, as far as its encoding can be undone."""
    try:
        data = leaf.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    told = leaf.get_payload()
    if isinstance(told, list):  # a container by another name, as message/delivery-status: its lines are what it says
        return "\n".join(str(each) for each in told).encode("utf-8", "replace")
    return str(told or "").encode("utf-8", "surrogateescape")


def _text(leaf: Message) -> str:
    return decoded(_data(leaf), leaf.get_content_charset())
