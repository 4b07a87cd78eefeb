"""What goes wrong: the status that tus gives it, the person's sentence, and that nothing moved."""

from typing import Any

import pytest

from dossier.deposits.receive import receive
from dossier.resources import Resources
from dossier.storage.vault import NotStored
from dossier.uploads.permit import Permit
from tests.support.tus import Sender, large_pdf, open_for
from tests.web.tus.conftest import MEGABYTE
from tests.web.tus.looking import FILE, HALF, checksum, kept, problem

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


async def test_an_upload_is_its_deposit_s_own(sender: Sender, permit: Permit) -> None:
    path = await sender.created(len(FILE))
    other = Sender(client=sender.client, permit=await open_for(permit.actor.centre_id))
    for answer in (await other.ask("HEAD", path), await other.ask("DELETE", path), await other.send(path, 0, b"x")):
        assert answer.status_code == 404
        assert "Upload-Offset" not in answer.headers
    theirs = {"Authorization": other.headers["Authorization"]}
    assert problem(await sender.create(1000, None, **theirs)) == "no-permit"
    assert await sender.offset(path) == 0


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
    real, failing = resources.vault.place, [True]

    async def place(key: str, *rest: Any, **more: Any) -> None:
        if failing and key.startswith("staging/") == (when == "in the midst"):
            raise NotStored
        await real(key, *rest, **more)

    monkeypatch.setattr(resources.vault, "place", place)
    answer = await sender.send(path, HALF, FILE[HALF:])
    assert (answer.status_code, problem(answer)) == (503, "not-stored")
    assert int(answer.headers["Retry-After"]) > 0
    offset_bytes = await sender.offset(path)
    assert offset_bytes == (HALF if when == "in the midst" else offset_bytes) < len(FILE)
    failing.clear()
    assert (await sender.send(path, offset_bytes, FILE[offset_bytes:])).status_code == 204
    assert await kept(resources, sender, FILE)
