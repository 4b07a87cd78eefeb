"""Random events on one clock, hundreds or thousands: no signal without an addressee, none twice, none late and unseen.

And each morning one e-mail to whoever has something in the daily list: nobody gets two a day, nobody is left out.
"""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from uuid import UUID

import pytest

from dossier.clock import BRUSSELS
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.errors import DossierError
from dossier.people.absences import end_absence, set_absence
from dossier.people.office import set_head
from dossier.people.switch import switch_off, switch_on
from dossier.resources import Resources
from dossier.signals.digest import make_digests
from dossier.signals.escalate import escalate
from dossier.signals.give_back import give_back
from dossier.signals.handle import Outcome, handle
from dossier.signals.raise_ import raise_signals
from dossier.signals.readdress import readdress
from dossier.signals.reassign import reassign
from dossier.signals.reopen import reopen
from dossier.signals.see import see
from dossier.signals.send_digest import send_digest
from dossier.signals.take import take
from dossier.signals.undo_reassign import undo_reassign
from dossier.signals.withdraw import withdraw_signals
from tests.support.postbox import Postbox, postbox
from tests.support.signals import THURSDAY, clock_at, document
from tests.support.terms import member
from web.digests import digest_writer

pytestmark = pytest.mark.people

STAFF = ("nadia.benali", "olivier.marchal", "wim.claes", "chantal.remy", "sofie.devos", "pieter.maes", "elke.peeters")
TYPES = ("LOG_EXP", "JUR_JUGT", "ENE_MED", "REV_PAIE", "SEJ_OQT", "FAM_COMP")
DEPARTMENTS = ("AS", "JUR", "ENE", "ISP", "PA")
ACTS = ("file", "see", "take", "take", "handle", "give back", "reopen", "reassign", "undo", "undo", "again", "refuse")
RARE = ("away", "back", "off", "on", "head", "hours")

LEAST = 2  # times that each act is done at least
MORE_MAX = 2_000  # events that are drawn beyond what is asked until it was

LOST = """SELECT s.id FROM signals s WHERE s.state IN ('raised', 'seen', 'taken') AND NOT (
    EXISTS (SELECT FROM staff_members m WHERE m.active AND m.id IN (s.taken_by, s.staff_id, s.escalated_to))
    OR (s.taken_by IS NULL AND s.staff_id IS NULL AND EXISTS (
        SELECT FROM staff_members m WHERE m.active AND m.department_id = s.department_id
        AND m.roles && ARRAY['social_worker', 'spoc', 'capture_agent'])))"""
GONE = """SELECT s.id FROM signals s JOIN staff_members m ON m.id IN (s.taken_by, s.staff_id, s.escalated_to)
    WHERE s.state IN ('raised', 'seen', 'taken') AND NOT m.active"""
TWICE = """SELECT document_id FROM signals s JOIN document_types v ON v.id = s.type_id WHERE s.state <> 'withdrawn'
    GROUP BY document_id, raised_for, v.term_id HAVING count(*) > 1"""
PAST = """SELECT id FROM signals WHERE state IN ('raised', 'seen') AND escalates_at <= $1
    AND (escalated_at IS NULL OR escalated_to IS NULL)"""
HERE = (
    """m.active AND NOT EXISTS (SELECT FROM absences a WHERE a.staff_id = m.id AND $1 BETWEEN from_on AND until_on)"""
)
DAILY = "s.urgency = 1 AND s.state IN ('raised', 'seen', 'taken')"
OF_IT = "m.department_id = s.department_id AND m.roles && ARRAY['social_worker', 'spoc', 'capture_agent']"
OWED = f"""SELECT DISTINCT m.id FROM signals s JOIN staff_members m ON {HERE} AND (
        m.id = coalesce(s.taken_by, s.staff_id) OR (coalesce(s.taken_by, s.staff_id) IS NULL AND {OF_IT}))
    WHERE {DAILY}"""
MAY = f"""(m.id = coalesce(s.taken_by, s.staff_id) OR {OF_IT}
    OR m.id = (SELECT head_id FROM departments d WHERE d.id = s.department_id))"""
NEEDLESS = f"""SELECT g.id FROM signal_digests g JOIN staff_members m ON m.id = g.staff_id
    WHERE g.digest_on = $1 AND NOT ({HERE} AND EXISTS (SELECT FROM signals s WHERE {DAILY} AND {MAY}))"""
