"""Every rule × circuit × situation × absence, with a clock that stands: grids written by hand, read as they are."""

import re
from datetime import date, datetime
from itertools import product
from uuid import UUID

import pytest

from dossier.clock import BRUSSELS
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.office import set_head
from dossier.people.switch import switch_off
from dossier.resources import Resources
from dossier.signals.raise_ import raise_signals
from dossier.thesaurus.content import Circuit, SignalRule
from tests.support.signals import THURSDAY, clock_at, document, nobody_in, told
from tests.support.terms import change_term, member

pytestmark = pytest.mark.people

RULES = (
    SignalRule(department="AS", urgency=2),
    SignalRule(department="AS", situation="closed_file", urgency=3),
    SignalRule(department="AS", circuit="kiosk", urgency=4),
    SignalRule(department="AS", circuit="portal", situation="minors", urgency=1),
    SignalRule(department="ENE", circuit="post", urgency=1, moment="capture"),
    SignalRule(department="FIN", situation="minors", urgency=2, moment="capture"),
    SignalRule(department="FIN", circuit="backfile", urgency=0),
    SignalRule(department="ISP", urgency=0),
    SignalRule(department="JUR", situation="no_file", urgency=3),
)

USERNAMES = {
    "nadia": "nadia.benali",
    "wim": "wim.claes",
    "olivier": "olivier.marchal",
    "pieter": "pieter.maes",
    "sofie": "sofie.devos",
    "anne": "anne.dewit",
}

# Whom the rules tell, by circuit and situation: department and urgency; + is told at capture already
TOLD = """
circuit   open_file   minors        closed_file  no_file
portal    AS2         AS1 FIN2+     AS3          AS2 JUR3
kiosk     AS4         AS4 FIN2+     AS4          AS4 JUR3
post      AS2 ENE1+   AS2 ENE1+ FIN2+  AS3 ENE1+  AS2 ENE1+ JUR3
backfile  AS2         AS2           AS3          AS2 JUR3
others    AS2         AS2 FIN2+     AS3          AS2 JUR3
"""

# Who of AS is told of a file of Nadia's, and of a document without a file; - is the department as a whole. Who is away
# stands there with their deputy (or - for none) and the days, counted from today
ABSENCES = """
case                 away                              left   head   of_hers  without_file
there                -                                 -      -      nadia    -
deputy               nadia>wim@0..0                    -      -      wim      -
deputy of deputy     nadia>wim@0..5 wim>olivier@0..0   -      -      olivier  -
deputy away alone    nadia>wim@0..5 wim>-@0..0         -      -      -        -
no deputy            nadia>-@0..0                      -      -      -        -
deputy of others     nadia>pieter@0..0                 -      -      pieter   -
until today          nadia>wim@-9..0                   -      -      wim      -
until yesterday      nadia>wim@-9..-1                  -      -      nadia    -
from tomorrow        nadia>wim@1..9                    -      -      nadia    -
left                 -                                 nadia  -      -        -
left while away      nadia>wim@0..9                    nadia  -      -        -
deputy left          nadia>wim@0..9                    wim    -      -        -
head, all there      -                                 -      sofie  nadia    -
head, all away       nadia>-@0..0 wim>-@0..0 olivier>-@0..0  -  sofie  sofie  sofie
head away too        nadia>-@0..0 wim>-@0..0 olivier>-@0..0 sofie>pieter@0..0  -  sofie  pieter  pieter
no head, all away    nadia>-@0..0 wim>-@0..0 olivier>-@0..0  -  -  anne  anne
nobody is there      nadia>-@0..0 wim>-@0..0 olivier>-@0..0 anne>-@0..0  -  -  anne  anne
"""

# When a signal is due by its urgency, and when a same-day one goes to the head, by when it is raised
DUE = """
raised_at         U1  U2                U3                U4                escalates
2026-11-26T09:00  -   2026-12-03T16:30  2026-11-27T16:30  2026-11-26T16:30  2026-11-26T13:00
2026-11-27T16:45  -   2026-12-07T16:30  2026-12-01T16:30  2026-11-30T16:30  2026-11-30T12:30
2026-11-28T11:00  -   2026-12-07T16:30  2026-12-01T16:30  2026-11-30T16:30  2026-11-30T12:30
2026-12-24T15:00  -   2027-01-04T16:30  2026-12-28T16:30  2026-12-24T16:30  2026-12-28T11:00
"""


def grid(text: str) -> dict[str, dict[str, str]]:
    """Read a grid: its first line names the columns, its first column the rows; cells are two blanks apart."""
    head, *lines = text.strip().splitlines()
    _, *columns = head.split()
    found = {}
    for line in lines:
        name, *cells = [each.strip() for each in line.split("  ") if each.strip()]
        found[name] = dict(zip(columns, cells, strict=True))
    return found


def expected(circuit: str, situation: str) -> dict[str, tuple[int, str]]:
    """Return department → urgency and moment, as the grid says."""
    rows = grid(TOLD)
    found = {}
    for cell in rows.get(circuit, rows["others"])[situation].split():
        plain = cell.removesuffix("+")
        found[plain[:-1]] = (int(plain[-1]), "capture" if plain != cell else "validation")
    return found


