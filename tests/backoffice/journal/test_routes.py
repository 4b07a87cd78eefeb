"""The journal and the access log on screen: in words, by period, person, kind and number, page by page."""

import re
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest

from backoffice.journal.grounds import GROUNDS
from backoffice.journal.words import ACTS, EVENT_WORDS, RECORDS
from backoffice.looks import words as told
from demo import accounts
from demo.people import people
from dossier import events
from dossier.audit.search import ROWS_AT_ONCE
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.events import Event
from dossier.glass.values import Reason
from dossier.jobs.worker import drain
from dossier.journal import record
from dossier.people.access import FILE_GROUND, GROUND
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.deposits import hand_over
from tests.support.journal import happen

pytestmark = pytest.mark.people

JOURNAL, ACCESS = "/backoffice/journal", "/backoffice/journal/access"


def test_every_event_act_and_record_has_words() -> None:
    named = {
        name
        for name, each in vars(events).items()
        if isinstance(each, type) and issubclass(each, Event) and not each.__subclasses__()
    }
    assert set(EVENT_WORDS) == named
    assert set(ACTS) == set(record.Act.__args__)  # type: ignore[attr-defined]
    assert set(RECORDS) == set(record.RecordKind.__args__)  # type: ignore[attr-defined]


def test_every_ground_has_words_for_the_auditor_and_for_whom_it_is_about() -> None:
    grounds = set(re.findall(r"THEN '(\w+)'", GROUND + FILE_GROUND))
    assert {"own_file", "department", "glass"} <= grounds
    assert grounds <= set(told.GROUNDS)
    assert set(GROUNDS) == set(told.GROUNDS) | {f"glass:{reason}" for reason in Reason}


def rows(page: httpx.Response) -> list[str]:
    """Return each line of the table as plain words."""
    (body,) = re.findall(r"<tbody>(.*?)</tbody>", page.text, flags=re.DOTALL) or [""]
    plain = (re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<tr>(.*?)</tr>", body, flags=re.DOTALL))
    return [" ".join(each.split()) for each in plain]


async def asked(client: httpx.AsyncClient, path: str, **typed: str) -> httpx.Response:
    """Ask by the form, and follow to the answer."""
    sent = await client.post(path, data=typed)
    assert sent.status_code == 303, sent.text
    return await client.get(sent.headers["location"])


async def test_what_happened_is_found_by_number_person_kind_and_period(resources: Resources, centre_id: UUID) -> None:
    made, person = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",)), people()[0]
    other = await hand_over(resources, centre_id)
    await drain(resources)
    async with opened_house(resources, centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        await agent.post(f"/backoffice/documents/{made.document_ids[0]}/claim", data={})
        client = await house.sign_in("anne.dewit")
        everything = await client.get(JOURNAL)
        assert any(made.receipt.number in row for row in rows(everything))
        assert any(other.receipt.number in row for row in rows(everything))
        assert not re.search(r"[{}]|&#34;|[0-9a-f]{8}-[0-9a-f]{4}", " ".join(rows(everything)))

        of_deposit = rows(await asked(client, JOURNAL, number=f" {made.receipt.number.replace('-', '')} "))
        assert of_deposit
        assert all(made.receipt.number in row for row in of_deposit)
        assert any("Une page a été préparée" in row for row in of_deposit)
        of_file = rows(await asked(client, JOURNAL, number=accounts.file_of(person)))
        assert {row for row in of_deposit if "Envoi" in row} <= set(of_file)
        assert not any(other.receipt.number in row for row in of_file)

        agent_id = re.findall(r'value="([^"]+)">Moreau Inès', everything.text)[0]
        of_person = rows(await asked(client, JOURNAL, staff_id=agent_id))
        assert len(of_person) == 2  # signed in, took in hand
        assert all("Inès Moreau" in row for row in of_person)
        of_kind = rows(await asked(client, JOURNAL, staff_id=agent_id, kind="DepositClaimed"))
        assert [made.receipt.number in row for row in of_kind] == [True]
        assert rows(await asked(client, JOURNAL, since="2020-01-01", until="2020-12-31")) == []
        wrong = await client.post(JOURNAL, data={"number": "26-000001-99"})
        assert (wrong.status_code, "aucun accusé" in wrong.text) == (404, True)
        unread = await client.post(JOURNAL, data={"since": "yesterday"})
        assert (unread.status_code, "yesterday" in unread.text) == (422, True)


async def test_no_number_of_a_file_stands_in_an_address(resources: Resources, centre_id: UUID) -> None:
    number = accounts.file_of(people()[0])
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("anne.dewit")
        for path in (JOURNAL, ACCESS):
            sent = await client.post(path, data={"number": number})
            address = urlsplit(sent.headers["location"])
            assert "subject_id=" in address.query
            assert number.split("-")[0] not in sent.headers["location"]
            assert f'value="{number}"' in (await client.get(sent.headers["location"])).text


async def test_older_lines_are_a_page_away_and_so_are_the_newest(resources: Resources, centre_id: UUID) -> None:
    await happen(system(centre_id), ROWS_AT_ONCE + 10)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("anne.dewit")
        first = await asked(client, JOURNAL, kind="DepositOpened")
        assert len(rows(first)) == ROWS_AT_ONCE
        (older,) = re.findall(r'href="([^"]+before=[^"]+)"', first.text)
        second = await client.get(older.replace("&amp;", "&"))
        assert len(rows(second)) == 10
        assert 'aria-keyshortcuts="O"' not in second.text
        (newest,) = re.findall(
            r'aria-keyshortcuts="H" href="([^"]+)"|href="([^"]+)" aria-keyshortcuts="H"', second.text
        )
        assert rows(await client.get("".join(newest).replace("&amp;", "&"))) == rows(first)
        for nonsense in ("before=x", "staff_id=7", "subject_id=%7B"):
            assert (await client.get(f"{JOURNAL}?{nonsense}")).status_code == 200
        gone = await client.get(f"{JOURNAL}?subject_id={centre_id}")
        assert gone.status_code == 404


async def test_who_looked_is_found_and_the_auditor_s_own_look_too(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    await drain(resources)
    async with opened_house(resources, centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        page = await agent.get(f"/backoffice/documents/{made.document_ids[0]}")
        assert (await agent.get(re.findall(r'src="(/backoffice/pages/[^"]+/page\?v=1)"', page.text)[0])).is_success
        client = await house.sign_in("anne.dewit")
        of_file = rows(await asked(client, ACCESS, number=accounts.file_of(people()[0])))
        assert len([row for row in of_file if "Inès Moreau" in row and made.receipt.number in row]) == 2
        assert any("une page" in row for row in of_file)
        again = rows(await asked(client, ACCESS, number=accounts.file_of(people()[0])))
        assert ["Anne Dewit" in row and "registre des accès" in row for row in again] == [True, False, False]
        assert rows(await asked(client, ACCESS, kind="print")) == []
    async with transaction(system(centre_id)) as tx:
        kinds = await tx.rows("SELECT DISTINCT record_kind FROM access_log WHERE record_id = $1", centre_id)
    assert {row["record_kind"] for row in kinds} == {"access_log"}
