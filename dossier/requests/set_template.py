"""Set a template: a new one of one's department, or one as it shall be from now on."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.documents.errors import UnknownChoice
from dossier.events import TemplateSet
from dossier.outbox.publish import publish
from dossier.requests.ask import DUE_DAYS_MAX, TYPES_MAX
from dossier.requests.errors import (
    DueDaysWrong,
    NotYourTemplate,
    TemplateChanged,
    TemplateNamesNeeded,
    TemplateWithoutTypes,
    TooManyTypes,
)
from dossier.requests.templates import may_change


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFacts:
    """What a template says."""

    id: UUID  # named by the form, so that a second press is the same template
    version: int  # that whoever changes it had before them; 0: a new one
    label_fr: str
    label_nl: str
    sentence_fr: str
    sentence_nl: str
    due_days: int | None
    type_ids: tuple[UUID, ...]  # in the order of the letter


async def set_template(actor: Actor, told: TemplateFacts) -> None:
    """Write a template down; whoever changes one that came with the system takes it on for their department.

    Raises NotYourTemplate, TemplateNamesNeeded, TemplateWithoutTypes, TooManyTypes, UnknownChoice, DueDaysWrong;
    TemplateChanged where somebody else changed it meanwhile.
    """
    if not may_change(actor, actor.department_id):
        raise NotYourTemplate
    if not told.label_fr or not told.label_nl:
        raise TemplateNamesNeeded
    if told.due_days is not None and not 1 <= told.due_days <= DUE_DAYS_MAX:
        raise DueDaysWrong(limit=DUE_DAYS_MAX)
    async with transaction(actor) as tx:
        codes = await _codes(tx, told.type_ids)
        held = await tx.row("SELECT department_id, version FROM request_templates WHERE id = $1 FOR UPDATE", told.id)
        if held is not None and not may_change(actor, held["department_id"]):
            raise NotYourTemplate
        if held is not None and told.version == 0 and held["version"] == 1:
            return
        if (held["version"] if held else 0) != told.version:
            raise TemplateChanged
        await tx.run(
            """INSERT INTO request_templates (id, centre_id, department_id, position, label_fr, label_nl, sentence_fr,
                                              sentence_nl, due_days, type_codes)
               VALUES ($1, $2, $3, (SELECT coalesce(max(position), 0) + 1 FROM request_templates), $4, $5, $6, $7, $8,
                       $9)
               ON CONFLICT (id) DO UPDATE SET department_id = excluded.department_id, label_fr = excluded.label_fr,
                   label_nl = excluded.label_nl, sentence_fr = excluded.sentence_fr,
                   sentence_nl = excluded.sentence_nl, due_days = excluded.due_days, type_codes = excluded.type_codes,
                   version = request_templates.version + 1""",
            told.id,
            actor.centre_id,
            actor.department_id,
            told.label_fr,
            told.label_nl,
            told.sentence_fr,
            told.sentence_nl,
            told.due_days,
            codes,
        )
        await publish(tx, TemplateSet(record_id=told.id, item_count=len(codes)))


async def _codes(tx: Transaction, type_ids: tuple[UUID, ...]) -> list[str]:
    if not type_ids:
        raise TemplateWithoutTypes
    if len(type_ids) > TYPES_MAX:
        raise TooManyTypes(limit=TYPES_MAX)
    rows = await tx.rows("SELECT id, code FROM document_types WHERE id = ANY($1) AND retired_at IS NULL", type_ids)
    known = {row["id"]: row["code"] for row in rows}
    if not known.keys() >= set(type_ids):
        raise UnknownChoice
    return [known[each] for each in type_ids]
