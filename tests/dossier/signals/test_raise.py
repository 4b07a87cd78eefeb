"""Signals are raised at capture or validation, for whom the rules name, once, with one deadline."""

import asyncio
from datetime import date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from demo.people import people
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.profile import Profile, profile
from dossier.documents.refuse import refuse
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.people.absences import set_absence
from dossier.people.office import add_closing_day, set_head
from dossier.people.queries import find_beneficiaries
from dossier.people.switch import switch_off
from dossier.resources import Resources
from dossier.signals.raise_ import raise_signals
from dossier.thesaurus.content import Circuit, SignalRule
from dossier.thesaurus.queries import all_types, refusal_reasons
from tests.support.deposits import hand_over
from tests.support.signals import THURSDAY, clock_at, document, events, told
from tests.support.terms import change_term, member

pytestmark = pytest.mark.people

AT_CAPTURE = (
    SignalRule(department="AS", urgency=4, moment="capture"),
    SignalRule(department="JUR", urgency=4),
    SignalRule(department="FIN", urgency=0),
)


async def of_type(resources: Resources, agent: Actor, code: str) -> Profile:
    types = {each.code: each.id for each in await all_types(agent)}
    person = (await find_beneficiaries(agent, people()[0].name, resources.cipher))[0]
    return Profile(type_id=types[code], beneficiary_id=person.id, document_date=date(2026, 11, 2))


async def test_what_a_depositor_says_is_told_as_soon_as_it_is_received(resources: Resources, centre_id: UUID) -> None:
    await change_term(centre_id, "LOG_EXP", signal_rules=AT_CAPTURE)
    made = await hand_over(resources, centre_id, people()[0], types=("LOG_EXP",))
    await drain(resources)
    (document_id,) = made.document_ids
    captured = await told(centre_id, document_id)
    assert {code: (row["moment"], row["worker"]) for code, row in captured.items()} == {
        "AS": ("capture", "nadia.benali")
    }
    agent = await member(centre_id, "ines.moreau")
    await claim(agent, document_id, 600)
    await validate(agent, document_id, await of_type(resources, agent, "LOG_EXP"))
    await drain(resources)
    filed = await told(centre_id, document_id)
    assert {code: row["moment"] for code, row in filed.items()} == {"AS": "capture", "JUR": "validation"}
    assert (filed["AS"]["id"], filed["AS"]["due_at"]) == (captured["AS"]["id"], captured["AS"]["due_at"])


async def test_what_turns_out_to_be_something_else_is_withdrawn_and_told_anew(
    resources: Resources, centre_id: UUID
) -> None:
    await change_term(centre_id, "LOG_EXP", signal_rules=AT_CAPTURE)
    (document_id,) = (await hand_over(resources, centre_id, people()[0], types=("LOG_EXP",))).document_ids
    await drain(resources)
    before = (await told(centre_id, document_id))["AS"]["id"]
    agent = await member(centre_id, "ines.moreau")
    await claim(agent, document_id, 600)
    await profile(agent, document_id, await of_type(resources, agent, "LOG_BAIL"))
    await drain(resources)
    assert await told(centre_id, document_id) == {}
    assert await events(centre_id, before) == ["SignalRaised", "SignalWithdrawn"]
    await validate(agent, document_id, await of_type(resources, agent, "LOG_BAIL"))
    await drain(resources)
    assert {code: row["urgency"] for code, row in (await told(centre_id, document_id)).items()} == {"AS": 2, "JUR": 2}


async def test_a_refused_document_s_signals_are_withdrawn(resources: Resources, centre_id: UUID) -> None:
    await change_term(centre_id, "LOG_EXP", signal_rules=AT_CAPTURE)
    (document_id,) = (await hand_over(resources, centre_id, people()[0], types=("LOG_EXP",))).document_ids
    await drain(resources)
    assert set(await told(centre_id, document_id)) == {"AS"}
    agent = await member(centre_id, "ines.moreau")
    await claim(agent, document_id, 600)
    await refuse(agent, document_id, (await refusal_reasons(agent))[0].id, "")
    await drain(resources)
    assert await told(centre_id, document_id) == {}
    assert await raise_signals(system(centre_id), document_id, resources.settings) == 0


