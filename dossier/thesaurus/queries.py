"""Questions about the thesaurus: find a type by a few letters, the choices by picture, the reasons to refuse."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.thesaurus.content import Asked, Sensitivity

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
    authentic_source: str  # from which the centre could get it; empty: the citizen has to bring it
    asks: tuple[Asked, ...]
    two_readers: bool
    sensitivity: Sensitivity
    validity_days: int | None

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


_TYPE = """SELECT id, code, label_fr, label_nl, category, authentic_source, asks, two_readers, sensitivity,
                  validity_days FROM document_types"""
_USED = """LEFT JOIN (SELECT v.term_id, count(*) AS uses FROM documents d JOIN document_types v ON v.id = d.type_id
                      WHERE d.captured_at > now() - interval '90 days' GROUP BY v.term_id) used
           ON used.term_id = t.term_id"""
"""SQL: how often documents of each term came in lately."""


def _choice(row: Record) -> TypeChoice:
    return TypeChoice(**{**row, "asks": tuple(Asked(each) for each in row["asks"])})


async def find_types(actor: Actor, words: str) -> list[TypeChoice]:
    """Find types by a few letters of their code, labels or keywords in French or Dutch, best first.

    First where a label begins so, then a word, then where it stands anywhere, each step by how much it was used in the
    last 90 days; then what is nearly so. Without words, the types used most, then by code.
    """
    words = words.strip()
    async with transaction(actor, whole_centre=True) as tx:  # what others use counts too
        if not words:
            rows = await tx.rows(
                f"""{_TYPE} t {_USED} WHERE retired_at IS NULL
                    ORDER BY coalesce(uses, 0) DESC, code LIMIT {FOUND_AT_MOST}"""
            )
        else:
            rows = await tx.rows(
                f"""{_TYPE} t {_USED}, LATERAL (
                        SELECT fold($1) AS sought, fold(search_words) AS words, CASE
                            WHEN starts_with(fold(label_fr), fold($1)) OR starts_with(fold(label_nl), fold($1)) THEN 0
                            WHEN strpos(' ' || fold(search_words), ' ' || fold($1)) > 0 THEN 1
                            WHEN strpos(fold(search_words), fold($1)) > 0 THEN 2
                            ELSE 3 END AS step) fit
                    WHERE retired_at IS NULL AND (step < 3 OR sought <% words)
                    ORDER BY step, CASE WHEN step = 3 THEN word_similarity(sought, words) END DESC,
                             coalesce(uses, 0) DESC, word_similarity(sought, words) DESC, code
                    LIMIT {FOUND_AT_MOST}""",
                words,
            )
    return [_choice(row) for row in rows]


async def all_types(actor: Actor) -> list[TypeChoice]:
    """Return every current type, by category and label: the list that works without JavaScript."""
    async with transaction(actor) as tx:
        rows = await tx.rows(f"{_TYPE} WHERE retired_at IS NULL ORDER BY category, code")
    return [_choice(row) for row in rows]


async def type_now(actor: Actor, type_id: UUID) -> TypeChoice | None:
    """Return what holds now for whoever names any version of a term; None where its term is retired."""
    async with transaction(actor) as tx:
        return await type_now_in(tx, type_id)


async def type_now_in(tx: Transaction, type_id: UUID) -> TypeChoice | None:
    """Return what holds now of a term, inside a transaction that is open."""
    row = await tx.row(f"{_TYPE} WHERE id = (SELECT current_type($1))", type_id)  # once, not for each row
    return _choice(row) if row else None


async def type_of_picture(actor: Actor, picture: str) -> TypeChoice | None:
    """Return the type that a pictogram proposes now; None for a pictogram, or a term, that we do not have."""
    async with transaction(actor) as tx:
        row = await tx.row(
            f"""{_TYPE} WHERE id = (SELECT current_type(
                (SELECT id FROM document_types WHERE code = $1 ORDER BY version DESC LIMIT 1)))""",
            PICTURES.get(picture, ""),
        )
    return _choice(row) if row else None


async def refusal_reasons(actor: Actor) -> list[ReasonChoice]:
    """Return the reasons for which a document may be refused, in the order of the list."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            "SELECT id, code, label_fr, label_nl, sentence_fr, sentence_nl FROM refusal_reasons ORDER BY position"
        )
    return [ReasonChoice(**dict(row)) for row in rows]
