"""Give a new centre its first thesaurus and its list of refusal reasons: proposals that it edits later."""

import csv
from pathlib import Path

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.thesaurus.tables import DocumentType, RefusalReason

HERE = Path(__file__).parent


async def seed_thesaurus(actor: Actor) -> int:
    """Insert the document types of `seed.csv` and the reasons of `refusal_reasons.csv`; return how many types."""
    types = [_document_type(actor, line) for line in _lines("seed.csv")]
    reasons = [_reason(actor, position, line) for position, line in enumerate(_lines("refusal_reasons.csv"))]
    async with transaction(actor):
        await DocumentType.insert(*types)
        await RefusalReason.insert(*reasons)
    return len(types)


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
    )


def _document_type(actor: Actor, line: dict[str, str]) -> DocumentType:
    words = (line["code"], line["label_fr"], line["label_nl"], line["keywords_fr"], line["keywords_nl"])
    return DocumentType(
        id=new_id(),
        centre_id=actor.centre_id,
        code=line["code"],
        label_fr=line["label_fr"],
        label_nl=line["label_nl"],
        category=line["category"],
        validity_days=int(line["validity_days"]) if line["validity_days"] else None,
        validity_note=line["validity_note"],
        departments=_list(line["departments"]),
        raises_signal=line["signal"] == "yes",
        urgency=int(line["urgency"] or 0),
        deadline_rule=line["deadline_rule"],
        sensitivity=line["sensitivity"],
        authentic_source=line["authentic_source"],
        keep_original=line["keep_original"] == "yes",
        keywords_fr=_list(line["keywords_fr"]),
        keywords_nl=_list(line["keywords_nl"]),
        two_readers=line["two_readers"] == "yes",
        search_words=" ".join(words).replace(";", " "),
    )


def _list(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]
