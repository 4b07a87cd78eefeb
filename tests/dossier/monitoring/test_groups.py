"""No figure tells of fewer people than it may, neither by itself nor by what is left of a sum."""

from hypothesis import given
from hypothesis import strategies as st

from dossier.monitoring.groups import Group, fold, in_spans, rank

GROUPS = st.dictionaries(
    st.text("abc", min_size=1, max_size=2), st.tuples(st.sets(st.integers(1, 9)), st.integers(0, 50)), max_size=6
)


@given(GROUPS, st.integers(2, 6))
def test_what_is_told_and_what_is_not_are_both_enough_people(groups: dict[str, tuple[set[int], int]], few: int) -> None:
    made = {key: Group([number] * number, set(people), number) for key, (people, number) in groups.items()}
    told = fold(made, few)
    assert all(len(group.people) >= few for group in told.shown.values())
    untold = [group for key, group in made.items() if key not in told.shown]
    together = set().union(*(group.people for group in untold)) if untold else set()
    if told.others is not None:
        assert told.others.people == together
        assert len(together) >= few
        assert told.others.seconds == sorted(value for group in untold for value in group.seconds)
        assert told.others.count == sum(group.count for group in untold)
    elif untold:
        assert told.shown == {}, "what is not told could be taken from the sum"
        assert len(together) < few


def test_groups_of_enough_people_stand_alone() -> None:
    groups = {"a": Group([1, 2], {1, 2}), "b": Group([3], {3, 4})}
    assert fold(groups, 2).shown == groups
    assert fold(groups, 2).others is None


def test_a_small_group_takes_the_smallest_of_the_others_with_it() -> None:
    groups = {
        "few": Group([9], {1}, 1),
        "least": Group([4, 5], {1, 2, 3}, 2),
        "most": Group([1, 2, 3], {4, 5, 6}, 3),
    }
    told = fold(groups, 3)
    assert set(told.shown) == {"most"}
    assert told.others == Group([4, 5, 9], {1, 2, 3}, 3)


def test_of_two_of_one_size_it_is_always_the_same_one_that_goes_with_a_small_group() -> None:
    groups = {"few": Group([9], {1}, 1), "b": Group([4], {1, 2, 3}, 1), "a": Group([5], {2, 3, 4}, 1)}
    for order in (("few", "a", "b"), ("b", "few", "a")):
        assert set(fold({key: groups[key] for key in order}, 3).shown) == {"b"}


@given(
    st.dictionaries(st.integers(0, 23), st.tuples(st.integers(1, 9), st.sets(st.integers(1, 6), min_size=1))),
    st.integers(2, 4),
)
def test_hours_wait_until_enough_people_decided(hours: dict[int, tuple[int, set[int]]], few: int) -> None:
    told = in_spans(hours, few)
    begun = -1
    for hour, count in told.items():
        span = [hours[each] for each in sorted(hours) if begun < each <= hour]
        assert count == sum(number for number, _ in span)
        assert len(set().union(*(people for _, people in span))) >= few
        begun = hour
    left = [people for each, (_, people) in hours.items() if each > begun]
    assert len(set().union(*left)) < few or not left


def test_a_rank_is_the_value_that_a_share_does_not_exceed() -> None:
    assert [rank(50, [5]), rank(90, [5])] == [5, 5]
    assert rank(50, [1, 2]) == 1
    assert rank(50, [1, 2, 3]) == 2
    assert rank(90, list(range(1, 11))) == 9
    assert rank(90, list(range(1, 12))) == 10
    assert rank(100, [1, 2, 3]) == 3
