"""Register a document of the centre as a client, in a worker's name, under a key of the client's own.

No verb, but the way to `registrations.register`: whoever dies on it leaves what the next try finds.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from dossier.clients.hand_in import KeyUsed
from dossier.clients.in_name_of import in_name_of
from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.errors import OtherDeposit, OtherFile
from dossier.documents.errors import UnknownChoice
from dossier.documents.profile import Profile
from dossier.errors import Missing
from dossier.registrations.errors import NoSuchAuthor
from dossier.registrations.keep import document_of, source_of
from dossier.registrations.register import register
from dossier.registrations.values import Direction, NewRegistration, SentBy, number_of
from dossier.resources import Resources
from dossier.storage.intake import Received

_REGISTRATIONS = UUID("5b9f7d2a-31c4-5d0b-8a6e-0c7d4e9f1b63")


class NoSuchRegistration(Missing):
    """We know no registration like this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registering:
    """A document of the centre, as a client tells it."""

    worker: str  # the user name of who registers it
    author: str | None = None  # the user name of who wrote it; None: the worker
    social_file_id: UUID
    beneficiary_id: UUID | None = None
    direction: Direction
    type_code: str
    document_date: date | None = None
    words: str = ""
    addressee: str = ""
    sent_by: SentBy | None = None
    enterprise_number: str = ""  # the addressee's, where "by eBox" is sent from here
    answers_document_id: UUID | None = None
    answers_request_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRegistration:
    """A document's line in a register."""

    id: UUID  # the document's
    direction: str
    number: str
    registered_at: datetime


def registration_of(actor: Actor, key: UUID) -> UUID:
    """Return the id of the deposit that a client registers under a key of its own."""
    return uuid5(_REGISTRATIONS, f"{actor.id}/{key}")


async def register_document(
    resources: Resources,
    actor: Actor,
    key: UUID,
    told: Registering,
    file: Received,
    *,
    counted: Callable[[], Awaitable[None]],
) -> ClientRegistration:
    """Register a document and file it; the same under the same key is registered once.

    `counted` is asked before anything is kept. Raises OutOfScope, NoSuchWorker, NoSuchAuthor, UnknownChoice, KeyUsed,
    and what `register` raises of the worker.
    """
    check_scope(actor, Scope.REGISTRATIONS_WRITE)
    deposit_id = registration_of(actor, key)
    found = await _found(actor, document_of(deposit_id))
    if found is None:
        await counted()
        worker = await in_name_of(actor, told.worker, document_of(deposit_id), "registration")
        new = await _new(worker, deposit_id, told)
        try:
            await register(resources, worker, replace(new, client_id=actor.id), file)
        except (OtherDeposit, OtherFile):
            raise KeyUsed from None
        found = await registration(actor, document_of(deposit_id))
    await _check_same(actor, deposit_id, told, file)
    return found


async def registration(actor: Actor, document_id: UUID) -> ClientRegistration:
    """Return a line that this client registered. Raises OutOfScope, NoSuchRegistration."""
    check_scope(actor, Scope.REGISTRATIONS_WRITE)
    found = await _found(actor, document_id)
    if found is None:
        raise NoSuchRegistration
    return found


async def _found(actor: Actor, document_id: UUID) -> ClientRegistration | None:
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT document_id AS id, direction, year, number, registered_at FROM registrations
               WHERE document_id = $1 AND number IS NOT NULL""",
            document_id,
        )
    if row is None:
        return None
    number = number_of(row["direction"], row["year"], row["number"])
    return ClientRegistration(
        id=row["id"], direction=row["direction"], number=number, registered_at=row["registered_at"]
    )


async def _new(worker: Actor, deposit_id: UUID, told: Registering) -> NewRegistration:
    """Return what is told with ids in place of names. Raises UnknownChoice, NoSuchAuthor."""
    async with transaction(worker) as tx:
        type_id: UUID | None = await tx.value(
            "SELECT id FROM document_types WHERE code = $1 AND retired_at IS NULL", told.type_code
        )
        author_id: UUID | None = worker.staff_id
        if told.author is not None:
            author_id = await tx.value("SELECT id FROM staff_members WHERE username = $1", told.author.strip().lower())
    if type_id is None:
        raise UnknownChoice
    if author_id is None:
        raise NoSuchAuthor
    return NewRegistration(
        deposit_id=deposit_id,
        social_file_id=told.social_file_id,
        direction=told.direction,
        author_id=author_id,
        addressee=told.addressee,
        sent_by=told.sent_by,
        enterprise_number=told.enterprise_number,
        answers_document_id=told.answers_document_id,
        answers_request_id=told.answers_request_id,
        profile=Profile(
            type_id=type_id,
            beneficiary_id=told.beneficiary_id,
            document_date=told.document_date,
            words=told.words,
        ),
    )


async def _check_same(actor: Actor, deposit_id: UUID, told: Registering, file: Received) -> None:
    """Raise KeyUsed where another file, or a line of other words, was registered under this key."""
    # Once filed, the original may be out of the client's sight, and of the worker's
    async with transaction(system(actor.centre_id)) as tx:
        row = await tx.row(
            """SELECT g.direction, g.social_file_id, g.addressee, g.sent_by, g.answers_document_id,
                      g.answers_request_id, w.username AS author, o.sha256
               FROM registrations g JOIN staff_members w ON w.id = g.author_id JOIN originals o ON o.id = $2
               WHERE g.document_id = $1""",
            document_of(deposit_id),
            source_of(deposit_id),
        )
    outgoing = told.direction is Direction.OUTGOING
    wanted = {
        "direction": str(told.direction),
        "social_file_id": told.social_file_id,
        "addressee": " ".join(told.addressee.split()),
        "sent_by": str(told.sent_by) if outgoing and told.sent_by else None,
        "answers_document_id": told.answers_document_id,
        "answers_request_id": told.answers_request_id,
        "author": (told.author or told.worker).strip().lower(),
        "sha256": file.sha256,
    }
    if row is None or dict(row) != wanted:
        raise KeyUsed
