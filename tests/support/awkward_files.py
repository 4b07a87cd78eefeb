"""Awkward mails: files of every kind, and what seals and signs them."""

from email.mime.text import MIMEText

from tests.support.awkward import (
    Corpus,
    archive,
    attached,
    elsewhere,
    file,
    html,
    locked_pdf,
    many_pages,
    picture,
    plain,
    smime,
)
from tests.support.mails import paper


def files(made: Corpus) -> None:
    """Add files."""
    add, n = made.add, made.next
    add(
        "three papers",
        attached(n(), *(file(paper(each)) for each in "abc")),
        "taken",
        "words",
        "pages",
        "pages",
        "pages",
    )
    add("a paper without a name", attached(n(), file(paper(), name=None)), "taken", "words", "pages")
    add(
        "a paper called a stream of bytes",
        attached(n(), file(paper(), "application/octet-stream", "x.bin")),
        "taken",
        "words",
        "pages",
    )
    add(
        "a name by RFC 2231",
        attached(n(), file(paper(), name=("utf-8", "fr", "fiche d’août.pdf"))),
        "taken",
        "words",
        "pages",
    )
    raw = attached(n(), file(paper(), name="NAME"))
    add(
        "a name by RFC 2231 in pieces",
        raw.replace(b'filename="NAME"', b"filename*0*=utf-8''fiche%20de;\r\n filename*1*=%20paie.pdf"),
        "taken",
        "words",
        "pages",
    )
    raw = attached(n(), file(paper(), name="NAME"))
    add(
        "a name in a charset nobody knows",
        raw.replace(b'filename="NAME"', b"filename*=klingon''%ff%fe.pdf"),
        "taken",
        "words",
        "pages",
    )
    add("a name that climbs", attached(n(), file(paper(), name="../../../etc/cron.d/x.pdf")), "taken", "words", "pages")
    add(
        "a name of Windows that climbs",
        attached(n(), file(paper(), name="..\\..\\autoexec.bat")),
        "taken",
        "words",
        "pages",
    )
    raw = attached(n(), file(paper(), name="NAME"))
    add(
        "a name with NUL and line ends",
        raw.replace(b'"NAME"', b'"=?utf-8?q?a=00b=0D=0Ac.pdf?="'),
        "taken",
        "words",
        "pages",
    )
    add("a photo", attached(n(), file(picture(), "image/jpeg", "IMG_1.jpg")), "taken", "words", "pages")
    add(
        "a photo within the words, as phones do",
        attached(n(), file(picture(), "image/jpeg", "IMG_2.jpg", disposition="inline")),
        "taken",
        "words",
        "pages",
    )
    logo = file(picture(200, 80, "PNG"), "image/png", "image001.png", disposition="inline", Content_ID="<logo@x>")
    add("a logo within html", html(n(), "<p>Voici</p><img src='cid:logo@x'>", logo), "taken", "words", "logo")
    by_name = file(picture(200, 80, "PNG"), "image/png", "image001.png", Content_ID="<LOGO2@x>")
    add(
        "a logo that html names, attached",
        html(n(), '<p>Voici</p><img src="CID:logo2@X">', by_name),
        "taken",
        "words",
        "logo",
    )
    gif = file(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "image/gif", "dot.gif", disposition="inline")
    add("a dot in a format that we do not take", html(n(), "<p>Voici</p>", gif), "taken", "words", "logo")
    add(
        "a small picture that is attached",
        attached(n(), file(picture(200, 80, "PNG"), "image/png", "stamp.png")),
        "taken",
        "words",
        "pages",
    )
    add("an empty file", attached(n(), file(b"")), "awaits", "words", "empty", reason="parts")
    add("a PDF that is cut", attached(n(), file(paper()[:300])), "awaits", "words", "damaged", reason="parts")
    add("a PDF with a password", attached(n(), file(locked_pdf())), "awaits", "words", "locked", reason="parts")
    add(
        "a PDF of too many pages",
        attached(n(), file(many_pages(201))),
        "awaits",
        "words",
        "too_many_pages",
        reason="parts",
    )
    add(
        "pages above what a deposit holds",
        attached(n(), file(many_pages(100)), file(many_pages(30))),
        "awaits",
        "words",
        "pages",
        "too_many_pages",
        reason="parts",
    )
    add(
        "a program",
        attached(n(), file(b"MZ" + bytes(200), "application/x-msdownload", "facture.pdf.exe")),
        "awaits",
        "words",
        "not_a_kind",
        reason="parts",
    )
    add(
        "a text of an office program",
        attached(
            n(),
            file(
                archive(name="word/document.xml"),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "a.docx",
            ),
        ),
        "awaits",
        "words",
        "not_a_kind",
        reason="parts",
    )
    add(
        "a zip",
        attached(n(), file(archive(), "application/zip", "papiers.zip")),
        "taken",
        "words",
        "unpacked",
        "pages",
    )
    add("a zip called a PDF", attached(n(), file(archive())), "taken", "words", "unpacked", "pages")
    add(
        "a zip that would fill a disk",
        attached(n(), file(archive(bomb=True), "application/zip", "b.zip")),
        "awaits",
        "words",
        "packed_too_much",
        reason="parts",
    )
    add(
        "a zip with a password",
        attached(n(), file(archive(locked=True), "application/zip", "l.zip")),
        "awaits",
        "words",
        "packed_locked",
        reason="parts",
    )
    add(
        "winmail.dat",
        attached(n(), file(b"\x78\x9f\x3e\x22" + bytes(100), "application/ms-tnef", "winmail.dat")),
        "awaits",
        "words",
        "winmail",
        reason="parts",
    )
    add(
        "winmail by its bytes",
        attached(n(), file(b"\x78\x9f\x3e\x22" + bytes(100), "application/octet-stream", "x")),
        "awaits",
        "words",
        "winmail",
        reason="parts",
    )
    add(
        "an invitation",
        attached(n(), MIMEText("BEGIN:VCALENDAR", "calendar")),
        "awaits",
        "words",
        "calendar",
        reason="parts",
    )
    add(
        "an invitation by its name",
        attached(n(), file(b"BEGIN:VCALENDAR", "application/octet-stream", "rdv.ICS")),
        "awaits",
        "words",
        "calendar",
        reason="parts",
    )
    add("file on another machine", attached(n(), elsewhere()), "awaits", "words", "elsewhere", reason="parts")


