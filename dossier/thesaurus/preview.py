"""Preview a proposal: everything that is checked when it is made, and what it would change; nothing is written."""

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.thesaurus.checks import Known
from dossier.thesaurus.effect import Effect, effect_in
from dossier.thesaurus.propose import Wanted, check
from dossier.thesaurus.versions import newest


async def preview(actor: Actor, wanted: Wanted) -> Effect:
    """Say what a proposal would change. Raises what `check` raises."""
    async with transaction(actor) as tx:
        checked = await check(tx, await Known.of(tx), wanted)
        into = await newest(tx, checked.into_id) if checked.into_id else None
        return await effect_in(tx, checked.base, wanted.content, into)
