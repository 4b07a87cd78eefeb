"""Questions about deposits: what the depositor sees while adding pages, and the bytes of a page of their own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.deposits.errors import NoSuchDeposit, NoSuchPage
from dossier.deposits.retake import ITS_DEPOSITS
from dossier.imaging.sheet import COARSE_DPI, DOUBTFUL_SCORE, is_card, preview_width
from dossier.journal.record import note_access
from dossier.lifecycle import DepositState, PageState

RenditionKind = Literal["page", "reading", "original", "preview", "thumb"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a page shows of one original: all of it, or one of the two sides of a card."""

    id: UUID  # of the page that shows this side alone
    original_id: UUID
    recipe_version: int  # part of its photo's address
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page as it stands, with the one that lies under it."""

    id: UUID
    deposit_id: UUID  # in which it came: one that was taken again stands in a document of another
    original_id: UUID
    part: int  # of a photo of several papers, from 0
    state: PageState
    recipe_version: int  # part of a picture's address, so that a turned page is a new picture
    width_pixels: int | None
    height_pixels: int | None
    dpi: float | None  # of the coarser side; none where the paper's size is not known
    score: float | None  # 0–1, of the less sure side: how likely its corners are those of the paper
    blank: bool
    problem: str | None  # why it is unreadable
    sides: tuple[Side, ...]  # the upper and the lower one of a card, or the page itself

    @property
    def faults(self) -> tuple[str, ...]:
        """Return what is wrong with either side, each once."""
        return tuple(dict.fromkeys(fault for side in self.sides for fault in side.faults))

    @property
    def shows_both_sides(self) -> bool:
        """Tell whether another page lies under it."""
        return len(self.sides) > 1

    @property
    def preview_width_pixels(self) -> int:
        """Return how wide its smaller picture is, which is shown where nobody looks closer."""
        return preview_width(self.width_pixels or 0, self.height_pixels or 0)

    @property
    def is_card_side(self) -> bool:
        """Tell whether it is one side of a card by its proportions, the other not being on it."""
        size = (self.width_pixels or 0, self.height_pixels or 0)
        return self.is_ready and not self.shows_both_sides and is_card(*size)

    @property
    def is_coarse(self) -> bool:
        """Tell whether small letters may be lost, where the paper's size is known."""
        return self.dpi is not None and self.dpi < COARSE_DPI

    @property
    def is_doubtful(self) -> bool:
        """Tell whether a person should look if this is the whole paper, and nothing else."""
        return self.is_ready and self.score is not None and self.score < DOUBTFUL_SCORE

    @property
    def is_part(self) -> bool:
        """Tell whether it was seen on a photo beside the page that the photo is."""
        return self.part > 0

    @property
    def is_ready(self) -> bool:
        """Tell whether there are pictures to show."""
        return self.state is PageState.READY


