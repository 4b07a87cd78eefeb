"""The centre's figures once more, naively: all rows are read, and counted in plain loops. Nothing of the code is used.

What it gives are the same shapes, so that they can be compared whole.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.monitoring.delays import Delay, Dimension, Stage

BRUSSELS = ZoneInfo("Europe/Brussels")
_TABLES = (
    *("deposits", "documents", "document_types", "terms", "departments", "retakes", "events", "signals"),
    *("request_items", "document_requests", "request_pauses", "social_files", "second_looks", "refusal_reasons"),
    "devices",
)
Row = dict[str, Any]


@dataclass(frozen=True)
class Everything:
    """All rows of a centre, by table."""

    rows: dict[str, list[Row]]

    def by_id(self, table: str) -> dict[UUID, Row]:
        return {row["id"]: row for row in self.rows[table]}


async def everything(centre_id: UUID) -> Everything:
    async with transaction(system(centre_id)) as tx:
        return Everything({table: [dict(row) for row in await tx.rows(f"SELECT * FROM {table}")] for table in _TABLES})


def month_of(moment: datetime) -> date:
    local = moment.astimezone(BRUSSELS)
    return date(local.year, local.month, 1)


def within(moment: datetime | None, months: list[date]) -> bool:
    return moment is not None and month_of(moment) in months


def nearest(share: int, values: Iterable[float]) -> int:
    """Count up to the value that a share of all does not exceed."""
    ordered = sorted(values)
    for seen, value in enumerate(ordered, start=1):
        if 100 * seen >= share * len(ordered):
            return int(value)
    raise AssertionError("no values")


Sample = tuple[Stage, float, str, str, str, date, UUID | None]


class Codes:
    """What ids stand for."""

    def __init__(self, told: Everything) -> None:
        self._types, self._terms = told.by_id("document_types"), told.by_id("terms")
        self._departments = told.by_id("departments")

    def where(self, circuit: str, type_id: UUID | None, department_id: UUID | None) -> tuple[str, str, str]:
        code = self._terms[self._types[type_id]["term_id"]]["code"] if type_id else ""
        return circuit, code, self._departments[department_id]["code"] if department_id else ""


def samples(told: Everything, months: list[date]) -> list[Sample]:
    """Return each thing that ended: its stage, how long it took, its circuit, type, department, month and hand."""
    codes = Codes(told)
    retakes = _retakes(told)
    waited: dict[UUID, timedelta] = defaultdict(timedelta)
    documents = told.by_id("documents")
    found: list[Sample] = []
    for document_id, refused, placed in retakes:
        waited[document_id] += placed - refused
        row = documents[document_id]
        if within(placed, months):
            where = codes.where(row["circuit"], row["type_id"] or row["proposed_type_id"], row["department_id"])
            found.append((Stage.RETAKE, (placed - refused).total_seconds(), *where, month_of(placed), None))
    for row in told.rows["documents"]:
        if row["state"] == "validated" and within(row["decided_at"], months):
            took = (row["decided_at"] - row["captured_at"] - waited[row["id"]]).total_seconds()
            where = codes.where(row["circuit"], row["type_id"], row["department_id"])
            found.append((Stage.FILED, took, *where, month_of(row["decided_at"]), row["decided_by"]))
    return found + _signals(told, codes, months) + _requests(told, codes, months)


def _retakes(told: Everything) -> list[tuple[UUID, datetime, datetime]]:
    """Return each time that pages were taken again: the document, when it was refused, when new ones stood there."""
    refusals = defaultdict(list)
    for event in told.rows["events"]:
        if event["name"] == "DocumentRefused":
            refusals[event["record_id"]].append(event["at"])
    again: dict[tuple[UUID, UUID], list[Row]] = defaultdict(list)
    for row in told.rows["retakes"]:
        if row["placed_at"]:
            again[row["document_id"], row["deposit_id"]].append(row)
    found = []
    for (document_id, _), rows in again.items():
        begun = min(row["begun_at"] for row in rows)
        refused = max(at for at in refusals[document_id] if at <= begun)
        found.append((document_id, refused, max(row["placed_at"] for row in rows)))
    return found


def _signals(told: Everything, codes: Codes, months: list[date]) -> list[Sample]:
    documents = told.by_id("documents")
    found: list[Sample] = []
    for row in told.rows["signals"]:
        seen, hand = row["seen_at"] or row["taken_at"], row["taken_by"] or row["staff_id"]
        where = codes.where(documents[row["document_id"]]["circuit"], row["type_id"], row["department_id"])
        if row["state"] != "withdrawn" and within(seen, months):
            found.append((Stage.SEEN, (seen - row["raised_at"]).total_seconds(), *where, month_of(seen), hand))
        if row["state"] == "handled" and within(row["handled_at"], months):
            took = (row["handled_at"] - seen).total_seconds()
            found.append((Stage.HANDLED, took, *where, month_of(row["handled_at"]), hand))
    return found


def _requests(told: Everything, codes: Codes, months: list[date]) -> list[Sample]:
    documents, files, requests = told.by_id("documents"), told.by_id("social_files"), told.by_id("document_requests")
    pauses = defaultdict(list)
    for row in told.rows["request_pauses"]:
        pauses[row["request_id"]].append((row["began_at"], row["ended_at"]))
    found: list[Sample] = []
    for row in told.rows["request_items"]:
        answer = documents.get(row["document_id"])
        if answer is None or not within(answer["captured_at"], months):
            continue
        took = (answer["captured_at"] - row["waits_since"]).total_seconds()
        for began, ended in pauses[row["request_id"]]:
            inside = (min(ended, answer["captured_at"]) - max(began, row["waits_since"])).total_seconds()
            took -= max(inside, 0)
        owner = files[requests[row["request_id"]]["social_file_id"]]["department_id"]
        where = codes.where(answer["circuit"], row["type_id"], owner)
        found.append((Stage.REQUEST, took, *where, month_of(answer["captured_at"]), None))
    return found


def told_apart(stage: Stage, found: list[Sample], people_min: int) -> set[Delay]:
    """Return the delays of a stage in all dimensions, in no order."""
    told: set[Delay] = set()
    mine = [each for each in found if each[0] is stage]
    for by, at in (
        (Dimension.WHOLE, 0),
        (Dimension.CIRCUIT, 2),
        (Dimension.TYPE, 3),
        (Dimension.DEPARTMENT, 4),
        (Dimension.MONTH, 5),
    ):
        groups: dict[str, list[Sample]] = defaultdict(list)
        for each in mine:
            key = "" if by is Dimension.WHOLE else each[at]
            groups[f"{key:%Y-%m}" if isinstance(key, date) else str(key)].append(each)
        few = people_min if stage in {Stage.FILED, Stage.SEEN, Stage.HANDLED} else 0
        alone = {key: group for key, group in groups.items() if _people(group) >= few}
        together = [each for key, group in groups.items() if key not in alone for each in group]
        while together and _people(together) < few and alone:
            smallest = min(alone, key=lambda key: (len(alone[key]), key))
            together += alone.pop(smallest)
        for key, group in alone.items():
            told.add(_delay(stage, by, key, group))
        if together and _people(together) >= few and by is not Dimension.MONTH:
            told.add(_delay(stage, by, "*", together))
    return told


def _people(group: list[Sample]) -> int:
    return len({each[6] for each in group if each[6] is not None})


def _delay(stage: Stage, by: Dimension, key: str, group: list[Sample]) -> Delay:
    # Seconds are told whole; halves go to the even one, as PostgreSQL rounds them
    seconds = [round(max(each[1], 0)) for each in group]
    half, most = nearest(50, seconds), nearest(90, seconds)
    return Delay(stage=stage, by=by, key=key, count=len(group), p50_seconds=half, p90_seconds=most)