async def situated(centre_id: UUID, situation: str) -> None:
    """Have Nadia's first file be as a situation says."""
    async with transaction(system(centre_id)) as tx:
        file_id = await tx.value(
            """UPDATE social_files SET status = $1 WHERE id = (
                   SELECT f.id FROM social_files f JOIN staff_members s ON s.id = f.social_worker_id
                   WHERE s.username = 'nadia.benali' ORDER BY f.number LIMIT 1) RETURNING id""",
            "closed" if situation == "closed_file" else "open",
        )
        await tx.run(
            """UPDATE beneficiaries SET birth_date = CASE WHEN $2 THEN date '2010-06-01' ELSE date '1980-06-01' END
               WHERE id IN (SELECT beneficiary_id FROM social_file_members WHERE social_file_id = $1)""",
            file_id,
            situation == "minors",
        )


async def happened(boss: Actor, day: date, case: dict[str, str]) -> None:
    """Let people be away, gone or head as a case says, whatever was before."""
    async with transaction(system(boss.centre_id)) as tx:
        await tx.run("DELETE FROM absences")
        await tx.run("UPDATE staff_members SET active = true")
        await tx.run("UPDATE departments SET head_id = NULL")
    if case["head"] != "-":
        await set_head(boss, "AS", USERNAMES[case["head"]])
    for absence in case["away"].split() if case["away"] != "-" else ():
        who, deputy, first, last = re.split(r">|@|\.\.", absence)
        async with transaction(system(boss.centre_id)) as tx:  # the verb sets none that is over
            await tx.run(
                """INSERT INTO absences (id, centre_id, staff_id, deputy_id, from_on, until_on)
                   SELECT gen_random_uuid(), s.centre_id, s.id, d.id, $3::date + $4::int, $3::date + $5::int
                   FROM staff_members s LEFT JOIN staff_members d ON d.username = $2 WHERE s.username = $1""",
                USERNAMES[who],
                USERNAMES.get(deputy),
                day,
                int(first),
                int(last),
            )
    if case["left"] != "-":
        await switch_off(boss, USERNAMES[case["left"]])


async def raised(resources: Resources, centre_id: UUID, document_id: UUID) -> dict[str, tuple[int, str]]:
    """Raise a document's signals; return department → urgency and moment of those that it has by then."""
    await raise_signals(system(centre_id), document_id, resources.settings)
    return {code: (row["urgency"], row["moment"]) for code, row in (await told(centre_id, document_id)).items()}


@pytest.mark.parametrize("case", grid(ABSENCES))
async def test_every_rule_circuit_and_situation_before_an_absence(
    resources: Resources, centre_id: UUID, case: str
) -> None:
    await change_term(centre_id, "REV_PAIE", signal_rules=RULES)
    boss = await member(centre_id, "rachid.lahlou")
    right = grid(ABSENCES)[case]
    with clock_at(THURSDAY):
        await happened(boss, THURSDAY.date(), right)
        await nobody_in(centre_id, "FIN")
        for situation, circuit in product(("open_file", "minors", "closed_file", "no_file"), Circuit):
            at = (case, situation, str(circuit))
            await situated(centre_id, situation)
            worker = None if situation == "no_file" else "nadia.benali"
            made = await document(centre_id, "REV_PAIE", circuit=circuit, state="profiled", worker=worker)
            rules = expected(circuit, situation)
            early = {code: rule for code, rule in rules.items() if rule[1] == "capture"}
            assert await raised(resources, centre_id, made) == early, at
            async with transaction(system(centre_id)) as tx:
                await tx.run("UPDATE documents SET state = 'validated' WHERE id = $1", made)
            assert await raised(resources, centre_id, made) == rules, at
            workers = {code: row["worker"] for code, row in (await told(centre_id, made)).items()}
            wanted = USERNAMES.get(right["without_file" if worker is None else "of_hers"])
            assert workers["AS"] == wanted, at
            assert workers.get("FIN", "anne.dewit") == "anne.dewit", at  # nobody works there, so a manager is told


@pytest.mark.parametrize("raised_at", grid(DUE))
async def test_every_urgency_has_its_deadline_whenever_it_is_raised(
    resources: Resources, centre_id: UUID, raised_at: str
) -> None:
    right = grid(DUE)[raised_at]
    with clock_at(moment(raised_at)):
        for urgency in range(1, 5):
            rule = SignalRule(department="AS", urgency=urgency)
            await change_term(centre_id, "REV_PAIE", signal_rules=(rule,), label_fr=f"Fiche de paie, U{urgency}")
            made = await document(centre_id, "REV_PAIE")
            await raise_signals(system(centre_id), made, resources.settings)
            signal = (await told(centre_id, made))["AS"]
            assert minute(signal["due_at"]) == right[f"U{urgency}"]
            assert minute(signal["escalates_at"]) == (right["escalates"] if urgency == 4 else "-")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def minute(value: datetime | None) -> str:
    return "-" if value is None else value.astimezone(BRUSSELS).isoformat(timespec="minutes")[:16]
