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


def give_permit(actor: Actor, deposit_id: UUID) -> str:
    """Return the token by which files are sent into a deposit in the name of an actor. The caller knows it is theirs.

    Ids only: it can be lost without telling who anybody is.
    """
    who = str(actor.id) if actor.id else ""
    return sign(_PURPOSE, json.dumps([str(deposit_id), str(actor.centre_id), actor.kind, who, actor.place]))


def read_permit(token: str) -> Permit:
    """Return what a token permits. Raises NoPermit for one that we did not give."""
    try:
        deposit_id, centre_id, kind, who, place = json.loads(read(_PURPOSE, token))
    except BadToken as error:
        raise NoPermit from error
    actor = Actor(centre_id=UUID(centre_id), kind=kind, id=UUID(who) if who else None, place=place)
    return Permit(actor=actor, deposit_id=UUID(deposit_id))
