"""Awkward mails, made by script: each with the state in which it has to end, and what becomes of each of its parts."""

import io
import zipfile
from base64 import b64encode
from dataclasses import dataclass, field
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from fpdf import FPDF
from PIL import Image

from tests.support.deposits import DRAWN
from tests.support.mails import ADDRESS, paper

MARKS = "\n\n-- \nAnn Peeters\nRue Haute 1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Awkward:
    """A mail, and how it has to end."""

    name: str
    raw: bytes = field(repr=False)
    state: str
    fates: tuple[str, ...] = ()
    reason: str = ""
    answered: bool = True  # by us, where its sender is not asked too often


def head(number: int, *, sender: str = "", subject: str = "Papiers", more: str = "") -> str:
    """Return the lines above a mail."""
    return (
        f"From: {sender or f'Sender {number} <sender{number}@example.org>'}\r\nTo: {ADDRESS}\r\nSubject: {subject}\r\n"
        f"Date: Fri, 27 Nov 2026 10:{number % 60:02d}:00 +0100\r\nMessage-ID: <awkward-{number}@example.org>\r\n{more}"
        "MIME-Version: 1.0\r\n"
    )


def plain(number: int, words: bytes, *, charset: str = "utf-8", encoding: str = "8bit", **told: str) -> bytes:
    """Write a mail of text alone."""
    lines = head(number, **told) + f"Content-Type: text/plain; charset={charset}\r\n"
    return (lines + f"Content-Transfer-Encoding: {encoding}\r\n\r\n").encode("utf-8", "surrogateescape") + words


def attached(number: int, *parts: Message, words: str = "Voici.", kind: str = "mixed", **told: str) -> bytes:
    """Write a mail with parts after its words."""
    mail = MIMEMultipart(kind)
    if words:
        mail.attach(MIMEText(words, "plain", "utf-8"))
    for each in parts:
        mail.attach(each)
    return (
        head(number, **told).replace("MIME-Version: 1.0\r\n", "").encode("utf-8", "surrogateescape") + mail.as_bytes()
    )


def file(
    data: bytes, kind: str = "application/pdf", name: str | tuple[str, str, str] | None = "scan.pdf", **more: str
) -> Message:
    """Return a part that holds a file."""
    part = MIMEBase(*kind.split("/", 1))
    part.set_payload(b64encode(data).decode())
    part["Content-Transfer-Encoding"] = "base64"
    if name is not None:
        part.add_header("Content-Disposition", more.pop("disposition", "attachment"), filename=name)
    for key, value in more.items():
        part[key.replace("_", "-")] = value
    return part


def picture(width: int = 1200, height: int = 1600, kind: str = "JPEG") -> bytes:
    """Return a picture."""
    to = io.BytesIO()
    Image.new("RGB", (width, height), (200, 210, 220)).save(to, kind)
    return to.getvalue()


def archive(*, bomb: bool = False, locked: bool = False, name: str = "scan.pdf") -> bytes:
    """Return a zip: of a paper, or of zeros that would fill a disk, or that says it is locked."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, bytes(20_000_000) if bomb else paper())
    data = bytearray(to.getvalue())
    if locked:
        data[6] |= 1
    return bytes(data)


def locked_pdf() -> bytes:
    """Return a PDF with a password."""
    document = FPDF(format="A4")
    document.set_creation_date(DRAWN)
    document.set_encryption(owner_password="owner", user_password="user")
    document.set_font("Helvetica", size=16)
    document.add_page()
    document.cell(text="secret")
    return bytes(document.output())


def many_pages(count: int) -> bytes:
    """Return a PDF of empty pages."""
    document = FPDF(format="A4")
    document.set_creation_date(DRAWN)
    for _ in range(count):
        document.add_page()
    return bytes(document.output())


def mail_within(inner: bytes, name: str | None = None) -> Message:
    """Return a mail as a part of another."""
    from email import message_from_bytes

    part = MIMEBase("message", "rfc822")
    part.set_payload([message_from_bytes(inner)])
    if name:
        part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def nested(number: int, depth: int) -> bytes:
    """Return a mail in a mail in a mail …, with a paper in the innermost."""
    mail = attached(number * 1000, file(paper()), words="Le plus profond.")
    for level in range(depth):
        mail = attached(number * 1000 + level + 1 if level < depth - 1 else number, mail_within(mail), words="")
    return mail


def html(number: int, text: str, *parts: Message, **told: str) -> bytes:
    """Write a mail of HTML, with what it shows."""
    mail = MIMEMultipart("related")
    mail.attach(MIMEText(text, "html", "utf-8"))
    for each in parts:
        mail.attach(each)
    return head(number, **told).replace("MIME-Version: 1.0\r\n", "").encode() + mail.as_bytes()


def smime(number: int, kind: str) -> bytes:
    """Return a mail whose words are inside a package of S/MIME."""
    lines = f'Content-Type: application/pkcs7-mime; smime-type={kind}; name="smime.p7m"\r\n'
    return (head(number) + lines + "Content-Transfer-Encoding: base64\r\n\r\nMIIB\r\n").encode()


def report(number: int) -> bytes:
    """Return what a server says of a mail that did not arrive."""
    mail = MIMEMultipart("report")
    mail.attach(MIMEText("Undelivered", "plain"))
    status = MIMEBase("message", "delivery-status")
    about = Message()
    about["Reporting-MTA"] = "dns; mx.example.org"
    status.set_payload([about])
    mail.attach(status)
    mail.attach(mail_within(plain(number * 1000, b"what was sent")))
    return (
        head(number, sender="MAILER-DAEMON@example.org", more="Return-Path: <>\r\n").replace(
            "MIME-Version: 1.0\r\n", ""
        )
    ).encode() + mail.as_bytes()


def elsewhere() -> Message:
    """Return a part that says where it is."""
    part = MIMEBase("message", "external-body")
    part.set_param("access-type", "URL")
    part.set_param("URL", "http://evil.example/x")
    part.set_payload("Content-Type: application/pdf\r\n\r\n")
    return part


class Corpus(list[Awkward]):
    """Awkward mails, numbered as they come."""

    def next(self) -> int:
        """Return the number of the next one."""
        return len(self) + 1

    def add(
        self, name: str, raw: bytes, state: str = "taken", *fates: str, reason: str = "", answered: bool = True
    ) -> None:
        """Add one, with how it has to end."""
        self.append(Awkward(name=name, raw=raw, state=state, fates=fates, reason=reason, answered=answered))
