"""Who is at the portal, as its session remembers (a beneficiary, a name, nobody yet), and what is theirs."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from dossier.clock import now
from dossier.database.actor import Actor, Own
from dossier.deposits.capture_session import PLACE as INTERVIEW
from dossier.deposits.open import Depositor
from dossier.errors import Forbidden
from dossier.helpers.queries import Helped
from dossier.one_time_codes.ask import Named
from dossier.people.identify import Identified
from dossier.people.remembered import Remembered, is_remembered
from dossier.receipts.queries import Receipt
from portal import kept_begun, kept_person, kept_receipts
from web import i18n
from web.scope import Connection
from web.sessions import PORTAL, Session

PLACE = "portal"
_REMEMBERED_DEPOSITS_MAX = 30
_REMEMBERED_UNSENT_MAX = 5


class NotYourDeposit(Forbidden):
    """We cannot show this here. Open the QR code of your receipt, or start again."""


class NobodyYet(Forbidden):
    """We do not know who you are yet. Go back to the start, and say who you are."""


class NotProven(Forbidden):
    """First show who you are, by a code that we send you."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A beneficiary whom a one-time code proved."""

    actor: Actor
    social_file_id: UUID


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person at this browser."""

    centre_id: UUID
    session: Session
    at_interview: bool = False  # as the phone of one: whoever else they are here is no matter there

    @property
    def actor(self) -> Actor:
        """Return in whose name verbs run: the beneficiary's, once identified."""
        if self.at_interview:
            return Actor(centre_id=self.centre_id, kind="depositor", place=INTERVIEW)
        who = self._who
        if "beneficiary" in who:
            return Actor(centre_id=self.centre_id, kind="beneficiary", id=UUID(who["beneficiary"]), place=PLACE)
        phone_of = UUID(who["remembered"]) if "remembered" in who else None
        return Actor(centre_id=self.centre_id, kind="depositor", place=PLACE, phone_of=phone_of)

    @property
    def reader(self) -> Actor:
        """Return in whose name their own documents are read: bound to what is theirs."""
        proven = UUID(self._who["beneficiary"]) if self.is_proven else None
        return replace(self.actor, own=Own(beneficiary_id=proven, deposit_ids=tuple(self.from_here)))

    @property
    def beneficiary_id(self) -> UUID | None:
        """Return the beneficiary who identified; None for everybody else, helpers too."""
        who = self._who
        return UUID(who["beneficiary"]) if "beneficiary" in who else None

    @property
    def phone(self) -> str:
        """Return the fingerprint of this phone's address, where it tells of news; empty where that is not known."""
        return self.session.get("phone") or ""

    async def remember_phone(self, mark: str) -> None:
        """Remember that this phone tells of news, by the fingerprint of its address."""
        if self.phone != mark:
            await self.session.remember(phone=mark)

    @property
    def is_proven(self) -> bool:
        """Tell whether a one-time code proved, not long ago, who they are."""
        until = self.session.get("proven_until")
        return "beneficiary" in self._who and until is not None and datetime.fromisoformat(until) > now()

    @property
    def code(self) -> UUID | None:
        """Return the one-time code that was asked for here last."""
        asked = self.session.get("code")
        return UUID(asked) if asked else None

    @property
    def named_for_code(self) -> Named | None:
        """Return whose code is asked for by whoever identified as a beneficiary; None for the others."""
        who = self._who
        if "beneficiary" not in who:
            return None
        return Named(beneficiary_id=UUID(who["beneficiary"]), social_file_id=UUID(who["file"]))

    async def code_asked(self, code_id: UUID) -> None:
        """Remember a one-time code that was asked for."""
        await self.session.remember(code=str(code_id))

    async def proved(self, found: Identified, until: datetime) -> None:
        """Remember, under a new session key, that a one-time code proved who they are."""
        await self.identified(found)
        await self.session.remember(proven_until=until.isoformat())

    @property
    def helped_name(self) -> str:
        """Return the first name of the one for whom they hand in; empty for everybody who is no helper."""
        return self._who.get("helped_name", "")

    @property
    def proven(self) -> "Proven":
        """Return who a one-time code proved them to be. Raises NotProven."""
        self.check_proven()
        return Proven(actor=self.actor, social_file_id=UUID(self._who["file"]))

    def check_proven(self) -> None:
        """Raise NotProven for whoever no one-time code proved."""
        if not self.is_proven:
            raise NotProven

    @property
    def is_known(self) -> bool:
        """Tell whether they said who they are."""
        return bool(self._who)

    @property
    def is_remembered(self) -> bool:
        """Tell whether the phone alone says who they are: enough to hand in, and for nothing else."""
        return "remembered" in self._who

    @property
    def kept_phone(self) -> UUID | None:
        """Return the phone that alone says who they are; None for everybody else."""
        return UUID(self._who["kept_phone"]) if "kept_phone" in self._who else None

    @property
    def name(self) -> str:
        """Return how to greet them; empty while they are not known."""
        return str(self._who.get("first_name") or self._who.get("name") or "")

    @property
    def email(self) -> str:
        """Return the e-mail address that someone without a file number left here; empty for everybody else."""
        contact = str(self._who.get("contact", ""))
        return contact if "@" in contact else ""

    @property
    def depositor(self) -> Depositor:
        """Return who hands over. Raises NobodyYet."""
        who = self._who
        if not who:
            raise NobodyYet
        if "beneficiary" in who:
            return Depositor(beneficiary_id=UUID(who["beneficiary"]), social_file_id=UUID(who["file"]))
        if "remembered" in who:
            return Depositor(beneficiary_id=UUID(who["remembered"]), social_file_id=UUID(who["file"]))
        if "helper_code" in who:
            return Depositor(
                beneficiary_id=UUID(who["helped"]),
                social_file_id=UUID(who["file"]),
                name=who["name"],
                helper_code_id=UUID(who["helper_code"]),
            )
        return Depositor(name=who["name"], contact=who["contact"])

    @property
    def interview(self) -> UUID | None:
        """Return the deposit of the interview whose code this browser opened last."""
        opened = self.session.get("interview")
        return UUID(opened) if opened else None

    async def joined(self, deposit_id: UUID) -> None:
        """Remember that this browser is the phone of an interview."""
        await self.session.remember(interview=str(deposit_id))

    @property
    def unsent(self) -> list[UUID]:
        """Return the deposits that were begun or gone on with here and not sent, as far as this browser knows."""
        return [UUID(each) for each in self._ids("unsent")]

    @property
    def owned(self) -> list[UUID]:
        """Return the deposits that are this person's to change: opened here, or gone on with after identifying."""
        return [UUID(each) for each in self._ids("deposits")]

    def owns(self, deposit_id: UUID) -> bool:
        """Tell whether the deposit was opened here, or gone on with after identifying."""
        return str(deposit_id) in self._ids("deposits")

    @property
    def from_here(self) -> list[UUID]:
        """Return the deposits that are read here without a code: opened or handed in here, not merely gone on with."""
        return [UUID(each) for each in self._ids("from_here")]

    def is_from_here(self, deposit_id: UUID) -> bool:
        """Tell whether the deposit was opened or handed in here."""
        return str(deposit_id) in self._ids("from_here")

    def may_see(self, deposit_id: UUID) -> bool:
        """Tell whether its pages may be shown: it came from here, or file number and birth date unlocked its receipt.

        What was merely gone on with here is shown while it is open, and no longer: it may be sent from elsewhere.
        """
        return self.is_from_here(deposit_id) or str(deposit_id) in self._ids("unlocked")

    async def identified(self, found: Identified, *, unlocked: UUID | None = None) -> "Visitor":
        """Remember a beneficiary under a new session key; what someone else left in this browser is forgotten."""
        who = {"beneficiary": str(found.beneficiary_id), "file": str(found.social_file_id)}
        await self._begin({**who, "first_name": found.first_name}, unlocked)
        i18n.prefer(self.session.connection, found.language)
        return self

    async def remembered(self, found: Remembered) -> "Visitor":
        """Know again whom this phone keeps, for handing in alone."""
        who = {"remembered": str(found.beneficiary_id), "file": str(found.social_file_id)}
        await self._begin({**who, "kept_phone": str(found.phone_id), "first_name": found.first_name}, None)
        return self

    async def phone_let_go(self) -> None:
        """Have the phone keep nobody; whoever is here now stays known until they leave."""
        await kept_person.let_go(self.session.connection, self.actor)
        if self.kept_phone:
            await self.session.remember(who={name: told for name, told in self._who.items() if name != "kept_phone"})

    async def named(self, name: str, contact: str) -> "Visitor":
        """Remember someone without a file number by the name and the contact that they leave."""
        await self._begin({"name": name, "contact": contact}, None)
        return self

    async def helps(self, helped: Helped, name: str) -> "Visitor":
        """Remember whoever hands in for somebody else, by the name they gave; of the other one a first name alone."""
        who = {"helper_code": str(helped.helper_code_id), "helped": str(helped.beneficiary_id)}
        await self._begin(
            {**who, "file": str(helped.social_file_id), "name": name, "helped_name": helped.first_name}, None
        )
        return self

    async def unlock(self, deposit_id: UUID) -> None:
        """Remember that the pages of a deposit of theirs may be shown."""
        await self.session.amend(lambda: {"unlocked": self._ids_and("unlocked", deposit_id)})

    async def remember_deposit(self, deposit_id: UUID, *, opened_here: bool) -> None:
        """Remember a deposit that was opened here, or gone on with."""
        if (opened_here or self.is_from_here(deposit_id)) and self._is_kept:  # also where the first answer was lost
            kept_begun.keep(self.session.connection, deposit_id)
        await self.session.amend(
            lambda: {
                "deposits": self._ids_and("deposits", deposit_id),
                "unsent": self._ids_and("unsent", deposit_id)[-_REMEMBERED_UNSENT_MAX:],
                **({"from_here": self._ids_and("from_here", deposit_id)} if opened_here else {}),
            }
        )

    def keep_in_hand(self, deposit_id: UUID) -> None:
        """Have the phone keep what it began here and has not sent: of two answers at once the later told it less."""
        connection = self.session.connection
        is_begun_here = deposit_id in self.unsent and self.is_from_here(deposit_id) and self._is_kept
        if is_begun_here and deposit_id not in kept_begun.kept_begun(connection):
            kept_begun.keep(connection, deposit_id)

    async def discarded(self, deposit_id: UUID) -> None:
        """Remember that a deposit is not to be sent."""
        kept_begun.let_go(self.session.connection, deposit_id)
        await self.session.amend(
            lambda: {
                "unsent": self._ids_but("unsent", deposit_id),
                **({"interview": None} if self.interview == deposit_id else {}),
            }
        )

    async def sent(self, receipt: Receipt) -> None:
        """Have this browser keep a receipt that was given here; its deposit waits no longer."""
        kept_receipts.keep(self.session.connection, receipt.token)
        kept_begun.let_go(self.session.connection, receipt.deposit_id)
        await self.session.amend(
            lambda: {
                "unsent": self._ids_but("unsent", receipt.deposit_id),
                "from_here": self._ids_and("from_here", receipt.deposit_id),
            }
        )

    async def forgotten(self) -> None:
        """Forget this person here: what the session holds, the receipts and the person that the browser keeps."""
        kept_receipts.let_all_go(self.session.connection)
        await kept_person.let_go(self.session.connection, self.actor)
        await self.session.end()

    async def _begin(self, who: dict[str, str], unlocked: UUID | None) -> None:
        known_again = "remembered" in self._who and self._who["remembered"] == who.get("beneficiary")
        same = self._who == who or known_again
        if self._who and not same:
            kept_receipts.let_all_go(self.session.connection)
        if "remembered" not in who:  # said here and now; the session that knew whom the phone keeps may be over
            person, file = who.get("beneficiary", ""), who.get("file", "")
            await kept_person.let_go_of_others(self.session.connection, self.actor, person, file)
        lasting = ("deposits", "from_here", "unsent", "proven_until", "phone") if same else ()
        kept: dict[str, Any] = {name: self.session.get(name) for name in lasting}
        seen = [*(self._ids("unlocked") if same else []), *([str(unlocked)] if unlocked else [])]
        await self.session.renew(who=who, unlocked=seen[-_REMEMBERED_DEPOSITS_MAX:], **kept)

    @property
    def _who(self) -> dict[str, str]:
        return self.session.get("who") or {}

    @property
    def _is_kept(self) -> bool:
        """Tell whether it is they whom this phone keeps, known by it alone or having identified on it."""
        person = self._who.get("remembered") or self._who.get("beneficiary", "")
        return kept_person.keeps(self.session.connection, person, self._who.get("file", ""))

    def _ids_but(self, name: str, deposit_id: UUID) -> list[str]:
        return [each for each in self._ids(name) if each != str(deposit_id)]

    def _ids_and(self, name: str, deposit_id: UUID) -> list[str]:
        return [*self._ids_but(name, deposit_id), str(deposit_id)][-_REMEMBERED_DEPOSITS_MAX:]

    def _ids(self, name: str) -> list[str]:
        return self.session.get(name) or []


async def visitor_of(request: Connection) -> Visitor:
    """Return who is at the portal; a phone that was taken back is nobody's from this request on."""
    visitor = Visitor(request.app.state.centre_id, await PORTAL.of(request))
    if visitor.kept_phone and not await is_remembered(visitor.actor, visitor.kept_phone):
        await visitor.forgotten()
    return visitor
