"""Which rule tells a department, by circuit and situation, and when what it raises is due."""

from datetime import datetime, time, timedelta
from itertools import combinations, product
from uuid import uuid4

import pytest

from dossier.calendar import Calendar
from dossier.clock import BRUSSELS
from dossier.signals.rules import Deadlines, Facts, at_moment, choose, deadlines, situations_of, worker_for
from dossier.thesaurus.content import Circuit, Moment, SignalRule, Situation

CALENDAR = Calendar(opens_at=time(8, 30), closes_at=time(16, 30))
THURSDAY = datetime(2026, 11, 26, 14, 0, tzinfo=BRUSSELS)


def facts(circuit: str = "kiosk", *situations: Situation) -> Facts:
    return Facts(circuit=circuit, situations=frozenset(situations), file_department="AS", worker_id=uuid4())


def test_the_most_particular_rule_that_holds_is_the_one() -> None:
    """Every set of up to three rules of a department, before every circuit and situation."""
    narrow = [
        SignalRule(department="AS", circuit=circuit, situation=situation, urgency=urgency)
        for (circuit, situation), urgency in zip(
            product(("", "kiosk", "post"), ("", "minors", "closed_file")), (1, 2, 3, 4, 1, 2, 3, 4, 1), strict=True
        )
    ]
    shown = [(), (Situation.OPEN_FILE,), (Situation.CLOSED_FILE,), (Situation.CLOSED_FILE, Situation.MINORS)]
    for count in range(4):
        for rules, circuit, known in product(combinations(narrow, count), Circuit, shown):
            holding = [r for r in rules if r.circuit in {"", circuit} and r.situation in {"", *known}]
            chosen = choose(rules, facts(circuit, *known)).get("AS")
            assert (chosen is None) == (not holding)
            if chosen is not None:
                assert chosen in holding
                assert bool(chosen.circuit) == any(r.circuit for r in holding)
                same = [r for r in holding if bool(r.circuit) == bool(chosen.circuit)]
                assert bool(chosen.situation) == any(r.situation for r in same)
                rivals = [r for r in same if bool(r.situation) == bool(chosen.situation)]
                assert chosen.urgency == max(r.urgency for r in rivals)


def test_file_only_tells_nobody_though_another_rule_would() -> None:
    rules = (SignalRule(department="AS", urgency=3), SignalRule(department="AS", circuit="backfile", urgency=0))
    assert choose(rules, facts("backfile")) == {}
    assert choose(rules, facts("kiosk"))["AS"].urgency == 3


def test_each_department_has_its_own_rule() -> None:
    rules = (SignalRule(department="AS", urgency=3), SignalRule(department="JUR", situation="minors", urgency=4))
    assert set(choose(rules, facts("kiosk", Situation.MINORS))) == {"AS", "JUR"}
    assert set(choose(rules, facts("kiosk", Situation.OPEN_FILE))) == {"AS"}


def test_at_capture_only_what_says_so_is_told_and_at_validation_all() -> None:
    rules = (SignalRule(department="AS", urgency=4, moment="capture"), SignalRule(department="JUR", urgency=4))
    chosen = choose(rules, facts())
    assert set(at_moment(chosen, Moment.CAPTURE)) == {"AS"}
    assert set(at_moment(chosen, Moment.VALIDATION)) == {"AS", "JUR"}


def test_only_the_department_that_owns_the_file_is_told_through_its_worker() -> None:
    known = facts()
    assert worker_for("AS", known) == known.worker_id
    assert worker_for("JUR", known) is None


@pytest.mark.parametrize(
    ("status", "has_minors", "expected"),
    [
        (None, False, {Situation.NO_FILE}),
        (None, True, {Situation.NO_FILE}),
        ("open", False, {Situation.OPEN_FILE}),
        ("open", True, {Situation.OPEN_FILE, Situation.MINORS}),
        ("closed", False, {Situation.CLOSED_FILE}),
        ("closed", True, {Situation.CLOSED_FILE, Situation.MINORS}),
    ],
)
def test_situations_are_what_the_data_show(status: str | None, has_minors: bool, expected: set[Situation]) -> None:
    assert situations_of(status, has_minors=has_minors) == expected


@pytest.mark.parametrize(
    ("rule", "due", "escalates"),
    [
        (SignalRule(department="AS", urgency=1), None, None),
        (SignalRule(department="AS", urgency=2), "2026-12-03T16:30", None),
        (SignalRule(department="AS", urgency=3), "2026-11-27T16:30", None),
        (SignalRule(department="AS", urgency=4), "2026-11-26T16:30", "2026-11-27T10:00"),
        (SignalRule(department="AS", urgency=4, deadline_working_days=1), "2026-11-27T16:30", "2026-11-27T10:00"),
        (SignalRule(department="AS", urgency=4, deadline_hours=1), "2026-11-26T15:00", "2026-11-27T10:00"),
        (SignalRule(department="AS", urgency=1, deadline_working_days=10), "2026-12-10T16:30", None),
    ],
)
def test_a_signal_has_one_deadline(rule: SignalRule, due: str | None, escalates: str | None) -> None:
    def at(text: str | None) -> datetime | None:
        return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS) if text else None

    assert deadlines(rule, THURSDAY, CALENDAR, 4) == Deadlines(due_at=at(due), escalates_at=at(escalates))
    assert deadlines(rule, THURSDAY + timedelta(0), CALENDAR, 2).due_at == at(due)
