"""Questions about the thesaurus: find a type by a few letters, the choices by picture, the reasons to refuse."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction

FOUND_AT_MOST = 12

PICTURES: dict[str, str] = {
    "identity_card": "ID_CI",
    "residence_permit": "ID_SEJ",
    "household": "FAM_COMP",
    "payslip": "REV_PAIE",
    "unemployment": "REV_C4",
    "bank_statement": "REV_BANK",
    "pension": "REV_PENS",
    "rent_contract": "LOG_BAIL",
    "energy_bill": "ENE_FACT",
    "medical_certificate": "SAN_CERT",
    "medical_costs": "SAN_FRAIS",
    "school": "ISP_ETUD",
    "court": "LOG_EXP",
}
"""The pictogram by which a depositor says what a paper is → the type it proposes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeChoice:
    """A document type as lists show it."""

    id: UUID
    code: str
    label_fr: str
    label_nl: str
    category: str
    validity_days: int | None
    two_readers: bool

    def label(self, language: str) -> str:
        """Return the label in a language; French for any but Dutch."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonChoice:
    """A reason to refuse: a label for staff, a sentence for the depositor."""

    id: UUID
    code: str
    label_fr: str
    label_nl: str
    sentence_fr: str
    sentence_nl: str

    def label(self, language: str) -> str:
        """Return the staff's label in a language."""
        return self.label_nl if language == "nl" else self.label_fr

    def sentence(self, language: str) -> str:
        """Return the depositor's sentence in a language."""
        return self.sentence_nl if language == "nl" else self.sentence_fr


_TYPE = "SELECT id, code, label_fr, label_nl, category, validity_days, two_readers FROM document_types"


async def find_types(actor: Actor, words: str) -> list[TypeChoice]:
    """Find types by a few letters of their code, labels or keywords in French or Dutch, best first.

    Without words, return the types used most in the last 90 days, then by code.
    """
    words = words.strip()
    async with transaction(actor, whole_centre=True) as tx:  # what others use counts too
        if not words:
            rows = await tx.rows(
                f"""{_TYPE} t LEFT JOIN (SELECT type_id, count(*) AS uses FROM documents
                                        WHERE captured_at > now() - interval '90 days' GROUP BY type_id) used
                        ON used.type_id = t.id
                    WHERE retired_at IS NULL ORDER BY coalesce(uses, 0) DESC, code LIMIT {FOUND_AT_MOST}"""
            )
        else:
            rows = await tx.rows(
                f"""{_TYPE} WHERE retired_at IS NULL
                    AND (fold($1) <% fold(search_words) OR fold(search_words) LIKE '%' || fold($1) || '%')
                    ORDER BY fold(label_fr) LIKE fold($1) || '%' OR fold(label_nl) LIKE fold($1) || '%' DESC,
                             word_similarity(fold($1), fold(search_words)) DESC, code LIMIT {FOUND_AT_MOST}""",
                words,
            )
    return [TypeChoice(**dict(row)) for row in rows]


async def all_types(actor: Actor) -> list[TypeChoice]:
    """Return every current type, by category and label: the list that works without JavaScript."""
    async with transaction(actor) as tx:
        rows = await tx.rows(f"{_TYPE} WHERE retired_at IS NULL ORDER BY category, code")
    return [TypeChoice(**dict(row)) for row in rows]


async def type_of_picture(actor: Actor, picture: str) -> TypeChoice | None:
    """Return the type that a pictogram proposes; None for a pictogram we do not have."""
    async with transaction(actor) as tx:
        row = await tx.row(f"{_TYPE} WHERE retired_at IS NULL AND code = $1", PICTURES.get(picture, ""))
    return TypeChoice(**dict(row)) if row else None


async def refusal_reasons(actor: Actor) -> list[ReasonChoice]:
    """Return the reasons for which a document may be refused, in the order of the list."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            "SELECT id, code, label_fr, label_nl, sentence_fr, sentence_nl FROM refusal_reasons ORDER BY position"
        )
    return [ReasonChoice(**dict(row)) for row in rows]
