"""What of the queue somebody wants to see, as SQL over documents `d`: which part, which filters, and from where on.

All of it are codes: it stands in addresses and is kept under names.
"""

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record
from dossier.people.access import GROUP_READABLE, WAITING

WAITS = WAITING.format(d="d")
"""SQL over documents `d`: whether one waits for a person."""

IN_ORDER = "d.place, d.due_at, d.captured_at, d.deposit_id, d.position"
"""SQL over documents `d`: the queue's order: urgency, due time, age; the index `documents_queue` is read in it."""

SAID = "coalesce(d.type_id, d.proposed_type_id)"
"""SQL over documents `d`: the version of a type that one is said to be so far."""

NONE = "-"
"""What a filter names that has no code: no department is known, nobody said what it is."""


class Shown(StrEnum):
    """The parts of the queue."""

    WAITING = "waiting"  # all but what is aside
    MINE = "mine"  # in hand, assigned, or sent to one's department
    BACK = "back"  # was aside until today or before
    ASIDE = "aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of the queue; every filter narrows, an empty one does not."""

    shown: Shown = Shown.WAITING
    circuit: str = ""
    department: str = ""  # the code of that which owns the file
    kind: str = ""  # the code of a document type
    language: str = ""  # the depositor's
    unidentified: bool = False
    problem: bool = False  # an unreadable page, or a virus

    @property
    def is_filtered(self) -> bool:
        """Say whether any filter narrows it."""
        return replace(self, shown=Shown.WAITING) != ALL

    @property
    def query(self) -> dict[str, str]:
        """Return it as an address has it: what is not asked for is left out."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: "1" if value is True else str(value) for name, value in told.items() if value != _default(name)}


ALL = Wanted()
"""All that waits."""


def _default(name: str) -> object:
    return getattr(ALL, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A document's place in the queue's order: those after it are asked for by it."""

    place: int
    due_at: datetime | None
    captured_at: datetime
    deposit_id: UUID
    position: int

    def written(self) -> str:
        """Write it for an address."""
        due = "" if self.due_at is None else _micros(self.due_at)
        return f"{self.place}.{due}.{_micros(self.captured_at)}.{self.deposit_id.hex}.{self.position}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Read what `written` wrote; None for anything else."""
        try:
            place, due, captured, deposit, position = text.split(".")
            return cls(
                place=_small(place),
                due_at=_moment(due) if due else None,
                captured_at=_moment(captured),
                deposit_id=UUID(deposit),
                position=_small(position),
            )
        except (ValueError, OverflowError):
            return None

    @classmethod
    def of(cls, row: Record) -> "Place":
        """Read a row of the queue."""
        return cls(**{each.name: row[each.name] for each in fields(cls)})


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SMALL_MAX = 30_000


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: str) -> datetime:
    return _EPOCH + timedelta(microseconds=int(micros))


def _small(text: str) -> int:
    number = int(text)
    if not 0 <= number <= _SMALL_MAX:
        raise ValueError(text)
    return number


