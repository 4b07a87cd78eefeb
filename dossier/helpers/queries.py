"""Questions about helper codes: those that a person made, and whom a typed one is for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.helpers.code import code_of, print_of, spoken


class WrongHelperCode(Refused):
    """This code is not right, or it is over. Ask for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperCode:
    """A code that still works, as the person sees it who made it."""

    id: UUID
    expires_at: datetime
    uses: int
    uses_max: int

    @property
    def spoken(self) -> str:
        """Return its signs in two groups, as they are read out."""
        return spoken(code_of(self.id))

    @property
    def uses_left(self) -> int:
        """Return how many deposits may be begun with it."""
        return self.uses_max - self.uses


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """For whom a helper hands in: no more of them than they need."""

    helper_code_id: UUID
    beneficiary_id: UUID
    social_file_id: UUID
    first_name: str


_LIVE = "taken_back_at IS NULL AND expires_at > {now} AND uses < uses_max"


async def helper_codes(actor: Actor) -> tuple[HelperCode, ...]:
    """Return the codes of the beneficiary who acts that still work, the latest first."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT id, expires_at, uses, uses_max FROM helper_codes
                WHERE beneficiary_id = $1 AND {_LIVE.format(now="$2")} ORDER BY made_at DESC""",
            actor.id,
            clock.now(),
        )
    return tuple(HelperCode(**dict(row)) for row in rows)


async def helped_by(actor: Actor, typed: str) -> Helped:
    """Return for whom a typed code is. Raises WrongHelperCode, also for one that is over: nobody learns which."""
    async with transaction(actor) as tx:
        row = await tx.row(
            f"""SELECT c.id AS helper_code_id, c.beneficiary_id, c.social_file_id, b.first_name
                FROM helper_codes c JOIN beneficiaries b ON b.id = c.beneficiary_id
                WHERE c.code_print = $1 AND {_LIVE.format(now="$2")}""",
            print_of(typed),
            clock.now(),
        )
    if row is None:
        raise WrongHelperCode
    return Helped(**dict(row))
