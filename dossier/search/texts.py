"""Finds documents by the words of their pages: those that the actor may read, the latest first."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.files.access import OPENABLE, check_openable
from dossier.people.access import READABLE, check_decides

FOUND_AT_MOST = 50
RARE_PAGES = 1500
"""Up to so many pages are looked up one by one; words that stand on more are met soon among the latest documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocument:
    """A document, with the page on which something was found."""

    id: UUID
    social_file_id: UUID | None
    file_number: str | None
    openable: bool  # the actor may open its file, too
    beneficiary_name: str | None
    type_fr: str | None
    type_nl: str | None
    document_date: date | None
    captured_at: datetime
    page: int  # among the pages shown, from 1
    excerpt: str  # of its text around the words, which stand between U+E000 and U+E001; empty where its type fits

    def type_label(self, language: str) -> str | None:
        """Return what it is; None while nobody said."""
        return self.type_nl if language == "nl" else self.type_fr

    @property
    def on(self) -> date:
        """Return the day under which it stands."""
        return self.document_date or self.captured_at.astimezone(BRUSSELS).date()


_LATEST = "d.captured_at DESC, d.id"
_COLUMNS = f"""SELECT d.id, d.social_file_id, f.number AS file_number, {OPENABLE} AS openable,
    (SELECT b.last_name || ' ' || b.first_name FROM document_beneficiaries db
     JOIN beneficiaries b ON b.id = db.beneficiary_id WHERE db.document_id = d.id ORDER BY b.id LIMIT 1)
        AS beneficiary_name,
    t.label_fr AS type_fr, t.label_nl AS type_nl, d.document_date, d.captured_at, hit.page,
    coalesce(ts_headline('public.guichet_fr', left(hit.words, 20000), hit.query,
        U&'StartSel="\\E000", StopSel="\\E001", MinWords=6, MaxWords=14'), '') AS excerpt"""
_NAMED = """JOIN documents d ON d.id = hit.id LEFT JOIN social_files f ON f.id = d.social_file_id
    LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)"""
_NUMBER = """(SELECT count(*) FROM document_pages before JOIN pages g ON g.id = before.page_id
    WHERE before.document_id = dp.document_id AND g.laid_under IS NULL AND before.position <= dp.position)"""


async def documents_with(actor: Actor, sought: str, *, most: int = FOUND_AT_MOST) -> list[FoundDocument]:
    """Find documents by words of their pages, in French or Dutch, whatever their accents and endings.

    Raises NotYourWork.
    """
    async with transaction(actor) as tx:
        return await documents_with_in(tx, sought, most)


async def documents_with_in(tx: Transaction, sought: str, most: int) -> list[FoundDocument]:
    """Find documents by words of their pages. Raises NotYourWork."""
    check_decides(tx.actor)
    if not await tx.value("SELECT numnode(text_query($1)) > 0", sought):
        return []
    pages = [row[0] for row in await tx.rows("SELECT pages_with(text_query($1), $2)", sought, RARE_PAGES + 1)]
    if not pages:
        return []
    if len(pages) <= RARE_PAGES:
        holding, among = "dp.page_id = ANY($3)", (pages,)
        hits = f"""SELECT DISTINCT ON (d.captured_at, d.id) d.id, dp.page_id, dp.document_id, dp.position, d.captured_at
            FROM document_pages dp JOIN documents d ON d.id = dp.document_id
            LEFT JOIN social_files f ON f.id = d.social_file_id
            WHERE {holding} AND d.state NOT IN ('disposed', 'emptied', 'in_folder') AND {READABLE}
            ORDER BY {_LATEST}, dp.position LIMIT $2"""
        values: tuple[object, ...] = among
    else:
        hits = f"""SELECT d.id, dp.page_id, dp.document_id, dp.position, d.captured_at
            FROM documents d LEFT JOIN social_files f ON f.id = d.social_file_id
            CROSS JOIN LATERAL (
                SELECT dp.* FROM document_pages dp JOIN page_texts x ON x.page_id = dp.page_id
                WHERE dp.document_id = d.id AND x.search @@ text_query($1) ORDER BY dp.position LIMIT 1) dp
            WHERE d.state NOT IN ('disposed', 'emptied', 'in_folder') AND {READABLE} ORDER BY {_LATEST} LIMIT $2"""
        values = ()
    rows = await tx.rows(
        f"""WITH found AS MATERIALIZED ({hits})
            {_COLUMNS} FROM (SELECT dp.id, {_NUMBER} AS page, x.words, text_query($1) AS query
                             FROM found dp JOIN page_texts x ON x.page_id = dp.page_id) hit {_NAMED}
            ORDER BY {_LATEST}""",
        sought,
        most,
        *values,
    )
    return [_found(row) for row in rows]


async def documents_of_file_with(actor: Actor, social_file_id: UUID, sought: str) -> list[FoundDocument]:
    """Find the documents of one file by words of their pages. Raises what `check_openable` raises."""
    async with transaction(actor) as tx:
        await check_openable(tx, social_file_id)
        rows = await tx.rows(
            f"""WITH found AS MATERIALIZED (
                    SELECT DISTINCT ON (d.captured_at, d.id) d.id, dp.page_id, dp.document_id, dp.position
                    FROM documents d JOIN social_files f ON f.id = d.social_file_id
                    JOIN document_pages dp ON dp.document_id = d.id JOIN page_texts x ON x.page_id = dp.page_id
                    WHERE d.social_file_id = $2 AND d.state NOT IN ('disposed', 'emptied', 'in_folder') AND {READABLE}
                    AND x.search @@ text_query($1) ORDER BY {_LATEST}, dp.position LIMIT {FOUND_AT_MOST})
                {_COLUMNS} FROM (SELECT dp.id, {_NUMBER} AS page, x.words, text_query($1) AS query
                                 FROM found dp JOIN page_texts x ON x.page_id = dp.page_id) hit {_NAMED}
                ORDER BY {_LATEST}""",
            sought,
            social_file_id,
        )
    return [_found(row) for row in rows]


def _found(row: Record) -> FoundDocument:
    return FoundDocument(**dict(row))
