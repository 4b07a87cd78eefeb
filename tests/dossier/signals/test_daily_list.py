"""Whom the daily list waits for on a morning: by name, in somebody's stead, or as a department."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest

from dossier.people.stand_in import Worker, Workforce
from dossier.signals.daily_list import Share, Waiting, shares

AS, ENE = uuid4(), uuid4()
DEPARTMENTS = {"nadia": AS, "wim": AS, "clerk": AS, "pieter": ENE, "boss": ENE}
IDS = {name: uuid4() for name in DEPARTMENTS}
NAMES = {each: name for name, each in IDS.items()}
ROLES = {"clerk": "counter_clerk", "boss": "manager"}
PAPER = uuid4()


def force(away: Mapping[str, str | None], heads: dict[UUID, str]) -> Workforce:
    return Workforce(
        workers={
            IDS[name]: Worker(
                id=IDS[name], department_id=department, roles=frozenset({ROLES.get(name, "social_worker")})
            )
            for name, department in DEPARTMENTS.items()
        },
        away={IDS[name]: IDS[deputy] if deputy else None for name, deputy in away.items()},
        heads={department: IDS[name] for department, name in heads.items()},
    )


def told(
    holder: str | None,
    away: Mapping[str, str | None],
    heads: dict[UUID, str] | None = None,
    kin: tuple[str, ...] = (),
    department: UUID = AS,
) -> dict[str, str]:
    signal = Waiting(document_id=PAPER, department_id=department, holder_id=IDS[holder] if holder else None)
    found = shares([signal], force(away, heads or {}), {(IDS[each], PAPER) for each in kin})
    kinds = {Share(own=1): "own", Share(shared=1): "shared"}
    return {NAMES[each]: kinds[share] for each, share in found.items()}


@pytest.mark.parametrize(
    ("holder", "away", "expected"),
    [
        ("nadia", {}, {"nadia": "own"}),
        (None, {}, {"nadia": "shared", "wim": "shared"}),  # a clerk deals with no document
        ("boss", {}, {"boss": "own"}),
        ("nadia", {"nadia": "wim"}, {"wim": "shared"}),
        ("nadia", {"nadia": "pieter"}, {"wim": "shared"}),  # of another department: could not open it
        ("nadia", {"nadia": None}, {"wim": "shared"}),
        ("nadia", {"nadia": "pieter", "pieter": "wim"}, {"wim": "shared"}),
        (None, {"wim": "nadia"}, {"nadia": "shared"}),
        ("nadia", {"nadia": None, "wim": None}, {}),  # nobody is there
        ("boss", {"boss": None}, {"nadia": "shared", "wim": "shared"}),
    ],
)
def test_whoever_is_there_and_can_open_it_is_told(
    holder: str | None, away: dict[str, str | None], expected: dict[str, str]
) -> None:
    assert told(holder, away) == expected


def test_the_head_is_told_where_nobody_of_the_department_is_there() -> None:
    gone = {"nadia": None, "wim": None}
    assert told(None, gone, {AS: "boss"}) == {"boss": "shared"}
    assert told("nadia", gone, {AS: "boss"}) == {"boss": "shared"}
    assert told(None, {}, {AS: "boss"}) == {"nadia": "shared", "wim": "shared"}
    assert told(None, {**gone, "boss": "pieter"}, {AS: "boss"}) == {}
    assert told(None, gone, {ENE: "boss"}) == {}


def test_nobody_is_told_of_what_is_about_themselves_or_a_relative() -> None:
    assert told("nadia", {}, kin=("nadia",)) == {"wim": "shared"}
    assert told(None, {}, kin=("wim",)) == {"nadia": "shared"}
    assert told("nadia", {"nadia": "wim"}, kin=("wim",)) == {}
    assert told(None, {"nadia": None, "wim": None}, {AS: "boss"}, kin=("boss",)) == {}


def test_what_waits_is_counted_by_name_and_with_others() -> None:
    waiting = [
        Waiting(document_id=uuid4(), department_id=department, holder_id=holder)
        for department, holder in ((AS, None), (AS, IDS["nadia"]), (AS, IDS["nadia"]), (ENE, None), (ENE, None))
    ]
    found = {NAMES[each]: share for each, share in shares(waiting, force({}, {}), ()).items()}
    assert found == {"nadia": Share(own=2, shared=1), "wim": Share(shared=1), "pieter": Share(shared=2)}
