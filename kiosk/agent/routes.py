"""A kiosk's service pairs, says how its machine is, and asks for receipts to print."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from litestar import Response, post

from dossier import clock
from dossier.database.actor import Actor
from dossier.people.kiosk_agents import Kept, Printer, note_life, offer_pass, pair_agent
from dossier.receipts.prints import Outcome, begin_print, end_print
from dossier.receipts.promised import numbers_kept_for
from dossier.sealing import sealing_key
from dossier.settings import Settings
from kiosk.agent.credential import agent_of, answer, told
from web import attempts
from web.clients import client_address, network_of
from web.receipts import address_of, slip_of
from web.scope import AnyRequest, settings_of

_PATH = "/kiosk/agent"
_BODY_MAX_BYTES = 16 * 1024
_WHAT: attempts.What = "sign_in"
_KEPT_AT_MOST = 10_000  # deposits that a kiosk may say it keeps: each holds a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A one-time code of an administrator."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How a kiosk's machine is."""

    printer: Printer
    has_camera: bool
    numbers_left: int | None = None  # that it may promise; None: a service that takes nothing in without network
    kept_count: int = 0  # deposits that it took in, and did not hand on yet
    kept_since: datetime | None = None
    aside_count: int = 0  # deposits that it can read no more, and cannot hand on


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which receipt, and how the service calls this print of it."""

    ticket: str
    print_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What came of a receipt."""

    ticket: str
    print_id: UUID
    outcome: Outcome


@post(f"{_PATH}/pairing", status_code=200, request_max_body_size=_BODY_MAX_BYTES)
async def pair(request: AnyRequest) -> Response[bytes]:
    """Exchange a one-time code for the service's key. Raises PairingCodeWrong, TooManyAttempts."""
    code = (await told(request, Code)).code
    account = f"device:{network_of(client_address(request))}"
    await attempts.spend(request, _WHAT, account)
    device_id, key = await pair_agent(request.app.state.centre_id, code)
    await attempts.forgive(request, _WHAT, account)
    return answer({"device_id": device_id.hex, "key": key})


@post(f"{_PATH}/life", status_code=200, request_max_body_size=_BODY_MAX_BYTES)
async def live(request: AnyRequest) -> Response[bytes]:
    """Take a sign of life, and answer how to print."""
    actor, life, settings = await agent_of(request), await told(request, Life), settings_of(request)
    kept = Kept(count=life.kept_count, since=life.kept_since, aside_count=life.aside_count)
    conduct = await note_life(actor, printer=life.printer, has_camera=life.has_camera, kept=kept)
    return answer(
        {
            **asdict(conduct),
            "printer_patience_seconds": settings.kiosk_printer_patience_seconds,
            "print_seconds": settings.kiosk_print_seconds,
            "idle_seconds": conduct.idle_seconds or settings.kiosk_idle_seconds,
            "warning_seconds": conduct.warning_seconds or settings.kiosk_warning_seconds,
            "receipt_seconds": conduct.receipt_seconds or settings.kiosk_receipt_seconds,
            "life_seconds": settings.kiosk_life_seconds,
            "now": clock.now(),
            "sealing_key": sealing_key(),
            "numbers": await _numbers(actor, life, settings),
        }
    )


@post(f"{_PATH}/passes", status_code=200, request_max_body_size=_BODY_MAX_BYTES)
async def give_pass(request: AnyRequest) -> Response[bytes]:
    """Answer a pass with which the browser beside this service is known again: it forgets everything at its start."""
    return answer({"pass": await offer_pass(await agent_of(request))})


@post(f"{_PATH}/receipts", status_code=200, request_max_body_size=_BODY_MAX_BYTES)
async def give_receipt(request: AnyRequest) -> Response[bytes]:
    """Answer the receipt of a ticket, and within how long it is on paper or never. Raises BadToken."""
    actor, asked, settings = await agent_of(request), await told(request, Asked), settings_of(request)
    found = await begin_print(actor, asked.ticket, asked.print_id)
    slip = slip_of(settings, found.receipt, found.language, is_copy=found.is_copy)
    return answer(
        {"seconds": settings.kiosk_print_seconds, "paper_width_mm": found.paper_width_mm, "slip": asdict(slip)}
    )


@post(f"{_PATH}/prints", status_code=200, request_max_body_size=_BODY_MAX_BYTES)
async def note_outcome(request: AnyRequest) -> Response[bytes]:
    """Note what came of a receipt; one that is not on paper goes out by e-mail or SMS, where its person has a file."""
    actor, ended = await agent_of(request), await told(request, Ended)
    await end_print(actor, ended.ticket, ended.print_id, ended.outcome)
    return answer({})


async def _numbers(actor: Actor, life: Life, settings: Settings) -> list[dict[str, object]]:
    """Return the numbers that a kiosk may promise, and where their codes lead; none as long as it has half of them."""
    count = settings.kiosk_numbers_count
    if life.numbers_left is None or life.numbers_left * 2 > count or not count:
        return []
    found = await numbers_kept_for(actor, count + min(life.kept_count + life.aside_count, _KEPT_AT_MOST))
    return [{**asdict(each), "address": address_of(settings, each.number)} for each in found]


ROUTES = [pair, live, give_pass, give_receipt, note_outcome]
