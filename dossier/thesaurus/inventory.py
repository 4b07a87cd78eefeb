"""The inventory: what came in over a time, by type, circuit and department; which terms nobody uses, which are missing.

Counts alone: no document, no person. Words that staff gave are told when they were given twice at least, so that one
which should name nobody and does is not shown.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction

GIVEN_AT_LEAST = 2
WORDS_AT_MOST = 40
_BY_DAY_UP_TO_DAYS = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCount:
    """How many documents of a term came in, in all and by where."""

    code: str
    label_fr: str
    label_nl: str
    count: int
    by_circuit: Counter[str]
    by_department: Counter[str]  # of the file in which it is, by its code

    def label(self, language: str) -> str:
        """Return what the term is called."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A term that holds and that nobody used in that time."""

    code: str
    label_fr: str
    label_nl: str
    owner: str
    last_at: datetime | None  # when it was used before; None: never

    def label(self, language: str) -> str:
        """Return what the term is called."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One day or week, and how many documents came in."""

    begins_on: date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What came in over a time."""

    first_day: date
    last_day: date
    count: int  # documents in all
    untyped_count: int  # of which nobody said yet what they are
    terms: tuple[TermCount, ...]  # most first
    by_circuit: tuple[tuple[str, int], ...]  # most first
    by_department: tuple[tuple[str, int], ...]  # most first; of documents in a file
    steps: tuple[Step, ...]  # in order, without gaps
    step_days: int  # 1 or 7
    unused: tuple[Unused, ...]
    words: tuple[tuple[str, int], ...]  # what staff called what has no type, most first
    words_given_once: int


async def inventory(actor: Actor, first_day: date, last_day: date) -> Inventory:
    """Count the documents that came in from one day to another, both within: five queries."""
    begin, end = _moment(first_day), _moment(last_day + timedelta(days=1))
    async with transaction(actor, whole_centre=True) as tx:
        rows = await tx.rows(
            """SELECT t.code, p.circuit, dep.code AS department, count(*) AS count
               FROM documents d JOIN deposits p ON p.id = d.deposit_id
               LEFT JOIN document_types v ON v.id = d.type_id LEFT JOIN terms t ON t.id = v.term_id
               LEFT JOIN social_files f ON f.id = d.social_file_id LEFT JOIN departments dep ON dep.id = f.department_id
               WHERE d.captured_at >= $1 AND d.captured_at < $2 AND d.state NOT IN ('withdrawn', 'emptied')
               GROUP BY t.code, p.circuit, dep.code""",
            begin,
            end,
        )
        labels = await _labels(tx)
        unused = await _unused(tx, begin, end)
        words, given_once = await _words(tx, begin, end)
        days = await tx.rows(
            """SELECT (captured_at AT TIME ZONE 'Europe/Brussels')::date AS day, count(*) AS count FROM documents
               WHERE captured_at >= $1 AND captured_at < $2 AND state NOT IN ('withdrawn', 'emptied') GROUP BY 1""",
            begin,
            end,
        )
    circuits: Counter[str] = Counter()
    departments: Counter[str] = Counter()
    counted: dict[str, TermCount] = {}
    for row in rows:
        circuits[row["circuit"]] += row["count"]
        if row["department"]:
            departments[row["department"]] += row["count"]
        if row["code"]:
            _add(counted, labels, row["code"], row["circuit"], row["department"], row["count"])
    total = sum(row["count"] for row in rows)
    step_days = 1 if (last_day - first_day).days < _BY_DAY_UP_TO_DAYS else 7
    return Inventory(
        first_day=first_day,
        last_day=last_day,
        count=total,
        untyped_count=sum(row["count"] for row in rows if not row["code"]),
        terms=tuple(sorted(counted.values(), key=lambda each: (-each.by_circuit.total(), each.code))),
        by_circuit=tuple(circuits.most_common()),
        by_department=tuple(departments.most_common()),
        steps=_steps({row["day"]: row["count"] for row in days}, first_day, last_day, step_days),
        step_days=step_days,
        unused=unused,
        words=words,
        words_given_once=given_once,
    )


def _add(
    counted: dict[str, TermCount],
    labels: dict[str, tuple[str, str]],
    code: str,
    circuit: str,
    department: str | None,
    count: int,
) -> None:
    before = counted.get(code)
    by_circuit = before.by_circuit if before else Counter()
    by_department = before.by_department if before else Counter()
    by_circuit[circuit] += count
    if department:
        by_department[department] += count
    label_fr, label_nl = labels[code]
    counted[code] = TermCount(
        code=code,
        label_fr=label_fr,
        label_nl=label_nl,
        count=by_circuit.total(),
        by_circuit=by_circuit,
        by_department=by_department,
    )


async def _labels(tx: Transaction) -> dict[str, tuple[str, str]]:
    """Return what each term is called now, or was called last."""
    rows = await tx.rows(
        "SELECT DISTINCT ON (code) code, label_fr, label_nl FROM document_types ORDER BY code, version DESC"
    )
    return {row["code"]: (row["label_fr"], row["label_nl"]) for row in rows}


async def _unused(tx: Transaction, begin: datetime, end: datetime) -> tuple[Unused, ...]:
    rows = await tx.rows(
        """SELECT now_.code, now_.label_fr, now_.label_nl, now_.departments[1] AS owner,
                  (SELECT max(d.captured_at) FROM documents d JOIN document_types v ON v.id = d.type_id
                   WHERE v.term_id = now_.term_id AND d.captured_at < $1) AS last_at
           FROM document_types now_ WHERE now_.retired_at IS NULL AND NOT EXISTS (
               SELECT FROM documents d JOIN document_types v ON v.id = d.type_id
               WHERE v.term_id = now_.term_id AND d.captured_at >= $1 AND d.captured_at < $2
                 AND d.state NOT IN ('withdrawn', 'emptied'))
           ORDER BY last_at NULLS FIRST, now_.code""",
        begin,
        end,
    )
    return tuple(Unused(**dict(row)) for row in rows)


async def _words(tx: Transaction, begin: datetime, end: datetime) -> tuple[tuple[tuple[str, int], ...], int]:
    rows = await tx.rows(
        """SELECT min(words) AS words, count(*) AS count FROM documents
           WHERE captured_at >= $1 AND captured_at < $2 AND words <> '' AND state NOT IN ('withdrawn', 'emptied')
           GROUP BY fold(regexp_replace(btrim(words), '\\s+', ' ', 'g')) ORDER BY count DESC, words""",
        begin,
        end,
    )
    told = [(row["words"], row["count"]) for row in rows if row["count"] >= GIVEN_AT_LEAST]
    return tuple(told[:WORDS_AT_MOST]), sum(row["count"] < GIVEN_AT_LEAST for row in rows)


def _steps(by_day: dict[date, int], first_day: date, last_day: date, step_days: int) -> tuple[Step, ...]:
    steps = []
    begins_on = first_day
    while begins_on <= last_day:
        within = [begins_on + timedelta(days=each) for each in range(step_days)]
        steps.append(Step(begins_on=begins_on, count=sum(by_day.get(each, 0) for each in within)))
        begins_on += timedelta(days=step_days)
    return tuple(steps)


def _moment(day: date) -> datetime:
    """Return when a day begins in Belgium."""
    return datetime(day.year, day.month, day.day, tzinfo=BRUSSELS)
