"""Put a social file: a client brings one in, or what changed of one. Known by its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.database.engine import Transaction
from dossier.documents.errors import UnknownChoice
from dossier.documents.looks import NoSuchBeneficiary
from dossier.errors import Conflict
from dossier.events import SocialFilePut
from dossier.ids import new_id, read_number
from dossier.outbox.publish import publish
from dossier.people.import_.apply import differs, importing, insert, merged, update
from dossier.people.import_.household import ROLES, STATES, DigitalBeforeOpen, FileNumberWrong, StaffNotImported
from dossier.people.import_.report import Outcome


class FileKnown(Conflict):
    """The file of this number is known here as {id}. Use that id."""


class OtherFileNumber(Conflict):
    """This id belongs to a file of another number."""


class OneHolder(Conflict):
    """A file has one holder: this one would have none, or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTold:
    """A person's place in a file."""

    beneficiary_id: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTold:
    """What a client says of a file; members that it does not name stay in it."""

    number: str
    department_code: str
    opened_on: date
    status: str = "open"
    social_worker: str | None = None  # by user name; None: whoever it is
    digital_since: date | None = None
    members: Sequence[MemberTold]


async def put_file(actor: Actor, file_id: UUID, told: FileTold) -> Outcome:
    """Insert or update a social file; return what became of it.

    Raises OutOfScope, FileNumberWrong, UnknownChoice, StaffNotImported, DigitalBeforeOpen, FileKnown, OtherFileNumber,
    NoSuchBeneficiary, OneHolder.
    """
    check_scope(actor, Scope.PEOPLE_WRITE)
    number = _number(told.number)
    if told.digital_since is not None and told.digital_since < told.opened_on:
        raise DigitalBeforeOpen
    if told.status not in STATES or any(each.role not in ROLES for each in told.members):
        raise UnknownChoice
    async with importing(actor) as tx:
        facts = await _facts(tx, told)
        rows = await tx.rows("SELECT * FROM social_files WHERE id = $1 OR number = $2", file_id, number)
        known = next((dict(row) for row in rows if row["number"] == number), None)
        if known is not None and known["id"] != file_id:
            raise FileKnown(id=known["id"])
        if known is None and rows:
            raise OtherFileNumber
        changed = known is not None and differs(known, wanted := merged(known, facts))
        if known is None:
            await insert(tx, "social_files", [{"id": file_id, "number": number, **facts}])
        elif changed:
            await update(tx, "social_files", [{"id": file_id, **wanted}])
        moved = await _put_members(tx, file_id, told.members)
        if known is not None and not changed and not moved:
            return "unchanged"
        outcome: Outcome = "changed" if known is not None else "taken"
        await publish(tx, SocialFilePut(record_id=file_id, kind=outcome))
    return outcome


def _number(text: str) -> str:
    number = read_number(text)
    if number is None or len(number) != len("NNNNNN-CC"):
        raise FileNumberWrong
    return number


async def _facts(tx: Transaction, told: FileTold) -> dict[str, object]:
    department_id = await tx.value("SELECT id FROM departments WHERE code = $1", told.department_code)
    if department_id is None:
        raise UnknownChoice
    worker_id = None
    if told.social_worker is not None:
        worker_id = await tx.value("SELECT id FROM staff_members WHERE username = $1", told.social_worker)
        if worker_id is None:
            raise StaffNotImported
    return {
        "department_id": department_id,
        "social_worker_id": worker_id,
        "status": told.status,
        "opened_on": told.opened_on,
        "digital_since": told.digital_since,
    }


async def _put_members(tx: Transaction, file_id: UUID, members: Sequence[MemberTold]) -> bool:
    """Put members into a file; say whether anything changed. Raises NoSuchBeneficiary, OneHolder."""
    wanted = {each.beneficiary_id: each.role for each in members}
    there = await tx.value("SELECT count(*) FROM beneficiaries WHERE id = ANY($1)", list(wanted))
    if there != len(wanted):
        raise NoSuchBeneficiary
    rows = await tx.rows("SELECT id, beneficiary_id, role FROM social_file_members WHERE social_file_id = $1", file_id)
    present = {row["beneficiary_id"]: row for row in rows}
    roles = {**{each: row["role"] for each, row in present.items()}, **wanted}
    if sum(role == "holder" for role in roles.values()) != 1:
        raise OneHolder
    new = [
        {"id": new_id(), "social_file_id": file_id, "beneficiary_id": each, "role": role}
        for each, role in wanted.items()
        if each not in present
    ]
    other = [
        {"id": present[each]["id"], "role": role}
        for each, role in wanted.items()
        if each in present and present[each]["role"] != role
    ]
    await insert(tx, "social_file_members", new)
    await update(tx, "social_file_members", sorted(other, key=lambda each: each["role"] == "holder"))
    return bool(new or other)
