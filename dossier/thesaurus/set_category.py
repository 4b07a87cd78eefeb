"""Add a category, or name or place one otherwise: an administrator's act, that touches no term."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Refused
from dossier.events import CategorySet
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.thesaurus.checks import LABEL_MAX_CHARACTERS, check_code
from dossier.thesaurus.errors import LabelsNeeded, TextTooLong, UnknownCategory
from dossier.thesaurus.rights import check_administers


class CategoryBelowItself(Refused):
    """A category cannot stand below itself. Choose another place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryFacts:
    """What a category is called, and where it stands."""

    code: str
    label_fr: str
    label_nl: str
    parent: str = ""  # a code; empty: at the top
    position: int = 0  # among its siblings


async def set_category(actor: Actor, told: CategoryFacts) -> None:
    """Write a category down, new or as it shall be.

    Raises OnlyAdministrators, CodeForm, LabelsNeeded, TextTooLong, UnknownCategory, CategoryBelowItself.
    """
    check_administers(actor)
    check_code(told.code)
    if not told.label_fr or not told.label_nl:
        raise LabelsNeeded
    if max(len(told.label_fr), len(told.label_nl)) > LABEL_MAX_CHARACTERS:
        raise TextTooLong(characters=LABEL_MAX_CHARACTERS)
    async with transaction(actor) as tx:
        await tx.rows("SELECT id FROM categories ORDER BY id FOR UPDATE")  # the tree stays one, whoever else moves it
        parent_id = await _parent(tx, told)
        category_id: UUID = await tx.value(
            """INSERT INTO categories (id, centre_id, code, parent_id, position, label_fr, label_nl)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (centre_id, code) DO UPDATE SET parent_id = excluded.parent_id,
                   position = excluded.position, label_fr = excluded.label_fr, label_nl = excluded.label_nl
               RETURNING id""",
            new_id(),
            actor.centre_id,
            told.code,
            parent_id,
            told.position,
            told.label_fr,
            told.label_nl,
        )
        await publish(tx, CategorySet(record_id=category_id))


async def _parent(tx: Transaction, told: CategoryFacts) -> UUID | None:
    if not told.parent:
        return None
    rows = await tx.rows(
        """WITH RECURSIVE above AS (
               SELECT id, code, parent_id FROM categories WHERE code = $1
               UNION SELECT c.id, c.code, c.parent_id FROM above JOIN categories c ON c.id = above.parent_id
           ) SELECT id, code FROM above""",
        told.parent,
    )
    if not rows:
        raise UnknownCategory(code=told.parent)
    if told.code in {row["code"] for row in rows}:
        raise CategoryBelowItself
    parent_id: UUID = next(row["id"] for row in rows if row["code"] == told.parent)
    return parent_id