@dataclass(frozen=True, slots=True, kw_only=True)
class RetakeView:
    """The page of a refused document that is taken again."""

    document_id: UUID
    deposit_id: UUID  # of the document
    page_number: int  # among those shown of the document, from 1
    page_count: int  # shown of the document
    label_fr: str | None  # what the document is
    label_nl: str | None
    both_sides: bool  # of a card are on it
    is_over: bool  # the document waits already, or holds the page no more: it is not received

    @property
    def originals_max(self) -> int:
        """Return how many photos take its place: the last ones."""
        return 2 if self.both_sides else 1

    def label(self, language: str) -> str | None:
        """Return what the document is; None while nobody said."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """A paper, with what the depositor said it is."""

    id: UUID
    position: int
    proposed_type_id: UUID | None
    proposed_type_code: str | None
    label_fr: str | None
    label_nl: str | None
    unknown_to_depositor: bool
    pages: tuple[PageView, ...]
    retake: RetakeView | None  # what it is taken again for

    @property
    def original_ids(self) -> frozenset[UUID]:
        """Return the originals of which something is shown."""
        return frozenset(side.original_id for page in self.pages for side in page.sides)

    @property
    def is_named(self) -> bool:
        """Tell whether the depositor answered what it is, be it "I don't know", or it is part of a known document."""
        return self.proposed_type_id is not None or self.unknown_to_depositor or self.retake is not None

    def label(self, language: str) -> str | None:
        """Return the proposed type's label in a language; None when there is none."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositView:
    """A deposit with its papers, as its depositor sees it."""

    id: UUID
    state: DepositState
    circuit: str
    language: str
    beneficiary_id: UUID | None
    social_file_id: UUID | None
    opened_at: datetime
    received_at: datetime | None
    papers: tuple[PaperView, ...]

    @property
    def is_retake(self) -> bool:
        """Tell whether it holds pages that are taken again, and nothing else."""
        return bool(self.papers) and all(paper.retake for paper in self.papers)

    @property
    def is_over(self) -> bool:
        """Tell whether a page of it is not wanted again any more, so that it is not received."""
        return any(paper.retake and paper.retake.is_over for paper in self.papers)

    @property
    def page_count(self) -> int:
        """Return how many pages were added; parts of a photo are none."""
        return sum(not page.is_part for paper in self.papers for page in paper.pages)

    @property
    def is_waiting(self) -> bool:
        """Tell whether a page is still being made."""
        return any(page.state is PageState.WAITING for paper in self.papers for page in paper.pages)

    @property
    def is_clear(self) -> bool:
        """Tell whether no page of it asks to be taken again, as far as is known by now."""
        pages = [page for paper in self.papers for page in paper.pages]
        return not any(page.faults or page.state is PageState.UNREADABLE for page in pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRendition:
    """Where the bytes of a rendition are."""

    vault_key: str
    media_type: str
    size_bytes: int


PAGE_COLUMNS = """g.id, g.deposit_id, g.original_id, g.part,
                  CASE WHEN lower.state = 'waiting' THEN lower.state ELSE g.state END AS state,
                  g.recipe_version, g.width_pixels, g.height_pixels,
                  coalesce(g.coarsest_dpi, g.dpi) AS dpi, least(g.score, lower.score) AS score,
                  coalesce(g.blank, false) AS blank,
                  coalesce(g.faults, '{}') AS faults, g.problem, lower.id AS lower_id,
                  lower.original_id AS lower_original_id, lower.recipe_version AS lower_recipe_version,
                  coalesce(lower.faults, '{}') AS lower_faults"""
LOWER_SIDE = "LEFT JOIN pages lower ON lower.laid_under = g.id"
"""What `PAGE_COLUMNS` needs beside pages `g`: those that lie under another (`g.laid_under`) are shown on that one.

A page of both sides waits until the lower side's own page is made as well: until then it cannot be turned or cut."""


def page_view(row: Record) -> PageView:
    """Read a page from a row that holds `PAGE_COLUMNS`."""
    sides = [_side(row, "")] + ([_side(row, "lower_")] if row["lower_id"] else [])
    return PageView(
        id=row["id"],
        deposit_id=row["deposit_id"],
        original_id=row["original_id"],
        part=row["part"],
        state=PageState(row["state"]),
        recipe_version=row["recipe_version"],
        width_pixels=row["width_pixels"],
        height_pixels=row["height_pixels"],
        dpi=row["dpi"],
        score=row["score"],
        blank=row["blank"],
        problem=row["problem"],
        sides=tuple(sides),
    )


def _side(row: Record, prefix: str) -> Side:
    return Side(
        id=row[f"{prefix}id"],
        original_id=row[f"{prefix}original_id"],
        recipe_version=row[f"{prefix}recipe_version"],
        faults=tuple(row[f"{prefix}faults"]),
    )


def papers_seen(pages: Iterable[PageView]) -> dict[UUID, int]:
    """Return how many papers were seen on a photo, by its original's id, where there are several."""
    counted = Counter(each.original_id for each in pages if each.is_part)
    return {original_id: others + 1 for original_id, others in counted.items()}


async def deposit(actor: Actor, deposit_id: UUID) -> DepositView:
    """Return a deposit with its papers and pages, in order.

    The caller knows that it is the actor's own. Raises NoSuchDeposit.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT id, state, circuit, language, beneficiary_id, social_file_id, opened_at, received_at
               FROM deposits WHERE id = $1""",
            deposit_id,
        )
        if row is None:
            raise NoSuchDeposit
        return DepositView(**{**row, "state": DepositState(row["state"])}, papers=await papers_in(tx, deposit_id))


