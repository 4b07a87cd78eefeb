"""A kiosk's own machine takes papers in: what it promised is on its disk, sealed, and is handed on once."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4, uuid5

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from dossier.sealing import NotSealed, opened, seal, sealing_key
from kiosk_agent.kept import Pairing
from kiosk_agent.loopback import Asked, Reply
from kiosk_agent.offline.counter import Counter, TakesNothing
from kiosk_agent.offline.handing_on import hand_on
from kiosk_agent.offline.keeping import Photo
from kiosk_agent.offline.numbers import Numbers, Promised
from kiosk_agent.offline.screens import Screens
from kiosk_agent.offline.visit import PAGES_MAX, Page
from kiosk_agent.server import Conduct, ServerAway
from tests.kiosk_agent.test_service import Centre, centre

__all__ = ["centre"]

PHOTO = b"\xff\xd8 a photo of Amina's payslip"


def told(*ordinals: int) -> tuple[Promised, ...]:
    return tuple(Promised(ordinal=each, number=f"26-{each:06d}-10", address=f"https://x/r/{each}") for each in ordinals)


def conduct(*ordinals: int) -> Conduct:
    return Conduct(
        printer_address="",
        paper_width_mm=80,
        printer_patience_seconds=1,
        life_seconds=60,
        centre_fr="CPAS",
        centre_nl="OCMW",
        sealing_key=sealing_key(),
        now=datetime.now(UTC) + timedelta(hours=1),
        numbers=told(*ordinals),
    )


def counter(folder: Path, *ordinals: int) -> Counter:
    made = Counter(folder, lambda: None)
    if ordinals:
        made.learn(conduct(*ordinals))
    return made


async def visited(made: Counter, *papers: UUID) -> Counter:
    """Have somebody photograph papers."""
    made.arrive("fr")
    assert made.visit is not None
    for each in papers or (uuid4(),):
        made.visit.add(Page(id=uuid4(), paper_id=each, jpeg=PHOTO))
    return made


def test_a_number_is_given_out_once_whatever_is_told_and_whenever_the_machine_starts(tmp_path: Path) -> None:
    file = tmp_path / "numbers.json"
    numbers = Numbers(file)
    numbers.learn(told(3, 1, 2))
    assert numbers.take() == told(1)[0]
    numbers.learn(told(1, 2, 3, 4))  # said before the server heard of it
    numbers.learn(())
    again = Numbers(file)
    assert [again.take(), again.take(), again.take(), again.take()] == [*told(2, 3, 4), None]
    assert (Numbers(file).left, Numbers(file).take()) == (0, None)


async def test_what_was_handed_in_is_there_after_a_power_cut_and_nobody_on_this_machine_reads_it(
    tmp_path: Path,
) -> None:
    made = await visited(counter(tmp_path, 1), uuid4(), uuid4())
    kept = await made.hand_in()
    assert await made.hand_in() == kept  # a double touch
    assert made.visit is not None
    assert {each.jpeg for each in made.visit.pages} == {b""}
    assert counter(tmp_path).keeping.kept() == [kept]
    assert abs(kept.handed_in_at - datetime.now(UTC) - timedelta(hours=1)) < timedelta(minutes=1)  # the server's clock
    assert PHOTO not in stored(tmp_path)
    for photo in kept.photos:
        assert opened(made.keeping.sealed(kept, photo), str(photo.original_id)) == PHOTO
        with pytest.raises(NotSealed):
            opened(made.keeping.sealed(kept, photo), str(uuid4()))


def stored(folder: Path) -> bytes:
    """Return all that a folder holds; whoever else is on the machine reads none of it."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert all(each.stat().st_mode & 0o077 == 0 for each in folder.rglob("*"))
    return b"".join(each.read_bytes() for each in files)


def test_what_is_sealed_for_another_is_not_opened() -> None:
    other = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    with pytest.raises(NotSealed):
        opened(seal(PHOTO, other, "a"), "a")


async def test_what_was_not_handed_in_is_gone(tmp_path: Path) -> None:
    made = await visited(counter(tmp_path, 1))
    assert made.visit is not None
    page = made.visit.pages[0]
    made.keeping.put(made.visit.deposit_id, Photo(original_id=page.id, paper_id=page.paper_id), PHOTO, sealing_key())
    assert list((tmp_path / "kept").iterdir()) != []
    counter(tmp_path)  # the machine starts anew
    assert list((tmp_path / "kept").iterdir()) == []


async def test_without_numbers_or_a_key_nothing_is_promised(tmp_path: Path) -> None:
    without = await visited(counter(tmp_path / "a"))
    with pytest.raises(TakesNothing):
        await without.hand_in()
    keyless = counter(tmp_path / "b")
    keyless.learn(replace(conduct(1), sealing_key=""))
    with pytest.raises(TakesNothing):
        await (await visited(keyless)).hand_in()
    assert [without.is_open, keyless.is_open, without.keeping.kept(), keyless.keeping.kept()] == [False, False, [], []]


