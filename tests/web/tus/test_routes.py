"""The protocol as it should go: create, send, ask, terminate, and what is kept at the end."""

import asyncio
import base64
from datetime import timedelta
from email.utils import parsedate_to_datetime
from uuid import uuid4

import httpx
import pytest
import structlog

from dossier import clock
from dossier.deposits.queries import deposit
from dossier.resources import Resources
from tests.support.incoming import left_coming_in
from tests.support.tus import CONTENT, Sender, large_pdf
from tests.web.tus.conftest import CHUNK_BYTES, MEGABYTE
from tests.web.tus.looking import FILE, HALF, checksum, kept, problem


async def test_a_file_comes_by_pieces_and_is_kept_with_the_last(resources: Resources, sender: Sender) -> None:
    answer = await sender.create(len(FILE))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "0")
    path = httpx.URL(answer.headers["Location"]).path
    first = await sender.send(path, 0, FILE[:HALF])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, str(HALF))
    assert parsedate_to_datetime(first.headers["Upload-Expires"]) > clock.now()
    assert not (await deposit(sender.permit.actor, sender.permit.deposit_id)).papers
    told = await sender.ask("HEAD", path)
    assert (told.status_code, told.headers["Cache-Control"]) == (200, "no-store")
    assert (told.headers["Upload-Offset"], told.headers["Upload-Length"]) == (str(HALF), str(len(FILE)))
    assert base64.b64encode(str(sender.original_id).encode()).decode() in told.headers["Upload-Metadata"]
    last = await sender.send(path, HALF, FILE[HALF:])
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(FILE)))
    assert "Upload-Expires" not in last.headers
    assert await kept(resources, sender, FILE)
    assert await sender.offset(path) == len(FILE)
    assert not left_coming_in(resources.settings)


@pytest.mark.parametrize("size_bytes", [1000, CHUNK_BYTES, 2 * CHUNK_BYTES])
async def test_a_file_may_come_with_its_creation(resources: Resources, sender: Sender, size_bytes: int) -> None:
    content = large_pdf(size_bytes)
    answer = await sender.create(len(content), content)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, str(len(content)))
    assert await kept(resources, sender, content)


async def test_a_part_may_come_with_the_creation(resources: Resources, sender: Sender) -> None:
    answer = await sender.create(len(FILE), FILE[:HALF])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, str(HALF))
    path = httpx.URL(answer.headers["Location"]).path
    assert (await sender.send(path, HALF, FILE[HALF:])).status_code == 204
    assert await kept(resources, sender, FILE)


async def test_it_tells_what_it_can_do(sender: Sender) -> None:
    for path in ("/uploads", f"/uploads/{uuid4()}"):
        answer = await sender.ask("OPTIONS", path, Tus_Resumable="", Authorization="")
        assert answer.status_code == 204
        assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
        assert answer.headers["Tus-Extension"] == "creation,creation-with-upload,expiration,checksum,termination"
        assert answer.headers["Tus-Max-Size"] == str(40 * MEGABYTE)
        assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
async def test_a_checksum_that_fits(resources: Resources, sender: Sender, algorithm: str) -> None:
    path = await sender.created(len(FILE))
    for start, end in ((0, HALF), (HALF, len(FILE))):
        piece = FILE[start:end]
        answer = await sender.send(path, start, piece, Upload_Checksum=checksum(algorithm, piece))
        assert answer.status_code == 204
    assert await kept(resources, sender, FILE)


async def test_bytes_beyond_the_end_finish_nothing(sender: Sender) -> None:
    async def endless() -> object:
        yield FILE
        yield b"more"

    path = await sender.created(len(FILE))
    answer = await sender.send(path, 0, endless())  # type: ignore[arg-type]
    assert (answer.status_code, problem(answer)) == (413, "more-than-said")
    assert not (await deposit(sender.permit.actor, sender.permit.deposit_id)).papers
    offset_bytes = await sender.offset(path)
    assert offset_bytes == 3 * CHUNK_BYTES
    assert (await sender.send(path, offset_bytes, FILE[offset_bytes:])).status_code == 204


