"""Who brought a lot is refused when an upload is created, before a byte of it is taken in."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from litestar import Litestar

from dossier.clock import moved
from dossier.database.actor import Actor
from dossier.deposits.queries import deposit
from dossier.resources import Resources
from tests.support.statements import statements
from tests.support.tus import Sender, open_for
from tests.web.tus.looking import FILE, kept, problem


def decide(app: Litestar, **settings: object) -> None:
    """Have the open door decide otherwise."""
    app.state.settings = app.state.settings.model_copy(update=settings)


def another(sender: Sender) -> Sender:
    """Return the sender with another file."""
    return replace(sender, paper_id=uuid4(), original_id=uuid4())


async def test_a_file_too_many_is_refused_at_its_creation(app: Litestar, resources: Resources, sender: Sender) -> None:
    decide(app, person_files_per_window_max=1)
    assert (await sender.create(len(FILE), FILE)).status_code == 201
    for content in (None, FILE):
        refused = await another(sender).create(len(FILE), content, Accept_Language="nl")
        assert (refused.status_code, problem(refused)) == (429, "person-quota-spent")
        assert 0 < int(refused.headers["Retry-After"]) <= 3660
        assert refused.json()["title"].startswith("U hebt veel verstuurd in korte tijd.")
        assert "Location" not in refused.headers
    assert len((await deposit(sender.permit.actor, sender.permit.deposit_id)).papers) == 1
    assert not list(resources.settings.scratch_dir.glob("*.upload"))
    with moved(timedelta(seconds=3661)):
        assert (await another(sender).create(len(FILE), FILE)).status_code == 201


async def test_bytes_are_counted_as_the_file_is_said_to_have(app: Litestar, sender: Sender) -> None:
    decide(app, address_bytes_per_window_max=2 * len(FILE))
    assert (await sender.create(len(FILE))).status_code == 201
    refused = await another(sender).create(len(FILE) + 1)
    assert (refused.status_code, problem(refused)) == (429, "address-quota-spent")
    assert (await another(sender).create(len(FILE))).status_code == 201


async def test_what_can_never_come_is_not_counted(app: Litestar, sender: Sender) -> None:
    decide(app, person_files_per_window_max=1)
    for size_bytes, told in ((0, "file-empty"), (10**12, "file-too-large")):
        assert problem(await another(sender).create(size_bytes)) == told
    assert (await sender.create(len(FILE))).status_code == 201


async def test_going_on_and_creating_anew_count_once(app: Litestar, resources: Resources, sender: Sender) -> None:
    decide(app, person_files_per_window_max=1, address_bytes_per_window_max=len(FILE))
    await sender.created(len(FILE))  # the answer was lost
    path = await sender.created(len(FILE))
    assert (await sender.send(path, 0, FILE[:1000])).status_code == 204
    assert (await sender.send(path, 1000, FILE[1000:])).status_code == 204
    assert await kept(resources, sender, FILE)
    assert (await sender.create(len(FILE), FILE)).status_code == 201
    assert (await another(sender).create(len(FILE))).status_code == 429


@pytest.mark.parametrize(("kind", "place"), [("beneficiary", "kiosk"), ("device", "kiosk"), ("staff", "backoffice")])
async def test_kiosks_and_staff_have_no_quota_of_an_address(
    app: Litestar, centre_id: UUID, sender: Sender, kind: str, place: str
) -> None:
    decide(app, address_files_per_window_max=1)
    assert (await sender.create(len(FILE))).status_code == 201
    assert (await another(sender).create(len(FILE))).status_code == 429
    permit = await open_for(centre_id)
    exempt = Actor(centre_id=centre_id, kind=kind, id=uuid4(), place=place)  # type: ignore[arg-type]
    free = replace(sender, permit=replace(permit, actor=exempt))
    for _ in range(3):
        assert (await another(free).create(len(FILE))).status_code == 201


async def test_a_kiosk_has_its_own_whoever_stands_at_it(app: Litestar, centre_id: UUID, sender: Sender) -> None:
    decide(app, kiosk_files_per_window_max=1)
    kiosks = uuid4(), uuid4()
    for kiosk, status in ((kiosks[0], 201), (kiosks[0], 429), (kiosks[1], 201)):
        permit = await open_for(centre_id)
        someone = Actor(centre_id=centre_id, kind="beneficiary", id=uuid4(), place="kiosk")
        standing = replace(sender, permit=replace(permit, actor=someone, device_id=kiosk))
        assert (await another(standing).create(len(FILE))).status_code == status


async def test_it_costs_one_statement(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    with statements(monkeypatch) as heard:
        path = await sender.created(len(FILE))
    assert len([each for each in heard if "technical.quota" in each]) == 1
    with statements(monkeypatch) as heard:
        assert (await sender.send(path, 0, FILE)).status_code == 204
    assert heard
    assert not [each for each in heard if "technical.quota" in each]
