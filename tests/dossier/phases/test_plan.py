"""What phases say of a circuit, a type or a department on a day."""

from datetime import date, timedelta

import pytest

from dossier.ids import new_id
from dossier.phases.plan import Closed, Phase, Plan

TODAY = date(2027, 3, 10)
DAY = timedelta(days=1)


def phase(days: int, **switched: tuple[str, ...]) -> Phase:
    """Return a phase that begins so many days from now."""
    nothing: dict[str, tuple[str, ...]] = {"circuits": (), "types": (), "departments": (), "pilots": ()}
    day = TODAY + days * DAY
    return Phase(id=new_id(), label_fr=f"F{days}", label_nl=f"N{days}", from_on=day, **{**nothing, **switched})


def test_what_no_phase_names_is_on() -> None:
    assert Plan().circuit_closed("post", "AS", TODAY) is None
    plan = Plan((phase(5, circuits=("post",)),))
    assert plan.circuit_closed("portal", "AS", TODAY) is None
    assert plan.closed("types", "REV_PAIE", "AS", TODAY) is None


@pytest.mark.parametrize(("days", "is_on"), [(-1, True), (0, True), (1, False)])
def test_a_circuit_is_on_from_its_first_day(days: int, is_on: bool) -> None:
    closed = Plan((phase(days, circuits=("post",)),)).circuit_closed("post", None, TODAY)
    assert closed == (None if is_on else Closed(from_on=TODAY + days * DAY))


def test_a_later_phase_that_names_it_again_changes_nothing() -> None:
    plan = Plan((phase(-9, circuits=("post",)), phase(9, circuits=("post",))))
    assert plan.circuit_closed("post", "AS", TODAY) is None


def test_pilots_come_before_all_others() -> None:
    plan = Plan((phase(-3, circuits=("email",), pilots=("JUR",)), phase(20, circuits=("email",))))
    assert plan.circuit_closed("email", "JUR", TODAY) is None
    assert plan.circuit_closed("email", "AS", TODAY) == Closed(from_on=TODAY + 20 * DAY)
    assert plan.circuit_closed("email", None, TODAY) is None  # a mailbox, a person nobody knows: the pilots' is on


def test_of_pilots_alone_others_have_no_day() -> None:
    plan = Plan((phase(-3, circuits=("email",), pilots=("JUR",)),))
    assert plan.circuit_closed("email", "AS", TODAY) == Closed(from_on=None)


def test_a_team_waits_for_its_circuit_and_for_itself() -> None:
    plan = Plan((phase(4, circuits=("counter",)), phase(8, departments=("PA",)), phase(12, circuits=("post",))))
    assert plan.circuit_closed("counter", "AS", TODAY) == Closed(from_on=TODAY + 4 * DAY)
    assert plan.circuit_closed("counter", "PA", TODAY) == Closed(from_on=TODAY + 8 * DAY)
    assert plan.circuit_closed("post", "PA", TODAY) == Closed(from_on=TODAY + 12 * DAY)
    assert plan.circuit_closed("portal", "PA", TODAY) == Closed(from_on=TODAY + 8 * DAY)


def test_one_knows_where_one_is_and_what_comes() -> None:
    first, now, later = phase(-30, circuits=("post",)), phase(0, circuits=("email",)), phase(3, circuits=("kiosk",))
    plan = Plan((first, now, later))
    assert (plan.now(TODAY), plan.next(TODAY)) == (now, later)
    assert (Plan((later,)).now(TODAY), Plan((first,)).next(TODAY)) == (None, None)