def sealed(made: Corpus) -> None:
    """Add what seals and signs."""
    add, n = made.add, made.next
    add("S/MIME, encrypted", smime(n(), "enveloped-data"), "awaits", "encrypted", reason="parts")
    add("S/MIME, signed around its words", smime(n(), "signed-data"), "awaits", "sealed", reason="parts")
    beside = file(b"0\x82", "application/pkcs7-signature", "smime.p7s")
    raw = attached(n(), file(paper()), beside, kind="signed")
    add("S/MIME, signed beside", raw, "taken", "words", "pages", "signature")
    pgp = [
        file(b"Version: 1", "application/pgp-encrypted", None),
        file(b"-----BEGIN PGP MESSAGE-----\n", "application/octet-stream", "encrypted.asc"),
    ]
    add(
        "PGP, encrypted",
        attached(n(), *pgp, words="", kind="encrypted"),
        "awaits",
        "encrypted",
        "encrypted",
        reason="parts",
    )
    add(
        "PGP in its words",
        plain(n(), b"-----BEGIN PGP MESSAGE-----\r\nabc\r\n-----END PGP MESSAGE-----\r\n"),
        "awaits",
        "encrypted",
        reason="parts",
    )
    add(
        "PGP, signed",
        attached(
            n(), file(b"-----BEGIN PGP SIGNATURE-----", "application/pgp-signature", "signature.asc"), kind="signed"
        ),
        "taken",
        "words",
        "signature",
    )
