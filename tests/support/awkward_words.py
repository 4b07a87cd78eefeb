"""Awkward mails: what they say and in which letters, and what stands above them."""

from base64 import b64encode

from tests.support.awkward import MARKS, Corpus, attached, file, head, html, plain
from tests.support.mails import paper


def letters(made: Corpus) -> None:
    """Add charsets, right and wrong."""
    add, n = made.add, made.next
    add("utf-8", plain(n(), "Où est l’école ?".encode()), "taken", "words")
    add("latin-1", plain(n(), "déjà reçu".encode("latin-1"), charset="iso-8859-1"), "taken", "words")
    add("windows-1252 called latin-1", plain(n(), b"l\x92\xe9cole \x80 5", charset="iso-8859-1"), "taken", "words")
    add("latin-1 called utf-8", plain(n(), "déjà reçu".encode("latin-1")), "taken", "words")
    add("utf-8 called us-ascii", plain(n(), "déjà reçu".encode(), charset="us-ascii"), "taken", "words")
    add("charset nobody knows", plain(n(), b"Bonjour", charset="x-klingon-8"), "taken", "words")
    add("charset that is a codec of no text", plain(n(), b"Bonjour", charset="base64"), "taken", "words")
    add("charset with a hostile name", plain(n(), b"Bonjour", charset='"../../etc/passwd"'), "taken", "words")
    add("utf-7", plain(n(), b"D+AOk-j+AOA-", charset="utf-7"), "taken", "words")
    add(
        "utf-16",
        plain(n(), b64encode("Bonjour à tous".encode("utf-16")), charset="utf-16", encoding="base64"),
        "taken",
        "words",
    )
    add("arabic", plain(n(), "السلام عليكم، هذه أوراقي".encode()), "taken", "words")
    add(
        "ukrainian in koi8-u",
        plain(n(), "Добрий день, ось папери".encode("koi8-u"), charset="koi8-u"),
        "taken",
        "words",
    )
    add(
        "japanese in iso-2022-jp",
        plain(n(), "こんにちは".encode("iso-2022-jp"), charset="iso-2022-jp"),
        "awaits",
        "foreign",
        reason="parts",
    )
    add("emoji alone beside words", plain(n(), "Merci 🙏🏽 beaucoup".encode()), "taken", "words")
    add("nothing but emoji", plain(n(), "🙏🏽".encode()), "awaits", "nothing_said", reason="nothing")
    add("NUL bytes in its words", plain(n(), b"Bon\x00jour, voici\x00"), "taken", "words")
    add("lone surrogates", plain(n(), b"abc \xed\xa0\x80 def"), "taken", "words")


def above(made: Corpus) -> None:
    """Add headers."""
    add, n = made.add, made.next
    add(
        "8-bit subject and sender",
        plain(n(), b"Bonjour", subject="Dépôt reçu", sender="Hélène <helene@example.org>"),
        "taken",
        "words",
    )
    add(
        "latin-1 bytes in its subject",
        plain(n(), b"Bonjour", subject=b"D\xe9p\xf4t".decode("utf-8", "surrogateescape")),
        "taken",
        "words",
    )
    add(
        "encoded words that are broken",
        plain(n(), b"Bonjour", subject="=?utf-8?b?!!!?= =?nope?q?=E9?="),
        "taken",
        "words",
    )
    add("encoded word of a codec of no text", plain(n(), b"Bonjour", subject="=?zlib?b?AAAA?="), "taken", "words")
    add("folded and endless subject", plain(n(), b"Bonjour", subject="mot\r\n " * 400), "taken", "words")
    add("two Froms", plain(n(), b"Bonjour", more="From: other@example.org\r\n"), "taken", "words")
    add("no From at all", b"To: x@y.be\r\nSubject: rien\r\n\r\nBonjour, voici", "taken", "words", answered=False)
    add("From of a group", plain(n(), b"Bonjour", sender="undisclosed:;"), "taken", "words", answered=False)
    add(
        "From with an address in its name",
        plain(n(), b"Bonjour", sender='"boss@cpas.example" <ann25@example.org>'),
        "taken",
        "words",
    )
    add(
        "header lines injected",
        plain(n(), b"Bonjour", sender="=?utf-8?q?A=0D=0ABcc=3A_all=40x=2Ebe?= <ann26@example.org>"),
        "taken",
        "words",
    )
    add("no Message-ID", plain(n(), b"Bonjour sans numero").replace(b"Message-ID:", b"X-Was:"), "taken", "words")
    add("a Message-ID of another mail, other content", plain(1, b"Un autre contenu"), "taken", "words")
    add(
        "a Message-ID that is none",
        plain(n(), b"Bonjour").replace(b"Message-ID: <awkward", b"Message-ID: awkward "),
        "taken",
        "words",
    )
    add(
        "a date that is none",
        plain(n(), b"Bonjour").replace(b"Date: Fri, 27 Nov 2026", b"Date: Blursday, 99 Foo 20"),
        "taken",
        "words",
    )
    add("a date in the year 9999", plain(n(), b"Bonjour").replace(b"27 Nov 2026", b"27 Nov 9999"), "taken", "words")
    add("a date with a zone of 99 hours", plain(n(), b"Bonjour").replace(b"+0100", b"+9999"), "taken", "words")
    add("a date before mail", plain(n(), b"Bonjour").replace(b"27 Nov 2026", b"27 Nov 1026"), "taken", "words")
    add("headers alone", head(n()).encode(), "awaits", reason="nothing")
    add("words without headers", b"\r\nBonjour, voici mes papiers\r\n", "taken", "words", answered=False)


def says(made: Corpus) -> None:
    """Add words, and what only looks like some."""
    add, n = made.add, made.next
    add("empty", plain(n(), b""), "awaits", reason="nothing")
    add("only a signature", plain(n(), MARKS.encode()), "awaits", "nothing_said", reason="nothing")
    add(
        "only what a phone adds",
        plain(n(), "Envoyé de mon iPhone\r\n".encode()),
        "awaits",
        "nothing_said",
        reason="nothing",
    )
    add("only what it answers to", plain(n(), b"> Bonjour\r\n> Voici\r\n"), "awaits", "nothing_said", reason="nothing")
    add(
        "an answer above what it answers to",
        plain(n(), "Oui.\r\n\r\nLe 2 mai 2026, le CPAS a écrit :\r\n> Bonjour\r\n".encode()),
        "taken",
        "words",
    )
    add("paper and signature, no words", attached(n(), file(paper()), words=MARKS), "taken", "nothing_said", "pages")
    add(
        "html alone",
        html(n(), "<p>Bonjour</p><script>evil()</script><img src='http://track.example/x.gif'>"),
        "taken",
        "words",
    )
    add(
        "html without an end",
        html(n(), "<div><p>Bonjour <b>tous<table><tr><td>1<td>2" + "<div>" * 5000),
        "taken",
        "words",
    )
    add("html of comments and styles alone", html(n(), "<style>p{}</style><!-- words -->"), "awaits", reason="nothing")
    add("very long words", plain(n(), ("mot " * 40_000).encode()), "awaits", "too_many_pages", reason="parts")
    add("one word of 20,000 letters", plain(n(), b"x" * 20_000), "taken", "words")
    add(
        "quoted-printable that is broken",
        plain(n(), b"D=E9j=\r\n=C3= =ZZ bon", charset="latin-1", encoding="quoted-printable"),
        "taken",
        "words",
    )
