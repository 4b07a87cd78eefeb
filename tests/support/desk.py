"""The desk in tests: whoever acts, what they say of a document, and what stands in the rows."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from demo.people import Person, people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.access import check_readable
from dossier.documents.acts import snapshot
from dossier.documents.claim import claim
from dossier.documents.correct import correct_filed
from dossier.documents.profile import Profile
from dossier.documents.validate import validate
from dossier.lifecycle import DocumentState
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.support.deposits import HandedOver, hand_over
from tests.support.requests import person_id

LEASE_SECONDS = 600
UNDO_SECONDS = 600


async def profiled(centre_id: UUID, code: str, person: Person | None = None, **more: object) -> Profile:
    """Return a profile of a type for a person; more of it as `Profile` names it."""
    types = {each.code: each.id for each in await all_types(system(centre_id))}
    told = Profile(
        type_id=types[code],
        beneficiary_id=await person_id(centre_id, person or people()[0]),
        document_date=date(2026, 11, 2),
    )
    return replace(told, **more)  # type: ignore[arg-type]


async def in_hand(resources: Resources, agent: Actor, *codes: str | None, person: Person | None = None) -> HandedOver:
    """Hand documents over as a person and put the deposit into an agent's hands."""
    made = await hand_over(resources, agent.centre_id, person or people()[0], types=codes or (None,))
    await claim(agent, made.document_ids[0], LEASE_SECONDS)
    return made


async def filed(resources: Resources, agent: Actor, code: str, person: Person | None = None, **more: object) -> UUID:
    """Hand a document over and file it; return it. Its jobs wait."""
    made = await in_hand(resources, agent, code, person=person)
    await validate(agent, made.document_ids[0], await profiled(agent.centre_id, code, person, **more))
    return made.document_ids[0]


async def corrected(actor: Actor, document_id: UUID, told: Profile, *, lowers_seal: bool = False) -> DocumentState:
    """Correct the profile of a filed document; return the state that it reached. Its jobs wait."""
    async with transaction(actor) as tx:
        found = await check_readable(tx, document_id)
        await tx.see_whole_centre()
        return await correct_filed(tx, found, told, lowers_seal=lowers_seal)


async def rows_of(centre_id: UUID, document_id: UUID) -> dict[str, Any]:
    """Return all that acts change of a document, of its place in the queue, and of its deposit."""
    async with transaction(system(centre_id)) as tx:
        told: dict[str, Any] = json.loads(await snapshot(tx, document_id))
        deposit = await tx.row(
            """SELECT p.state, p.closed_at, p.claimed_by FROM deposits p JOIN documents d ON d.deposit_id = p.id
               WHERE d.id = $1""",
            document_id,
        )
        row = await tx.row(
            """SELECT place, due_at, captured_at, position, circuit, depositor_language, department_id, identified,
                      troubled, aside_until FROM documents WHERE id = $1""",
            document_id,
        )
    assert deposit is not None
    assert row is not None
    return {**told, "deposit": dict(deposit), "row": dict(row)}
