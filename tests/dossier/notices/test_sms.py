"""SMS to a gateway on loopback: what it reads, and what its answers come to."""

import pytest
from pydantic import SecretStr

from dossier.notices.channel import Message, NoticePutOff, NoticeRefused
from dossier.notices.sms import Sms, international
from tests.support.postbox import gateway
from tests.support.service import free_port

TEXT = Message(to="0470/00.00.00", subject="", words="Des documents sont demandés.", reference="n1")


def speaking_to(url: str) -> Sms:
    return Sms(url=url, token=SecretStr("ours"), timeout_seconds=2)


def test_a_text_arrives_with_our_token() -> None:
    with gateway() as gate:
        speaking_to(gate.url).send(TEXT)
    assert gate.texts == [{"to": "+32470000000", "text": TEXT.words, "reference": "n1"}]
    assert gate.tokens == ["Bearer ours"]


@pytest.mark.parametrize(
    ("code", "kind", "problem"),
    [
        (422, NoticeRefused, "message_refused"),
        (429, NoticePutOff, "message_refused"),
        (503, NoticePutOff, "message_refused"),
        (401, NoticePutOff, "server_closed"),
        (307, NoticePutOff, "server_closed"),
    ],
)
def test_an_answer_is_final_or_not(code: int, kind: type[NoticeRefused] | type[NoticePutOff], problem: str) -> None:
    with gateway() as gate:
        gate.answers = [code]
        with pytest.raises((NoticeRefused, NoticePutOff)) as told:
            speaking_to(gate.url).send(TEXT)
    assert isinstance(told.value, NoticeRefused | NoticePutOff)
    assert (type(told.value), told.value.problem, told.value.answer_code) == (kind, problem, code)
    assert len(gate.tokens) == 1, "a token goes nowhere but to the address that was set"


def test_a_gateway_that_is_away_is_tried_again_later() -> None:
    with pytest.raises(NoticePutOff):
        speaking_to(f"http://127.0.0.1:{free_port()}/").send(TEXT)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+32 470 00 00 00", "+32470000000"),
        ("0032 470 00 00 00", "+32470000000"),
        ("0470/00.00.00", "+32470000000"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("chez ma soeur", None),
        ("12", None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str | None) -> None:
    assert international(typed) == number
