"""Ask for all about one person: an auditor, with the reason; the worker makes the package."""

from uuid import UUID

from dossier import clock
from dossier.audit.role import check_auditor
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Missing
from dossier.events import ExportAsked
from dossier.exports.make import TOPIC
from dossier.exports.words import PackageWords
from dossier.ids import new_id
from dossier.journal.record import note_access
from dossier.outbox.publish import publish, tell


class NoSuchPerson(Missing):
    """We cannot find this person. Choose one from the list."""


async def language_of(actor: Actor, beneficiary_id: UUID) -> str:
    """Return the language in which a package speaks to a person. Raises AuditorOnly, NoSuchPerson."""
    check_auditor(actor)
    async with transaction(actor) as tx:
        found = await tx.value("SELECT language FROM beneficiaries WHERE id = $1", beneficiary_id)
    if found is None:
        raise NoSuchPerson
    return str(found)


async def ask_export(actor: Actor, beneficiary_id: UUID, reason: str, language: str, words: PackageWords) -> UUID:
    """Have a package made about a person; return its id. The reason stands in the access log too.

    Raises AuditorOnly, NoSuchPerson.
    """
    check_auditor(actor)
    export_id = new_id()
    async with transaction(actor) as tx:
        made = await tx.run(
            """INSERT INTO exports (id, centre_id, beneficiary_id, asked_by, asked_at, reason, language, words)
               SELECT $1, $2, id, $4, $5, $6, $7, $8::jsonb FROM beneficiaries WHERE id = $3""",
            export_id,
            actor.centre_id,
            beneficiary_id,
            actor.staff_id,
            clock.now(),
            reason,
            language,
            words.kept(),
        )
        if not made:
            raise NoSuchPerson
        await note_access(tx, "view", "beneficiary", beneficiary_id, reason)
        await publish(tx, ExportAsked(record_id=export_id, beneficiary_id=beneficiary_id))
        await tell(tx, TOPIC)
    return export_id
