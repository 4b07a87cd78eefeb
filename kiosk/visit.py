"""One person's visit at a kiosk: which machine, who they are, the deposit they make. Nothing outlives it."""

from dataclasses import dataclass
from typing import Literal, cast
from uuid import UUID

from dossier.database.actor import Actor
from dossier.deposits.open import Depositor, open_deposit
from dossier.errors import Forbidden
from dossier.ids import new_id
from dossier.people.identify import Identified
from kiosk.device.cookie import device_of
from web.catalogues import language
from web.scope import Connection
from web.sessions import KIOSK, Session

PLACE = "kiosk"
Source = Literal["typed", "letter", "receipt"]
"""Where a file number comes from. A receipt does not say it, so neither does the screen: who finds one reads none."""


class VisitOver(Forbidden):
    """Your visit has ended, and nothing is shown any more. Start again."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The person at this kiosk, as its session remembers them."""

    device: Actor
    session: Session

    @property
    def actor(self) -> Actor:
        """Return in whose name verbs run: the beneficiary's, once identified; else the machine's."""
        who = self.session.get("beneficiary")
        return self.device if who is None else _beneficiary(self.device.centre_id, UUID(who))

    @property
    def is_identified(self) -> bool:
        """Tell whether we know whose deposit this is."""
        return self.session.get("beneficiary") is not None

    @property
    def has_deposit(self) -> bool:
        """Tell whether this visit has its deposit."""
        return self.session.get("deposit") is not None

    @property
    def deposit_id(self) -> UUID:
        """Return the deposit of this visit. Raises VisitOver where there is none, or none any more."""
        if not self.has_deposit:
            raise VisitOver
        return UUID(self.session.data["deposit"])

    @property
    def file_number(self) -> str:
        """Return the file number that was typed or that a code led to. Raises VisitOver where there is none."""
        number = self.session.get("number")
        if number is None:
            raise VisitOver
        return str(number)

    @property
    def number_came_by(self) -> Source:
        """Return how we know the file number."""
        return cast("Source", self.session.get("by"))

    async def remember_number(self, number: str, *, by: Source) -> None:
        """Remember a file number until the birth date is right; whoever was here before is forgotten."""
        await self.session.renew(number=number, by=by)

    async def begin(self, found: Identified | None) -> None:
        """Open a deposit for a beneficiary, or for someone without a name; the session begins anew with it."""
        deposit_id, actor, depositor = new_id(), self.device, Depositor()
        who = {}
        if found is not None:
            depositor = Depositor(beneficiary_id=found.beneficiary_id, social_file_id=found.social_file_id)
            actor = _beneficiary(self.device.centre_id, found.beneficiary_id)
            who = {"beneficiary": str(found.beneficiary_id)}
        await open_deposit(
            actor, deposit_id, circuit=PLACE, language=language(), depositor=depositor, device_id=self.device.id
        )
        await self.session.renew(deposit=str(deposit_id), **who)


async def visit_of(request: Connection) -> Visit:
    """Return the visit at this kiosk, empty where nobody began one. Raises DeviceUnknown."""
    return Visit(await device_of(request), await KIOSK.of(request))


def _beneficiary(centre_id: UUID, beneficiary_id: UUID) -> Actor:
    return Actor(centre_id=centre_id, kind="beneficiary", id=beneficiary_id, place=PLACE)