async def test_what_is_terminated_is_gone(sender: Sender) -> None:
    path = await sender.created(len(FILE))
    await sender.send(path, 0, FILE[:HALF])
    assert (await sender.ask("DELETE", path)).status_code == 204
    for answer in (await sender.ask("HEAD", path), await sender.send(path, HALF, FILE[HALF:])):
        assert answer.status_code == 410


async def test_terminating_what_is_kept_leaves_it_alone(resources: Resources, sender: Sender) -> None:
    answer = await sender.create(len(FILE), FILE)
    path = httpx.URL(answer.headers["Location"]).path
    assert (await sender.ask("DELETE", path)).status_code == 204
    assert await kept(resources, sender, FILE)


async def test_what_expired_is_gone(sender: Sender) -> None:
    path = await sender.created(len(FILE))
    with clock.moved(timedelta(days=1, seconds=1)):
        assert (await sender.ask("HEAD", path)).status_code == 410
        assert (await sender.send(path, 0, b"x")).status_code == 410


@pytest.mark.parametrize("method", ["PATCH", "HEAD", "DELETE"])
async def test_a_sender_that_can_only_post(resources: Resources, sender: Sender, method: str) -> None:
    path = await sender.created(len(FILE))
    headers = {"Upload_Offset": "0", "Content_Type": CONTENT, "X_HTTP_Method_Override": method}
    told = {key.replace("_", "-"): value for key, value in headers.items()}
    body = FILE if method == "PATCH" else b""
    answer = await sender.client.post(path, headers={**sender.headers, **told}, content=body)
    assert answer.status_code == {"PATCH": 204, "HEAD": 200, "DELETE": 204}[method]
    if method == "PATCH":
        assert await kept(resources, sender, FILE)


async def test_while_a_file_is_being_finished_others_wait_in_vain(
    sender: Sender, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await sender.created(len(FILE))
    real, begun, go_on = resources.vault.put, asyncio.Event(), asyncio.Event()

    async def slow(key: str, *rest: object) -> None:
        begun.set()
        await go_on.wait()
        await real(key, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(resources.vault, "put", slow)
    holder = asyncio.create_task(sender.send(path, 0, FILE))
    await begun.wait()
    for answer in (await sender.send(path, 0, FILE), await sender.ask("HEAD", path)):
        assert answer.status_code == 423
    go_on.set()
    assert (await holder).status_code == 204  # all its bytes were here: that it was asked to let go takes none away
    assert await kept(resources, sender, FILE)


async def test_no_name_of_a_file_is_kept(sender: Sender) -> None:
    coded = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in sender.metadata.items())
    answer = await sender.create(10, Upload_Metadata=f"filename TWFyaWUucGRm,is_confidential,{coded}")
    assert answer.status_code == 201
    told = await sender.ask("HEAD", httpx.URL(answer.headers["Location"]).path)
    assert "filename" not in told.headers["Upload-Metadata"]


async def test_no_line_of_the_log_tells_who_or_what(sender: Sender) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = await sender.create(len(FILE), FILE[:HALF])
        path = httpx.URL(answer.headers["Location"]).path
        await sender.send(path, HALF, FILE[HALF:])
    said = str(lines)
    assert "/uploads/{upload_id}" in said
    told = [sender.headers["Authorization"].removeprefix("Bearer "), path.rsplit("/", 1)[-1], *sender.metadata.values()]
    assert not [each for each in told if each in said]


async def test_it_asks_for_the_permit_and_for_no_origin_or_cookie(sender: Sender) -> None:
    answer = await sender.create(10, None, Sec_Fetch_Site="cross-site", Origin="https://elsewhere.example")
    assert answer.status_code == 201
    assert "Set-Cookie" not in answer.headers