SILENT = f"""SELECT s.id FROM signals s WHERE {DAILY}
    AND EXISTS (SELECT FROM staff_members m WHERE {HERE} AND m.roles && ARRAY['social_worker', 'spoc', 'capture_agent']
                AND {MAY})
    AND NOT EXISTS (SELECT FROM signal_digests g JOIN staff_members m ON m.id = g.staff_id
                    WHERE g.digest_on = $1 AND {MAY})"""
UNTOLD = """SELECT d.id FROM documents d JOIN signal_rules r ON r.type_id = d.type_id AND r.urgency > 0
    WHERE d.state = 'validated' AND NOT EXISTS (SELECT FROM signals s
                                                WHERE s.document_id = d.id AND s.state <> 'withdrawn')"""


class World:
    """A centre at work, with a clock of its own."""

    def __init__(
        self, resources: Resources, centre_id: UUID, seed: int, actors: dict[str, Actor], box: Postbox
    ) -> None:
        mail = {
            "smtp_host": "127.0.0.1",
            "smtp_port": box.port,
            "smtp_security": "none",
            "smtp_sender": "g@cpas.example",
        }
        self.settings = resources.settings.model_copy(update=mail)
        self.mailing = replace(resources, settings=self.settings)
        self.box = box
        self.centre_id = centre_id
        self.worker = system(centre_id)
        self.chance = random.Random(seed)
        self.actors = actors
        self.now: datetime = THURSDAY
        self.documents: list[UUID] = []
        self.last = actors[STAFF[0]]
        self.given = centre_id
        self.done: dict[str, int] = {}

    async def act(self) -> None:
        """Let one thing happen; what is refused is no event."""
        rare = self.chance.random() < 0.06
        name = self.chance.choice(RARE if rare else ACTS) if self.documents else "file"
        self.now += timedelta(seconds=self.chance.expovariate(1 / 240))
        with clock_at(self.now):
            try:
                await self._do(name, *await self._fitting(name))
            except DossierError:
                name = "refused"
        self.done[name] = self.done.get(name, 0) + 1

    def lived(self) -> int:
        """Return how many events there were: neither what was refused nor the morning's letters are any."""
        return sum(each for name, each in self.done.items() if name not in {"refused", "digest"})

    def seldom(self, least: int) -> set[str]:
        """Return which acts were done less often than so."""
        return {name for name in (*ACTS, *RARE) if self.done.get(name, 0) < least}

    async def _fitting(self, name: str) -> tuple[Actor, UUID]:
        """Return a signal in a state from which something of this name starts, mostly with one whose it is."""
        anybody = self.actors[self.chance.choice(STAFF)]
        async with transaction(self.worker) as tx:
            rows = await tx.rows(
                """SELECT s.id, m.username
                   FROM (SELECT * FROM signals WHERE state = ANY($1) ORDER BY id DESC LIMIT 30) s
                   LEFT JOIN staff_members m ON m.id = coalesce(s.taken_by, s.staff_id)""",
                STARTS.get(name, ["raised", "seen", "taken"]),
            )
        if not rows:
            return anybody, self.centre_id
        row = self.chance.choice(rows)
        owner = self.last if name == "undo" else self.actors.get(row["username"])
        self.last = owner if owner is not None and self.chance.random() < 0.8 else anybody
        return self.last, self.given if name == "undo" else row["id"]

    def _do(self, name: str, actor: Actor, signal_id: UUID) -> Awaitable[object]:
        pick = self.chance.choice
        other = pick(STAFF)
        self.given = signal_id
        boss = self.actors["rachid.lahlou"]
        day = self.now.astimezone(BRUSSELS).date()
        doings: dict[str, Callable[[], Awaitable[object]]] = {
            "file": self._file,
            "handle": lambda: handle(actor, signal_id, pick([Outcome.ACTED, Outcome.KNOWN_ALREADY])),
            "reassign": lambda: reassign(actor, signal_id, pick(DEPARTMENTS), pick(["", other]), self.settings),
            "again": lambda: raise_signals(self.worker, pick(self.documents), self.settings),
            "refuse": self._refuse,
            "away": lambda: set_absence(boss, other, pick(["", *STAFF]), day, day + timedelta(days=pick(range(6)))),
            "back": lambda: self._back(boss),
            "off": lambda: switch_off(boss, other),
            "on": lambda: switch_on(boss, other),
            "head": lambda: set_head(boss, pick(DEPARTMENTS), pick(["", other, "anne.dewit"])),
            "hours": self._hours,
        }
        return VERBS[name](actor, signal_id) if name in VERBS else doings[name]()

    async def _hours(self) -> None:
        self.now += timedelta(hours=self.chance.choice([1, 3, 16, 70]))

    async def _file(self) -> None:
        made = await document(self.centre_id, self.chance.choice(TYPES), worker=self.chance.choice([*STAFF[:3], None]))
        self.documents.append(made)
        await raise_signals(self.worker, made, self.settings)

    async def _refuse(self) -> None:
        """Open a document again: what its validation told is withdrawn, as the reaction does."""
        made = self.documents.pop(self.chance.randrange(len(self.documents)))
        async with transaction(self.worker) as tx:
            await tx.run("UPDATE documents SET state = 'profiled' WHERE id = $1", made)
        await withdraw_signals(self.worker, made)

    async def _back(self, boss: Actor) -> None:
        async with transaction(self.worker) as tx:
            found = await tx.value("SELECT id FROM absences ORDER BY id DESC LIMIT 1")
        if found:
            await end_absence(boss, found)

    async def check(self) -> None:
        """Walk the round, as the worker does all the time, and look whether anything is lost."""
        with clock_at(self.now):
            await readdress(self.worker)
            await escalate(self.worker)
            async with transaction(self.worker) as tx:
                for wrong in (LOST, GONE, TWICE, UNTOLD):
                    assert await tx.rows(wrong) == [], wrong
                assert await tx.rows(PAST, self.now) == []
            await self._check_digests()

    async def _check_digests(self) -> None:
        """Make the morning's digests where they are due, and look whom they are for; each job may come twice."""
        day = self.now.astimezone(BRUSSELS).date()
        made = await make_digests(self.worker, self.settings, digest_writer("https://guichet.example"))
        if not made:
            return
        assert not await make_digests(self.worker, self.settings, digest_writer("https://guichet.example"))
        async with transaction(self.worker) as tx:
            rows = await tx.rows("SELECT id, staff_id FROM signal_digests WHERE digest_on = $1", day)
            owed = await tx.rows(OWED, day)
            assert await tx.rows(NEEDLESS, day) == []
            assert await tx.rows(SILENT, day) == []
        told = Counter(row["staff_id"] for row in rows)
        assert set(told.values()) == {1}
        assert {row["id"] for row in owed} <= set(told)
        for row in rows:
            for _ in range(self.chance.choice([1, 1, 2])):
                await send_digest(self.mailing, self.worker, row["id"])
        self.done["digest"] = self.done.get("digest", 0) + made

    def check_letters(self) -> None:
        """Look at what came out of the mail server: one letter a day and person, and one for each digest."""
        days = [parsedate_to_datetime(each["Date"]).astimezone(BRUSSELS).date() for each in self.box.letters]
        assert set(Counter(zip(self.box.to, days, strict=True)).values()) == {1}
        assert len(self.box.letters) == self.done["digest"]


