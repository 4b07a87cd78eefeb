"""Retire a template: nobody asks by it any more; what was asked by it stays asked."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import TemplateRetired
from dossier.outbox.publish import publish
from dossier.requests.errors import NoSuchTemplate, NotYourTemplate
from dossier.requests.templates import may_change


async def retire_template(actor: Actor, template_id: UUID) -> None:
    """Retire a template; one that is retired already stays so. Raises NotYourTemplate, NoSuchTemplate."""
    async with transaction(actor) as tx:
        await check_changes(tx, template_id)
        if await tx.run(
            "UPDATE request_templates SET retired_at = $2, version = version + 1 WHERE id = $1 AND retired_at IS NULL",
            template_id,
            clock.now(),
        ):
            await publish(tx, TemplateRetired(record_id=template_id))


async def check_changes(tx: Transaction, template_id: UUID) -> None:
    """Hold a template until commit. Raises NoSuchTemplate; NotYourTemplate for those who may not change it."""
    row = await tx.row("SELECT department_id FROM request_templates WHERE id = $1 FOR UPDATE", template_id)
    if not may_change(tx.actor, row["department_id"] if row else None):
        raise NotYourTemplate
    if row is None:
        raise NoSuchTemplate
