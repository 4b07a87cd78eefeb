"""Imports social files: a line a member, the first line of a number is its holder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction
from dossier.errors import Refused
from dossier.ids import new_id
from dossier.people.cipher import NissCipher
from dossier.people.import_.apply import differs, importing, insert, merged, note, rows_by, update
from dossier.people.import_.household import COLUMNS, Household, Known, households, leave_out
from dossier.people.import_.report import Report, Tally
from dossier.people.import_.sheet import read_sheet

_Row = Mapping[str, object]


class HolderStays(Refused):
    """This file has another holder: give that person a line too, with the role they have now."""


@dataclass(slots=True)
class _Writes:
    """Rows to write, in the order in which they may be written."""

    new_files: list[_Row] = field(default_factory=list)
    changed_files: list[_Row] = field(default_factory=list)
    new_members: list[_Row] = field(default_factory=list)
    changed_members: list[_Row] = field(default_factory=list)

    async def run(self, tx: Transaction) -> None:
        """Write them all."""
        await insert(tx, "social_files", self.new_files)
        await update(tx, "social_files", self.changed_files)
        await insert(tx, "social_file_members", self.new_members)
        await update(tx, "social_file_members", self.changed_members)


async def import_files(path: Path, actor: Actor, cipher: NissCipher, *, dry_run: bool = False) -> Report:
    """Bring a list of social files in; their people and staff are there already. `dry_run` writes nothing.

    Raises SheetNotFound, SheetNotText and SheetWrongHeading.
    """
    sheet = await read_sheet(path, COLUMNS)
    tally, writes = Tally(), _Writes()
    async with importing(actor) as tx:
        known = await _known(tx, cipher)
        files = await rows_by(tx, "social_files", "number")
        members = await _members(tx)
        for household in households(sheet.lines, known, tally):
            file = files.get(household.number)
            present = members.get(file["id"], {}) if file else {}
            if _holders(household, present) == 1:
                _plan(household, file, present, writes, tally)
            else:
                leave_out(household.lines, HolderStays(), tally)
        report = tally.report()
        if not dry_run:
            await writes.run(tx)
            await note(tx, "files", sheet.sha256, report)
    return report


async def _known(tx: Transaction, cipher: NissCipher) -> Known:
    """Load what the lines of a list may point at."""
    people = await tx.rows("SELECT niss_index, id FROM beneficiaries WHERE niss_index IS NOT NULL")
    return Known(
        departments={row["code"]: row["id"] for row in await tx.rows("SELECT code, id FROM departments")},
        staff={row["username"]: row["id"] for row in await tx.rows("SELECT username, id FROM staff_members")},
        people={row["niss_index"]: row["id"] for row in people},
        index_of=lambda niss: cipher.blind_index(tx.actor.centre_id, niss),
    )


async def _members(tx: Transaction) -> dict[object, dict[UUID, _Row]]:
    """Return the members of each file, by file and beneficiary."""
    members: dict[object, dict[UUID, _Row]] = {}
    for row in await tx.rows("SELECT id, social_file_id, beneficiary_id, role FROM social_file_members"):
        members.setdefault(row["social_file_id"], {})[row["beneficiary_id"]] = dict(row)
    return members


def _holders(household: Household, present: Mapping[UUID, _Row]) -> int:
    """Return how many holders the file would have."""
    roles = {beneficiary_id: row["role"] for beneficiary_id, row in present.items()}
    roles.update({member.beneficiary_id: member.role for member in household.members})
    return sum(role == "holder" for role in roles.values())


def _plan(household: Household, file: _Row | None, present: Mapping[UUID, _Row], writes: _Writes, tally: Tally) -> None:
    """Compare a household with what is there; note what to write and what becomes of each line."""
    first_line = household.members[0].line
    file_id = file["id"] if file else new_id()
    file_changed = False
    if file is None:
        facts = {**household.facts, "status": household.facts["status"] or "open"}
        writes.new_files.append({"id": file_id, "number": household.number, **facts})
    elif differs(file, wanted := merged(file, household.facts)):
        writes.changed_files.append({"id": file_id, **wanted})
        file_changed = True
    for member in household.members:
        row = present.get(member.beneficiary_id)
        if row is None:
            writes.new_members.append(
                {
                    "id": new_id(),
                    "social_file_id": file_id,
                    "beneficiary_id": member.beneficiary_id,
                    "role": member.role,
                },
            )
            tally.outcomes[member.line] = "taken"
        elif row["role"] != member.role:
            writes.changed_members.append({"id": row["id"], "role": member.role})
            tally.outcomes[member.line] = "changed"
        else:
            tally.outcomes[member.line] = "changed" if file_changed and member.line == first_line else "unchanged"
