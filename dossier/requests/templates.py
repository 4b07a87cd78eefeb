"""Templates: types that are often asked together, what the letter then says, and before when."""

import csv
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.ids import new_id
from dossier.people.roles import Role
from dossier.requests.tables import RequestTemplate

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template with its types that are current."""

    id: UUID
    version: int
    label_fr: str
    label_nl: str
    sentence_fr: str
    sentence_nl: str
    due_days: int | None  # None: the centre's own
    type_ids: tuple[UUID, ...]
    missing_codes: tuple[str, ...]  # of types that it names and that are retired
    department_id: UUID | None  # None: it came with the system, and no SPOC has taken it on
    department_code: str | None
    is_retired: bool

    def label(self, language: str) -> str:
        """Return its name in a language; French for any but Dutch."""
        return self.label_nl if language == "nl" else self.label_fr

    def sentence(self, language: str) -> str:
        """Return what the letter says to the person; empty for nothing."""
        return self.sentence_nl if language == "nl" else self.sentence_fr


def may_change(actor: Actor, department_id: UUID | None) -> bool:
    """Say whether a person changes a template: the SPOCs of its department, or any SPOC while it is nobody's."""
    mine = actor.department_id is not None and department_id in {None, actor.department_id}
    return Role.SPOC in actor.roles and mine


async def templates(actor: Actor, *, with_retired: bool = False) -> list[Template]:
    """Return the centre's templates: one's own department's first, then those that came with the system."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT r.id, r.version, r.label_fr, r.label_nl, r.sentence_fr, r.sentence_nl, r.due_days,
                      r.department_id, d.code AS department_code, r.retired_at IS NOT NULL AS is_retired,
                      array(SELECT t.id FROM unnest(r.type_codes) WITH ORDINALITY wanted (code, position)
                            JOIN document_types t ON t.code = wanted.code AND t.retired_at IS NULL
                            ORDER BY wanted.position) AS type_ids,
                      array(SELECT wanted.code FROM unnest(r.type_codes) wanted (code) WHERE NOT EXISTS (
                            SELECT FROM document_types t WHERE t.code = wanted.code AND t.retired_at IS NULL))
                          AS missing_codes
               FROM request_templates r LEFT JOIN departments d ON d.id = r.department_id
               WHERE $1 OR r.retired_at IS NULL
               ORDER BY r.retired_at IS NOT NULL, coalesce(r.department_id = $2, false) DESC,
                        r.department_id IS NOT NULL, r.position, r.id""",
            with_retired,
            actor.department_id,
        )
    return [_template(row) for row in rows]


def _template(row: Record) -> Template:
    lists = {name: tuple(row[name]) for name in ("type_ids", "missing_codes")}
    return Template(**{**row, **lists})


async def seed_templates(actor: Actor) -> None:
    """Insert the templates of `templates.csv`: a new centre's first ones, proposals until a SPOC takes them on."""
    with (HERE / "templates.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    rows = [
        RequestTemplate(
            id=new_id(),
            centre_id=actor.centre_id,
            code=line["code"],
            position=position,
            label_fr=line["label_fr"],
            label_nl=line["label_nl"],
            type_codes=line["type_codes"].split(";"),
        )
        for position, line in enumerate(lines)
    ]
    async with transaction(actor):
        await RequestTemplate.insert(*rows)
