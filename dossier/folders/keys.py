"""Let another department in to the folders of one: to see, to file or to manage; or no more."""

from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import FolderKeyGiven, FolderKeyTaken
from dossier.folders.access import check_manages
from dossier.folders.errors import HolderNeeded, NoSuchKey
from dossier.folders.values import May
from dossier.ids import new_id
from dossier.outbox.publish import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A department that is let in to another's folders, and how far."""

    id: UUID
    department_fr: str  # whose folders
    department_nl: str
    holder_fr: str
    holder_nl: str
    may: May
    is_mine: bool  # the actor manages these folders, and may take it back

    def department(self, language: str) -> str:
        """Return whose folders it opens."""
        return self.department_nl if language == "nl" else self.department_fr

    def holder(self, language: str) -> str:
        """Return whose staff it lets in."""
        return self.holder_nl if language == "nl" else self.holder_fr


async def keys(actor: Actor) -> tuple[Key, ...]:
    """Return the keys to the folders that the actor may see."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT k.id, d.label_fr AS department_fr, d.label_nl AS department_nl, h.label_fr AS holder_fr,
                      h.label_nl AS holder_nl, k.may, d.id = ANY (folder_departments('manage')) AS is_mine
               FROM folder_keys k JOIN departments d ON d.id = k.department_id JOIN departments h ON h.id = k.holder_id
               WHERE d.id = ANY (folder_departments('see')) ORDER BY d.code, h.code"""
        )
    return tuple(Key(**{**row, "may": May(row["may"])}) for row in rows)


async def give_key(actor: Actor, department_code: str, holder_code: str, may: May | None) -> None:
    """Let a department in, or let it in further or less far than before.

    Raises NotYourWork, NotYourFolders, HolderNeeded.
    """
    async with transaction(actor) as tx:
        department_id = await tx.value("SELECT id FROM departments WHERE code = $1", department_code)
        holder_id = await tx.value("SELECT id FROM departments WHERE code = $1", holder_code)
        if department_id is not None:
            await check_manages(tx, department_id)
        if department_id is None or holder_id is None or holder_id == department_id or may is None:
            raise HolderNeeded
        key_id: UUID = await tx.value(
            """INSERT INTO folder_keys (id, centre_id, department_id, holder_id, may, given_by, given_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (department_id, holder_id) DO UPDATE
                   SET may = excluded.may, given_by = excluded.given_by, given_at = excluded.given_at RETURNING id""",
            new_id(),
            actor.centre_id,
            department_id,
            holder_id,
            str(may),
            actor.staff_id,
            clock.now(),
        )
        await publish(
            tx, FolderKeyGiven(record_id=key_id, department_id=department_id, holder_id=holder_id, kind=str(may))
        )


async def take_key(actor: Actor, key_id: UUID) -> None:
    """Let a department in no more. Raises NotYourWork, NotYourFolders, NoSuchKey."""
    async with transaction(actor) as tx:
        row = await tx.row("SELECT department_id, holder_id FROM folder_keys WHERE id = $1 FOR UPDATE", key_id)
        if row is None:
            raise NoSuchKey
        await check_manages(tx, row["department_id"])
        await tx.run("DELETE FROM folder_keys WHERE id = $1", key_id)
        await publish(tx, FolderKeyTaken(record_id=key_id, **dict(row)))
