"""Read a drawn document with one's own eyes: say what it is and whom it is about, before being shown what was filed."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.errors import TypeNeeded, UnknownChoice
from dossier.people.access import check_decides
from dossier.second_looks.held import hold_look


async def read(actor: Actor, look_id: UUID, type_id: UUID | None, beneficiary_id: UUID | None) -> None:
    """Keep what the actor reads on the pages until they have said what they find; None: the paper does not say whom.

    Whoever reads it last goes on with it. Raises TypeNeeded, UnknownChoice, NotYourWork, NoSuchSecondLook.
    """
    check_decides(actor)
    if type_id is None:
        raise TypeNeeded
    async with transaction(actor) as tx:
        await hold_look(tx, look_id)
        known = await tx.value(
            """SELECT EXISTS (SELECT FROM document_types WHERE id = (SELECT current_type($1)) AND retired_at IS NULL)
                      AND ($2::uuid IS NULL OR EXISTS (SELECT FROM beneficiaries WHERE id = $2))""",
            type_id,
            beneficiary_id,
        )
        if not known:
            raise UnknownChoice
        await tx.run(
            """UPDATE second_looks SET read_by = $2, read_type_id = current_type($3), read_beneficiary_id = $4
               WHERE id = $1""",
            look_id,
            actor.staff_id,
            type_id,
            beneficiary_id,
        )
