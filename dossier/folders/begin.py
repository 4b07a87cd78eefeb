"""Begin a folder."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import FolderOpened
from dossier.folders.access import check_manages
from dossier.folders.errors import DepartmentNeeded, MonthsNeeded, ReferenceNeeded, ReferenceTaken, TitleNeeded
from dossier.folders.values import MONTHS_MAX, NewFolder
from dossier.ids import new_id
from dossier.lifecycle import FolderState
from dossier.outbox.publish import publish
from dossier.people.access import check_decides


async def begin_folder(actor: Actor, told: NewFolder) -> UUID:
    """Begin a folder of a department; return it.

    Raises NotYourWork, NotYourFolders, DepartmentNeeded, ReferenceNeeded, ReferenceTaken, TitleNeeded, MonthsNeeded.
    """
    check_decides(actor)
    reference, title = " ".join(told.reference.split()), " ".join(told.title.split())
    async with transaction(actor) as tx:
        department_id = await tx.value("SELECT id FROM departments WHERE code = $1", told.department_code)
        if department_id is None:
            raise DepartmentNeeded
        await check_manages(tx, department_id)
        if not reference:
            raise ReferenceNeeded
        if not title:
            raise TitleNeeded
        if not 0 < told.months <= MONTHS_MAX:
            raise MonthsNeeded
        folder_id: UUID | None = await tx.value(
            """INSERT INTO folders (id, centre_id, department_id, reference, title, months, afterwards, state,
                                    opened_by, opened_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
               ON CONFLICT (department_id, upper(reference)) DO NOTHING RETURNING id""",
            new_id(),
            actor.centre_id,
            department_id,
            reference,
            title,
            told.months,
            str(told.afterwards),
            str(FolderState.OPEN),
            actor.staff_id,
            clock.now(),
        )
        if folder_id is None:
            raise ReferenceTaken
        await publish(
            tx,
            FolderOpened(
                record_id=folder_id, department_id=department_id, months=told.months, kind=str(told.afterwards)
            ),
        )
    return folder_id
