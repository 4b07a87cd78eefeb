"""What becomes of a deposit that a simulated year makes up: its documents, verdicts, pages taken again, signals."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from json import dumps
from math import log
from uuid import UUID

from demo.bulk import Rows
from demo.simulation.centre import Centre, File, drawn_id
from demo.simulation.year import Arrival
from dossier.calendar import Calendar
from dossier.ids import page_id, receipt_number
from dossier.receipts.statement import SignedOriginal, Statement

COLUMNS = {
    "deposits": "id, centre_id, circuit, state, language, beneficiary_id, social_file_id, device_id, opened_at, "
    "received_at, closed_at, abandoned_at",
    "papers": "id, centre_id, deposit_id, position",
    "originals": "id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type, page_count, "
    "vault_key, added_at",
    "receipts": "id, centre_id, deposit_id, number, issued_at, content_digest, statement",
    "pages": "id, centre_id, deposit_id, original_id, index, state, processed_at",
    "documents": "id, centre_id, deposit_id, position, state, type_id, proposed_type_id, social_file_id, "
    "refusal_reason_id, decided_by, decided_at, captured_at, ranked_at, identified",
    "document_pages": "centre_id, document_id, page_id, position",
    "document_beneficiaries": "centre_id, document_id, beneficiary_id",
    "retakes": "paper_id, centre_id, deposit_id, document_id, page_id, page_number, begun_at, placed_at, "
    "refusal_reason_id",
    "signals": "id, centre_id, document_id, department_id, staff_id, state, urgency, raised_at, type_id, raised_for, "
    "moment, seen_at, taken_by, taken_at, outcome, handled_at",
    "second_looks": "id, centre_id, document_id, state, type_id, circuit, filed_at, looks_from, drops_at, wrong, "
    "ended_at",
    "events": "id, centre_id, name, record_id, actor_kind, actor_id, place, at, facts",
}
"""Table → what is written of it; in an order that every reference allows."""

_FIRST_RECEIPT = 400_000
_ABANDONED = {"kiosk": 0.09, "portal": 0.06}
_WITHDRAWN = 0.004
_WORKERS_OWN = frozenset({"interview", "internal"})
_DOCUMENTS = ((1, 2, 3, 4), (62, 22, 10, 6))
_PAGES = ((1, 2, 4), (70, 20, 10))
_DECIDED_HOURS = {"post": 9.0, "email": 11.0, "interview": 3.0, "internal": 2.0}
_DECIDED_OTHERWISE = 5.0
_SPREAD = 0.9
_REFUSED = {"portal": 0.09, "email": 0.08, "kiosk": 0.04}
_REFUSED_OTHERWISE = 0.025
_REASONS = {"unreadable": 34, "cut_off": 22, "incomplete": 20, "expired": 9, "wrong_document": 8, "duplicate": 7}
_TAKEN_AGAIN = frozenset({"unreadable", "cut_off", "incomplete"})
_TAKES_AGAIN, _TAKES_AGAIN_DAYS = 0.62, 3.0
_LOOKED, _LOOK_DAYS = 0.05, 21
_WRONG = {"post": 0.07, "email": 0.08}
_WRONG_OTHERWISE = 0.035
_TOLD, _TOLD_ELSEWHERE = 0.62, 0.15
_SEEN_HOURS, _HANDLED_HOURS, _NEVER_HANDLED = 3.0, 12.0, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A validated document, as a request may have asked for it."""

    id: UUID
    file: File
    type_id: UUID
    captured_at: datetime