async def test_a_full_disk_promises_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await visited(counter(tmp_path, 1, 2))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kiosk_agent.offline.keeping.write_whole", full)
    with pytest.raises(TakesNothing):
        await made.hand_in()
    monkeypatch.undo()
    assert made.keeping.kept() == []
    assert (await made.hand_in()).number == told(2)[0].number  # the first may be nowhere, and is not given again


async def test_all_is_handed_on_oldest_first_and_forgotten(centre: Centre, tmp_path: Path) -> None:
    made = counter(tmp_path, 1, 2)
    first = await (await visited(made)).hand_in()
    second = await (await visited(made)).hand_in()
    open_now = {"state": "open", "original_ids": []}
    for each in (first, second):
        centre.answers[f"/kiosk/agent/kept/{each.id}"] = open_now
    assert await hand_on(centre.pairing, made.keeping) == 2
    begun = [path for path, _ in centre.asked if path.count("/") == 4]
    assert begun == [f"/kiosk/agent/kept/{each.id}" for each in (first, second)]
    assert made.keeping.kept() == []
    assert list((tmp_path / "kept").iterdir()) == []


async def test_what_the_server_has_is_not_sent_again(centre: Centre, tmp_path: Path) -> None:
    made = await visited(counter(tmp_path, 1), uuid4(), uuid4())
    kept = await made.hand_in()
    there = str(kept.photos[0].original_id)
    centre.answers[f"/kiosk/agent/kept/{kept.id}"] = {"state": "open", "original_ids": [there]}
    await hand_on(centre.pairing, made.keeping)
    filled = [path for path, _ in centre.asked if "/originals/" in path]
    assert len(filled) == 1
    assert str(kept.photos[1].original_id) in filled[0]


@pytest.mark.parametrize("state", ["received", "ready", "closed", "withdrawn"])
async def test_what_the_server_received_is_forgotten(centre: Centre, tmp_path: Path, state: str) -> None:
    made = await visited(counter(tmp_path, 1))
    kept = await made.hand_in()
    centre.answers[f"/kiosk/agent/kept/{kept.id}"] = {"state": state, "original_ids": []}
    assert await hand_on(centre.pairing, made.keeping) == 1
    assert len(centre.asked) == 1


async def test_what_was_given_up_there_is_handed_on_under_other_names(centre: Centre, tmp_path: Path) -> None:
    made = await visited(counter(tmp_path, 1))
    kept = await made.hand_in()
    next_id = uuid5(kept.id, "1")
    centre.answers[f"/kiosk/agent/kept/{kept.id}"] = {"state": "abandoned", "original_ids": []}
    centre.answers[f"/kiosk/agent/kept/{next_id}"] = {"state": "open", "original_ids": []}
    await hand_on(centre.pairing, made.keeping)
    (filled,) = [path for path, _ in centre.asked if "/originals/" in path]
    assert filled.startswith(f"/kiosk/agent/kept/{next_id}/originals/{uuid5(kept.photos[0].original_id, '1')}")
    assert f"sealed_as={kept.photos[0].original_id}" in filled


async def test_what_is_refused_stays_and_keeps_nothing_behind_it(centre: Centre, tmp_path: Path) -> None:
    made = counter(tmp_path, 1, 2)
    bad = await (await visited(made)).hand_in()
    good = await (await visited(made)).hand_in()
    centre.statuses[f"/kiosk/agent/kept/{bad.id}"] = 422
    centre.answers[f"/kiosk/agent/kept/{good.id}"] = {"state": "received", "original_ids": []}
    assert await hand_on(centre.pairing, made.keeping) == 1
    assert made.keeping.kept() == [bad]


@pytest.mark.parametrize("damage", [b"", b"\xff{", b'{"id": 1}', None])
async def test_what_cannot_be_read_is_put_aside_whole_and_told_and_keeps_nothing_behind_it(
    centre: Centre, tmp_path: Path, damage: bytes | None
) -> None:
    made = counter(tmp_path, 1, 2)
    bad = await (await visited(made)).hand_in()
    good = await (await visited(made)).hand_in()
    folder = tmp_path / "kept" / bad.id.hex
    photo = folder / bad.photos[0].original_id.hex
    sealed = photo.read_bytes()
    if damage is None:
        photo.rename(folder / "elsewhere")  # its facts are whole, a photo is not there
    else:
        (folder / "handed-in.json").write_bytes(damage)
    for each in (bad, good):
        centre.answers[f"/kiosk/agent/kept/{each.id}"] = {"state": "open", "original_ids": []}
    assert await hand_on(centre.pairing, made.keeping) == 1
    assert (made.keeping.kept(), made.keeping.aside_count) == ([], 1)
    again = counter(tmp_path)  # the machine starts anew
    assert again.keeping.aside_count == 1
    assert sealed in stored(tmp_path / "put-aside")
    assert f"/kiosk/agent/kept/{good.id}/receipt" in [path for path, _ in centre.asked]


