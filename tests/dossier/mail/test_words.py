"""What a mail says: its head in any letters, its words without signature and quotes, the page that is drawn of them."""

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from dossier.mail.ask_answer import answers_to
from dossier.mail.charsets import decoded
from dossier.mail.head import digest_of, read_head, unfolded
from dossier.mail.letter import Letter, LettersUnknown, letter_pdf
from dossier.mail.parts import NotReadAsMail, parsed_head, take_apart
from dossier.mail.values import Head, Limits
from dossier.mail.words import says_something, text_of_html, without_signature
from tests.support.awkward import attached, file, head, plain
from tests.support.mails import ADDRESS, mail, paper

LIMITS = Limits(parts_max=20, nested_max=2, words_max_characters=1000)
OURS = frozenset({ADDRESS})


def head_of(raw: bytes) -> Head:
    return read_head(raw, parsed_head(raw))


@pytest.mark.parametrize(
    ("subject", "read"),
    [
        ("Dépôt reçu", "Dépôt reçu"),
        ("=?iso-8859-1?q?D=E9p=F4t?=", "Dépôt"),
        ("=?utf-8?b?RMOpcMO0dA==?= =?utf-8?q?_re=C3=A7u?=", "Dépôt reçu"),
        ("=?utf-8?q?a=0D=0ABcc=3A_x?=", "a Bcc: x"),
        ("=?klingon?q?abc?=", "abc"),
        ("a\r\n b", "a b"),
        ("x" * 999, "x" * 200),
    ],
)
def test_a_subject_is_read_as_it_was_meant(subject: str, read: str) -> None:
    assert head_of(plain(1, b"x", subject=subject)).subject == read


def test_bytes_that_no_header_may_hold_are_read_all_the_same() -> None:
    raw = plain(1, b"x", subject="SUBJECT", sender="NAME <a@b.be>")
    told = head_of(raw.replace(b"SUBJECT", b"D\xe9p\xf4t").replace(b"NAME", "Hélène".encode()))
    assert (told.subject, told.sender_name, told.sender_address) == ("Dépôt", "Hélène", "a@b.be")
    named = attached(2, file(paper(), name="NAME")).replace(b"NAME", "dépôt.pdf".encode())
    assert take_apart(named, LIMITS)[1][1].file_name == "dépôt.pdf"


@pytest.mark.parametrize(
    ("data", "charset", "read"),
    [
        (b"l\x92\xe9t\xe9", "iso-8859-1", "l’été"),
        ("été".encode(), "us-ascii", "été"),
        (b"\xe9t\xe9", "utf-8", "été"),
        (b"\xe9t\xe9", "rot13", "été"),
        (b"\xe9t\xe9", None, "été"),
        ("été".encode(), '"UTF-8"', "été"),
        (b"", "utf-16", ""),
    ],
)
def test_bytes_become_text_whatever_they_are_called(data: bytes, charset: str | None, read: str) -> None:
    assert decoded(data, charset) == read


def test_what_servers_write_on_the_way_changes_no_mail() -> None:
    raw = mail(files=(paper(),))
    digest = digest_of(raw, parsed_head(raw))
    for other in (b"Received: from mx\r\nDelivered-To: a@b.be\r\n" + raw, raw.replace(b"\n", b"\r\n"), raw + b"\n\n"):
        assert digest_of(other, parsed_head(other)) == digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Voici", b"Voila"),
        (b"<1@example.org>", b"<2@example.org>"),
        (b"Papiers", b"Papier"),
        (b"Ann", b"Bob"),
        (b"10:00:00", b"10:00:01"),
        (b"text/plain", b"text/html"),
    ],
)
def test_what_its_sender_wrote_makes_it_another(old: bytes, new: bytes) -> None:
    raw = mail()
    other = raw.replace(old, new, 1)
    assert digest_of(other, parsed_head(other)) != digest_of(raw, parsed_head(raw))


def test_two_mails_without_a_head_are_two() -> None:
    one, two = b"\r\nBonjour, voici\r\n", b"noise without an end"
    assert digest_of(one, parsed_head(one)) != digest_of(two, parsed_head(two))


def test_of_html_its_words_are_left() -> None:
    html = """<html><head><title>T</title><style>p{color:red}</style></head><body><p>Bonjour&nbsp;<b>tous</b>,</p>
        <script>evil()</script><ul><li>un<li>deux</ul><table><tr><td>1</td><td>2</td></tr></table><img src="http://x/y.gif">
        <!-- hidden --></body></html>"""
    assert text_of_html(html).split() == ["Bonjour", "tous,", "un", "deux", "1", "2"]
    assert text_of_html("<div>" * 50_000 + "mot") == "mot"
    assert text_of_html("<head><TITLE>T</Title><body>İ<STYLE>p{}</Style >mot &eacute; 1 < 2") == "İmot é 1 < 2"