@dataclass(slots=True, kw_only=True)
class Lives:
    """Writes the rows of one deposit after another."""

    centre: Centre
    chance: random.Random
    calendar: Calendar
    until: datetime  # nothing happens later
    rows: Rows
    filed: list[Filed] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(_FIRST_RECEIPT))

    def deposit(self, arrival: Arrival) -> None:
        """Make one deposit up, and all that follows from it."""
        chance, file = self.chance, self.chance.choice(self.centre.files)
        deposit_id, at = drawn_id(chance), arrival.at
        kiosk = chance.choice(self.centre.kiosks) if arrival.circuit == "kiosk" else None
        opened = at - timedelta(seconds=chance.randint(90, 600)) if arrival.circuit in _ABANDONED else at
        if chance.random() < _ABANDONED.get(arrival.circuit, 0):
            self._write_deposit(deposit_id, arrival.circuit, "abandoned", file, kiosk, opened, abandoned_at=at)
            return
        is_withdrawn = chance.random() < _WITHDRAWN
        documents = chance.choices(*_DOCUMENTS)[0]
        ids = [drawn_id(chance) for _ in range(documents)]
        lives = [self._life(arrival, file) for _ in ids]
        decided = None if is_withdrawn else [each.decided_at for each in lives if each.decided_at]
        all_decided = decided is not None and len(decided) == len(lives)
        state = "withdrawn" if is_withdrawn else "closed" if all_decided else "ready"
        closed_at = max(decided) if all_decided and decided else None
        self._write_deposit(
            deposit_id, arrival.circuit, state, file, kiosk, opened, received_at=at, closed_at=closed_at
        )
        signed = []
        for position, (document_id, life) in enumerate(zip(ids, lives, strict=True)):
            original, pages = self._paper(deposit_id, document_id, position, at)
            signed.append(original)
            self._document(deposit_id, position, document_id, file, arrival, pages, life, is_withdrawn=is_withdrawn)
        self._receipt(deposit_id, at, signed)

    def _life(self, arrival: Arrival, file: File) -> "_Life":
        """Decide what is decided of a document: filed, refused, refused and taken again; or still waiting."""
        chance, circuit = self.chance, arrival.circuit
        by = self.centre.workers[file.department_id] if circuit in _WORKERS_OWN else self.centre.agents
        life = _Life(type_id=self._type(), decided_by=chance.choice(by))
        median = _DECIDED_HOURS.get(circuit, _DECIDED_OTHERWISE) * (1.3 - 0.5 * arrival.progress)
        life.decided_at = self._later(arrival.at, median)
        if life.decided_at is None or chance.random() >= _REFUSED.get(circuit, _REFUSED_OTHERWISE):
            return life
        life.reason = chance.choices(list(_REASONS), list(_REASONS.values()))[0]
        life.refused_at = life.decided_at
        life.refused_by = life.decided_by
        if life.reason in _TAKEN_AGAIN and chance.random() < _TAKES_AGAIN:
            placed = life.refused_at + timedelta(days=chance.expovariate(1 / _TAKES_AGAIN_DAYS), minutes=20)
            if placed < self.until:
                life.placed_at = placed
                life.decided_by = chance.choice(by)
                life.decided_at = self._later(placed, _DECIDED_OTHERWISE)
        return life

    def _later(self, at: datetime, median_hours: float) -> datetime | None:
        """Return a moment some working hours later; None where that is not yet."""
        hours = min(self.chance.lognormvariate(log(median_hours), _SPREAD), 400.0)
        then = self.calendar.hours_later(at, hours)
        return then if then < self.until else None

    def _type(self) -> UUID:
        """Return a type: a few are frequent, most are rare."""
        types = self.centre.types
        return types[min(int(self.chance.expovariate(1 / 9)), len(types) - 1)]

    def _document(
        self,
        deposit_id: UUID,
        position: int,
        document_id: UUID,
        file: File,
        arrival: Arrival,
        pages: list[UUID],
        life: "_Life",
        *,
        is_withdrawn: bool,
    ) -> None:
        state = "withdrawn" if is_withdrawn else life.state
        is_decided = state in {"validated", "refused"}
        reason_id = self.centre.reasons[life.reason] if state == "refused" and life.reason else None
        verdict = (reason_id, life.decided_by if is_decided else None, life.decided_at if is_decided else None)
        type_id = life.type_id if state == "validated" else None
        filed_in = (type_id, life.type_id, file.id)
        centre_id = self.centre.centre_id
        written = (document_id, centre_id, deposit_id, position, state)
        self.rows.add("documents", *written, *filed_in, *verdict, arrival.at, self.until, True)
        for at, page in enumerate(pages):
            self.rows.add("document_pages", centre_id, document_id, page, at)
        self.rows.add("document_beneficiaries", centre_id, document_id, file.beneficiary_id)
        if is_withdrawn:
            return
        if life.refused_at is not None:
            facts = {"deposit_id": str(deposit_id), "reason_code": life.reason}
            self._event("DocumentRefused", document_id, life.refused_by, life.refused_at, facts)
        if life.placed_at is not None:
            self._retake(deposit_id, document_id, pages[0], file, life, life.placed_at)
        if state == "validated" and life.decided_at is not None:
            facts = {"deposit_id": str(deposit_id), "type_id": str(life.type_id), "social_file_id": str(file.id)}
            self._event(
                "DocumentValidated", document_id, life.decided_by, life.decided_at, {**facts, "reader_count": 1}
            )
            filed = Filed(id=document_id, file=file, type_id=life.type_id, captured_at=arrival.at)
            self.filed.append(filed)
            self._second_look(filed, arrival.circuit, life.decided_at)
            self._signals(filed, life.decided_at)

    def _retake(
        self, deposit_id: UUID, document_id: UUID, page: UUID, file: File, life: "_Life", placed_at: datetime
    ) -> None:
        """Have the depositor take a refused page again, in a deposit of its own."""
        again, paper_id, centre_id = drawn_id(self.chance), drawn_id(self.chance), self.centre.centre_id
        begun = placed_at - timedelta(minutes=10)
        self._write_deposit(again, "portal", "closed", file, None, begun, received_at=placed_at, closed_at=placed_at)
        original, _ = self._paper(again, paper_id, 0, placed_at)
        self._receipt(again, placed_at, [original])
        reason_id = self.centre.reasons[life.reason or ""]
        self.rows.add("retakes", paper_id, centre_id, again, document_id, page, 1, begun, placed_at, reason_id)
        facts = {"deposit_id": str(deposit_id), "from_id": str(again)}
        self._event("DocumentRetaken", document_id, None, placed_at, facts)

    def _second_look(self, filed: Filed, circuit: str, filed_at: datetime) -> None:
        drops_at = filed_at + timedelta(days=_LOOK_DAYS)
        if self.chance.random() >= _LOOKED or drops_at > self.until:
            return
        drawn, wrong_share = self.chance.random(), _WRONG.get(circuit, _WRONG_OTHERWISE)
        state = "dropped" if drawn > 0.92 else "wrong" if drawn < wrong_share else "in_order"  # noqa: PLR2004 - 8 %
        wrong = [self.chance.choice(("type", "type", "date", "person", "other", "cut"))] if state == "wrong" else []
        ended = drops_at if state == "dropped" else filed_at + timedelta(days=self.chance.randint(1, _LOOK_DAYS - 1))
        which = (drawn_id(self.chance), self.centre.centre_id, filed.id, state, filed.type_id, circuit)
        self.rows.add("second_looks", *which, filed_at, filed_at, drops_at, wrong, ended)

    def _signals(self, filed: Filed, raised_at: datetime) -> None:
        """Tell the department of the file, and at times another one; they see it, take it and handle it."""
        if self.chance.random() >= _TOLD:
            return
        told = [(filed.file.department_id, filed.file.worker_id)]
        if self.chance.random() < _TOLD_ELSEWHERE:
            others = [each for each in self.centre.workers if each != filed.file.department_id]
            elsewhere = self.chance.choice(others)
            told.append((elsewhere, self.chance.choice(self.centre.workers[elsewhere])))
        for department_id, worker in told:
            seen = self._later(raised_at, _SEEN_HOURS)
            goes_on = seen is not None and self.chance.random() >= _NEVER_HANDLED
            taken = self._later(seen, 1.0) if seen and goes_on else None
            handled = self._later(taken, _HANDLED_HOURS) if taken else None
            state = "handled" if handled else "taken" if taken else "seen" if seen else "raised"
            urgency = self.chance.choice((1, 2, 2, 3))
            about = (filed.id, department_id, worker, state, urgency, raised_at, filed.type_id, department_id)
            outcome = self.chance.choice(("acted", "acted", "nothing_needed", "known_already")) if handled else None
            went = (seen, worker if taken else None, taken, outcome, handled)
            self.rows.add("signals", drawn_id(self.chance), self.centre.centre_id, *about, "validation", *went)

    def _write_deposit(
        self,
        deposit_id: UUID,
        circuit: str,
        state: str,
        file: File,
        kiosk: UUID | None,
        opened_at: datetime,
        *,
        received_at: datetime | None = None,
        closed_at: datetime | None = None,
        abandoned_at: datetime | None = None,
    ) -> None:
        made = (deposit_id, self.centre.centre_id, circuit, state, file.language, file.beneficiary_id, file.id, kiosk)
        self.rows.add("deposits", *made, opened_at, received_at, closed_at, abandoned_at)

    def _paper(
        self, deposit_id: UUID, paper_id: UUID, position: int, at: datetime
    ) -> tuple[SignedOriginal, list[UUID]]:
        """Write a paper with one file of some pages; their bytes are nowhere."""
        centre_id, original_id = self.centre.centre_id, drawn_id(self.chance)
        length, digest = self.chance.choices(*_PAGES)[0], sha256(original_id.bytes).hexdigest()
        self.rows.add("papers", paper_id, centre_id, deposit_id, position)
        key = f"{centre_id}/{original_id}/{digest}"
        file = (original_id, centre_id, deposit_id, paper_id, position, digest, 90_000 * length, "application/pdf")
        self.rows.add("originals", *file, length, key, at)
        pages = [page_id(original_id, index) for index in range(length)]
        for index, page in enumerate(pages):
            self.rows.add("pages", page, centre_id, deposit_id, original_id, index, "ready", at)
        return SignedOriginal(sha256=digest, page_count=length), pages

    def _receipt(self, deposit_id: UUID, at: datetime, signed: list[SignedOriginal]) -> None:
        number = receipt_number(at.year, next(self._numbers))
        statement = Statement(number=number, issued_at=at, originals=tuple(signed))
        given = (drawn_id(self.chance), self.centre.centre_id, deposit_id, number, at)
        self.rows.add("receipts", *given, statement.content_digest, statement.signed())
        facts = {"deposit_id": str(deposit_id), "receipt_number": number, "faulty_page_count": 0}
        self._event("DepositReceived", deposit_id, None, at, facts)

    def _event(
        self, name: str, record_id: UUID, staff_id: UUID | None, at: datetime, facts: Mapping[str, object]
    ) -> None:
        kind, place = ("staff", "backoffice") if staff_id else ("depositor", "portal")
        who = (kind, staff_id, place)
        self.rows.add("events", drawn_id(self.chance), self.centre.centre_id, name, record_id, *who, at, dumps(facts))


@dataclass(slots=True, kw_only=True)
class _Life:
    """What is decided of one document, and when."""

    type_id: UUID
    decided_by: UUID
    decided_at: datetime | None = None
    reason: str | None = None
    refused_at: datetime | None = None
    refused_by: UUID | None = None
    placed_at: datetime | None = None  # its page was taken again

    @property
    def state(self) -> str:
        """Return where the document stands."""
        if self.decided_at is None:
            return "captured"
        return "refused" if self.refused_at is not None and self.placed_at is None else "validated"
