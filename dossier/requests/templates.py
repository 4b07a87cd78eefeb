"""Templates: types that are often asked together; and what each paper is, in plain words for the person."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.requests.tables import RequestTemplate

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChoice:
    """A template as a worker chooses it: its types that are current."""

    code: str
    label_fr: str
    label_nl: str
    type_ids: tuple[UUID, ...]

    def label(self, language: str) -> str:
        """Return its name in a language; French for any but Dutch."""
        return self.label_nl if language == "nl" else self.label_fr


async def templates(actor: Actor) -> list[TemplateChoice]:
    """Return the centre's templates, in the order of the list."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT r.code, r.label_fr, r.label_nl,
                      array(SELECT t.id FROM unnest(r.type_codes) WITH ORDINALITY wanted (code, position)
                            JOIN document_types t ON t.code = wanted.code AND t.retired_at IS NULL
                            ORDER BY wanted.position) AS type_ids
               FROM request_templates r ORDER BY r.position"""
        )
    return [TemplateChoice(**{**row, "type_ids": tuple(row["type_ids"])}) for row in rows]


async def seed_templates(actor: Actor) -> None:
    """Insert the templates of `templates.csv`: a new centre's first ones."""
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
        for position, line in enumerate(_lines("templates.csv"))
    ]
    async with transaction(actor):
        await RequestTemplate.insert(*rows)


def plain(type_code: str, language: str) -> str:
    """Return what a paper is, in one plain sentence for the person; empty where its name alone must do."""
    line = _plain().get(type_code)
    return line["sentence_nl" if language == "nl" else "sentence_fr"] if line else ""


@cache
def _plain() -> dict[str, dict[str, str]]:
    return {line["code"]: line for line in _lines("plain.csv")}


def _lines(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
