"""Propose what documents are, many at once; whoever decides them says it for good."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.choosing import Act, Chosen, held
from dossier.documents.errors import UnknownChoice
from dossier.documents.many_acts import as_they_are, keep_many
from dossier.events import DocumentTypeProposed
from dossier.outbox.publish import publish
from dossier.thesaurus.versions import hold_current


async def propose_type(actor: Actor, chosen: Chosen, type_id: UUID) -> int:
    """Propose a type for what is chosen and not profiled; return how many documents.

    Raises UnknownChoice, NothingChosen, NotYourWork.
    """
    async with transaction(actor) as tx:
        found = await held(tx, Act.PROPOSE_TYPE, chosen)  # deposits before types, as who validates locks them
        kind = await hold_current(tx, type_id)
        if kind is None:
            raise UnknownChoice
        await tx.see_whole_centre()  # checked: what is sealed from now on may be out of their sight
        ids = [each["id"] for each in found]
        before = await as_they_are(tx, ids)
        await tx.run(
            "UPDATE documents SET proposed_type_id = $2, proposed_by = $3 WHERE id = ANY ($1)",
            ids,
            kind.id,
            actor.staff_id,
        )
        await keep_many(tx, Act.PROPOSE_TYPE, ids, before)
        for each in found:
            await publish(
                tx, DocumentTypeProposed(record_id=each["id"], deposit_id=each["deposit_id"], type_id=kind.id)
            )
        return len(found)
