"""Staff members as the rooms see them: sign in, and load again for each request."""

import json
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from dossier.database.actor import Actor, system
from dossier.database.engine import Record, Transaction, transaction
from dossier.errors import Forbidden, Missing, Refused
from dossier.events import StaffPasswordSet, StaffSignedIn
from dossier.outbox.publish import publish
from dossier.people import passwords
from dossier.people.keys import KeySettings

PLACE = "backoffice"
PASSWORD_CHARACTERS = range(12, 201)
"""How long a password may be: what is longer fits into no sign-in form."""


class WrongPassword(Forbidden):
    """This name and password do not go together. Try once more."""


class NoSuchStaffMember(Missing):
    """Nobody works here under this name."""


class PasswordLength(Refused):
    """A password has {least} characters at least, and {most} at most. Choose another one."""


class SignedOut(Forbidden):
    """Your session has ended. Sign in again: what you filed is safe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A signed-in staff member."""

    actor: Actor
    username: str
    first_name: str
    last_name: str
    language: str
    department_code: str | None
    credential_version: int  # of which sign-in they are: an older one counts no more
    keys: KeySettings = field(default_factory=KeySettings)
    release_seen: date | None = None  # the newest release they know of; None: they never signed in with one
    tours_seen: frozenset[str] = frozenset()  # the first-day tours that they took or put away
    trains: bool = False  # they are in the training centre: everything is made up

    @property
    def name(self) -> str:
        """Return the name that colleagues read."""
        return f"{self.first_name} {self.last_name}"


_COLUMNS = """s.id, s.centre_id, s.username, s.first_name, s.last_name, s.language, s.roles, s.department_id,
              s.password_hash, s.credential_version, d.code AS department_code, k.off AS keys_off, k.own AS own_keys,
              r.release AS release_seen, ARRAY(SELECT tour FROM tours_seen t WHERE t.staff_id = s.id) AS tours_seen
              FROM staff_members s LEFT JOIN departments d ON d.id = s.department_id
              LEFT JOIN key_settings k ON k.staff_id = s.id LEFT JOIN releases_seen r ON r.staff_id = s.id"""


async def sign_in(centre_id: UUID, username: str, password: str) -> Staff:
    """Check a staff member's password.

    Raises WrongPassword, the same and after the same time whether the name or the password is wrong.
    """
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(f"SELECT {_COLUMNS} WHERE s.username = $1 AND s.active", username.strip().lower())
    if not await passwords.verify(row["password_hash"] if row else None, password) or row is None:
        raise WrongPassword
    staff = _staff(row)
    renewed = await passwords.hash_password(password) if passwords.needs_rehash(row["password_hash"]) else None
    async with transaction(staff.actor) as tx:
        if renewed is not None:
            # Not over a password that was set while this one was hashed
            await tx.run(
                "UPDATE staff_members SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
                row["id"],
                row["password_hash"],
                renewed,
            )
        await publish(tx, StaffSignedIn(record_id=row["id"]))
    return staff


async def set_password(actor: Actor, username: str, password: str) -> None:
    """Give a staff member a new password, which ends every session of theirs: whoever knew the old one is out.

    Raises NoSuchStaffMember, PasswordLength.
    """
    if len(password) not in PASSWORD_CHARACTERS:
        raise PasswordLength(least=PASSWORD_CHARACTERS[0], most=PASSWORD_CHARACTERS[-1])
    hashed = await passwords.hash_password(password)
    async with transaction(actor) as tx:
        staff_id = await named(tx, username)
        await tx.run(
            "UPDATE staff_members SET password_hash = $2, credential_version = credential_version + 1 WHERE id = $1",
            staff_id,
            hashed,
        )
        await publish(tx, StaffPasswordSet(record_id=staff_id))


async def named(tx: Transaction, username: str) -> UUID:
    """Return who has a user name, active or not. Raises NoSuchStaffMember."""
    staff_id: UUID | None = await tx.value("SELECT id FROM staff_members WHERE username = $1", username.strip().lower())
    if staff_id is None:
        raise NoSuchStaffMember
    return staff_id


async def staff_member(centre_id: UUID, staff_id: UUID, credential_version: int) -> Staff:
    """Load a staff member who signed in before, when they had the credentials of that version.

    Raises SignedOut when they are no longer active, or have another password since.
    """
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            f"SELECT {_COLUMNS} WHERE s.id = $1 AND s.active AND s.credential_version = $2",
            staff_id,
            credential_version,
        )
    if row is None:
        raise SignedOut
    return _staff(row)


async def staff_named(tx: Transaction, username: str) -> Staff | None:
    """Return the active staff member of a user name, inside a transaction that is open; None where nobody has it."""
    row = await tx.row(f"SELECT {_COLUMNS} WHERE s.username = $1 AND s.active", username.strip().lower())
    return _staff(row) if row else None


def _staff(row: Record) -> Staff:
    return Staff(
        actor=Actor(
            centre_id=row["centre_id"],
            kind="staff",
            id=row["id"],
            place=PLACE,
            roles=frozenset(row["roles"]),
            department_id=row["department_id"],
        ),
        username=row["username"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        language=row["language"],
        department_code=row["department_code"],
        credential_version=row["credential_version"],
        keys=KeySettings(off=bool(row["keys_off"]), own=json.loads(row["own_keys"] or "{}")),
        release_seen=row["release_seen"],
        tours_seen=frozenset(row["tours_seen"]),
    )
