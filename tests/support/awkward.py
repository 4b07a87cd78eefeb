"""Awkward mails, made by script: each with the state in which it has to end, and what becomes of each of its parts."""

import io
import random
import zipfile
from base64 import b64encode
from dataclasses import dataclass, field
from email.message import EmailMessage, Message
from email.mime.application import MIMEApplication
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
    return head(number, **told).replace("MIME-Version: 1.0\r\n", "").encode("utf-8", "surrogateescape") + mail.as_bytes()


def file(data: bytes, kind: str = "application/pdf", name: str | None = "scan.pdf", **more: str) -> Message:
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


def report(number: int) -> bytes:
    """Return what a server says of a mail that did not arrive."""
    mail = MIMEMultipart("report", **{"report-type": "delivery-status"})
    mail.attach(MIMEText("Undelivered", "plain"))
    status = MIMEBase("message", "delivery-status")
    about = Message()
    about["Reporting-MTA"] = "dns; mx.example.org"
    status.set_payload([about])
    mail.attach(status)
    mail.attach(mail_within(plain(number * 1000, b"what was sent")))
    return (head(number, sender="MAILER-DAEMON@example.org", more="Return-Path: <>\r\n").replace("MIME-Version: 1.0\r\n", "")).encode() + mail.as_bytes()


