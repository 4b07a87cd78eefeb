"""Give a new centre its first thesaurus and its list of refusal reasons: proposals that it edits later."""

import csv
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.ids import new_id
from dossier.thesaurus.content import Asked
from dossier.thesaurus.sheet import content_of
from dossier.thesaurus.tables import Category, RefusalReason, Term
from dossier.thesaurus.versions import insert_version, refresh_words

HERE = Path(__file__).parent
ASKS = {
    "CPAS_DIV": (Asked.WORDS,),
    "SEJ_ATIM": (Asked.VALID_UNTIL,),
    "SEJ_DEC": (Asked.DOCUMENT_DATE, Asked.REFERENCE),
    "JUR_RECO": (Asked.DOCUMENT_DATE, Asked.SENDER, Asked.REFERENCE),
}
"""What the sheet has no column for: the term for what has none asks what it is; those from whose day an appeal runs ask
for that day and for the number by which it is answered; a card of some months asks until when it is valid."""


async def seed_thesaurus(actor: Actor) -> int:
    """Insert the categories, terms and reasons of the three sheets beside this file; return how many terms."""
    lines = _lines("seed.csv")
    reasons = [_reason(actor, position, line) for position, line in enumerate(_lines("refusal_reasons.csv"))]
    async with transaction(actor) as tx:
        await _insert_categories(tx)
        terms = [Term(id=new_id(), centre_id=actor.centre_id, code=line["code"]) for line in lines]
        await Term.insert(*terms)
        for term, line in zip(terms, lines, strict=True):
            content = replace(content_of(line, None), asks=ASKS.get(line["code"], ()))
            await insert_version(tx, term_id=term.id, code=line["code"], content=content)
        await refresh_words(tx, [term.id for term in terms])
        await RefusalReason.insert(*reasons)
    return len(terms)


async def _insert_categories(tx: Transaction) -> None:
    known: dict[str, UUID] = {}
    for position, line in enumerate(_lines("categories.csv")):
        known[line["code"]] = new_id()
        await Category.insert(
            Category(
                id=known[line["code"]],
                centre_id=tx.actor.centre_id,
                code=line["code"],
                parent_id=known.get(line["parent"]),
                position=position,
                label_fr=line["label_fr"],
                label_nl=line["label_nl"],
            )
        )


def _lines(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _reason(actor: Actor, position: int, line: dict[str, str]) -> RefusalReason:
    return RefusalReason(
        id=new_id(),
        centre_id=actor.centre_id,
        code=line["code"],
        position=position,
        label_fr=line["label_fr"],
        label_nl=line["label_nl"],
        sentence_fr=line["sentence_fr"],
        sentence_nl=line["sentence_nl"],
        asks_again=line["asks_again"] == "yes",
    )
