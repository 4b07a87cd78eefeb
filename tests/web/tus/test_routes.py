"""The protocol, request by request: each status that tus gives a meaning, and what stands after it."""

import asyncio
import base64
import hashlib
from datetime import timedelta
from email.utils import parsedate_to_datetime
from uuid import uuid4

import httpx
import pytest

from dossier import clock
from dossier.deposits.queries import deposit
from dossier.deposits.receive import receive
from dossier.resources import Resources
from dossier.storage.keys import original_key
from dossier.storage.vault import StoreUnavailable
from dossier.uploads.permit import Permit
from tests.support.tus import CONTENT, Sender, large_pdf, open_for
from tests.web.tus.conftest import CHUNK_BYTES, MEGABYTE

FILE = large_pdf(3 * CHUNK_BYTES + 1000)
HALF = len(FILE) // 2


async def kept(resources: Resources, sender: Sender, content: bytes) -> bool:
    """Tell whether the sender's original is in its deposit with these bytes, in the vault too."""
    key = original_key(sender.permit.actor.centre_id, sender.original_id, hashlib.sha256(content).hexdigest())
    view = await deposit(sender.permit.actor, sender.permit.deposit_id)
    pages = [page for paper in view.papers for page in paper.pages if paper.id == sender.paper_id]
    return [page.original_id for page in pages] == [sender.original_id] and await resources.vault.read(key) == content


def checksum(algorithm: str, content: bytes) -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def problem(answer: httpx.Response) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    told = answer.json()
    assert told["status"] == answer.status_code
    return str(told["type"]).removeprefix("urn:guichet:problem:")


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
    assert not list(resources.settings.scratch_dir.iterdir())


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


WRONG_CREATIONS: list[tuple[dict[str, str], int, str]] = [
    ({"Tus_Resumable": "0.2.2"}, 412, "other-version"),
    ({"Tus_Resumable": ""}, 412, "other-version"),
    ({"Authorization": ""}, 403, "no-permit"),
    ({"Authorization": "Bearer not-one-of-ours"}, 403, "no-permit"),
    ({"Authorization": "Basic YTpi"}, 403, "no-permit"),
    ({"Upload_Length": ""}, 400, "bad-header"),
    ({"Upload_Length": "-1"}, 400, "bad-header"),
    ({"Upload_Length": "9" * 30}, 400, "bad-header"),
    ({"Upload_Length": "", "Upload_Defer_Length": "1"}, 400, "bad-header"),
    ({"Upload_Length": str(40 * MEGABYTE + 1)}, 413, "file-too-large"),
    ({"Upload_Length": "0"}, 422, "file-empty"),
    ({"Upload_Metadata": ""}, 400, "bad-header"),
    ({"Upload_Metadata": "deposit !!!,paper x,original y"}, 400, "bad-header"),
    ({"Upload_Metadata": "deposit /w==,paper /w==,original /w=="}, 400, "bad-header"),
]


async def test_a_creation_that_is_wrong_creates_nothing(sender: Sender) -> None:
    for changes, status, code in WRONG_CREATIONS:
        answer = await sender.create(1000, None, **changes)
        assert (answer.status_code, problem(answer)) == (status, code), changes
        assert ("Tus-Version" in answer.headers) == (status == 412)
        assert "Location" not in answer.headers


WRONG_PIECES: list[tuple[int, bytes, dict[str, str], int, str]] = [
    (1, b"x", {}, 409, "other-offset"),
    (0, b"x", {"Tus_Resumable": "2.0.0"}, 412, "other-version"),
    (0, FILE + b"x", {}, 413, "more-than-said"),
    (0, b"x", {"Content_Type": "application/octet-stream"}, 415, "other-content"),
    (0, b"x", {"Upload_Offset": ""}, 400, "bad-header"),
    (0, b"x", {"Upload_Offset": "one"}, 400, "bad-header"),
    (0, b"x", {"Upload_Checksum": "md5 aGVsbG8="}, 400, "bad-header"),
    (0, b"x", {"Upload_Checksum": "sha1 ?"}, 400, "bad-header"),
    (0, b"x", {"Upload_Checksum": checksum("sha1", b"y")}, 460, "checksum-differs"),
    (0, FILE, {"Upload_Checksum": checksum("sha256", b"y")}, 460, "checksum-differs"),
    (0, b"x", {"Authorization": ""}, 403, "no-permit"),
]


