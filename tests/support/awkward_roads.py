"""Awkward mails: mails within mails, broken ones, machines, lists and loops. And all of them together."""

import random
from email.mime.text import MIMEText

from tests.support.awkward import Corpus, attached, file, head, nested, plain, report
from tests.support.awkward_files import files, sealed
from tests.support.awkward_packages import packages
from tests.support.awkward_words import above, letters, says
from tests.support.mails import ADDRESS, paper


def nested_mails(made: Corpus) -> None:
    """Add mails within mails."""
    add, n = made.add, made.next
    add("a mail with a paper in a mail", nested(n(), 1), "taken", "words", "pages")
    add("three deep", nested(n(), 3), "taken", "words", "pages")
    add("four deep", nested(n(), 4), "awaits", "too_deep", reason="parts")
    add("sixty deep", nested(n(), 60), "awaits", "too_deep", reason="parts")


def broken(made: Corpus) -> None:
    """Add broken ones."""
    add, n = made.add, made.next
    multipart = head(n()) + "Content-Type: multipart/mixed; boundary=B\r\n\r\n"
    add("a boundary that never comes", (multipart + "Bonjour, voici\r\n").encode(), "taken", "words")
    multipart = head(n()) + "Content-Type: multipart/mixed; boundary=B\r\n\r\n"
    add(
        "a boundary that never ends",
        (multipart + "--B\r\nContent-Type: text/plain\r\n\r\nBonjour, voici\r\n").encode(),
        "taken",
        "words",
    )
    add(
        "multipart without a boundary",
        (head(n()) + "Content-Type: multipart/mixed\r\n\r\nBonjour, voici\r\n").encode(),
        "taken",
        "words",
    )
    add("an encoding nobody knows", plain(n(), b"Bonjour, voici", encoding="x-uuencode-9"), "taken", "words")
    add(
        "base64 that is broken",
        attached(n(), file(paper())).replace(b"JVBERi0x", b"JVBE*@i0"),
        "awaits",
        "words",
        "not_a_kind",
        reason="parts",
    )
    broken = head(n()) + "Content-Type: text/plain; charset==?utf-8?q?x?=; =;;\r\n\r\nBonjour, voici"
    add("a content type that is broken", broken.encode(), "taken", "words")
    add(
        "a thousand parts",
        attached(n(), *(MIMEText("x", "plain") for _ in range(1000))),
        "awaits",
        reason="unreadable",
        answered=False,
    )
    add("bare line feeds", plain(n(), b"Bonjour, voici\n").replace(b"\r\n", b"\n"), "taken", "words")
    rows = random.Random(7).randbytes(4000)
    add(
        "noise", rows.replace(b"\x00", b"x").replace(b"\r", b"x").replace(b"\n", b"x"), "taken", "words", answered=False
    )


def machines(made: Corpus) -> None:
    """Add machines, lists and loops."""
    add, n = made.add, made.next
    away = "Auto-Submitted: auto-replied\r\n"
    add(
        "somebody is away",
        plain(n(), b"Je suis absent jusque lundi", more=away),
        "passed",
        "words",
        reason="away_message",
        answered=False,
    )
    add(
        "away by an older header",
        plain(n(), b"Absent", more="X-Autoreply: yes\r\n"),
        "passed",
        "words",
        reason="away_message",
        answered=False,
    )
    add("away, with a paper", attached(n(), file(paper()), more=away), "taken", "words", "pages", answered=False)
    add(
        "a machine that sends invoices",
        attached(n(), file(paper()), more="Auto-Submitted: auto-generated\r\n"),
        "taken",
        "words",
        "pages",
        answered=False,
    )
    add("a report of a server", report(n()), "passed", reason="report", answered=False)
    add(
        "nobody wants an answer",
        plain(n(), b"Bonjour", more="Return-Path: <>\r\n"),
        "passed",
        "words",
        reason="machine",
        answered=False,
    )
    add(
        "nobody wants an answer, with a paper",
        attached(n(), file(paper()), more="Return-Path: <>\r\n"),
        "taken",
        "words",
        "pages",
        answered=False,
    )
    add(
        "a newsletter",
        plain(n(), b"Nos offres", more="List-Id: <x.example>\r\nPrecedence: bulk\r\n"),
        "taken",
        "words",
        answered=False,
    )
    add("ourselves", plain(n(), b"Bonjour", sender=f"Nous <{ADDRESS}>"), "taken", "words", answered=False)
    add(
        "forged, as our server says",
        plain(n(), b"Bonjour", more="Authentication-Results: mx; dmarc=fail\r\n"),
        "taken",
        "words",
        answered=False,
    )
    add(
        "from an address that takes no answers",
        plain(n(), b"Bonjour", sender="no-reply@bank.example"),
        "taken",
        "words",
        answered=False,
    )


def corpus() -> Corpus:
    """Return them all; the same at each call."""
    made = Corpus()
    for chapter in (letters, above, says, files, packages, sealed, nested_mails, broken, machines):
        chapter(made)
    return made
