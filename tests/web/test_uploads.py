"""Forms with files, whole, cut and refused."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some
from litestar import post

from tests.web.app import app_of, client_of
from web.multipart import BrokenForm, parts
from web.scope import AnyRequest
from web.uploads import uploaded

BOUNDARY = "paper"
KIND = f"multipart/form-data; boundary={BOUNDARY}"
MEGABYTE = 1024 * 1024


def body_of(*fields: tuple[str, str | None, bytes]) -> bytes:
    """Write a multipart body as a browser does, from name, file name and content."""
    lines = []
    for name, filename, content in fields:
        file = "" if filename is None else f'; filename="{filename}"'
        kind = "" if filename is None else "\r\nContent-Type: image/jpeg"
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}{kind}\r\n\r\n'
        lines.append(head.encode() + content + b"\r\n")
    return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()


async def _in_pieces(body: bytes, size_bytes: int) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size_bytes):
        yield body[start : start + size_bytes]


@given(some.lists(some.binary(max_size=90), max_size=4), some.integers(1, 200))
async def test_parts_come_in_order_however_the_body_is_cut(contents: list[bytes], size_bytes: int) -> None:
    contents = [each for each in contents if f"\r\n--{BOUNDARY}".encode() not in each]
    body = body_of(*((f"f{index}", "é.jpg", content) for index, content in enumerate(contents)))
    found = [
        (part.name, part.filename, part.media_type, b"".join([chunk async for chunk in part.chunks]))
        async for part in parts(_in_pieces(body, size_bytes), KIND)
    ]
    assert found == [(f"f{index}", "é.jpg", "image/jpeg", content) for index, content in enumerate(contents)]


async def test_a_part_that_nobody_reads_is_passed_over() -> None:
    body = body_of(("a", "a.jpg", b"x" * 500), ("b", None, b"y"))
    assert [part.name async for part in parts(_in_pieces(body, 7), KIND)] == ["a", "b"]


@pytest.mark.parametrize("body", [b"", b"nothing", body_of(("a", None, b"x"))[:-12], b"--paper\r\nX"])
async def test_half_a_form_is_refused(body: bytes) -> None:
    with pytest.raises(BrokenForm):
        [[chunk async for chunk in part.chunks] async for part in parts(_in_pieces(body, 5), KIND)]


async def test_what_is_no_form_is_refused() -> None:
    with pytest.raises(BrokenForm):
        [part async for part in parts(_in_pieces(b"{}", 5), "application/json")]


def left_in(folder: Path) -> list[Path]:
    """Return the files that lie below a folder."""
    return [each for each in folder.rglob("*") if each.is_file()]


@post("/papers", request_max_body_size=None)
async def papers(request: AnyRequest) -> dict[str, Any]:
    async with uploaded(request) as upload:
        assert all(each.received.path.exists() for each in upload.files)
        return {
            "texts": upload.texts,
            "files": [(each.field, each.filename, each.received.sha256) for each in upload.files],
            "photos": len(upload.files_of("photo")),
        }


async def test_files_and_fields_arrive_and_scratch_is_left_empty(tmp_path: Path) -> None:
    photo = bytes(range(256)) * 8192
    body = body_of(("type", None, b"payslip"), ("photo", "a.jpg", photo), ("none", "", b""), ("photo", "b.jpg", b"b"))
    async with client_of(app_of([papers], store_url=f"file://{tmp_path}")) as client:
        answer = await client.post("/papers", content=body, headers={"Content-Type": KIND})
    assert answer.json() == {
        "texts": {"type": ["payslip"]},
        "files": [
            ["photo", "a.jpg", hashlib.sha256(photo).hexdigest()],
            ["photo", "b.jpg", hashlib.sha256(b"b").hexdigest()],
        ],
        "photos": 2,
    }
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (body_of(("photo", "a.jpg", b"x" * (MEGABYTE + 1)), ("photo", "b.jpg", b"y")), "file-too-large"),
        (body_of(("photo", "a.jpg", b"x"), ("photo", "b.jpg", b"")), "file-empty"),
        (body_of(*[("photo", "a.jpg", b"x")] * 4), "too-many-files"),
        (body_of(*[("photo", "a.jpg", b"x" * MEGABYTE)] * 3, ("a", None, b"x" * 6 * MEGABYTE)), "broken-form"),
        (body_of(("photo", "a.jpg", b"x"))[:-9], "broken-form"),
    ],
)
async def test_a_refused_form_leaves_nothing_behind(tmp_path: Path, body: bytes, problem: str) -> None:
    changes = {"store_url": f"file://{tmp_path}", "upload_max_bytes": MEGABYTE, "deposit_pages_max": 3}
    async with client_of(app_of([papers], **changes)) as client:
        answer = await client.post("/papers", content=_in_pieces(body, 65536), headers={"Content-Type": KIND})
    assert (answer.status_code, answer.json()["type"]) == (422, f"urn:guichet:problem:{problem}")
    assert left_in(tmp_path) == []


async def test_a_body_without_end_is_refused(tmp_path: Path) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield body_of(("photo", "a.jpg", b"x"))[:-12]
        for _ in range(9):
            yield b"\r\n" + body_of(("photo", "a.jpg", b"x" * (MEGABYTE - 300)))[: -len(BOUNDARY) - 8]

    async with client_of(app_of([papers], store_url=f"file://{tmp_path}", upload_max_bytes=MEGABYTE)) as client:
        answer = await client.post("/papers", content=endless(), headers={"Content-Type": KIND})
    assert answer.json()["type"] == "urn:guichet:problem:too-large-together"
    assert left_in(tmp_path) == []


async def test_a_depositor_who_hangs_up_leaves_nothing_and_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_of([papers], store_url=f"file://{tmp_path}")
    half = body_of(("photo", "a.jpg", b"x" * MEGABYTE))[: MEGABYTE // 2]
    incoming = iter([{"type": "http.request", "body": half, "more_body": True}, {"type": "http.disconnect"}])
    sent: list[Any] = []

    async def receive() -> Any:
        return next(incoming)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", KIND.encode()), (b"host", b"guichet.test")]
    scope = {"type": "http", "method": "POST", "path": "/papers", "headers": headers, "query_string": b""}
    rest = {"scheme": "http", "server": ("guichet.test", 80), "client": ("1.1.1.1", 1), "http_version": "1.1"}
    paths = {"root_path": "", "raw_path": b"/papers", "extensions": {}}
    async with app.lifespan():
        await app(cast("Any", {**scope, **rest, **paths}), receive, send)
    assert sent[0]["status"] == 422
    assert "fault" not in capsys.readouterr().out
    assert left_in(tmp_path) == []
