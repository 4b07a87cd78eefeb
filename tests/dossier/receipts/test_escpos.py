"""A slip for a receipt printer: every letter right, the code read back, nothing wider than the paper."""

import pytest

from dossier.receipts.escpos import COLUMNS, pieces
from dossier.receipts.slip import Slip, SlipWords
from tests.support.escpos.paper import Head, Rows, codes_on
from tests.support.escpos.slips import DUTCH, FRENCH, address_of, slip

WORDS = {"fr": (FRENCH,), "nl": (DUTCH,), "both": (FRENCH, DUTCH)}


def printed(what: Slip, width_mm: int) -> tuple[Head, list[Rows]]:
    """Return the head and its rows, once each piece was printed whole."""
    head, rows = Head(width_mm), list[Rows]()
    for piece in pieces(what, width_mm):
        buffer, count = bytearray(piece), len(rows)
        while buffer:
            made, _ = head.take(buffer)
            rows += [] if made is None else [made]
        assert len(rows) > count, "each piece prints something"
        assert not head.line, "and leaves nothing in the line"
    return head, rows


@pytest.mark.parametrize("width_mm", COLUMNS)
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_letter_is_right_and_the_code_is_read_back(words: tuple[SlipWords, ...], width_mm: int) -> None:
    head, rows = printed(slip("26-000123-45", *words), width_mm)
    text = " ".join(head.texts).replace("\u00a0", " ")
    for each in words:
        for sentence in (each.centre, each.title, each.received_at, each.pages, each.promise, each.kept, each.follow):
            assert sentence.replace("\u202f", " ").replace("\u00a0", " ") in text
    assert text.count("26-000123-45") == 1
    assert list(codes_on(rows, width_mm)) == [address_of("26-000123-45")]
    assert all(len(line) <= COLUMNS[width_mm] for line in head.texts)
    assert not {word.copy for word in words} & set(head.texts)


@pytest.mark.parametrize("width_mm", COLUMNS)
def test_a_copy_says_so_above_and_below(width_mm: int) -> None:
    head, _ = printed(slip("26-000123-45", FRENCH, DUTCH, is_copy=True), width_mm)
    assert [head.texts.count(word) for word in ("Copie", "Kopie")] == [2, 2]
    assert head.texts[-2:] == ["Copie", "Kopie"]


def test_no_word_stands_alone_on_a_last_line() -> None:
    head, _ = printed(slip("26-000123-45", DUTCH), 80)
    assert "Ontvangen op dinsdag 24" in head.texts
    assert "november 2026 om 10.32 uur." in head.texts


def test_a_letter_of_another_table_would_be_seen() -> None:
    head = Head(80)
    for table, shown in ((19, "Ú"), (16, "é")):  # the same byte, in code page 858 and in Windows-1252
        buffer = bytearray(b"\x1bt" + bytes([table]) + b"\xe9\n")
        while buffer:
            head.take(buffer)
        assert head.texts[-1] == shown


def test_nothing_on_a_slip_is_taken_for_a_command_in_real_time() -> None:
    """A printer looks for DLE also inside of what it prints."""
    for width_mm in COLUMNS:
        sent = b"".join(pieces(slip("26-000123-45", FRENCH, DUTCH, is_copy=True), width_mm))
        assert not any(b"\x10" + command in sent for command in (b"\x04", b"\x05", b"\x14"))
