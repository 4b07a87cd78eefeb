"""The order of acknowledgement, as the kernel saw it: write, sync, name, sync the folder, commit, answer."""

import shutil
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.durability.depositors import small_photo
from tests.durability.house_of_cards import SERVE, house
from tests.durability.trace import CALLS, first_missing, steps

WITHOUT_SYNC = ["tests.durability.bugged", "no_sync"]


async def taken_in(folder: Path, serve: list[str]) -> str | None:
    """Hand one page over to a server that is traced; return the first step that is missing or out of order."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    trace, photo = folder / "trace", small_photo(7)
    traced = [strace, "-f", "--seccomp-bpf", "-y", "-s", "400", "-e", f"trace={CALLS}", "-o", str(trace)]
    async with house(folder, serve, web=1, traced=traced) as built:
        (address,) = built.addresses
        deposit_id = uuid4()
        headers = {"Origin": address, "Accept": "application/json"}
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=30) as client:
            who = {"name": "Ann", "contact": "-", "deposit_id": str(deposit_id)}
            assert (await client.post("/identification/contact", data=who)).status_code == 303
            answer = await client.post(
                f"/deposits/{deposit_id}/originals",
                params={"paper": str(uuid4())},
                data={"original_id": str(uuid4())},
                files={"photo": ("photo.jpg", photo, "image/jpeg")},
            )
            assert answer.status_code == 201
        vault = built.settings.store_url.removeprefix("file://")
    lines = trace.read_text(errors="replace").splitlines()
    return first_missing(lines, steps(vault, sha256(photo).hexdigest()))


async def test_a_page_is_acknowledged_when_it_is_safe_and_not_before(tmp_path: Path) -> None:
    assert await taken_in(tmp_path, SERVE) is None


async def test_the_trace_shows_a_missing_sync(tmp_path: Path) -> None:
    assert await taken_in(tmp_path, WITHOUT_SYNC) == "sync the file"
