"""Web push over TLS on loopback: what the browser reads, who signed it, what answers mean, and who is never asked."""

import json
import time
from collections.abc import Iterator

import pytest
from pydantic import SecretStr, ValidationError

from dossier.notices.channel import Message, NoticePutOff, NoticeRefused
from dossier.notices.channels import channels
from dossier.notices.push import Push
from dossier.notices.push_key import new_push_key, public_key
from dossier.notices.push_postbox import PushPostbox
from dossier.notices.subscription import NotAPhone, Subscription, is_push_service
from dossier.settings import Settings, settings
from tests.support.postbox import gateway
from tests.support.push import Phone, PushService, bytes_of, push_service, signed_by

KEY = new_push_key()
TOLD = {"code": "asked", "language": "uk", "path": "/asked"}
HOSTS = Settings.model_fields["push_hosts"].default


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushService]:
    with push_service(tmp_path_factory.mktemp("push")) as service:
        yield service


@pytest.fixture
def service(running: PushService) -> PushService:
    running.came.clear()
    running.answers.clear()
    return running


def speaking_to(*hosts: str) -> Push:
    return Push(
        private_key=SecretStr(KEY), contact="documents@cpas.example", hosts=hosts, keep_seconds=3600, timeout_seconds=5
    )


def message(phone: Phone) -> Message:
    return Message(
        to=phone.subscription.written(),
        subject="",
        words=json.dumps(TOLD),
        reference="019acb1c-0000-7000-8000-000000000001",
    )


def test_the_browser_alone_reads_it_and_knows_who_sent_it(service: PushService) -> None:
    phone = service.phone()
    speaking_to(service.host).send(message(phone))
    (came,) = service.came
    assert phone.read(came.body) == TOLD
    assert b"asked" not in came.body
    claims, point = signed_by(came.headers["authorization"])
    assert point == bytes_of(public_key(KEY))
    assert claims["sub"] == "mailto:documents@cpas.example"
    assert claims["aud"] == "https://127.0.0.1"
    assert time.time() < claims["exp"] < time.time() + 24 * 3600
    assert came.headers["content-encoding"] == "aes128gcm"
    assert came.headers["ttl"] == "3600"
    assert came.headers["topic"] == "019acb1c000070008000000000000001"  # RFC 8030: 32 signs at most


def test_another_phone_cannot_read_it(service: PushService) -> None:
    phone = service.phone()
    speaking_to(service.host).send(message(phone))
    with pytest.raises(Exception, match=r"^$"):  # cryptography's InvalidTag says nothing
        Phone(phone.endpoint).read(service.came[0].body)


@pytest.mark.parametrize(
    ("code", "kind", "problem"),
    [
        (404, NoticeRefused, "phone_gone"),
        (410, NoticeRefused, "phone_gone"),
        (400, NoticeRefused, "message_refused"),
        (413, NoticeRefused, "message_refused"),
        (429, NoticePutOff, "message_refused"),
        (500, NoticePutOff, "message_refused"),
        (403, NoticePutOff, "server_closed"),
        (307, NoticePutOff, "server_closed"),
    ],
)
def test_an_answer_is_final_or_not(
    service: PushService, code: int, kind: type[NoticeRefused] | type[NoticePutOff], problem: str
) -> None:
    service.answers = [code]
    with pytest.raises((NoticeRefused, NoticePutOff)) as told:
        speaking_to(service.host).send(message(service.phone()))
    assert isinstance(told.value, NoticeRefused | NoticePutOff)
    assert (type(told.value), told.value.problem, told.value.answer_code) == (kind, problem, code)
    assert len(service.came) == 1, "a message goes to the address of the phone, and nowhere else"


def test_no_service_that_is_not_on_the_list_is_asked(service: PushService) -> None:
    with pytest.raises(NoticeRefused) as told:
        speaking_to("fcm.googleapis.com").send(message(service.phone()))
    assert told.value.problem == "service_unknown"
    assert service.came == []


@pytest.mark.parametrize(
    ("endpoint", "is_one"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/abc", True),
        ("https://web.push.apple.com/abc", True),
        ("https://wns2-par02p.notify.windows.com/w/?token=abc", True),
        ("http://fcm.googleapis.com/fcm/send/abc", False),
        ("https://fcm.googleapis.com:8443/abc", False),
        ("https://fcm.googleapis.com@10.0.0.1/abc", False),
        ("https://10.0.0.1/fcm.googleapis.com", False),
        ("https://localhost/", False),
        ("https://[::1]/", False),
        ("https://notify.windows.com.evil.example/", False),
        ("https://evilnotify.windows.com/", False),
        ("https://notify.windows.com/", False),
        ("https://fcm.googleapis.com:99999/", False),
        ("https://fcm.googleapis.com/\r\nHost: 10.0.0.1", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_push_services_may_be_asked(endpoint: str, is_one: bool) -> None:
    assert is_push_service(endpoint, HOSTS) is is_one


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://10.0.0.1/"},
        {"endpoint": "https://fcm.googleapis.com/" + "a" * 1000},
        {"p256dh": "AAAA"},
        {"p256dh": "é"},
        {"p256dh": "BA" + "A" * 85},  # no point of the curve
        {"auth": "AAAA"},
    ],
)
def test_what_is_no_phone_is_refused(wrong: dict[str, str]) -> None:
    right = Phone("https://fcm.googleapis.com/fcm/send/abc").typed
    Subscription(**right).check(HOSTS)
    with pytest.raises(NotAPhone):
        Subscription(**{**right, **wrong}).check(HOSTS)


def test_the_demo_has_a_page_in_the_place_of_phones() -> None:
    with gateway() as gate:
        PushPostbox(url=gate.url, timeout_seconds=2).send(
            Message(to="", subject="Il y a du nouveau.", words=json.dumps(TOLD), reference="n1")
        )
    assert gate.texts == [{"to": "Web push", "text": "Il y a du nouveau.\n/asked", "reference": "n1"}]


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"push_private_key": "short"}, "GUICHET_PUSH_PRIVATE_KEY"),
        ({"push_contact": ""}, "GUICHET_PUSH_CONTACT"),
        ({"push_postbox_url": "http://127.0.0.1/", "push_private_key": ""}, "GUICHET_PUSH_POSTBOX_URL"),
        ({"push_postbox_url": "http://127.0.0.1/", "mode": "production"}, "GUICHET_PUSH_POSTBOX_URL is for the demo"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(wrong: dict[str, str], name: str) -> None:
    right = {**settings().model_dump(), "push_private_key": KEY, "push_contact": "documents@cpas.example"}
    assert "push" in channels(Settings(**right))
    assert "push" not in channels(settings())
    with pytest.raises(ValidationError, match=name):
        Settings(**{**right, **wrong})
