"""Raise signals: a document is told to each department that its type's signal rules name, once."""

from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.calendar import Calendar
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.events import SignalRaised, SignalReassigned
from dossier.ids import new_id
from dossier.lifecycle import DocumentState, SignalState
from dossier.outbox.publish import publish
from dossier.people.office import calendar_of
from dossier.people.stand_in import Workforce, workforce
from dossier.settings import Settings
from dossier.signals.facts import FACTS, FROM_DOCUMENTS, TYPE_NOW, facts_of
from dossier.signals.rules import at_moment, choose, deadlines, worker_for
from dossier.signals.withdraw import withdraw_held
from dossier.thesaurus.content import Moment, SignalRule
from dossier.thesaurus.versions import version as version_of_id

_MOMENTS = {
    DocumentState.CAPTURED: Moment.CAPTURE,
    DocumentState.PROFILED: Moment.CAPTURE,
    DocumentState.SECOND_READING: Moment.CAPTURE,
    DocumentState.VALIDATED: Moment.VALIDATION,
}
"""What may be told of a document by its state; of one in another state nothing is."""


async def raise_signals(actor: Actor, document_id: UUID, settings: Settings) -> int:
    """Raise the signals of a document that are not raised yet, withdraw those that are so no longer; return how many.

    The rules are those of the version under which it was filed; before that, of the term that it is said to be. What
    was told at capture of another type, or of a file in which it stood by mistake, is withdrawn. The department that
    owns the file is told through its social worker, the others as a department; whoever is away is stood in for.
    """
    now = clock.now()
    today = now.astimezone(BRUSSELS).date()
    async with transaction(actor) as tx:
        force = await workforce(tx, today)
        row = await tx.row(
            f"""SELECT d.state, d.moved_at, {TYPE_NOW} AS type_id, {FACTS}
                FROM {FROM_DOCUMENTS} WHERE d.id = $2 FOR UPDATE OF d""",
            today,
            document_id,
        )
        moment = _MOMENTS.get(DocumentState(row["state"])) if row else None
        if row is None or moment is None:
            return 0
        version = await version_of_id(tx, row["type_id"]) if row["type_id"] else None
        chosen = choose(version.content.signal_rules, facts_of(row)) if version else {}
        there = await _there(tx, document_id)
        departments = {each["code"]: each["id"] for each in await tx.rows("SELECT id, code FROM departments")}
        calendar = await calendar_of(tx, settings)
        raiser = _Raiser(tx, document_id, row["type_id"], moment, now, force, calendar, settings.escalate_hours)
        # What was told of another file is told anew of the right one, also where somebody has handled it by now
        elsewhere = {each["id"] for each in there if row["moved_at"] and each["raised_at"] <= row["moved_at"]}
        for signal in there:
            other = version is None or signal["term_id"] != version.term_id
            if signal["is_open"] and (other or signal["id"] in elsewhere):
                await withdraw_held(tx, signal["id"], "other_type" if other else "moved")
        told = {
            each["raised_for"]: each
            for each in there
            if version and each["term_id"] == version.term_id and each["id"] not in elsewhere
        }
        raised = 0
        for code, rule in at_moment(chosen, moment).items():
            worker_id = worker_for(code, facts_of(row))
            if (known := told.get(departments[code])) is None:
                await raiser.tell(departments[code], rule, worker_id)
                raised += 1
            elif worker_id is not None and known["department_id"] == known["raised_for"]:
                await raiser.name(known, worker_id)
        return raised


async def _there(tx: Transaction, document_id: UUID) -> list[Record]:
    """Return the signals of a document that were not withdrawn."""
    return await tx.rows(
        """SELECT s.id, s.department_id, s.raised_for, s.staff_id, s.state, s.raised_at, v.term_id,
                  s.state IN ('raised', 'seen', 'taken') AS is_open
           FROM signals s JOIN document_types v ON v.id = s.type_id
           WHERE s.document_id = $1 AND s.state <> 'withdrawn' FOR UPDATE OF s""",
        document_id,
    )


class _Raiser:
    """What all signals of one document have in common."""

    def __init__(
        self,
        tx: Transaction,
        document_id: UUID,
        type_id: UUID,
        moment: Moment,
        now: datetime,
        force: Workforce,
        calendar: Calendar,
        escalate_hours: int,
    ) -> None:
        self._tx = tx
        self._document_id = document_id
        self._type_id = type_id
        self._moment = moment
        self._now = now
        self._force = force
        self._calendar = calendar
        self._escalate_hours = escalate_hours

    async def tell(self, department_id: UUID, rule: SignalRule, worker_id: UUID | None) -> None:
        """Raise one signal."""
        tx, signal_id = self._tx, new_id()
        staff_id = self._force.addressee(department_id, worker_id)
        until = deadlines(rule, self._now, self._calendar, self._escalate_hours)
        await tx.run(
            """INSERT INTO signals (id, centre_id, document_id, department_id, staff_id, state, urgency, raised_at,
                                    type_id, raised_for, moment, due_at, escalates_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $4, $10, $11, $12)""",
            signal_id,
            tx.actor.centre_id,
            self._document_id,
            department_id,
            staff_id,
            str(SignalState.RAISED),
            rule.urgency,
            self._now,
            self._type_id,
            str(self._moment),
            until.due_at,
            until.escalates_at,
        )
        await publish(
            tx,
            SignalRaised(
                record_id=signal_id,
                document_id=self._document_id,
                department_id=department_id,
                staff_id=staff_id,
                urgency=rule.urgency,
                kind=str(self._moment),
            ),
        )

    async def name(self, signal: Record, worker_id: UUID) -> None:
        """Give a signal that went to the department as a whole to the worker of the file, which is known by now."""
        staff_id = self._force.standing_in(worker_id)
        if signal["staff_id"] is not None or staff_id is None or signal["state"] not in {"raised", "seen"}:
            return
        await self._tx.run("UPDATE signals SET staff_id = $2 WHERE id = $1", signal["id"], staff_id)
        await publish(
            self._tx,
            SignalReassigned(
                record_id=signal["id"],
                department_id=signal["department_id"],
                staff_id=staff_id,
                from_department_id=signal["department_id"],
                from_staff_id=None,
                kind=signal["state"],
            ),
        )
