"""Ask a person for documents as a client, in a worker's name, under a key of the client's own.

No verb, but the way to that of the backoffice: who is told in which words, the room says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from dossier.clients.hand_in import KeyUsed
from dossier.clients.in_name_of import in_name_of
from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.errors import UnknownChoice
from dossier.errors import Refused
from dossier.notices.channels import channels
from dossier.requests.ask import NewRequest, ask
from dossier.requests.letter import RequestLetter, preview
from dossier.requests.queries import contact
from dossier.requests.tell import ChannelName, NewNotice
from dossier.settings import Settings

_REQUESTS = UUID("f3a0c1de-7a64-5f0e-9d1f-6d0f3a5b9c42")


class WayNotSetUp(Refused):
    """This centre tells nobody in this way. Leave it out, or ask the administrator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a client asks of whom."""

    worker: str  # the user name of who asks
    beneficiary_id: UUID
    type_codes: Sequence[str]  # in the order of the letter; a type may be asked several times
    due_on: date
    language: str | None = None  # None: the person's own
    note: str = ""  # a sentence for the person
    tell: Sequence[ChannelName] = ()


async def ask_documents(
    settings: Settings,
    actor: Actor,
    key: UUID,
    told: Asking,
    *,
    spoken: Callable[[str], str],
    words: Callable[[RequestLetter, Sequence[ChannelName]], tuple[NewNotice, ...]],
) -> UUID:
    """Ask, and return the request; the same under the same key asks once.

    `spoken` says in which language somebody reads of whom another is known, `words` what they are told. Raises
    OutOfScope, NoSuchWorker, WayNotSetUp, UnknownChoice, KeyUsed, and what `ask` raises of the worker.
    """
    check_scope(actor, Scope.REQUESTS_WRITE)
    request_id = uuid5(_REQUESTS, f"{actor.id}/{key}")
    if await _is_asked(actor, request_id, told):
        return request_id
    if not {str(each) for each in told.tell} <= set(channels(settings)):
        raise WayNotSetUp
    worker = await in_name_of(actor, told.worker, request_id, "request")
    known = await contact(worker, told.beneficiary_id)
    new = NewRequest(
        id=request_id,
        beneficiary_id=told.beneficiary_id,
        type_ids=await _types(worker, told.type_codes),
        due_on=told.due_on,
        language=told.language or spoken(known.language if known else ""),
        note=told.note.strip(),
        client_id=actor.id,
    )
    letter = await preview(worker, new)
    await ask(worker, new, words(letter, list(dict.fromkeys(told.tell))))
    if not await _is_asked(actor, request_id, told):
        raise KeyUsed
    return request_id


async def _is_asked(actor: Actor, request_id: UUID, told: Asking) -> bool:
    """Tell whether a request was asked already, in these words. Raises KeyUsed where it was in others."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT r.beneficiary_id, r.due_on, r.note, r.language,
                      ARRAY(SELECT t.code FROM request_items i JOIN document_types t ON t.id = i.type_id
                            WHERE i.request_id = r.id ORDER BY i.position) AS codes
               FROM document_requests r WHERE r.id = $1""",
            request_id,
        )
    if row is None:
        return False
    wanted = (told.beneficiary_id, told.due_on, told.note.strip(), list(told.type_codes))
    if wanted != (row["beneficiary_id"], row["due_on"], row["note"], row["codes"]):
        raise KeyUsed
    if told.language is not None and told.language != row["language"]:
        raise KeyUsed
    return True


async def _types(worker: Actor, codes: Sequence[str]) -> tuple[UUID, ...]:
    """Return the current versions of the types. Raises UnknownChoice."""
    async with transaction(worker) as tx:
        rows = await tx.rows(
            "SELECT code, id FROM document_types WHERE code = ANY($1) AND retired_at IS NULL", list(set(codes))
        )
    known = {row["code"]: row["id"] for row in rows}
    if not set(codes) <= set(known):
        raise UnknownChoice
    return tuple(known[each] for each in codes)