async def test_what_cannot_be_put_aside_either_is_passed_over(tmp_path: Path) -> None:
    made = counter(tmp_path, 1, 2)
    bad = await (await visited(made)).hand_in()
    good = await (await visited(made)).hand_in()
    (tmp_path / "kept" / bad.id.hex / "handed-in.json").write_bytes(b"")
    (tmp_path / "put-aside").write_bytes(b"")  # no folder: nothing can be moved there
    assert made.keeping.kept() == [good]
    assert (tmp_path / "kept" / bad.id.hex).is_dir()


async def test_a_server_that_is_away_leaves_all_as_it_is(tmp_path: Path) -> None:
    made = await visited(counter(tmp_path, 1))
    kept = await made.hand_in()
    with pytest.raises(ServerAway):
        await hand_on(Pairing(server="http://127.0.0.1:9", device_id="d", key="k"), made.keeping)
    assert made.keeping.kept() == [kept]


class Browser:
    """Asks the screens as a browser does."""

    def __init__(self, made: Counter) -> None:
        self.screens = Screens(made, lambda: 8631)

    async def get(self, path: str) -> Reply:
        where, _, query = path.partition("?")
        return await self.screens(Asked(method="GET", path=where, query=query, headers={}, body=b""))

    async def post(self, path: str, body: str = "") -> Reply:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return await self.screens(Asked(method="POST", path=path, query="", headers=headers, body=body.encode()))


PAPER = f"/kiosk/deposit/papers/{UUID(int=7)}/photo"


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/kiosk/identification/number", "/kiosk"),
        ("/kiosk/identification/birth-date", "/kiosk"),
        ("/kiosk/deposit", "/kiosk"),
        ("/kiosk/deposit/photo", "/kiosk"),
        (PAPER, "/kiosk"),
        ("/kiosk/deposit/receipt", "/kiosk/deposit"),
    ],
)
async def test_nothing_is_shown_to_whoever_did_not_begin(tmp_path: Path, path: str, leads: str) -> None:
    browser = Browser(counter(tmp_path, 1))
    answer = await browser.get(path)
    assert (answer.status, answer.headers["Location"]) == (303, leads)


async def test_a_visit_leaves_nothing_for_the_next_person(tmp_path: Path) -> None:
    made = counter(tmp_path, 1)
    browser = Browser(made)
    await browser.get("/kiosk/identification?lang=nl")
    await visited(made)
    assert made.visit is not None
    page = f"/kiosk/deposit/pages/{made.visit.pages[0].id}/photo"
    assert (await browser.get(page)).body == PHOTO
    assert (await browser.get("/kiosk")).status == 200
    assert (await browser.get(page)).status == 404
    assert made.visit is None


async def test_a_wrong_number_is_told_in_the_person_s_language(tmp_path: Path) -> None:
    browser = Browser(counter(tmp_path, 1))
    await browser.get("/kiosk/identification?lang=nl")
    answer = await browser.post("/kiosk/identification/number", "number=123")
    assert answer.status == 422
    assert 'lang="nl"' in answer.body.decode()
    assert "field-error" in answer.body.decode()


async def test_a_visit_holds_so_many_pages_and_says_so(tmp_path: Path) -> None:
    made = counter(tmp_path, 1)
    browser = Browser(made)
    await browser.get("/kiosk/identification?lang=fr")
    await visited(made, *(uuid4() for _ in range(PAGES_MAX)))
    shown = (await browser.get(PAPER)).body.decode()
    assert "page-viewfinder" not in shown
    assert "ne peut pas garder plus" in shown


async def test_what_cannot_be_kept_is_told_and_nothing_is_lost_of_the_visit(tmp_path: Path) -> None:
    made = counter(tmp_path)
    made.learn(replace(conduct(), numbers=()))
    browser = Browser(made)
    await browser.get("/kiosk/identification?lang=fr")
    await visited(made)
    answer = await browser.post("/kiosk/deposit/receipt")
    assert "Gardez vos papiers" in answer.body.decode()
    assert made.visit is not None
    assert len(made.visit.pages) == 1


def test_what_the_server_said_is_known_after_the_machine_started_anew(tmp_path: Path) -> None:
    made = counter(tmp_path, 1)
    assert json.loads((tmp_path / "conduct.json").read_bytes())["conduct"]["numbers"] == []
    assert (made.numbers.left, Counter(tmp_path, lambda: None).conduct.centre_fr) == (1, "CPAS")
