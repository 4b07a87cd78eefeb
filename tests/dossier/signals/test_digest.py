"""The morning's e-mail: on working days, at its hour, once, to whoever has something waiting, counts alone."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from dossier.clock import BRUSSELS
from dossier.database.actor import system
from dossier.database.engine import Record, transaction
from dossier.jobs.worker import drain
from dossier.notices.channel import NoticePutOff
from dossier.people.absences import set_absence
from dossier.people.office import add_closing_day
from dossier.people.switch import switch_off
from dossier.resources import Resources
from dossier.signals.digest import KEPT_DAYS, digest_today, make_digests
from dossier.signals.raise_ import raise_signals
from dossier.signals.readdress import readdress
from dossier.signals.send_digest import send_digest
from dossier.signals.take import take
from dossier.thesaurus.content import SignalRule
from tests.support.postbox import Postbox, postbox
from tests.support.service import free_port
from tests.support.signals import clock_at, document, told
from tests.support.terms import change_term, member
from web.digests import digest_writer

pytestmark = pytest.mark.people

NADIA, WIM, PIETER = "nadia.benali", "wim.claes", "pieter.maes"
THURSDAY = datetime(2026, 11, 26, 7, 30, tzinfo=BRUSSELS)
WRITE = digest_writer("https://guichet.example/")


def mailing(resources: Resources, port: int, **more: object) -> Resources:
    told = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_sender": "d@cpas.example"}
    return replace(resources, settings=resources.settings.model_copy(update={**told, **more}))


async def waiting(resources: Resources, centre_id: UUID, worker: str | None = NADIA) -> UUID:
    """Have a signal of the daily list wait: for a worker of AS, or (None) for ENE as a whole."""
    if worker is None:
        await change_term(centre_id, "ENE_FACT", signal_rules=(SignalRule(department="ENE", urgency=1),))
    made = await document(centre_id, "LOG_LOYER" if worker else "ENE_FACT", worker=worker)
    assert await raise_signals(system(centre_id), made, resources.settings) == 1
    return made


async def morning(resources: Resources, centre_id: UUID, at: datetime = THURSDAY) -> int:
    """Walk the round of a moment, and do the jobs that follow."""
    with clock_at(at):
        await readdress(system(centre_id))
        made = await make_digests(system(centre_id), resources.settings, WRITE)
        await drain(resources)
    return made


async def addresses(centre_id: UUID, *usernames: str) -> list[str]:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT email FROM staff_members WHERE username = ANY($1)", list(usernames))
    return sorted(row["email"] for row in rows)


async def digests(centre_id: UUID) -> list[Record]:
    async with transaction(system(centre_id)) as tx:
        return await tx.rows(
            """SELECT g.*, s.username FROM signal_digests g JOIN staff_members s ON s.id = g.staff_id
               ORDER BY g.digest_on, s.username"""
        )


def text(box: Postbox) -> str:
    return "\n".join(str(each["Subject"]) + "\n" + each.get_content() for each in box.letters)


async def test_each_is_told_once_how_many_wait_in_their_language_and_nothing_more(
    resources: Resources, centre_id: UUID
) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE staff_members SET language = 'nl' WHERE username = $1", PIETER)
    with clock_at(THURSDAY - timedelta(days=1)):
        await waiting(resources, centre_id)
        await waiting(resources, centre_id)
        await waiting(resources, centre_id, None)
    async with postbox() as box:
        mailed = mailing(resources, box.port)
        assert await morning(mailed, centre_id) == 2
        for later in (0, 1, 60, 8 * 60):  # the round comes again, workers start again, jobs come twice
            assert await morning(mailed, centre_id, THURSDAY + timedelta(minutes=later)) == 0
            with clock_at(THURSDAY + timedelta(minutes=later)):
                for each in await digests(centre_id):
                    await send_digest(mailed, system(centre_id), each["id"])
    assert sorted(box.to) == await addresses(centre_id, NADIA, PIETER)
    by_reader = {str(each["To"]): each for each in box.letters}  # two jobs send at once, in whatever order
    (nadia,) = await addresses(centre_id, NADIA)
    (pieter,) = await addresses(centre_id, PIETER)
    french, dutch = by_reader[nadia], by_reader[pieter]
    assert french["Subject"] == "2 signaux attendent dans votre liste du jour"
    assert dutch["Subject"] == "1 signaal wacht in uw daglijst"
    assert "Voor uw dienst: 1 signaal." in dutch.get_content()
    lines = [each.replace("\u00a0", " ").replace("\u202f", " ") for each in french.get_content().splitlines() if each]
    assert lines[2:4] == ["Pour vous : 2 signaux.", "Les voir : https://guichet.example/backoffice/signals"]
    async with transaction(system(centre_id)) as tx:
        names = [row["last_name"] for row in await tx.rows("SELECT last_name FROM beneficiaries")]
        numbers = [row["number"] for row in await tx.rows("SELECT number FROM social_files")]
        facts = await tx.value("SELECT string_agg(facts::text, '') FROM events WHERE name LIKE 'Digest%'")
        happened = await tx.rows("SELECT name, count(*) FROM events WHERE name LIKE 'Digest%' GROUP BY name")
    assert not [each for each in (*names, *numbers, "Loyer", "LOG_LOYER") if each in text(box)]
    assert "@" not in facts
    assert {row["name"]: row["count"] for row in happened} == {"DigestAsked": 2, "DigestSent": 2}


@pytest.mark.parametrize(
    ("at", "made"),
    [
        ("2026-11-26T07:29:00", 0),
        ("2026-11-26T07:30:00", 1),
        ("2026-11-26T16:29:00", 1),  # no worker ran all day
        ("2026-11-26T16:31:00", 0),
        ("2026-11-27T08:00:00", 0),  # the centre is closed
        ("2026-11-28T08:00:00", 0),
        ("2026-12-25T08:00:00", 0),
        ("2026-12-28T08:00:00", 1),
    ],
)
async def test_it_goes_on_working_mornings_from_its_hour_on(
    resources: Resources, centre_id: UUID, at: str, made: int
) -> None:
    await add_closing_day(await member(centre_id, "rachid.lahlou"), date(2026, 11, 27), "Pont")
    with clock_at(THURSDAY - timedelta(days=1)):
        await waiting(resources, centre_id)
    async with postbox() as box:
        moment = datetime.fromisoformat(at).replace(tzinfo=BRUSSELS)
        assert await morning(mailing(resources, box.port), centre_id, moment) == made
    assert len(box.letters) == made


async def test_several_workers_that_ask_at_once_make_one_each(resources: Resources, centre_id: UUID) -> None:
    with clock_at(THURSDAY):
        await waiting(resources, centre_id)
        mailed = mailing(resources, free_port())
        made = await asyncio.gather(*(make_digests(system(centre_id), mailed.settings, WRITE) for _ in range(5)))
    assert sorted(made) == [0, 0, 0, 0, 1]


async def test_a_deputy_is_told_in_the_stead_of_whoever_is_away(resources: Resources, centre_id: UUID) -> None:
    boss, nadia = await member(centre_id, "rachid.lahlou"), await member(centre_id, NADIA)
    with clock_at(THURSDAY - timedelta(days=1)):
        taken, left = await waiting(resources, centre_id), await waiting(resources, centre_id)
        await take(nadia, (await told(centre_id, taken))["AS"]["id"])
        await set_absence(boss, NADIA, WIM, THURSDAY.date(), THURSDAY.date())
    async with postbox() as box:
        await morning(mailing(resources, box.port), centre_id)
        assert box.to == await addresses(centre_id, WIM)
        (digest,) = await digests(centre_id)
        assert (digest["own_count"], digest["shared_count"]) == (1, 1)  # what she took stays hers
        assert (await told(centre_id, left))["AS"]["worker"] == WIM
        await morning(mailing(resources, box.port), centre_id, THURSDAY + timedelta(days=1))
    assert sorted(box.to[1:]) == await addresses(centre_id, NADIA, WIM)


async def test_nothing_goes_to_those_who_left_nor_where_nothing_waits(resources: Resources, centre_id: UUID) -> None:
    async with postbox() as box:
        mailed = mailing(resources, box.port)
        assert await morning(mailed, centre_id, THURSDAY - timedelta(days=1)) == 0
        with clock_at(THURSDAY):
            await waiting(resources, centre_id)
            assert await make_digests(system(centre_id), mailed.settings, WRITE) == 1
            await switch_off(await member(centre_id, "rachid.lahlou"), NADIA)
            await drain(mailed)
    assert box.letters == []
    assert [each["problem"] for each in await digests(centre_id)] == ["not_needed"]


async def test_a_server_that_is_away_all_day_brings_no_old_digest_the_day_after(
    resources: Resources, centre_id: UUID
) -> None:
    with clock_at(THURSDAY):
        await waiting(resources, centre_id)
        gone = mailing(resources, free_port())
        await make_digests(system(centre_id), gone.settings, WRITE)
        (digest,) = await digests(centre_id)
        with pytest.raises(NoticePutOff):
            await send_digest(gone, system(centre_id), digest["id"])
        nadia = await member(centre_id, NADIA)
        state = await digest_today(nadia)
        assert state is not None
        assert (state.sent_at, state.failed_at, state.problem) == (None, None, "server_away")
        assert await digest_today(await member(centre_id, WIM)) is None
    async with postbox() as box:
        await morning(mailing(resources, box.port), centre_id, THURSDAY + timedelta(days=1))
    assert len(box.letters) == 1
    assert [(each["digest_on"].day, each["problem"]) for each in await digests(centre_id)] == [
        (26, "too_late"),
        (27, None),
    ]
    async with postbox() as box:
        long_after = THURSDAY + timedelta(days=KEPT_DAYS + 4)
        await morning(mailing(resources, box.port), centre_id, long_after)
    assert [each["digest_on"] for each in await digests(centre_id)] == [long_after.date()]


async def test_without_a_mail_server_none_is_made_and_the_morning_is_not_spent(
    resources: Resources, centre_id: UUID
) -> None:
    with clock_at(THURSDAY):
        await waiting(resources, centre_id)
    assert await morning(resources, centre_id) == 0
    async with postbox() as box:
        assert await morning(mailing(resources, box.port), centre_id, THURSDAY + timedelta(minutes=5)) == 1
    assert len(box.letters) == 1


async def test_a_member_reads_no_digest_but_their_own(resources: Resources, centre_id: UUID) -> None:
    with clock_at(THURSDAY):
        await waiting(resources, centre_id)
        await make_digests(system(centre_id), mailing(resources, 1).settings, WRITE)
    for username, count in ((NADIA, 1), (WIM, 0), ("rachid.lahlou", 0)):
        async with transaction(await member(centre_id, username)) as tx:
            assert await tx.value("SELECT count(*) FROM signal_digests") == count
