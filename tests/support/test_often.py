"""Cases that every run tries, told from those of the long run alone."""

import pytest
from _pytest.mark.structures import ParameterSet

from tests.support.often import often


def told(cases: list[str | ParameterSet]) -> list[tuple[object, bool]]:
    """Return each case, and whether the long run alone tries it."""
    return [(each.values, _is_torture(each)) if isinstance(each, ParameterSet) else (each, False) for each in cases]


def _is_torture(case: ParameterSet) -> bool:
    return [each.name for each in case.marks if isinstance(each, pytest.Mark | pytest.MarkDecorator)] == ["torture"]


def test_those_of_every_run_are_as_they_were_and_the_others_are_marked_in_their_order() -> None:
    assert told(often(["fr", "ar", "nl"], "ar")) == [(("fr",), True), ("ar", False), (("nl",), True)]
    (one, other) = often([("a", 1), ("b", 2)], ("b", 2))
    assert isinstance(one, ParameterSet)
    assert (one.values, other) == (("a", 1), ("b", 2))


@pytest.mark.parametrize("always", [(), ("uk",), ("fr", "uk")])
def test_every_run_tries_one_at_least_that_is_there(always: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"^\("):
        often(["fr", "ar"], *always)