STARTS = {
    "reopen": ["handled"],
    "give back": ["taken"],
    "handle": ["taken"],
    "take": ["raised", "seen"],
    "see": ["raised"],
}
VERBS = {"see": see, "take": take, "give back": give_back, "reopen": reopen, "undo": undo_reassign}


async def _live(resources: Resources, centre_id: UUID, seed: int, count: int) -> World:
    """Live through so many events, and on until each act was done often enough: random ids are chance too."""
    least = max(LEAST, count // 1000)
    actors = {name: await member(centre_id, name) for name in (*STAFF, "rachid.lahlou")}
    async with postbox() as box:
        world = World(resources, centre_id, seed, actors, box)
        while (lived := world.lived()) < count or (world.seldom(least) and lived < count + MORE_MAX):
            await world.act()
            if (lived + world.done.get("refused", 0)) % 25 == 0:
                await world.check()
        await world.check()
        world.check_letters()
    assert world.seldom(least) == set(), world.done
    return world


@pytest.mark.parametrize("count", [400, pytest.param(2_000, marks=pytest.mark.torture)])
async def test_nothing_is_lost_in_random_events(resources: Resources, centre_id: UUID, count: int) -> None:
    await _live(resources, centre_id, seed=20261126, count=count)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(5))
async def test_nothing_is_lost_in_ten_thousand_others(resources: Resources, centre_id: UUID, seed: int) -> None:
    await _live(resources, centre_id, seed=seed, count=10_000)