def corpus() -> list[Awkward]:
    """Return them all; the same at each call."""
    made: list[Awkward] = []

    def add(name: str, raw: bytes, state: str = "taken", *fates: str, reason: str = "", answered: bool = True) -> None:
        made.append(Awkward(name=name, raw=raw, state=state, fates=fates, reason=reason, answered=answered))

    def n() -> int:
        return len(made) + 1

    # Charsets, right and wrong
    add("utf-8", plain(n(), "Où est l’école ?".encode()), "taken", "words")
    add("latin-1", plain(n(), "déjà reçu".encode("latin-1"), charset="iso-8859-1"), "taken", "words")
    add("windows-1252 called latin-1", plain(n(), b"l\x92\xe9cole \x80 5", charset="iso-8859-1"), "taken", "words")
    add("latin-1 called utf-8", plain(n(), "déjà reçu".encode("latin-1")), "taken", "words")
    add("utf-8 called us-ascii", plain(n(), "déjà reçu".encode(), charset="us-ascii"), "taken", "words")
    add("charset nobody knows", plain(n(), b"Bonjour", charset="x-klingon-8"), "taken", "words")
    add("charset that is a codec of no text", plain(n(), b"Bonjour", charset="base64"), "taken", "words")
    add("charset with a hostile name", plain(n(), b"Bonjour", charset='"../../etc/passwd"'), "taken", "words")
    add("utf-7", plain(n(), b"D+AOk-j+AOA-", charset="utf-7"), "taken", "words")
    add("utf-16", plain(n(), b64encode("Bonjour à tous".encode("utf-16")), charset="utf-16", encoding="base64"), "taken", "words")
    add("arabic", plain(n(), "السلام عليكم، هذه أوراقي".encode()), "taken", "words")
    add("ukrainian in koi8-u", plain(n(), "Добрий день, ось папери".encode("koi8-u"), charset="koi8-u"), "taken", "words")
    add("japanese in iso-2022-jp", plain(n(), "こんにちは".encode("iso-2022-jp"), charset="iso-2022-jp"), "awaits", "foreign", reason="parts")
    add("emoji alone beside words", plain(n(), "Merci 🙏🏽 beaucoup".encode()), "taken", "words")
    add("nothing but emoji", plain(n(), "🙏🏽".encode()), "awaits", "nothing_said", reason="nothing")
    add("NUL bytes in its words", plain(n(), b"Bon\x00jour, voici\x00"), "taken", "words")
    add("lone surrogates", plain(n(), b"abc \xed\xa0\x80 def"), "taken", "words")
    # Headers
    add("8-bit subject and sender", plain(n(), b"Bonjour", subject="Dépôt reçu", sender="Hélène <helene@example.org>"), "taken", "words")
    add("latin-1 bytes in its subject", plain(n(), b"Bonjour", subject=b"D\xe9p\xf4t".decode("utf-8", "surrogateescape")), "taken", "words")
    add("encoded words that are broken", plain(n(), b"Bonjour", subject="=?utf-8?b?!!!?= =?nope?q?=E9?="), "taken", "words")
    add("encoded word of a codec of no text", plain(n(), b"Bonjour", subject="=?zlib?b?AAAA?="), "taken", "words")
    add("folded and endless subject", plain(n(), b"Bonjour", subject="mot\r\n " * 400), "taken", "words")
    add("two Froms", plain(n(), b"Bonjour", more="From: other@example.org\r\n"), "taken", "words")
    add("no From at all", b"To: x@y.be\r\nSubject: rien\r\n\r\nBonjour, voici", "taken", "words", answered=False)
    add("From of a group", plain(n(), b"Bonjour", sender="undisclosed:;"), "taken", "words", answered=False)
    add("From with an address in its name", plain(n(), b"Bonjour", sender='"boss@cpas.example" <ann25@example.org>'), "taken", "words")
    add("header lines injected", plain(n(), b"Bonjour", sender="=?utf-8?q?A=0D=0ABcc=3A_all=40x=2Ebe?= <ann26@example.org>"), "taken", "words")
    add("no Message-ID", plain(n(), b"Bonjour sans numero").replace(b"Message-ID:", b"X-Was:"), "taken", "words")
    add("a Message-ID of another mail, other content", plain(1, b"Un autre contenu"), "taken", "words")
    add("a Message-ID that is none", plain(n(), b"Bonjour").replace(b"Message-ID: <awkward", b"Message-ID: awkward "), "taken", "words")
    add("a date that is none", plain(n(), b"Bonjour").replace(b"Date: Fri, 27 Nov 2026", b"Date: Blursday, 99 Foo 20"), "taken", "words")
    add("a date in the year 9999", plain(n(), b"Bonjour").replace(b"27 Nov 2026", b"27 Nov 9999"), "taken", "words")
    add("a date with a zone of 99 hours", plain(n(), b"Bonjour").replace(b"+0100", b"+9999"), "taken", "words")
    add("a date before mail", plain(n(), b"Bonjour").replace(b"27 Nov 2026", b"27 Nov 1026"), "taken", "words")
    add("headers alone", head(n()).encode(), "awaits", reason="nothing")
    add("words without headers", b"\r\nBonjour, voici mes papiers\r\n", "taken", "words", answered=False)
    # What it says
    add("empty", plain(n(), b""), "awaits", reason="nothing")
    add("only a signature", plain(n(), MARKS.encode()), "awaits", "nothing_said", reason="nothing")
    add("only what a phone adds", plain(n(), "Envoyé de mon iPhone\r\n".encode()), "awaits", "nothing_said", reason="nothing")
    add("only what it answers to", plain(n(), b"> Bonjour\r\n> Voici\r\n"), "awaits", "nothing_said", reason="nothing")
    add("an answer above what it answers to", plain(n(), "Oui.\r\n\r\nLe 2 mai 2026, le CPAS a écrit :\r\n> Bonjour\r\n".encode()), "taken", "words")
    add("paper and signature, no words", attached(n(), file(paper()), words=MARKS), "taken", "nothing_said", "pages")
    add("html alone", html(n(), "<p>Bonjour</p><script>evil()</script><img src='http://track.example/x.gif'>"), "taken", "words")
    add("html without an end", html(n(), "<div><p>Bonjour <b>tous<table><tr><td>1<td>2" + "<div>" * 5000), "taken", "words")
    add("html of comments and styles alone", html(n(), "<style>p{}</style><!-- words -->"), "awaits", reason="nothing")
    add("very long words", plain(n(), ("mot " * 40_000).encode()), "awaits", "too_many_pages", reason="parts")
    add("one word of 20,000 letters", plain(n(), b"x" * 20_000), "taken", "words")
    add("quoted-printable that is broken", plain(n(), b"D=E9j=\r\n=C3= =ZZ bon", charset="latin-1", encoding="quoted-printable"), "taken", "words")
    # Files
    add("three papers", attached(n(), *(file(paper(each)) for each in "abc")), "taken", "words", "pages", "pages", "pages")
    add("a paper without a name", attached(n(), file(paper(), name=None)), "taken", "words", "pages")
    add("a paper called a stream of bytes", attached(n(), file(paper(), "application/octet-stream", "x.bin")), "taken", "words", "pages")
    add("a name by RFC 2231", attached(n(), file(paper(), name=("utf-8", "fr", "fiche d’août.pdf"))), "taken", "words", "pages")  # type: ignore[arg-type]
    raw = attached(n(), file(paper(), name="NAME"))
    add("a name by RFC 2231 in pieces", raw.replace(b'filename="NAME"', b"filename*0*=utf-8''fiche%20de;\r\n filename*1*=%20paie.pdf"), "taken", "words", "pages")
    raw = attached(n(), file(paper(), name="NAME"))
    add("a name in a charset nobody knows", raw.replace(b'filename="NAME"', b"filename*=klingon''%ff%fe.pdf"), "taken", "words", "pages")
    add("a name that climbs", attached(n(), file(paper(), name="../../../etc/cron.d/x.pdf")), "taken", "words", "pages")
    add("a name of Windows that climbs", attached(n(), file(paper(), name="..\\..\\autoexec.bat")), "taken", "words", "pages")
    raw = attached(n(), file(paper(), name="NAME"))
    add("a name with NUL and line ends", raw.replace(b'"NAME"', b'"=?utf-8?q?a=00b=0D=0Ac.pdf?="'), "taken", "words", "pages")
    add("a photo", attached(n(), file(picture(), "image/jpeg", "IMG_1.jpg")), "taken", "words", "pages")
    add("a photo within the words, as phones do", attached(n(), file(picture(), "image/jpeg", "IMG_2.jpg", disposition="inline")), "taken", "words", "pages")
    logo = file(picture(200, 80, "PNG"), "image/png", "image001.png", disposition="inline", Content_ID="<logo@x>")
    add("a logo within html", html(n(), "<p>Voici</p><img src='cid:logo@x'>", logo), "taken", "words", "logo")
    by_name = file(picture(200, 80, "PNG"), "image/png", "image001.png", Content_ID="<LOGO2@x>")
    add("a logo that html names, attached", html(n(), "<p>Voici</p><img src=\"CID:logo2@X\">", by_name), "taken", "words", "logo")
    gif = file(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "image/gif", "dot.gif", disposition="inline")
    add("a dot in a format that we do not take", html(n(), "<p>Voici</p>", gif), "taken", "words", "logo")
    add("a small picture that is attached", attached(n(), file(picture(200, 80, "PNG"), "image/png", "stamp.png")), "taken", "words", "pages")
    add("an empty file", attached(n(), file(b"")), "awaits", "words", "empty", reason="parts")
    add("a PDF that is cut", attached(n(), file(paper()[:300])), "awaits", "words", "damaged", reason="parts")
    add("a PDF with a password", attached(n(), file(locked_pdf())), "awaits", "words", "locked", reason="parts")
    add("a PDF of too many pages", attached(n(), file(many_pages(201))), "awaits", "words", "too_many_pages", reason="parts")
    add("pages above what a deposit holds", attached(n(), file(many_pages(100)), file(many_pages(30))), "awaits", "words", "pages", "too_many_pages", reason="parts")
    add("a program", attached(n(), file(b"MZ" + bytes(200), "application/x-msdownload", "facture.pdf.exe")), "awaits", "words", "not_a_kind", reason="parts")
    add("a text of an office program", attached(n(), file(archive(name="word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a.docx")), "awaits", "words", "not_a_kind", reason="parts")
    add("a zip", attached(n(), file(archive(), "application/zip", "papiers.zip")), "awaits", "words", "packed", reason="parts")
    add("a zip called a PDF", attached(n(), file(archive())), "awaits", "words", "packed", reason="parts")
    add("a zip that would fill a disk", attached(n(), file(archive(bomb=True), "application/zip", "b.zip")), "awaits", "words", "packed", reason="parts")
    add("a zip with a password", attached(n(), file(archive(locked=True), "application/zip", "l.zip")), "awaits", "words", "packed_locked", reason="parts")
    add("winmail.dat", attached(n(), file(b"\x78\x9f\x3e\x22" + bytes(100), "application/ms-tnef", "winmail.dat")), "awaits", "words", "winmail", reason="parts")
    add("winmail by its bytes", attached(n(), file(b"\x78\x9f\x3e\x22" + bytes(100), "application/octet-stream", "x")), "awaits", "words", "winmail", reason="parts")
    add("an invitation", attached(n(), MIMEText("BEGIN:VCALENDAR", "calendar")), "awaits", "words", "calendar", reason="parts")
    add("an invitation by its name", attached(n(), file(b"BEGIN:VCALENDAR", "application/octet-stream", "rdv.ICS")), "awaits", "words", "calendar", reason="parts")
    add("file on another machine", attached(n(), _elsewhere()), "awaits", "words", "elsewhere", reason="parts")
    # Sealed and signed
    p7m = head(n()) + 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n'
    add("S/MIME, encrypted", p7m.encode(), "awaits", "encrypted", reason="parts")
    p7s = head(n()) + 'Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n'
    add("S/MIME, signed around its words", p7s.encode(), "awaits", "sealed", reason="parts")
    add("S/MIME, signed beside its words", attached(n(), file(paper()), file(b"0\x82", "application/pkcs7-signature", "smime.p7s"), kind="signed"), "taken", "words", "pages", "signature")
    pgp = [file(b"Version: 1", "application/pgp-encrypted", None), file(b"-----BEGIN PGP MESSAGE-----\n", "application/octet-stream", "encrypted.asc")]
    add("PGP, encrypted", attached(n(), *pgp, words="", kind="encrypted"), "awaits", "encrypted", "encrypted", reason="parts")
    add("PGP in its words", plain(n(), b"-----BEGIN PGP MESSAGE-----\r\nabc\r\n-----END PGP MESSAGE-----\r\n"), "awaits", "encrypted", reason="parts")
    add("PGP, signed", attached(n(), file(b"-----BEGIN PGP SIGNATURE-----", "application/pgp-signature", "signature.asc"), kind="signed"), "taken", "words", "signature")
    # Mails within mails
    add("a mail with a paper in a mail", nested(n(), 1), "taken", "words", "pages")
    add("three deep", nested(n(), 3), "taken", "words", "pages")
    add("four deep", nested(n(), 4), "awaits", "too_deep", reason="parts")
    add("sixty deep", nested(n(), 60), "awaits", "too_deep", reason="parts")
    # Broken
    multipart = head(n()) + "Content-Type: multipart/mixed; boundary=B\r\n\r\n"
    add("a boundary that never comes", (multipart + "Bonjour, voici\r\n").encode(), "taken", "words")
    multipart = head(n()) + "Content-Type: multipart/mixed; boundary=B\r\n\r\n"
    add("a boundary that never ends", (multipart + "--B\r\nContent-Type: text/plain\r\n\r\nBonjour, voici\r\n").encode(), "taken", "words")
    add("multipart without a boundary", (head(n()) + "Content-Type: multipart/mixed\r\n\r\nBonjour, voici\r\n").encode(), "taken", "words")
    add("an encoding nobody knows", plain(n(), b"Bonjour, voici", encoding="x-uuencode-9"), "taken", "words")
    add("base64 that is broken", attached(n(), file(paper())).replace(b"JVBERi0x", b"JVBE*@i0"), "awaits", "words", "not_a_kind", reason="parts")
    broken = head(n()) + "Content-Type: text/plain; charset==?utf-8?q?x?=; =;;\r\n\r\nBonjour, voici"
    add("a content type that is broken", broken.encode(), "taken", "words")
    add("a thousand parts", attached(n(), *(MIMEText("x", "plain") for _ in range(1000))), "awaits", reason="unreadable", answered=False)
    add("bare line feeds", plain(n(), b"Bonjour, voici\n").replace(b"\r\n", b"\n"), "taken", "words")
    rows = random.Random(7).randbytes(4000)
    add("noise", rows.replace(b"\x00", b"x").replace(b"\r", b"x").replace(b"\n", b"x"), "taken", "words", answered=False)
    # Machines, lists and loops
    away = "Auto-Submitted: auto-replied\r\n"
    add("somebody is away", plain(n(), b"Je suis absent jusque lundi", more=away), "passed", "words", reason="away_message", answered=False)
    add("away by an older header", plain(n(), b"Absent", more="X-Autoreply: yes\r\n"), "passed", "words", reason="away_message", answered=False)
    add("away, with a paper", attached(n(), file(paper()), more=away), "taken", "words", "pages", answered=False)
    add("a machine that sends invoices", attached(n(), file(paper()), more="Auto-Submitted: auto-generated\r\n"), "taken", "words", "pages", answered=False)
    add("a report of a server", report(n()), "passed", reason="report", answered=False)
    add("nobody wants an answer", plain(n(), b"Bonjour", more="Return-Path: <>\r\n"), "passed", "words", reason="machine", answered=False)
    add("nobody wants an answer, with a paper", attached(n(), file(paper()), more="Return-Path: <>\r\n"), "taken", "words", "pages", answered=False)
    add("a newsletter", plain(n(), b"Nos offres", more="List-Id: <x.example>\r\nPrecedence: bulk\r\n"), "taken", "words", answered=False)
    add("ourselves", plain(n(), b"Bonjour", sender=f"Nous <{ADDRESS}>"), "taken", "words", answered=False)
    add("forged, as our server says", plain(n(), b"Bonjour", more="Authentication-Results: mx; dmarc=fail\r\n"), "taken", "words", answered=False)
    add("from an address that takes no answers", plain(n(), b"Bonjour", sender="no-reply@bank.example"), "taken", "words", answered=False)
    return made


def _elsewhere() -> Message:
    part = MIMEBase("message", "external-body", **{"access-type": "URL", "URL": "http://evil.example/x"})
    part.set_payload("Content-Type: application/pdf\r\n\r\n")
    return part
