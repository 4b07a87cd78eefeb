"""Which documents wait for a second look: drawn once filed by one person, withdrawn when that is undone."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim, release
from dossier.documents.undo import undo
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.people.roles import DECIDES
from dossier.resources import Resources
from dossier.second_looks.drop import drop_overdue
from dossier.second_looks.queries import next_look, waiting_looks
from dossier.second_looks.settle import settle_second_look
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS, filed, in_hand, profiled
from tests.support.second_looks import LATER, drawing, drawn, look_rows
from tests.support.signals import events

pytestmark = pytest.mark.people


async def test_what_one_person_filed_is_drawn_once_and_waits_until_it_cannot_be_undone(
    resources: Resources, centre_id: UUID
) -> None:
    agent, reader = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    document_id = await drawn(resources, agent, "REV_PAIE", sender="ACME")
    (row,) = await look_rows(centre_id, document_id)
    assert (row["state"], row["circuit"], row["wrong"]) == ("waiting", "portal", [])
    assert (await waiting_looks(reader)).rows == ()
    with clock.moved(LATER):
        (waits,) = (await waiting_looks(reader)).rows
        assert (waits.id, waits.page_count) == (row["id"], 1)
        assert await next_look(reader) == row["id"]
    everything = drawing(resources).settings
    await asyncio.gather(*(settle_second_look(system(centre_id), document_id, everything) for _ in range(4)))
    assert [each["id"] for each in await look_rows(centre_id, document_id)] == [row["id"]]
    assert (await events(centre_id, row["id"])) == ["SecondLookDrawn"]


async def test_a_share_of_nothing_draws_nothing(resources: Resources, centre_id: UUID) -> None:
    document_id = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    await drain(drawing(resources, 0))
    assert await look_rows(centre_id, document_id) == []


async def test_what_two_persons_read_is_not_drawn(resources: Resources, centre_id: UUID) -> None:
    first, second = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    made = await in_hand(resources, first, "REV_PAIE")
    (document_id,) = made.document_ids
    told = await profiled(centre_id, "REV_PAIE")
    await validate(first, document_id, told, second_reader=True)
    await release(first, document_id)
    await claim(second, document_id, LEASE_SECONDS)
    await validate(second, document_id, told)
    await drain(drawing(resources))
    assert await look_rows(centre_id, document_id) == []


async def test_an_undone_validation_withdraws_its_look_and_the_next_one_is_drawn_again(
    resources: Resources, centre_id: UUID
) -> None:
    agent, reader = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    document_id = await drawn(resources, agent, "REV_PAIE")
    await undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
    with clock.moved(LATER):
        assert (await waiting_looks(reader)).rows == (), "also before the job has run"
    await drain(drawing(resources))
    (row,) = await look_rows(centre_id, document_id)
    assert (row["state"], row["profile"]) == ("withdrawn", None)
    await validate(agent, document_id, await profiled(centre_id, "LOG_BAIL"))
    await drain(drawing(resources))
    before, after = await look_rows(centre_id, document_id)
    assert (before["state"], after["state"]) == ("withdrawn", "waiting")


async def test_whoever_may_not_read_it_or_filed_it_or_is_kin_does_not_get_it(
    resources: Resources, centre_id: UUID
) -> None:
    """Nadia and Marie are of AS, Olivier of another department; Nadia filed it."""
    filer = await staff(centre_id, "nadia.benali")
    document_id = await drawn(resources, filer, "REV_PAIE", people()[0])
    (row,) = await look_rows(centre_id, document_id)
    seen = {}
    with clock.moved(LATER):
        for username in ("nadia.benali", "ines.moreau", "wim.claes", "olivier.marchal", "koen.smets"):
            seen[username] = await next_look(await staff(centre_id, username))
    assert seen.pop("nadia.benali") is None, "she filed it"
    assert seen.pop("ines.moreau") is None, "the scan section does not read what is filed in a department"
    assert [each for each in seen.values() if each] == [row["id"]] * len([each for each in seen.values() if each])
    assert any(seen.values())


async def test_what_is_sealed_is_got_by_those_with_a_key_alone(resources: Resources, centre_id: UUID) -> None:
    """A judicial seal is opened by the worker of the file, and by the legal department."""
    person = next(each for each in people() if each.last_name == "De Cuyper")
    agent = await staff(centre_id, "ines.moreau")
    got: dict[str | None, set[str]] = {}
    for seal in (None, "judicial"):
        document_id = await drawn(resources, agent, "REV_PAIE", person, sealed_as=seal)
        (row,) = await look_rows(centre_id, document_id)
        with clock.moved(LATER):
            got[seal] = {
                username
                for username, _ in accounts.staff()
                if (actor := await staff(centre_id, username)).roles & DECIDES
                and any(each.id == row["id"] for each in (await waiting_looks(actor)).rows)
            }
    async with transaction(system(centre_id)) as tx:
        owner = await tx.value(
            """SELECT s.username FROM documents d JOIN social_files f ON f.id = d.social_file_id
               JOIN staff_members s ON s.id = f.social_worker_id WHERE d.id = $1""",
            document_id,
        )
    assert got["judicial"] == {owner} & got[None]
    assert len(got[None]) > 1, "without a seal the department's workers get it"


async def test_what_nobody_looks_at_in_time_is_dropped(resources: Resources, centre_id: UUID) -> None:
    document_id = await drawn(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    assert await drop_overdue(system(centre_id)) == 0
    with clock.moved(timedelta(days=resources.settings.second_look_days) + LATER):
        assert await drop_overdue(system(centre_id)) == 1
        assert await next_look(await staff(centre_id, "nadia.benali")) is None
    (row,) = await look_rows(centre_id, document_id)
    assert (row["state"], row["profile"]) == ("dropped", None)
    assert (await events(centre_id, row["id"]))[-1] == "SecondLookDropped"
