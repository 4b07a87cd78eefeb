"""Who acts: every transaction, every event and every line of the access log names one."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

ActorKind = Literal["staff", "beneficiary", "depositor", "device", "system", "client"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a person reads as their own: the database hands out no other document to an actor who is bound to it."""

    beneficiary_id: UUID | None  # whom a one-time code proved them to be; None: nobody
    deposit_ids: tuple[UUID, ...]  # handed in from where they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One who acts, in the name of one centre."""

    centre_id: UUID
    kind: ActorKind
    id: UUID | None = None  # of the staff member, the beneficiary, the device or the client; nobody's for the others
    place: str = ""  # the circuit or room from which they act: `portal`, `kiosk`, `backoffice`, `worker`, `api`
    roles: frozenset[str] = field(default_factory=frozenset)  # of a staff member
    department_id: UUID | None = None  # of a staff member
    scopes: frozenset[str] = field(default_factory=frozenset)  # of a client
    phone_of: UUID | None = None  # the beneficiary whom a depositor's phone remembers: counted by, and proof of nothing
    takes_in: bool = False  # a staff member at a counter, in a depositor's place: what is theirs, their verbs say
    own: Own | None = None  # what they are bound to; None: what is theirs, their verbs say

    @property
    def staff_id(self) -> UUID | None:
        """Return the staff member's id; None for everyone else."""
        return self.id if self.kind == "staff" else None


def system(centre_id: UUID) -> Actor:
    """Return the actor in whose name the worker acts."""
    return Actor(centre_id=centre_id, kind="system", place="worker")