async def test_a_document_is_told_once_however_often_and_by_however_many(resources: Resources, centre_id: UUID) -> None:
    document_id = await document(centre_id, "LOG_EXP")
    raised = await asyncio.gather(
        *(raise_signals(system(centre_id), document_id, resources.settings) for _ in range(6))
    )
    assert sorted(raised) == [0, 0, 0, 0, 0, 2]
    assert set(await told(centre_id, document_id)) == {"AS", "JUR"}


async def test_whoever_is_away_is_stood_in_for_and_the_closing_day_counts(
    resources: Resources, centre_id: UUID
) -> None:
    boss = await member(centre_id, "rachid.lahlou")
    with clock_at(THURSDAY):
        await add_closing_day(boss, date(2026, 11, 27), "Pont")
        await set_absence(boss, "nadia.benali", "olivier.marchal", date(2026, 11, 25), date(2026, 11, 27))
        await set_absence(boss, "sofie.devos", "", date(2026, 11, 26), date(2026, 11, 26))
        await set_head(boss, "JUR", "wim.claes")
        document_id = await document(centre_id, "LOG_EXP")
        await raise_signals(system(centre_id), document_id, resources.settings)
        found = await told(centre_id, document_id)
        assert {code: row["worker"] for code, row in found.items()} == {"AS": "olivier.marchal", "JUR": "wim.claes"}
    with clock_at(THURSDAY + timedelta(hours=7)):
        document_id = await document(centre_id, "LOG_EXP")
        await raise_signals(system(centre_id), document_id, resources.settings)
        (signal, *_) = (await told(centre_id, document_id)).values()
        assert signal["due_at"] == datetime(2026, 11, 26, 16, 30, tzinfo=BRUSSELS)
        # Half an hour on Thursday, three and a half on Monday: Friday is closed
        late = signal["escalates_at"] - datetime(2026, 11, 30, 12, 0, tzinfo=BRUSSELS)
        assert timedelta() <= late < timedelta(minutes=1)


async def test_every_rule_and_circuit_before_every_absence(resources: Resources, centre_id: UUID) -> None:
    """Six rules of a type × nine circuits × five ways in which its worker can be there or not, in the database."""
    rules = (
        SignalRule(department="AS", urgency=2),
        SignalRule(department="AS", circuit="kiosk", urgency=4),
        SignalRule(department="AS", situation="closed_file", urgency=3),
        SignalRule(department="ENE", circuit="post", urgency=1),
        SignalRule(department="JUR", situation="no_file", urgency=3),
        SignalRule(department="ISP", urgency=0),
    )
    await change_term(centre_id, "REV_PAIE", signal_rules=rules)
    boss = await member(centre_id, "rachid.lahlou")
    ways: tuple[tuple[str, str | None], ...] = (
        ("there", "nadia.benali"),
        ("deputy", "wim.claes"),
        ("chain", "olivier.marchal"),
        ("no deputy", None),
        ("left", None),
    )
    with clock_at(THURSDAY):
        for way, expected in ways:
            async with transaction(system(centre_id)) as tx:
                await tx.run("DELETE FROM absences")
            today = THURSDAY.date()
            if way in {"deputy", "chain", "no deputy"}:
                await set_absence(boss, "nadia.benali", "" if way == "no deputy" else "wim.claes", today, today)
            if way == "chain":
                await set_absence(boss, "wim.claes", "olivier.marchal", today, today)
            if way == "left":
                await switch_off(boss, "nadia.benali")
            for circuit, worker in product(Circuit, ("nadia.benali", None)):
                document_id = await document(centre_id, "REV_PAIE", circuit=circuit, worker=worker)
                await raise_signals(system(centre_id), document_id, resources.settings)
                found = {
                    code: (row["urgency"], row["worker"]) for code, row in (await told(centre_id, document_id)).items()
                }
                right: dict[str, tuple[int, str | None]] = {"AS": (4 if circuit == "kiosk" else 2, expected)}
                if worker is None:
                    right = {"AS": (right["AS"][0], None), "JUR": (3, None)}
                if circuit == "post":
                    right["ENE"] = (1, None)
                assert found == right, (way, circuit, worker)
