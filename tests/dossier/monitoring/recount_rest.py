"""The naive recount of what is no delay: quality, use, and how the centre stands now."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from math import sqrt
from statistics import fmean, pstdev
from typing import Any

from dossier.calendar import Calendar
from dossier.monitoring.forecast import Ahead, Day
from dossier.monitoring.quality import Found, Looks, Quality, Reason, Verdicts
from dossier.monitoring.standing import CircuitToday, Hour, HourOfCircuit, Waiting
from dossier.monitoring.use import (
    DigitalDepartment,
    DigitalMonth,
    KioskHour,
    KioskMonth,
    KioskPlace,
    Taken,
    Use,
)
from tests.dossier.monitoring.recount import BRUSSELS, Everything, month_of, nearest, within

_DAY = timedelta(days=1)


def quality_of(told: Everything, months: list[date], people_min: int) -> Quality:
    verdicts, looks = [], []
    decided = [
        row
        for row in told.rows["documents"]
        if row["state"] in {"validated", "refused"} and within(row["decided_at"], months)
    ]
    again = {
        (row["document_id"], row["deposit_id"], row["refusal_reason_id"], month_of(row["placed_at"]))
        for row in told.rows["retakes"]
        if within(row["placed_at"], months)
    }
    by_month = {month: [row for row in decided if month_of(row["decided_at"]) == month] for month in months}
    hidden = {month for month, rows in by_month.items() if rows and _deciders(rows) < people_min}
    shown = [month for month in months if by_month[month] and month not in hidden]
    while hidden and _deciders([row for each in hidden for row in by_month[each]]) < people_min and shown:
        smallest = min(shown, key=lambda month: len(by_month[month]))
        shown.remove(smallest)
        hidden.add(smallest)
    for month in months:
        rows = by_month[month]
        filed = sum(row["state"] == "validated" for row in rows)
        refused = sum(row["state"] == "refused" for row in rows)
        retaken = sum(each[3] == month for each in again)
        is_told = month not in hidden
        verdicts.append(
            Verdicts(
                month=month,
                validated=filed if is_told else None,
                refused=refused if is_told else None,
                retaken=retaken,
            )
        )
        of = [row for row in told.rows["second_looks"] if month_of(row["filed_at"]) == month]
        wrong, right = (sum(row["state"] == state for row in of) for state in ("wrong", "in_order"))
        looked = wrong + right
        low, high = _wilson(wrong, looked) if looked >= 20 else (None, None)
        looks.append(
            Looks(
                month=month,
                looked=looked,
                wrong=wrong,
                dropped=sum(row["state"] == "dropped" for row in of),
                rate=wrong / looked if looked >= 20 else None,
                low=low,
                high=high,
            )
        )
    reasons = []
    for row in told.rows["refusal_reasons"]:
        refused = sum(each["state"] == "refused" and each["refusal_reason_id"] == row["id"] for each in decided)
        retaken = sum(each[2] == row["id"] for each in again)
        reasons.append(
            Reason(
                code=row["code"],
                label_fr=row["label_fr"],
                label_nl=row["label_nl"],
                refused=refused,
                retaken=retaken,
            )
        )
    kinds = ("type", "person", "date", "other", "cut")
    looked_at = [row for row in told.rows["second_looks"] if within(row["filed_at"], months)]
    return Quality(
        verdicts=tuple(verdicts),
        reasons=tuple(sorted(reasons, key=lambda each: (-(each.refused + each.retaken), each.code))),
        looks=tuple(looks),
        found=tuple(Found(kind=kind, count=sum(kind in row["wrong"] for row in looked_at)) for kind in kinds),
    )


def _deciders(rows: list[dict[str, Any]]) -> int:
    return len({row["decided_by"] for row in rows})


def _wilson(wrong: int, looked: int) -> tuple[float, float]:
    z = 1.959963984540054
    share = wrong / looked
    middle = (share + z * z / (2 * looked)) / (1 + z * z / looked)
    half = z / (1 + z * z / looked) * sqrt(share * (1 - share) / looked + z * z / (4 * looked**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def use_of(told: Everything, months: list[date]) -> Use:
    deposits = told.rows["deposits"]
    received = [row for row in deposits if within(row["received_at"], months)]
    circuits = sorted({row["circuit"] for row in received})
    taken = []
    for month in months:
        for circuit in circuits:
            count = sum(row["circuit"] == circuit and month_of(row["received_at"]) == month for row in received)
            taken.append(Taken(month=month, circuit=circuit, deposits=count))
    kiosk = [row for row in deposits if row["circuit"] == "kiosk" and within(row["opened_at"], months)]
    kiosk_months = []
    for month in months if kiosk else []:
        of = [row for row in kiosk if month_of(row["opened_at"]) == month]
        took = [int((row["received_at"] - row["opened_at"]).total_seconds()) for row in of if row["received_at"]]
        kiosk_months.append(
            KioskMonth(
                month=month,
                begun=len(of),
                received=len(took),
                abandoned=sum(row["state"] == "abandoned" for row in of),
                p50_seconds=nearest(50, took) if took else None,
                p90_seconds=nearest(90, took) if took else None,
            )
        )
    hours = [row["received_at"].astimezone(BRUSSELS).hour for row in kiosk if row["received_at"]]
    devices = told.by_id("devices")
    places = []
    for device_id in sorted({row["device_id"] for row in kiosk}, key=lambda each: devices[each]["name"]):
        of = [row for row in kiosk if row["device_id"] == device_id]
        name, done = devices[device_id]["name"], sum(row["received_at"] is not None for row in of)
        places.append(KioskPlace(name=name, begun=len(of), received=done))
    files = [row for row in told.rows["social_files"] if row["status"] == "open"]
    departments = told.by_id("departments")
    digital_months = []
    for month in months:
        after = (month + 31 * _DAY).replace(day=1)
        there = [row for row in files if row["opened_on"] < after]
        digital = sum(row["digital_since"] is not None and row["digital_since"] < after for row in there)
        digital_months.append(DigitalMonth(month=month, files=len(there), digital=digital))
    digital_departments = []
    for code in sorted({departments[row["department_id"]]["code"] for row in files}):
        of = [row for row in files if departments[row["department_id"]]["code"] == code]
        digital = sum(row["digital_since"] is not None for row in of)
        digital_departments.append(DigitalDepartment(code=code, files=len(of), digital=digital))
    return Use(
        taken=tuple(taken),
        taken_in_phases=(),  # test_by_phase.py
        kiosk_months=tuple(kiosk_months),
        kiosk_hours=tuple(
            KioskHour(hour=hour, received=hours.count(hour))
            for hour in (range(min(hours), max(hours) + 1) if hours else ())
        ),
        kiosks=tuple(places),
        digital_months=tuple(digital_months),
        digital_departments=tuple(digital_departments),
    )


def waiting_of(told: Everything, calendar: Calendar, now: datetime) -> set[Waiting]:
    found = defaultdict(list)
    for row in told.rows["documents"]:
        if row["state"] in {"captured", "profiled", "second_reading"}:
            found[row["circuit"]].append(row["captured_at"])
    told_of = set()
    for circuit, moments in found.items():
        days = [calendar.days_between(moment, now) for moment in moments]
        told_of.add(
            Waiting(
                circuit=circuit,
                today=sum(each == 0 for each in days),
                one_or_two=sum(1 <= each <= 2 for each in days),
                three_to_five=sum(3 <= each <= 5 for each in days),
                more=sum(each > 5 for each in days),
                oldest_at=min(moments),
            )
        )
    return told_of


def today_of(
    told: Everything, now: datetime, people_min: int
) -> tuple[list[Hour], list[HourOfCircuit], list[CircuitToday]]:
    today = now.astimezone(BRUSSELS).date()

    def is_of_today(moment: datetime | None) -> bool:
        return moment is not None and moment <= now and moment.astimezone(BRUSSELS).date() == today

    came = [
        (row["captured_at"].astimezone(BRUSSELS).hour, row["circuit"])
        for row in told.rows["documents"]
        if row["state"] not in {"withdrawn", "emptied"} and is_of_today(row["captured_at"])
    ]
    decided = [
        (row["decided_at"].astimezone(BRUSSELS).hour, row["circuit"], row["decided_by"])
        for row in told.rows["documents"]
        if row["state"] in {"validated", "refused"} and is_of_today(row["decided_at"])
    ]
    hours: list[Hour] = []
    all_hours = [each[0] for each in came] + [each[0] for each in decided]
    pending: list[tuple[int, str, Any]] = []
    for hour in range(min(all_hours), max(all_hours) + 1) if all_hours else ():
        of = [each for each in decided if each[0] == hour]
        pending += of
        out: int | None = None if of else 0
        if of and len({each[2] for each in pending}) >= people_min:
            out, pending = len(pending), []
        hours.append(Hour(hour=hour, came=sum(each[0] == hour for each in came), decided=out))
    pairs = sorted(set(came))
    hours_of_circuits = [HourOfCircuit(hour=h, circuit=c, came=came.count((h, c))) for h, c in pairs]
    by_circuit: dict[str, list[Any]] = defaultdict(list)
    for _, circuit, by in decided:
        by_circuit[circuit].append(by)
    hidden = {circuit for circuit, by in by_circuit.items() if len(set(by)) < people_min}
    shown = set(by_circuit) - hidden
    while hidden and len({by for each in hidden for by in by_circuit[each]}) < people_min and shown:
        smallest = min(shown, key=lambda circuit: (len(by_circuit[circuit]), circuit))
        shown.remove(smallest)
        hidden.add(smallest)
    circuits = []
    for circuit in sorted({each[1] for each in came} | set(by_circuit)):
        out = len(by_circuit[circuit]) if circuit in shown else None if circuit in hidden else 0
        circuits.append(CircuitToday(circuit=circuit, came=sum(each[1] == circuit for each in came), decided=out))
    rest = [by for each in hidden for by in by_circuit[each]]
    if hidden and len(set(rest)) >= people_min:
        circuits.append(CircuitToday(circuit="", came=None, decided=len(rest)))
    return hours, hours_of_circuits, circuits


def days_of(told: Everything, calendar: Calendar, now: datetime) -> tuple[list[Day], list[Ahead]]:
    """Count each past working day by looking at every document, and forecast from the days."""
    today = now.astimezone(BRUSSELS).date()
    documents = [row for row in told.rows["documents"] if row["state"] not in {"withdrawn", "emptied"}]

    def counts_on(moment: datetime) -> date:
        day = moment.astimezone(BRUSSELS).date()
        while not calendar.works_on(day):
            day += _DAY
        return day

    came = [counts_on(row["captured_at"]) for row in documents]
    decided = [counts_on(row["decided_at"]) if row["state"] in {"validated", "refused"} else None for row in documents]
    past = []
    for back in range(56, 0, -1):
        day = today - back * _DAY
        if not calendar.works_on(day):
            continue
        waiting = sum(c <= day and (d is None or d > day) for c, d in zip(came, decided, strict=True))
        past.append(Day(day=day, came=came.count(day), decided=decided.count(day), waiting=waiting))
    usual = {}
    for weekday in range(5):
        of = [each.came - each.decided for each in past if each.day.weekday() == weekday]
        if of:
            usual[weekday] = fmean(of)
    spread = pstdev([each.came - each.decided - usual[each.day.weekday()] for each in past])
    expected = float(sum(row["state"] in {"captured", "profiled", "second_reading"} for row in documents))
    ahead: list[Ahead] = []
    day = today
    while len(ahead) < 10:
        day += _DAY
        if not calendar.works_on(day):
            continue
        expected = max(expected + usual[day.weekday()], 0.0)
        margin = 1.2816 * spread * sqrt(len(ahead) + 1)
        low, high = round(max(expected - margin, 0)), round(expected + margin)
        ahead.append(Ahead(day=day, expected=round(expected), low=low, high=high))
    return past, ahead
