"""What one chooses from when a document goes into a folder: open folders, and the types of their departments."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.folders.access import departments_of
from dossier.folders.queries import FolderRow, fillable
from dossier.folders.values import May


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderTypeRow:
    """A type of what lies in folders."""

    id: UUID
    code: str
    label_fr: str
    label_nl: str
    departments: tuple[str, ...]  # codes of those that file it; none: every one
    months: int  # for which it is kept after its folder was closed

    def is_of(self, department_code: str) -> bool:
        """Tell whether a department files it."""
        return not self.departments or department_code in self.departments

    def label(self, language: str) -> str:
        """Return its name."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All that is chosen from."""

    folders: tuple[FolderRow, ...]
    types: tuple[FolderTypeRow, ...]  # of a department's own first

    @property
    def common_types(self) -> tuple[FolderTypeRow, ...]:
        """Return those that every department files."""
        return tuple(each for each in self.types if not each.departments)

    def own_types(self, department_code: str) -> tuple[FolderTypeRow, ...]:
        """Return those that a department files with few others, where it has a folder to choose."""
        if department_code not in {each.department_code for each in self.folders}:
            return ()
        return tuple(each for each in self.types if department_code in each.departments)


async def choices(actor: Actor) -> Choices:
    """Return what one chooses from. Raises NotYourWork."""
    return Choices(folders=await fillable(actor), types=await folder_types(actor))


async def folder_types(actor: Actor) -> tuple[FolderTypeRow, ...]:
    """Return the types of what lies in folders."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT id, code, label_fr, label_nl, departments, months FROM folder_types
               ORDER BY departments = '{}', code = 'DIVERS', label_fr"""
        )
    return tuple(FolderTypeRow(**{**row, "departments": tuple(row["departments"])}) for row in rows)


async def managed(actor: Actor) -> tuple[str, ...]:
    """Return the codes of the departments whose folders the actor manages."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            "SELECT code FROM departments WHERE id = ANY($1) ORDER BY code",
            list(await departments_of(tx, May.MANAGE)),
        )
    return tuple(row["code"] for row in rows)
