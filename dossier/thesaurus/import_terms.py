"""Import terms: what a file says otherwise becomes proposals, which one person may decide together."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import TermsImported
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.thesaurus.checks import Known
from dossier.thesaurus.errors import NothingChanges
from dossier.thesaurus.exchange import Format, parsed, plan_in
from dossier.thesaurus.proposals import Kind
from dossier.thesaurus.propose import Wanted, put


async def import_terms(
    actor: Actor, form: Format, data: bytes, *, retire_missing: bool = False, note: str = ""
) -> UUID:
    """Propose what a file says otherwise, and, where it is asked, that what it does not have be retired.

    Returns the id of the batch. What is wrong in the file, or answered for by others, is left out as the plan tells.
    Raises NothingChanges, and what `parsed` raises.
    """
    batch_id = new_id()
    file = await parsed(form, data)
    async with transaction(actor) as tx:
        found = await plan_in(tx, file)
        wanted = [Wanted(kind=Kind.NEW, code=each.code, content=each.content) for each in found.new]
        wanted += [
            Wanted(kind=Kind.CHANGE, code=each.code, content=each.content, base_id=each.before.id)
            for each in found.changed
            if each.before is not None
        ]
        if retire_missing:
            wanted += [Wanted(kind=Kind.RETIRE, code=each.code, base_id=each.id) for each in found.missing]
        if not wanted:
            raise NothingChanges
        known = await Known.of(tx)
        for each in wanted:
            await put(tx, known, each, note=note, batch_id=batch_id)
        await publish(
            tx,
            TermsImported(record_id=batch_id, kind=str(form), sha256=found.sha256, proposal_count=len(wanted)),
        )
    return batch_id
