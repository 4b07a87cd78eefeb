"""Importing beneficiaries: taken once, changed when they changed, and wrong lines told without their data."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.cipher import NissCipher, Sealed
from dossier.people.import_ import import_people
from dossier.people.import_.people import COLUMNS
from dossier.people.import_.sheet import SheetNotFound, SheetNotText, SheetWrongHeading
from tests.support.lists import Lister, counts

ALICE = {
    "niss": "85.07.30-033.28",
    "last_name": "Lambert",
    "first_name": "Alice",
    "birth_date": "1985-07-30",
    "gender": "F",
    "language": "FR",
    "phone": "0470 00 00 00",
    "town": "Ville-l'Exemple",
}
NOOR = {"niss": "17073003384", "last_name": "Peeters", "first_name": "Noor", "language": "nl"}


async def rows(actor: Actor, table: str = "beneficiaries") -> list[asyncpg.Record]:
    async with transaction(actor) as tx:
        return await tx.rows(f"SELECT * FROM {table} ORDER BY 1")


async def test_people_are_taken_once_and_a_second_run_changes_nothing(
    actor: Actor, cipher: NissCipher, listed: Lister
) -> None:
    path = listed(ALICE, NOOR, columns=COLUMNS)
    assert counts(await import_people(path, actor, cipher)) == (2, 0, 0, 0)
    before, events = await rows(actor), await rows(actor, "events")
    assert counts(await import_people(path, actor, cipher)) == (0, 0, 2, 0)
    assert await rows(actor) == before
    assert await rows(actor, "events") == events
    assert [event["name"] for event in events] == ["ListImported"]


async def test_a_row_holds_the_number_sealed_and_the_rest_as_read(
    actor: Actor, cipher: NissCipher, listed: Lister
) -> None:
    await import_people(listed(ALICE, columns=COLUMNS), actor, cipher)
    (row,) = await rows(actor)
    assert "85073003328" not in repr(dict(row))
    opened = cipher.unseal(actor.centre_id, Sealed(key_id=row["niss_key_id"], ciphertext=row["niss_ciphertext"]))
    assert opened.digits == "85073003328"
    assert row["niss_index"] == cipher.blind_index(actor.centre_id, opened)
    assert (row["last_name"], row["gender"], row["language"]) == ("Lambert", "f", "fr")
    assert (row["birth_date"], row["town"], row["email"]) == (date(1985, 7, 30), "Ville-l'Exemple", "")


async def test_an_empty_birth_date_comes_from_the_number(actor: Actor, cipher: NissCipher, listed: Lister) -> None:
    await import_people(listed(NOOR, columns=COLUMNS), actor, cipher)
    assert [row["birth_date"] for row in await rows(actor)] == [date(2017, 7, 30)]


async def test_a_change_is_taken_and_an_empty_cell_leaves_what_is_there(
    actor: Actor, cipher: NissCipher, listed: Lister
) -> None:
    await import_people(listed(ALICE, NOOR, columns=COLUMNS), actor, cipher)
    moved = {**ALICE, "town": "Autre-Ville", "phone": ""}
    assert counts(await import_people(listed(moved, NOOR, columns=COLUMNS), actor, cipher)) == (0, 1, 1, 0)
    alice = next(row for row in await rows(actor) if row["first_name"] == "Alice")
    assert (alice["town"], alice["phone"]) == ("Autre-Ville", "0470 00 00 00")


async def test_a_dry_run_tells_the_same_and_writes_nothing(actor: Actor, cipher: NissCipher, listed: Lister) -> None:
    path = listed(ALICE, {**NOOR, "niss": "1"}, columns=COLUMNS)
    told = await import_people(path, actor, cipher, dry_run=True)
    assert await rows(actor) == []
    assert await import_people(path, actor, cipher) == told


async def test_wrong_lines_are_told_by_number_without_their_data_and_right_ones_taken(
    actor: Actor, cipher: NissCipher, listed: Lister
) -> None:
    wrongs = [
        {**NOOR, "niss": "17073003385"},
        {**NOOR, "niss": "secret"},
        {**NOOR, "niss": ""},
        {**NOOR, "last_name": ""},
        {**NOOR, "birth_date": "30 juillet"},
        {**NOOR, "gender": "secret"},
        {**NOOR, "language": "secret"},
        {**NOOR, "email": "secret"},
        {**NOOR, "niss": ALICE["niss"].replace(".", " "), "first_name": "secret"},
    ]
    report = await import_people(listed(ALICE, *wrongs, NOOR, columns=COLUMNS), actor, cipher)
    assert counts(report) == (2, 0, 0, 9)
    assert [wrong.line for wrong in report.wrongs] == list(range(3, 12))
    assert [wrong.sentence for wrong in report.wrongs] == [
        "There is a typing error in this national register number. Read it again from the identity card.",
        "A national register number has 11 digits. Read it again from the identity card.",
        "The column niss is empty.",
        "The column last_name is empty.",
        "The column birth_date needs a date, as in 2026-11-22 or 22/11/2026.",
        "The column gender needs one of: f, m, x.",
        "The column language needs a language of two letters, as in fr or nl.",
        "The column email needs an e-mail address, as in name@example.org.",
        "This national register number stands on line 2 already.",
    ]


async def test_a_list_from_a_belgian_spreadsheet_is_read(actor: Actor, cipher: NissCipher, tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    heading = ";".join(reversed(COLUMNS)).upper()
    lines = [
        heading,
        ";;" + '"Rue\ndu Test, 1"' + ";;;NL;;30/07/2017;Noor;Peeters;17.07.30-033.84",
        ";" * 10,
        ";;;;;NL;;;Noor;Peeters",
    ]
    path.write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n").encode())
    report = await import_people(path, actor, cipher)
    assert counts(report) == (1, 0, 0, 1)
    assert report.wrongs[0].line == 5  # the street takes two lines, then comes an empty one
    assert [row["street"] for row in await rows(actor)] == ["Rue\ndu Test, 1"]


async def test_what_is_no_such_list_is_refused_whole(actor: Actor, cipher: NissCipher, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with pytest.raises(SheetNotFound):
        await import_people(path, actor, cipher)
    path.write_bytes(b"")
    with pytest.raises(SheetWrongHeading):
        await import_people(path, actor, cipher)
    path.write_text("niss,name\n")
    with pytest.raises(SheetWrongHeading, match="niss, last_name, first_name"):
        await import_people(path, actor, cipher)
    path.write_bytes(",".join(COLUMNS).encode() + "\né".encode("cp1252"))
    with pytest.raises(SheetNotText):
        await import_people(path, actor, cipher)


async def test_another_centre_sees_nobody_of_it(actor: Actor, cipher: NissCipher, listed: Lister) -> None:
    await import_people(listed(ALICE, columns=COLUMNS), actor, cipher)
    assert await rows(system(uuid4())) == []
