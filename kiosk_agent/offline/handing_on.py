"""Hand on what was kept, the oldest first, once the server is there: each step may be asked again."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

import structlog

from kiosk_agent.kept import Pairing
from kiosk_agent.offline.keeping import Deposit, Keeping
from kiosk_agent.server import ServerRefused, ask, send

_OPEN, _ABANDONED = "open", "abandoned"
_TIMES_MAX = 1000

_log = structlog.get_logger("kiosk_agent")


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """How far the server is with a deposit."""

    state: str
    original_ids: frozenset[UUID]


async def hand_on(pairing: Pairing, keeping: Keeping) -> int:
    """Hand all on; return how many deposits the server has now that it had not.

    Raises ServerAway, and goes on next time. What the server refuses stays, and is told as kept; what this machine
    cannot read any more is put aside.
    """
    done = 0
    for deposit in keeping.kept():
        try:
            await _hand_on(pairing, keeping, deposit)
        except ServerRefused as error:
            _log.error("a deposit was refused", deposit_id=str(deposit.id), status=error.status)
            continue
        except OSError as error:
            _log.error("a photo cannot be read", deposit_id=str(deposit.id), kind=type(error).__name__)
            keeping.put_aside(deposit.id)
            continue
        keeping.forget(deposit.id)
        done += 1
    return done


async def _hand_on(pairing: Pairing, keeping: Keeping, kept: Deposit) -> None:
    named, so_far = await _opened(pairing, kept)
    path = f"/kiosk/agent/kept/{named.id}"
    if so_far.state != _OPEN:
        return  # received: only the answer was lost
    for photo, there in zip(kept.photos, named.photos, strict=True):
        if there.original_id not in so_far.original_ids:
            await send(
                pairing,
                f"{path}/originals/{there.original_id}?paper_id={there.paper_id}&sealed_as={photo.original_id}",
                keeping.sealed(kept, photo),
            )
    await ask(pairing, f"{path}/receipt", {"number": kept.number, "handed_in_at": kept.handed_in_at}, object)


async def _opened(pairing: Pairing, kept: Deposit) -> tuple[Deposit, SoFar]:
    """Return a deposit under names that the server takes, and how far it is there.

    A deposit that was begun there and not finished for long is abandoned: its names stand for nothing any more, so the
    same is handed on under the next ones, which are the same whenever they are asked for.
    """
    told = {"language": kept.language, "number": kept.number, "claimed": kept.claimed}
    for time in range(_TIMES_MAX):
        named = _named(kept, time)
        so_far = await ask(pairing, f"/kiosk/agent/kept/{named.id}", told, SoFar)
        if so_far.state != _ABANDONED:
            return named, so_far
    raise ServerRefused(409)


def _named(kept: Deposit, time: int) -> Deposit:
    if not time:
        return kept
    salt = f"{time}"
    return replace(
        kept,
        id=uuid5(kept.id, salt),
        photos=tuple(
            replace(each, original_id=uuid5(each.original_id, salt), paper_id=uuid5(each.paper_id, salt))
            for each in kept.photos
        ),
    )
