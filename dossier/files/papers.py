"""The documents of a social file that the actor may read, as a list shows them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier.clock import BRUSSELS
from dossier.database.engine import Record, Transaction
from dossier.documents.kept_at import KEPT_AT, KeptAt, read_kept_at
from dossier.lifecycle import DocumentState, PageState
from dossier.people.access import READABLE, check_decides


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePaper:
    """One document of a file, with its first page."""

    id: UUID
    deposit_id: UUID
    state: DocumentState
    circuit: str
    receipt_number: str
    captured_at: datetime
    decided_at: datetime | None
    document_date: date | None
    valid_until: date | None
    type_code: str | None  # decided, or else proposed
    type_fr: str | None
    type_nl: str | None
    category_fr: str | None
    category_nl: str | None
    category_place: tuple[int, int, str] | None  # where its category stands in the thesaurus
    page_count: int
    page_id: UUID
    page_state: PageState
    recipe_version: int
    kept_at: tuple[KeptAt, ...] = ()  # the paper itself, where the centre keeps it

    def type_label(self, language: str) -> str | None:
        """Return what it is; None while nobody said."""
        return self.type_nl if language == "nl" else self.type_fr

    def category(self, language: str) -> str | None:
        """Return the category of its type; None while nobody said what it is."""
        return self.category_nl if language == "nl" else self.category_fr

    @property
    def on(self) -> date:
        """Return the day under which it stands: the one written on it, or else that on which it came in."""
        return self.document_date or self.captured_at.astimezone(BRUSSELS).date()

    @property
    def is_filed(self) -> bool:
        """Tell whether its profile was confirmed."""
        return self.state in {DocumentState.VALIDATED, DocumentState.EXPIRED}


async def papers_in(tx: Transaction, social_file_id: UUID) -> tuple[FilePaper, ...]:
    """Return the documents of a file, the latest first. Raises NotYourWork."""
    check_decides(tx.actor)
    rows = await tx.rows(
        f"""SELECT d.id, d.deposit_id, d.state, p.circuit, r.number AS receipt_number, d.captured_at, d.decided_at,
                   d.document_date, d.valid_until, t.code AS type_code, t.label_fr AS type_fr, t.label_nl AS type_nl,
                   c.label_fr AS category_fr, c.label_nl AS category_nl,
                   coalesce(above.position, c.position) AS top, c.position AS place, c.code AS category_code,
                   counted.page_count, first.page_id, first.page_state, first.recipe_version, {KEPT_AT} AS kept_at
            FROM documents d JOIN social_files f ON f.id = d.social_file_id
            JOIN deposits p ON p.id = d.deposit_id JOIN receipts r ON r.deposit_id = p.id
            LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
            LEFT JOIN categories c ON c.code = t.category LEFT JOIN categories above ON above.id = c.parent_id
            JOIN LATERAL (SELECT g.id AS page_id, g.state AS page_state, g.recipe_version
                          FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                          WHERE dp.document_id = d.id AND g.laid_under IS NULL
                          ORDER BY dp.position LIMIT 1) first ON true
            JOIN LATERAL (SELECT count(*) AS page_count FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                          WHERE dp.document_id = d.id AND g.laid_under IS NULL) counted ON true
            WHERE d.social_file_id = $1 AND d.state NOT IN ('disposed', 'emptied') AND {READABLE}
            ORDER BY coalesce(d.document_date, d.captured_at::date) DESC, d.captured_at DESC, d.position""",
        social_file_id,
    )
    return tuple(_paper(row) for row in rows)


def _paper(row: Record) -> FilePaper:
    facts = dict(row)
    top, place, code = (facts.pop(name) for name in ("top", "place", "category_code"))
    return FilePaper(
        **{
            **facts,
            "state": DocumentState(row["state"]),
            "page_state": PageState(row["page_state"]),
            "kept_at": read_kept_at(row["kept_at"]),
        },
        category_place=None if code is None else (top, place, code),
    )
