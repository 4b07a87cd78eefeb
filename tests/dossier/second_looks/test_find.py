"""What a second look finds: in order, or wrong and put right, with what follows from it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.breaches.queries import breaches
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.errors import TypeNeeded
from dossier.documents.move import ReasonNeeded, move
from dossier.documents.profile import Profile
from dossier.documents.review import review
from dossier.jobs.worker import drain
from dossier.people.queries import centre_id_of
from dossier.people.ties import TieKind, note_tie
from dossier.resources import Resources
from dossier.second_looks.errors import NoSuchSecondLook, NothingWrong, ProfileDiffers, ReadingNeeded
from dossier.second_looks.find import Wrong, differences, find_in_order, find_wrong
from dossier.second_looks.queries import opened_look, waiting_looks
from dossier.second_looks.read import read
from tests.support.deposits import staff
from tests.support.desk import profiled, rows_of
from tests.support.requests import person_id
from tests.support.second_looks import LATER, drawing, drawn, look_rows, read_as_filed
from tests.support.signals import events, told
from tests.support.terms import change_term

pytestmark = pytest.mark.people
WRONG, RIGHT = people()[0], next(each for each in people() if each.last_name == "De Cuyper")


async def waiting(resources: Resources, code: str = "REV_PAIE", **more: object) -> tuple[Actor, UUID, UUID, Profile]:
    """File a document by the scan section; return who may look at it, it, its look and what was filed."""
    centre_id = (agent := await _agent(resources)).centre_id
    document_id = await drawn(resources, agent, code, WRONG, **more)
    (row,) = await look_rows(centre_id, document_id)
    reader = await staff(centre_id, "nadia.benali")
    return reader, document_id, row["id"], await profiled(centre_id, code, WRONG, **more)


async def _agent(resources: Resources) -> Actor:
    return await staff(await centre_id_of(resources.settings.centre_code), "ines.moreau")


def test_each_field_that_differs_is_told_by_its_kind() -> None:
    filed = Profile(type_id=UUID(int=1), beneficiary_id=UUID(int=2), document_date=date(2026, 11, 2), sender="ACME")
    assert differences(filed, filed) == set()
    assert differences(filed, replace(filed, type_id=UUID(int=3))) == {Wrong.TYPE}
    assert differences(filed, replace(filed, beneficiary_id=UUID(int=3))) == {Wrong.PERSON}
    assert differences(filed, replace(filed, document_date=None)) == {Wrong.DATE}
    for other in ({"sender": ""}, {"reference": "1"}, {"words": "x"}, {"language": "nl"}, {"sealed_as": "medical"}):
        assert differences(filed, replace(filed, **other)) == {Wrong.OTHER}  # type: ignore[arg-type]


async def test_in_order_ends_it_and_nothing_of_who_and_what_is_kept(resources: Resources) -> None:
    reader, document_id, look_id, filed = await waiting(resources, sender="ACME")
    before = await rows_of(reader.centre_id, document_id)
    with clock.moved(LATER):
        with pytest.raises(ReadingNeeded):
            await find_in_order(reader, look_id, filed)
        assert (await opened_look(reader, look_id)).reading is None, "what was filed is not shown before"
        with pytest.raises(TypeNeeded):
            await read(reader, look_id, None, None)
    await read_as_filed(reader, look_id)
    with clock.moved(LATER):
        opened = await opened_look(reader, look_id)
        assert opened.reading is not None
        assert opened.reading.filed == filed
        with pytest.raises(NothingWrong):
            await find_wrong(reader, look_id, filed)
        with pytest.raises(ProfileDiffers):
            await find_in_order(reader, look_id, replace(filed, sender=""))
        await find_in_order(reader, look_id, filed)
        with pytest.raises(NoSuchSecondLook):
            await find_in_order(reader, look_id, filed)
    (row,) = await look_rows(reader.centre_id, document_id)
    assert (row["state"], row["profile"], row["read_by"], row["read_type_id"]) == ("in_order", None, None, None)
    assert await rows_of(reader.centre_id, document_id) == before
    assert (await events(reader.centre_id, look_id))[-1] == "SecondLookInOrder"


async def test_a_wrong_type_and_date_are_corrected_and_signals_follow(resources: Resources) -> None:
    reader, document_id, look_id, _ = await waiting(resources)
    centre_id = reader.centre_id
    assert set(await told(centre_id, document_id)) == {"AS", "ISP", "FIN"}
    right = await profiled(centre_id, "LOG_BAIL", WRONG, document_date=date(2026, 10, 1))
    with clock.moved(LATER):
        await read(reader, look_id, right.type_id, right.beneficiary_id)
        assert await find_wrong(reader, look_id, right) == {Wrong.TYPE, Wrong.DATE}
    await drain(drawing(resources))
    assert set(await told(centre_id, document_id)) != {"AS", "ISP", "FIN"}
    seen = await review(reader, document_id)
    assert (seen.type_code, seen.document_date, seen.state) == ("LOG_BAIL", date(2026, 10, 1), "validated")
    assert "DocumentCorrected" in await events(centre_id, document_id)
    (row,) = await look_rows(centre_id, document_id)
    assert (row["state"], row["wrong"]) == ("wrong", ["type", "date"])
    async with transaction(system(centre_id)) as tx:
        facts = await tx.value("SELECT facts ->> 'kind' FROM events WHERE name = 'SecondLookWrong'")
    assert facts == "type,date"


async def test_a_wrong_person_is_moved_with_a_breach_where_somebody_had_read_it(resources: Resources) -> None:
    reader, document_id, look_id, filed = await waiting(resources)
    centre_id = reader.centre_id
    await review(await staff(centre_id, "wim.claes"), document_id)
    right = replace(filed, beneficiary_id=await person_id(centre_id, RIGHT))
    with clock.moved(LATER):
        await read(reader, look_id, right.type_id, right.beneficiary_id)
        with pytest.raises(ReasonNeeded):
            await find_wrong(reader, look_id, right)
        assert await find_wrong(reader, look_id, right, words="Homonyme") == {Wrong.PERSON}
    after = await rows_of(centre_id, document_id)
    assert after["beneficiary_ids"] == [str(right.beneficiary_id)]
    assert len(await breaches(await staff(centre_id, "anne.dewit"))) == 1
    names = await events(centre_id, document_id)
    assert "DocumentMoved" in names
    assert "DocumentCorrected" not in names


async def test_a_type_that_two_read_is_not_filed_by_one_correction(resources: Resources) -> None:
    reader, document_id, look_id, _ = await waiting(resources)
    centre_id = reader.centre_id
    await change_term(centre_id, "REV_BANK", two_readers=True)
    right = await profiled(centre_id, "REV_BANK", WRONG)
    with clock.moved(LATER):
        await read(reader, look_id, right.type_id, right.beneficiary_id)
        await find_wrong(reader, look_id, right)
    await drain(drawing(resources))
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT d.state, d.decided_by, p.state AS deposit FROM documents d JOIN deposits p ON p.id = d.deposit_id
               WHERE d.id = $1""",
            document_id,
        )
    assert row is not None
    assert (row["state"], row["decided_by"], row["deposit"]) == ("second_reading", reader.staff_id, "ready")
    assert (await events(centre_id, document_id))[-1] == "SecondReadingAsked"


