"""The permit to send files into one deposit by pieces: a signed token that the deposit's own page hands out."""

import json
from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.signing import BadToken, read, sign
from dossier.uploads.errors import NoPermit

_PURPOSE = "upload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Who may send, and into which deposit. It lasts as long as the deposit is open."""

    actor: Actor
    deposit_id: UUID
    device_id: UUID | None = None  # the kiosk at which it was given, whoever the actor is


def give_permit(actor: Actor, deposit_id: UUID, device_id: UUID | None = None) -> str:
    """Return the token by which files are sent into a deposit in the name of an actor. The caller knows it is theirs.

    Ids only: it can be lost without telling who anybody is.
    """
    who, where, whose = (str(each) if each else "" for each in (actor.id, device_id, actor.phone_of))
    named = [str(deposit_id), str(actor.centre_id), actor.kind, who, actor.place, where, whose]
    return sign(_PURPOSE, json.dumps(named))


def read_permit(token: str) -> Permit:
    """Return what a token permits. Raises NoPermit for one that we did not give."""
    try:
        deposit_id, centre_id, kind, who, place, where, whose = json.loads(read(_PURPOSE, token))
    except (BadToken, ValueError) as error:  # or one of a version before, which named less
        raise NoPermit from error
    phone_of = UUID(whose) if whose else None
    actor = Actor(centre_id=UUID(centre_id), kind=kind, id=UUID(who) if who else None, place=place, phone_of=phone_of)
    return Permit(actor=actor, deposit_id=UUID(deposit_id), device_id=UUID(where) if where else None)