class Asking:
    """A statement's parameters, in the order in which its text named them."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def of(self, value: object) -> str:
        """Return how the text names a value."""
        self.values.append(value)
        return f"${len(self.values)}"


def in_hand(actor: Actor, asking: Asking) -> str:
    """Return SQL for the ids of the documents that wait for the actor: theirs, in hand, sent to their department."""
    me = asking.of(actor.staff_id)
    return f"""SELECT own.id FROM documents own
               WHERE own.assigned_to = {me} AND own.state IN ('captured', 'profiled', 'second_reading')
               UNION ALL SELECT sent.id FROM documents sent
               WHERE sent.sent_to_department = (SELECT app_department()) AND sent.sent_to_staff IS NULL
                 AND sent.assigned_to IS NULL AND sent.state IN ('captured', 'profiled', 'second_reading')
               UNION ALL SELECT held.id FROM deposits h JOIN documents held ON held.deposit_id = h.id
               WHERE h.claimed_by = {me} AND h.claimed_until > {asking.of(clock.now())}"""


def part(wanted: Wanted, actor: Actor, asking: Asking) -> str:
    """Return SQL for the part of the queue that is wanted."""
    today = asking.of(clock.today())
    if wanted.shown is Shown.ASIDE:
        return f"d.aside_until > {today}"
    if wanted.shown is Shown.BACK:
        return f"d.aside_until <= {today}"
    mine = f" AND d.id IN ({in_hand(actor, asking)})" if wanted.shown is Shown.MINE else ""
    return f"(d.aside_until IS NULL OR d.aside_until <= {today}){mine}"


def filters(wanted: Wanted, asking: Asking) -> str:
    """Return SQL for the filters, `true` where there is none: those that are empty cost no plan anything."""
    found = []
    if wanted.circuit:
        found.append(f"d.circuit = {asking.of(wanted.circuit)}")
    if wanted.language:
        found.append(f"d.depositor_language = {asking.of(wanted.language)}")
    if wanted.unidentified:
        found.append("NOT d.identified")
    if wanted.problem:
        found.append("d.troubled")
    if wanted.department == NONE:
        found.append("d.department_id IS NULL")
    elif wanted.department:
        found.append(f"d.department_id = (SELECT id FROM departments WHERE code = {asking.of(wanted.department)})")
    if wanted.kind == NONE:
        found.append(f"{SAID} IS NULL")
    elif wanted.kind:  # any version of the term, or of those that went into it
        found.append(f"""{SAID} IN (
            WITH RECURSIVE same AS (
                SELECT id FROM terms WHERE code = {asking.of(wanted.kind)}
                UNION SELECT t.id FROM terms t JOIN same ON t.merged_into = same.id)
            SELECT v.id FROM document_types v JOIN same ON same.id = v.term_id)""")
    return " AND ".join(found) or "true"


def fitting(wanted: Wanted, asking: Asking) -> str:
    """Return SQL for the documents that may fit the filters and that the one who acts may read, and for some more.

    They are looked up by their groups; those in no group, and those whose glass is broken, are all among them.
    """
    groups = f"""SELECT d.id FROM (
                     SELECT g.*, NULL::uuid AS proposed_type_id FROM queue_groups g WHERE {GROUP_READABLE}) d
                 WHERE {filters(wanted, asking)}"""
    fit = "(SELECT ids FROM fit)::uuid[]"
    return f"""(
        WITH fit AS MATERIALIZED (SELECT ARRAY({groups}) AS ids)
        SELECT d.* FROM documents d WHERE d.queue_group_id = ANY ({fit})
        UNION ALL SELECT d.* FROM documents d WHERE {WAITS} AND d.queue_group_id IS NULL
        UNION ALL SELECT d.* FROM documents d WHERE d.queue_group_id <> ALL ({fit}) AND d.id IN (
            SELECT shown.id FROM documents shown WHERE shown.social_file_id = ANY ((SELECT glass_files())::uuid[])
            UNION SELECT unnest((SELECT glass_documents())))
        OFFSET 0)"""


def behind(place: Place, asking: Asking) -> str:
    """Return SQL for what comes after a place."""
    due = "infinity" if place.due_at is None else place.due_at.isoformat()
    return f"""({IN_ORDER}) > ({asking.of(place.place)}::smallint, {asking.of(due)}::text::timestamptz,
        {asking.of(place.captured_at)}::timestamptz, {asking.of(place.deposit_id)}::uuid,
        {asking.of(place.position)}::integer)"""


FREE_TO = """(d.assigned_to IS NULL OR d.assigned_to = {me} OR d.assigned_to = ANY ((
    SELECT array_agg(a.staff_id) FROM absences a WHERE {today} BETWEEN a.from_on AND a.until_on)::uuid[]))
    AND (d.assigned_to IS NOT NULL OR d.sent_to_staff IS NOT NULL OR d.sent_to_department IS NULL
         OR d.sent_to_department = (SELECT app_department()))"""
"""SQL to format: whether a document waits for whoever comes: for nobody else who is there, and no other department."""
