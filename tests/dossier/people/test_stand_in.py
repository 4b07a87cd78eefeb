"""Whom a matter goes to: every case of who is there, who is away, who stands in, and who has left."""

from itertools import product
from uuid import UUID, uuid4

import pytest

from dossier.people.roles import Role
from dossier.people.stand_in import Worker, Workforce

AS, JUR = uuid4(), uuid4()
NADIA, OLIVIER, WIM, SOFIE, ANNE, RACHID = (uuid4() for _ in range(6))
SOCIAL, MANAGER = frozenset({Role.SOCIAL_WORKER}), frozenset({Role.MANAGER})
WORKERS = {
    NADIA: (AS, SOCIAL),
    OLIVIER: (AS, SOCIAL),
    WIM: (AS, SOCIAL),
    SOFIE: (JUR, SOCIAL),
    ANNE: (None, MANAGER),
    RACHID: (AS, frozenset({Role.ADMINISTRATOR})),
}


def force(
    *, away: dict[UUID, UUID | None] | None = None, left: tuple[UUID, ...] = (), heads: dict[UUID, UUID] | None = None
) -> Workforce:
    return Workforce(
        workers={
            each: Worker(id=each, department_id=department, roles=frozenset(roles))
            for each, (department, roles) in WORKERS.items()
            if each not in left
        },
        away=away or {},
        heads=heads or {},
    )


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (force(), NADIA),
        (force(away={NADIA: OLIVIER}), OLIVIER),
        (force(away={NADIA: OLIVIER, OLIVIER: WIM}), WIM),  # a chain
        (force(away={NADIA: OLIVIER, OLIVIER: NADIA}), None),  # a loop, though none can be set: the department
        (force(away={NADIA: None}), None),  # without a deputy: the department
        (force(away={NADIA: OLIVIER}, left=(OLIVIER,)), None),  # whose deputy has left
        (force(left=(NADIA,)), None),
        (force(away={NADIA: OLIVIER}, left=(NADIA,)), None),  # who left while away
        (force(away={NADIA: RACHID}), None),  # whose deputy deals with no document
        (force(away={NADIA: SOFIE}), SOFIE),  # of another department
    ],
)
def test_a_worker_is_stood_in_for(state: Workforce, expected: UUID | None) -> None:
    assert state.addressee(AS, NADIA) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (force(), None),
        (force(left=(SOFIE,), heads={JUR: OLIVIER}), OLIVIER),
        (force(away={SOFIE: None}, heads={JUR: OLIVIER}), OLIVIER),
        (force(away={SOFIE: None, OLIVIER: WIM}, heads={JUR: OLIVIER}), WIM),
        (force(away={SOFIE: None, OLIVIER: None}, heads={JUR: OLIVIER}), ANNE),
        (force(left=(SOFIE,)), ANNE),
        (force(left=(SOFIE,), away={ANNE: None}), ANNE),  # the only manager, though away: else nobody would know
        (force(left=(SOFIE, ANNE)), None),
        (force(left=(SOFIE,), heads={JUR: ANNE}), ANNE),
        (force(left=(SOFIE,), heads={JUR: RACHID}), ANNE),  # a head who cannot be told
    ],
)
def test_a_department_without_anybody_is_stood_in_for_by_its_head_then_a_manager(
    state: Workforce, expected: UUID | None
) -> None:
    assert state.addressee(JUR, None) == expected


def test_whoever_is_told_already_is_not_told_again() -> None:
    assert force(heads={AS: OLIVIER}).above(AS, without=OLIVIER) == ANNE
    assert force(heads={AS: ANNE}).above(AS, without=ANNE) == ANNE  # there is nobody else


def test_nobody_who_is_away_or_gone_is_given_anything_while_somebody_else_is_there() -> None:
    states = ("here", "away", "to olivier", "to wim", "left")
    for nadia, olivier, wim, head in product(states, states, ("here", "away", "left"), (None, OLIVIER, ANNE)):
        said = {NADIA: nadia, OLIVIER: olivier, WIM: wim}
        to = {"away": None, "to olivier": OLIVIER, "to wim": WIM}
        away = {who: to[how] for who, how in said.items() if how in to and to[how] != who}
        left = tuple(who for who, how in said.items() if how == "left")
        state = force(away=away, left=left, heads={AS: head} if head else {})
        found = state.addressee(AS, NADIA)
        here = {each for each in (NADIA, OLIVIER, WIM) if each not in away and each not in left}
        assert found is None or (found in state.workers and found not in away), said
        assert found is not None or here, said
        assert NADIA not in here or found == NADIA