async def papers_in(tx: Transaction, deposit_id: UUID) -> tuple[PaperView, ...]:
    """Return the papers of a deposit with the pages that are shown, in order."""
    papers = await tx.rows(
        """SELECT p.id, p.position, p.proposed_type_id, p.unknown_to_depositor, t.code AS proposed_type_code,
                  t.label_fr, t.label_nl
           FROM papers p LEFT JOIN document_types t ON t.id = p.proposed_type_id
           WHERE p.deposit_id = $1 ORDER BY p.position""",
        deposit_id,
    )
    pages = await tx.rows(
        f"""SELECT {PAGE_COLUMNS}, o.paper_id FROM pages g JOIN originals o ON o.id = g.original_id {LOWER_SIDE}
            WHERE g.deposit_id = $1 AND g.laid_under IS NULL ORDER BY o.position, g.index, g.part""",
        deposit_id,
    )
    of_paper: dict[UUID, list[PageView]] = {}
    for row in pages:
        of_paper.setdefault(row["paper_id"], []).append(page_view(row))
    retakes = await _retakes_in(tx, deposit_id)
    return tuple(
        PaperView(**dict(row), pages=tuple(of_paper.get(row["id"], ())), retake=retakes.get(row["id"]))
        for row in papers
    )


async def retake_of(actor: Actor, deposit_id: UUID, paper_id: UUID) -> RetakeView | None:
    """Return for which page a paper is taken that may not be there yet; None for any other paper."""
    async with transaction(actor) as tx:
        return (await _retakes_in(tx, deposit_id)).get(paper_id)


async def _retakes_in(tx: Transaction, deposit_id: UUID) -> dict[UUID, RetakeView]:
    """Return what papers of a deposit are taken again for, by their ids."""
    rows = await tx.rows(
        """SELECT r.paper_id, r.document_id, d.deposit_id, r.page_number, t.label_fr, t.label_nl,
                  (SELECT count(*) FROM document_pages dp JOIN pages g ON g.id = dp.page_id AND g.laid_under IS NULL
                   WHERE dp.document_id = d.id) AS page_count,
                  EXISTS (SELECT FROM pages lower WHERE lower.laid_under = r.page_id) AS both_sides,
                  d.state <> 'refused' OR NOT EXISTS (
                      SELECT FROM document_pages dp WHERE dp.document_id = d.id AND dp.page_id = r.page_id) AS is_over
           FROM retakes r JOIN documents d ON d.id = r.document_id
           LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
           WHERE r.deposit_id = $1""",
        deposit_id,
    )
    return {row["paper_id"]: RetakeView(**{k: v for k, v in row.items() if k != "paper_id"}) for row in rows}


async def own_rendition(actor: Actor, deposit_id: UUID, page_id: UUID, kind: RenditionKind) -> KeptRendition:
    """Return where a page of the depositor's own deposit is kept, in its latest version.

    Raises NoSuchPage while it is not made, or when it is not of this deposit, nor of a document of it.
    """
    async with transaction(actor) as tx:
        return await _rendition_in(tx, deposit_id, page_id, kind)


async def seen_rendition(actor: Actor, deposit_id: UUID, page_id: UUID, kind: RenditionKind) -> KeptRendition:
    """Return where a page is kept for someone who identified after the deposit; the look is logged.

    Raises NoSuchPage while it is not made, or when it is not of this deposit.
    """
    async with transaction(actor) as tx:
        found = await _rendition_in(tx, deposit_id, page_id, kind)
        await note_access(tx, "view", "page", page_id, "own_deposit")
    return found


async def _rendition_in(tx: Transaction, deposit_id: UUID, page_id: UUID, kind: RenditionKind) -> KeptRendition:
    found = await latest_rendition(
        tx,
        kind,
        page_id,
        f"""EXISTS (SELECT FROM pages g WHERE g.id = $1 AND (g.deposit_id = $3 OR EXISTS (
                SELECT FROM document_pages dp JOIN documents d ON d.id = dp.document_id
                WHERE dp.page_id = g.id AND {ITS_DEPOSITS.format(deposit="$3")})))""",
        deposit_id,
    )
    if found is None:
        raise NoSuchPage
    return found


async def latest_rendition(
    tx: Transaction, kind: RenditionKind, page_id: UUID, condition: str, *values: object
) -> KeptRendition | None:
    """Return the newest rendition of a page that meets a condition in SQL ($1 page, $2 kind, $3 … `values`)."""
    row = await tx.row(
        f"""SELECT vault_key, media_type, size_bytes FROM renditions r
            WHERE r.page_id = $1 AND r.kind = $2 AND {condition} ORDER BY r.recipe_version DESC LIMIT 1""",
        page_id,
        kind,
        *values,
    )
    return KeptRendition(**dict(row)) if row else None
