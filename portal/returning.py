"""Whoever comes back to a phone that keeps them: known again, for handing in alone, with what they began on it."""

from dataclasses import replace
from uuid import UUID

from dossier.deposits.resume_begun import resume_begun
from dossier.interviews.queries import check_in_session
from dossier.people.remembered import remembered
from portal.kept_begun import kept_begun
from portal.kept_person import kept_person, let_go
from portal.visitor import NotYourDeposit, Visitor, visitor_of
from web.scope import Connection, settings_of


async def returning(connection: Connection) -> Visitor:
    """Return who is at the portal: where the session knows nobody, whom this phone keeps."""
    visitor = await visitor_of(connection)
    token = kept_person(connection)
    if visitor.is_known or not token:
        return visitor
    found = await remembered(visitor.actor, token, settings_of(connection).person_kept_days)
    if found is None:  # damaged, too old, taken back, or they left that file
        await let_go(connection, visitor.actor)
        return visitor
    known = await visitor.remembered(found)
    begun = kept_begun(connection)
    for each in await resume_begun(known.actor, found.beneficiary_id, found.social_file_id, begun):
        await known.remember_deposit(each, opened_here=False)
    return known


async def owner_of(request: Connection, deposit_id: UUID) -> Visitor:
    """Return who is at the portal, when the deposit was opened here, be it in a session that is over.

    A phone opens its app where it was left; that of an interview is bound to its session. Raises NotYourDeposit,
    CaptureSessionOver.
    """
    if (phone := await phone_at_interview(request, deposit_id)) is not None:
        return phone
    visitor = await returning(request)
    if not visitor.owns(deposit_id):
        raise NotYourDeposit
    return visitor


async def phone_at_interview(connection: Connection, deposit_id: UUID) -> Visitor | None:
    """Return who is at the portal as the phone of a deposit's interview, or None. Raises CaptureSessionOver."""
    visitor = await visitor_of(connection)
    if visitor.interview != deposit_id:
        return None
    phone = replace(visitor, at_interview=True)
    await check_in_session(phone.actor, deposit_id)
    return phone


async def is_kept_here(connection: Connection, visitor: Visitor) -> bool:
    """Say whether this phone keeps somebody whom it can hand in for."""
    days = settings_of(connection).person_kept_days
    return await remembered(visitor.actor, kept_person(connection), days) is not None
