"""Revive a template that was retired."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import TemplateRevived
from dossier.outbox.publish import publish
from dossier.requests.retire_template import check_changes


async def revive_template(actor: Actor, template_id: UUID) -> None:
    """Let a template be asked by again; one that is stays so. Raises NotYourTemplate, NoSuchTemplate."""
    async with transaction(actor) as tx:
        await check_changes(tx, template_id)
        if await tx.run(
            """UPDATE request_templates SET retired_at = NULL, version = version + 1
               WHERE id = $1 AND retired_at IS NOT NULL""",
            template_id,
        ):
            await publish(tx, TemplateRevived(record_id=template_id))