@pytest.mark.parametrize(
    "raw",
    [
        head(1).encode() + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 500_000,
        head(2).encode() + b"Content-Type: text/html\r\n\r\n" + b"<" * 1_000_000,
        head(3).encode() + b"Content-Type: multipart/mixed; boundary=B\r\n\r\n" + b"--B\r\n\r\nx\r\n" * 200_000,
        plain(4, b"mot mot\r\n" * 500_000),
        plain(5, b"x", subject="=?utf-8?q?a?= " * 100_000),
        plain(6, b"x", sender="(" * 100_000),
        plain(7, b"x", more="Content-Disposition: inline" + "; x*0=a" * 10_000 + "\r\n"),
    ],
    ids=["comments", "brackets", "parts", "lines", "encoded words", "sender", "parameters"],
)
def test_no_mail_keeps_the_worker_busy(raw: bytes) -> None:
    """Each of them took from a quarter of a minute to many minutes, or would have."""
    began = time.process_time()
    read_head(raw, parsed_head(raw))
    with suppress(NotReadAsMail):
        take_apart(raw, LIMITS)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Bonjour", True),
        ("", False),
        ("  \n--\nAnn", False),
        ("-- \nAnn Peeters\nRue Haute 1", False),
        ("Envoyé de mon iPhone", False),
        ("Verstuurd vanaf mijn Samsung", False),
        ("Sent from my Galaxy", False),
        ("Oui\n-- \nAnn", True),
        ("> Bonjour\n> Voici", False),
        ("Le 2 mai 2026, le CPAS a écrit :\nBonjour\nVoici", False),
        ("Oui\n\nOp 2 mei 2026 schreef OCMW:\n> Goeiedag", True),
        ("----- Message original -----\nDe: Ann", False),
        ("!!! ???", False),
    ],
)
def test_words_say_something_or_not(text: str, says: bool) -> None:
    assert says_something(text) is says


def test_a_signature_is_taken_off_and_what_is_quoted_below_it_stays() -> None:
    text = "Voici.\n\n-- \nAnn\n\nLe 2 mai 2026, le CPAS a écrit :\n> Bonjour"
    assert without_signature(text) == "Voici.\n\nLe 2 mai 2026, le CPAS a écrit :\n> Bonjour"


@pytest.mark.parametrize("words", ["Bonjour, l’été", "Добрий день", "السلام عليكم", "x" * 5000, "a\n\n\nb", "🙏 merci"])
def test_a_page_of_the_same_words_has_the_same_bytes(words: str) -> None:
    told = Letter(sender="Ann <a@b.be>", subject="Été", at=datetime(2026, 1, 1, tzinfo=UTC), words=words)
    made = letter_pdf(told)
    assert made.startswith(b"%PDF")
    assert letter_pdf(told) == made
    assert b"/URI" not in made


def test_letters_that_we_have_not_are_told() -> None:
    with pytest.raises(LettersUnknown):
        letter_pdf(
            Letter(sender="", subject="", at=datetime(2026, 1, 1, tzinfo=UTC), words="こんにちは、これは私の書類です")
        )


def test_a_mail_of_too_many_parts_is_read_by_nobody() -> None:
    with pytest.raises(NotReadAsMail):
        take_apart(attached(1, *(file(b"x") for _ in range(30))), LIMITS)


@pytest.mark.parametrize(
    ("more", "to"),
    [
        ("", "a@b.be"),
        ("Return-Path: <c@d.be>\r\n", "c@d.be"),
        ("Return-Path: <>\r\n", ""),
        ("Auto-Submitted: no\r\n", "a@b.be"),
        ("Auto-Submitted: auto-generated\r\n", ""),
        ("Auto-Submitted: auto-replied; owner=x\r\n", ""),
        ("Precedence: bulk\r\n", ""),
        ("Precedence: list\r\n", ""),
        ("List-Unsubscribe: <x>\r\n", ""),
        ("X-Loop: x\r\n", ""),
        ("X-Auto-Response-Suppress: All\r\n", ""),
        ("Authentication-Results: mx; spf=pass; dmarc=fail\r\n", ""),
        (f"Return-Path: <{ADDRESS.upper()}>\r\n", ""),
    ],
)
def test_who_is_answered(more: str, to: str) -> None:
    assert answers_to(head_of(plain(1, b"x", sender="a@b.be", more=more)), OURS) == to


@pytest.mark.parametrize("sender", [ADDRESS, "MAILER-DAEMON@b.be", "no-reply@b.be", "postmaster@b.be", "undisclosed:;"])
def test_who_is_never_answered(sender: str) -> None:
    assert answers_to(head_of(plain(1, b"x", sender=sender)), OURS) == ""


def test_a_word_that_is_encoded_wrongly_is_shown_as_it_is() -> None:
    assert unfolded("=?utf-8?b?!?=") in {"", "=?utf-8?b?!?="}