async def test_what_was_moved_meanwhile_is_counted_and_stays_where_it_belongs(resources: Resources) -> None:
    reader, document_id, look_id, filed = await waiting(resources)
    centre_id = reader.centre_id
    right = replace(filed, beneficiary_id=await person_id(centre_id, RIGHT))
    await move(await staff(centre_id, "ines.moreau"), document_id, right.beneficiary_id, "", "Deux dépôts ouverts")
    async with transaction(system(centre_id)) as tx:
        code = await tx.value(
            """SELECT p.code FROM documents d JOIN social_files f ON f.id = d.social_file_id
               JOIN departments p ON p.id = f.department_id WHERE d.id = $1""",
            document_id,
        )
    reader = await staff(centre_id, {"AS": "nadia.benali", "PA": "chantal.remy", "ENE": "pieter.maes"}[code])
    with clock.moved(LATER):
        await read(reader, look_id, right.type_id, right.beneficiary_id)
        assert await find_wrong(reader, look_id, right, words="Homonyme", is_cut_wrongly=True) == {
            Wrong.PERSON,
            Wrong.CUT,
        }
    assert (await events(centre_id, document_id)).count("DocumentMoved") == 1


async def test_kin_get_nothing_neither_of_where_it_stood_nor_of_where_it_stands(resources: Resources) -> None:
    reader, _, look_id, filed = await waiting(resources)
    keeper = await staff(reader.centre_id, "rachid.lahlou")
    assert filed.beneficiary_id is not None
    with clock.moved(LATER):
        assert (await waiting_looks(reader)).count == 1
        await note_tie(keeper, reader.id, filed.beneficiary_id, TieKind.RELATIVE)
        assert (await waiting_looks(reader)).count == 0
        with pytest.raises(NoSuchSecondLook):
            await opened_look(reader, look_id)


async def test_a_colleague_who_reads_it_takes_it_over(resources: Resources) -> None:
    reader, _, look_id, filed = await waiting(resources)
    other = await staff(reader.centre_id, "olivier.marchal")
    await read_as_filed(reader, look_id)
    await read_as_filed(other, look_id)
    with clock.moved(LATER):
        with pytest.raises(ReadingNeeded):
            await find_in_order(reader, look_id, filed)
        assert (await opened_look(reader, look_id)).reading is None
        await find_in_order(other, look_id, filed)
