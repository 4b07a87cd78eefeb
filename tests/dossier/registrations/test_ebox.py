"""The sender's side of the e-Box, against a server on loopback that answers as its description says."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from dossier.notices.channel import NoticePutOff, NoticeRefused
from dossier.registrations.ebox import Letter, Published, publish_letter
from dossier.settings import Settings, settings
from tests.support.ebox import ADDRESSEE, SENDER, Box, ebox, settings_for

CONTENT = os.urandom(300_000) + b"\r\n--"


@pytest.fixture
def box() -> Iterator[Box]:
    with ebox() as made:
        yield made


@pytest.fixture
def told(box: Box, tmp_path: Path) -> Settings:
    return settings().model_copy(update=settings_for(box, tmp_path))


@pytest.fixture
def letter(tmp_path: Path) -> Letter:
    pdf = tmp_path / "letter"
    pdf.write_bytes(CONTENT)
    return Letter(key=uuid4(), to=ADDRESSEE, number="O-2026-00042", pdf=pdf)


def test_a_letter_is_published_whole_and_names_nobody(box: Box, told: Settings, letter: Letter) -> None:
    assert publish_letter(told, letter) == Published(message_id="m-1")
    assert box.files == [("O-2026-00042.pdf", "application/pdf", CONTENT)]
    assert box.messages == {
        f'"{letter.key}"': {
            "recipient": {"eboxType": "enterprise", "enterpriseNumber": ADDRESSEE},
            "sender": {"eboxType": "enterprise", "enterpriseNumber": SENDER},
            "subject": {"fr": "Lettre O-2026-00042"},
            "senderApplicationId": "guichet.example",
            "messageTypeId": "CpasLetter",
            "attachments": [{"httpPartName": "upfile1", "isMainContent": True, "isAttachmentSigned": False}],
            "isReplyAuthorized": False,
        }
    }


def test_a_second_try_is_no_second_message(box: Box, told: Settings, letter: Letter) -> None:
    publish_letter(told, letter)
    assert publish_letter(told, letter) == Published()
    assert (len(box.messages), len(box.files), box.asked) == (1, 1, 2)


def test_a_box_that_was_never_opened_is_told(box: Box, told: Settings, letter: Letter) -> None:
    box.code = "NO_DIGITAL_USER"
    assert publish_letter(told, letter) == Published(message_id="m-1", never_opened=True)


@pytest.mark.parametrize(
    ("status", "answer", "problem"),
    [
        (400, {"code": "INVALID_INPUT", "message": f"{ADDRESSEE} is not a valid company"}, "number_unknown"),
        (400, {"code": "INVALID_INPUT", "message": "Exactly one is expected"}, "message_refused"),
        (400, {"code": "INVALID_SENDER", "message": "Invalid message configuration"}, "sender_unknown"),
        (413, {}, "too_large"),
        (422, {}, "message_refused"),
    ],
)
def test_what_is_of_no_use_again_says_why(
    box: Box, told: Settings, letter: Letter, status: int, answer: dict[str, str], problem: str
) -> None:
    box.answers = [(status, answer)]
    with pytest.raises(NoticeRefused) as refused:
        publish_letter(told, letter)
    assert (refused.value.problem, refused.value.answer_code) == (problem, status)


@pytest.mark.parametrize(
    ("status", "problem"),
    [(503, "server_away"), (500, "server_away"), (429, "server_away"), (401, "server_closed"), (302, "server_closed")],
)
def test_what_may_be_later_is_put_off(box: Box, told: Settings, letter: Letter, status: int, problem: str) -> None:
    for answers in (box.answers, box.tokens):
        if (answers is box.tokens) and status == 429:
            continue
        answers.append((status, {}))
        with pytest.raises(NoticePutOff) as off:
            publish_letter(told, letter)
        assert (off.value.problem, off.value.answer_code) == (problem, status)
        assert not box.messages
        answers.clear()


def test_a_cut_line_is_put_off_and_the_message_is_there(box: Box, told: Settings, letter: Letter) -> None:
    box.takes_then_cuts = True
    with pytest.raises(NoticePutOff) as off:
        publish_letter(told, letter)
    assert off.value.problem == "server_away"
    assert publish_letter(told, letter) == Published()
    assert len(box.messages) == 1


def test_a_server_that_is_slow_or_away_holds_nobody(box: Box, told: Settings, letter: Letter) -> None:
    box.slow_seconds = 1.5
    with pytest.raises(NoticePutOff):
        publish_letter(told, letter)
    away = told.model_copy(update={"ebox_url": "http://127.0.0.1:9"})
    with pytest.raises(NoticePutOff) as off:
        publish_letter(away, letter)
    assert (off.value.problem, off.value.answer_code) == ("server_away", None)


def test_a_key_that_cannot_be_read_sends_nothing(box: Box, told: Settings, letter: Letter, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_bytes(b"")
    for key_file in (tmp_path / "none.pem", tmp_path / "empty.pem"):
        with pytest.raises(NoticePutOff) as off:
            publish_letter(told.model_copy(update={"ebox_key_file": key_file}), letter)
        assert off.value.problem == "key_unreadable"
    assert box.asked == 0


def test_half_a_setup_does_not_start(told: Settings) -> None:
    whole = {name: getattr(told, name) for name in Settings.model_fields}
    Settings(**whole)
    for missing in ("ebox_token_url", "ebox_client_id", "ebox_key_file", "ebox_application_id", "ebox_message_type"):
        with pytest.raises(ValueError, match=f"GUICHET_{missing.upper()}"):
            Settings(**{**whole, missing: None if missing == "ebox_key_file" else ""})
    with pytest.raises(ValueError, match="ten figures"):
        Settings(**{**whole, "ebox_sender_number": "0212.346.955"})