async def test_a_piece_that_is_wrong_moves_nothing(sender: Sender) -> None:
    path = await sender.created(len(FILE))
    for offset_bytes, content, changes, status, code in WRONG_PIECES:
        answer = await sender.send(path, offset_bytes, content, **changes)
        assert (answer.status_code, problem(answer)) == (status, code), changes
        assert await sender.offset(path) == 0


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


async def test_an_upload_is_its_deposit_s_own(sender: Sender, permit: Permit) -> None:
    path = await sender.created(len(FILE))
    other = Sender(client=sender.client, permit=await open_for(permit.actor.centre_id))
    for answer in (await other.ask("HEAD", path), await other.ask("DELETE", path), await other.send(path, 0, b"x")):
        assert answer.status_code == 404
        assert "Upload-Offset" not in answer.headers
    theirs = {"Authorization": other.headers["Authorization"]}
    assert problem(await sender.create(1000, None, **theirs)) == "no-permit"
    assert await sender.offset(path) == 0


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


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
async def test_another_method_is_not_taken(sender: Sender, method: str) -> None:
    path = await sender.created(len(FILE))
    assert (await sender.ask(method, path)).status_code == 405


@pytest.mark.parametrize(("language", "word"), [("fr", "fichier"), ("nl", "bestand")])
async def test_a_file_that_cannot_be_taken_ends_its_upload(sender: Sender, language: str, word: str) -> None:
    noise = b"no picture" * 100
    path = await sender.created(len(noise))
    answer = await sender.send(path, 0, noise, Accept_Language=language)
    assert (answer.status_code, problem(answer)) == (422, "not-an-allowed-kind")
    assert word in answer.json()["title"]
    assert (await sender.ask("HEAD", path)).status_code == 410
    assert (await sender.create(len(noise), noise)).status_code == 422


async def test_a_deposit_that_was_sent_takes_no_more(resources: Resources, sender: Sender) -> None:
    path = await sender.created(len(FILE))
    assert (await sender.create(len(FILE), FILE)).status_code == 201
    await receive(resources, sender.permit.actor, sender.permit.deposit_id)
    another = Sender(client=sender.client, permit=sender.permit)
    assert problem(await another.create(len(FILE))) == "deposit-not-open"
    same = await sender.send(path, 0, FILE)  # the same original, by another upload: it is kept already
    assert (same.status_code, same.headers["Upload-Offset"]) == (204, str(len(FILE)))
    assert await kept(resources, sender, FILE)


async def test_another_file_under_the_same_name_is_refused(resources: Resources, sender: Sender) -> None:
    assert (await sender.create(len(FILE), FILE)).status_code == 201
    other = large_pdf(len(FILE), seed=1)
    answer = await sender.create(len(other), other)
    assert (answer.status_code, problem(answer)) == (422, "other-file")
    assert await kept(resources, sender, FILE)


async def test_not_too_many_at_once(sender: Sender, resources: Resources) -> None:
    for _ in range(resources.settings.deposit_uploads_max):
        await sender.created(10)
    answer = await sender.create(10)
    assert (answer.status_code, problem(answer)) == (422, "too-many-uploads")


@pytest.mark.parametrize("when", ["in the midst", "at the end"])
async def test_a_store_that_fails_moves_nothing(
    sender: Sender, resources: Resources, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    path = await sender.created(len(FILE))
    assert (await sender.send(path, 0, FILE[:HALF])).status_code == 204
    real, failing = resources.vault.put, [True]

    async def put(key: str, *rest: object) -> None:
        if failing and key.startswith("staging/") == (when == "in the midst"):
            raise StoreUnavailable
        await real(key, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(resources.vault, "put", put)
    answer = await sender.send(path, HALF, FILE[HALF:])
    assert (answer.status_code, problem(answer)) == (503, "store-unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    offset_bytes = await sender.offset(path)
    assert offset_bytes == (HALF if when == "in the midst" else offset_bytes) < len(FILE)
    failing.clear()
    assert (await sender.send(path, offset_bytes, FILE[offset_bytes:])).status_code == 204
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
