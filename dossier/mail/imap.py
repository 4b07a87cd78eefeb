"""The centre's mailbox by IMAP (RFC 3501, 6851): what is new in it, a mail's bytes, and its place once it is with us.

Blocks: it is used in a thread. Nothing here marks or moves a mail by itself, and reading one leaves no mark on it.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, UnexpectedCommandStatusError

from dossier.mail.trouble import MailboxAway, Trouble
from dossier.settings import Settings

MARK = "GuichetTaken"
"""The keyword on a mail that is with us, where it stays in its folder."""
_BROKEN = (OSError, imaplib.IMAP4.abort, EOFError)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)


class MailNotRead(Exception):
    """One mail could not be fetched or moved; the connection lives."""


@dataclass(slots=True)
class Inbox:
    """An open mailbox, in the folder that is looked into."""

    box: BaseMailBox
    taken_folder: str  # empty: what is with us is marked, and stays

    def new(self, at_most: int) -> list[str]:
        """Return what lies there and is not with us, by UID, the first come first. Raises MailboxAway."""
        with _told():
            found = self.box.uids("UNDELETED" if self.taken_folder else f"UNDELETED UNKEYWORD {MARK}")
        return found[:at_most]

    def size_bytes(self, uid: str) -> int:
        """Return how large a mail is. Raises MailNotRead, MailboxAway."""
        found = _SIZE.search(b" ".join(_flat(self._fetched(uid, "(RFC822.SIZE)"))))
        if found is None:
            raise MailNotRead
        return int(found.group(1))

    def raw(self, uid: str, *, head_only: bool = False) -> bytes:
        """Return a mail's bytes, or those of its head. Raises MailNotRead, MailboxAway."""
        told = self._fetched(uid, "(BODY.PEEK[HEADER])" if head_only else "(BODY.PEEK[])")
        raw = next((each[1] for each in told if isinstance(each, tuple)), None)
        if not raw:
            raise MailNotRead
        return bytes(raw)

    def put_away(self, uid: str) -> None:
        """Move a mail that is with us, or mark it. One that is gone is no matter. Raises MailNotRead, MailboxAway."""
        with _told():
            try:
                self.box.flag([uid], [MARK] if not self.taken_folder else [r"\Seen"], True)
                if self.taken_folder:
                    self.box.move([uid], self.taken_folder)
            except UnexpectedCommandStatusError as error:
                raise MailNotRead from error

    def _fetched(self, uid: str, what: str) -> list[object]:
        with _told():
            answer, told = self.box.client.uid("FETCH", uid, what)
        if answer != "OK" or not told or told[0] is None:
            raise MailNotRead
        return list(told)


@contextmanager
def opened(settings: Settings, token: str | None, folder: str, taken_folder: str) -> Iterator[Inbox]:
    """Open the mailbox of this installation, by a token or else its password. Raises MailboxAway, with the trouble."""
    with _told():
        box = _connected(settings)
    try:
        with _told():
            _sign_in(settings, token, box)
            _open_folder(box, folder)
            _prepare(box, taken_folder)
        yield Inbox(box, taken_folder)
    finally:
        with suppress(*_BROKEN, imaplib.IMAP4.error, ImapToolsError):
            box.logout()


def _connected(settings: Settings) -> BaseMailBox:
    host, port, seconds = settings.mail_imap_host, settings.mail_imap_port, settings.mail_imap_timeout_seconds
    safe = ssl.create_default_context()
    if settings.mail_imap_security == "tls":
        return MailBox(host, port, timeout=seconds, ssl_context=safe)
    if settings.mail_imap_security == "starttls":
        return MailBoxStartTls(host, port, timeout=seconds, ssl_context=safe)
    return MailBoxUnencrypted(host, port, timeout=seconds)


def _sign_in(settings: Settings, token: str | None, box: BaseMailBox) -> None:
    user = settings.mail_imap_user or settings.mail_imap_address
    try:
        if token is not None:
            box.xoauth2(user, token, initial_folder=None)
        else:
            box.login(user, settings.mail_imap_password.get_secret_value(), initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (ImapToolsError, imaplib.IMAP4.error):
        raise MailboxAway(trouble=Trouble.SIGN_IN_REFUSED if token is None else Trouble.TOKEN_REFUSED) from None


def _open_folder(box: BaseMailBox, folder: str) -> None:
    try:
        box.folder.set(folder)
    except MailboxFolderSelectError:
        raise MailboxAway(trouble=Trouble.NO_FOLDER) from None


def _prepare(box: BaseMailBox, taken_folder: str) -> None:
    """See to it that what is with us can be moved, or marked, before anything is taken."""
    if taken_folder:
        try:
            if not box.folder.exists(taken_folder):
                box.folder.create(taken_folder)
        except ImapToolsError:
            raise MailboxAway(trouble=Trouble.NO_TAKEN_FOLDER) from None
        return
    _, told = box.client.response("PERMANENTFLAGS")
    marks = b" ".join(each for each in told if isinstance(each, bytes))
    if b"\\*" not in marks and MARK.encode() not in marks:
        raise MailboxAway(trouble=Trouble.NO_MARKS)


def _flat(told: list[object]) -> Iterator[bytes]:
    for each in told:
        if isinstance(each, bytes):
            yield each
        elif isinstance(each, tuple):
            yield from (piece for piece in each if isinstance(piece, bytes))


@contextmanager
def _told() -> Iterator[None]:
    """Turn what a connection says into what the dossier says."""
    try:
        yield
    except _BROKEN:
        raise MailboxAway(trouble=Trouble.AWAY) from None
    except imaplib.IMAP4.error:  # the server says no to what it was asked
        raise MailNotRead from None
