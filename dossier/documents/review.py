"""What the desk shows of one document: pages, deposit, what is proposed, what was decided. A look is logged."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import NoSuchPage
from dossier.deposits.queries import (
    LOWER_SIDE,
    PAGE_COLUMNS,
    KeptRendition,
    PageView,
    RenditionKind,
    latest_rendition,
    page_view,
)
from dossier.documents.access import GROUND_TOLD, check_readable
from dossier.documents.kept_at import KEPT_AT, KeptAt, read_kept_at
from dossier.documents.retaken import Retaken, retaken_in
from dossier.documents.wanted import FREE_TO
from dossier.journal.record import note_access
from dossier.lifecycle import WAITING, DocumentState
from dossier.people.access import OtherDepartment, check_decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A document as the one who decides sees it."""

    id: UUID
    deposit_id: UUID
    state: DocumentState
    position: int  # among the documents of its deposit, from 0
    document_count: int  # of its deposit
    circuit: str
    receipt_number: str
    captured_at: datetime
    depositor_name: str
    depositor_contact: str
    by_helper: bool  # the one named handed in for the beneficiary
    corrections_waiting: int  # that somebody asked for, and nobody answered
    language: str  # the depositor's
    type_id: UUID | None  # as it was filed; while it waits, the version that holds now of what is proposed
    type_code: str | None
    type_fr: str | None
    type_nl: str | None
    proposed_by_depositor: bool
    two_readers: bool
    validity_days: int | None  # by its type's rule
    beneficiary_id: UUID | None
    beneficiary_name: str | None
    birth_date: date | None
    file_number: str | None
    folder_id: UUID | None  # of a department, where it is no social document
    folder_reference: str | None
    folder_title: str | None
    folder_department_fr: str | None
    folder_department_nl: str | None
    document_date: date | None
    valid_until: date | None
    words: str  # what it is, where its type asked
    sender: str
    reference: str
    document_language: str | None
    sealed_as: str | None  # by hand, beside what its type seals
    for_another: bool  # it waits for somebody else than the actor, or for another department
    assigned_name: str | None  # for whom
    sent_fr: str | None  # to whom it was sent, while it still waits for somebody: a person, or a department
    sent_nl: str | None
    sent_to_me: bool  # or to the actor's department
    sent_by_name: str | None
    sent_note: str
    refusal_fr: str | None
    refusal_nl: str | None
    refusal_note: str
    decided_by: UUID | None  # who validated, refused, or read it first
    decided_name: str | None
    was_changed: bool  # whoever decided last told another profile than the reader before
    decided_at: datetime | None
    claimed_by: UUID | None  # while the lease holds
    claimed_name: str | None
    claimed_until: datetime | None
    pages: tuple[PageView, ...]
    infected: frozenset[UUID]  # originals in which the antivirus found something
    retaken: tuple[Retaken, ...]
    kept_at: tuple[KeptAt, ...]  # its paper, where the centre keeps it

    @property
    def waits(self) -> bool:
        """Say whether somebody still decides about it."""
        return self.state in WAITING

    def type_label(self, language: str) -> str | None:
        """Return the label of the type that is decided or proposed."""
        return self.type_nl if language == "nl" else self.type_fr

    def folder_department(self, language: str) -> str | None:
        """Return whose folder it lies in."""
        return self.folder_department_nl if language == "nl" else self.folder_department_fr

    def sent_to(self, language: str) -> str | None:
        """Return to whom it was sent; None for what is everyone's."""
        return self.sent_nl if language == "nl" else self.sent_fr

    def refusal(self, language: str) -> str | None:
        """Return the label of the reason for which it was refused."""
        return self.refusal_nl if language == "nl" else self.refusal_fr


_SENT = "(d.assigned_to IS NOT NULL OR d.sent_to_staff IS NULL)"
"""SQL over documents `d`: whether a sending still counts. Given back to everyone in the queue, it is nobody's."""


async def review(actor: Actor, document_id: UUID) -> Review:
    """Return a document as the one who decides sees it, and write the look into the access log.

    Raises NotYourWork, NoSuchDocument, OtherDepartment.
    """
    async with transaction(actor, planned_once=True) as tx:
        return await review_in(tx, document_id)


async def review_in(tx: Transaction, document_id: UUID) -> Review:
    """Return it inside a transaction that is open. Raises as `review`."""
    found = await check_readable(tx, document_id)
    row = await tx.row(
        f"""SELECT d.id, d.deposit_id, d.state, d.position, p.circuit, r.number AS receipt_number, d.captured_at,
                  p.depositor_name, p.depositor_contact, p.helper_code_id IS NOT NULL AS by_helper, p.language,
                  (SELECT count(*) FROM corrections c WHERE c.document_id = d.id AND c.state = 'asked')
                      AS corrections_waiting, t.id AS type_id, t.code AS type_code,
                  coalesce(ft.label_fr, t.label_fr) AS type_fr, coalesce(ft.label_nl, t.label_nl) AS type_nl,
                  fo.id AS folder_id, fo.reference AS folder_reference, fo.title AS folder_title,
                  fd.label_fr AS folder_department_fr, fd.label_nl AS folder_department_nl,
                  coalesce(t.two_readers, false) AS two_readers,
                  t.validity_days,
                  d.type_id IS NULL AND d.proposed_type_id IS NOT NULL
                      AND d.proposed_by IS NULL AS proposed_by_depositor,
                  b.id AS beneficiary_id, b.last_name || ' ' || b.first_name AS beneficiary_name, b.birth_date,
                  f.number AS file_number, d.document_date, d.valid_until, d.words, d.sender, d.reference,
                  d.language AS document_language, d.sealed_as,
                  NOT coalesce({FREE_TO.format(me="app_staff()", today="$3")}, false) AS for_another,
                  wa.first_name || ' ' || wa.last_name AS assigned_name,
                  CASE WHEN {_SENT} THEN coalesce(st.first_name || ' ' || st.last_name, sd.label_fr) END AS sent_fr,
                  CASE WHEN {_SENT} THEN coalesce(st.first_name || ' ' || st.last_name, sd.label_nl) END AS sent_nl,
                  {_SENT} AND coalesce(CASE WHEN d.sent_to_staff IS NULL
                                            THEN d.sent_to_department = app_department()
                                            ELSE d.sent_to_staff = app_staff() END, false) AS sent_to_me,
                  sb.first_name || ' ' || sb.last_name AS sent_by_name, d.sent_note, rr.label_fr AS refusal_fr,
                  rr.label_nl AS refusal_nl, d.refusal_note,
                  d.decided_by, w.first_name || ' ' || w.last_name AS decided_name, d.decided_at,
                  d.state = 'second_reading' AND (SELECT count(*) > 1 FROM events e WHERE e.record_id = d.id
                                                  AND e.name = 'SecondReadingAsked'
                                                  AND e.seq > ALL (SELECT u.seq FROM events u
                                                                   WHERE u.record_id = d.id
                                                                   AND u.name = 'DecisionUndone')) AS was_changed,
                  CASE WHEN p.claimed_until > $2 THEN p.claimed_by END AS claimed_by,
                  CASE WHEN p.claimed_until > $2 THEN s.first_name || ' ' || s.last_name END AS claimed_name,
                  CASE WHEN p.claimed_until > $2 THEN p.claimed_until END AS claimed_until,
                  EXISTS (SELECT FROM retakes k WHERE k.document_id = d.id AND k.placed_at IS NOT NULL) AS was_retaken,
                  {KEPT_AT} AS kept_at
           FROM documents d JOIN deposits p ON p.id = d.deposit_id JOIN receipts r ON r.deposit_id = p.id
           LEFT JOIN document_types t ON t.id = CASE
               WHEN d.state IN ('captured', 'profiled', 'second_reading')
               THEN current_type(coalesce(d.type_id, d.proposed_type_id))
               ELSE coalesce(d.type_id, d.proposed_type_id) END
           LEFT JOIN document_beneficiaries db ON db.document_id = d.id
           LEFT JOIN beneficiaries b ON b.id = db.beneficiary_id
           LEFT JOIN social_files f ON f.id = d.social_file_id
           LEFT JOIN folder_types ft ON ft.id = d.folder_type_id
           LEFT JOIN folders fo ON fo.id = d.folder_id
           LEFT JOIN departments fd ON fd.id = fo.department_id
           LEFT JOIN refusal_reasons rr ON rr.id = d.refusal_reason_id
           LEFT JOIN staff_members w ON w.id = d.decided_by
           LEFT JOIN staff_members s ON s.id = p.claimed_by
           LEFT JOIN staff_members wa ON wa.id = d.assigned_to
           LEFT JOIN staff_members st ON st.id = d.sent_to_staff
           LEFT JOIN departments sd ON sd.id = d.sent_to_department
           LEFT JOIN staff_members sb ON sb.id = d.sent_by
           WHERE d.id = $1 ORDER BY b.id LIMIT 1""",
        document_id,
        clock.now(),
        clock.today(),
    )
    assert row is not None
    pages = await pages_in(tx, document_id)
    retaken = await retaken_in(tx, document_id) if row["was_retaken"] else ()
    infected = await tx.rows(
        "SELECT id FROM originals WHERE id = ANY($1) AND scan = 'infected'",
        [side.original_id for page in pages for side in page.sides],
    )
    await note_access(tx, "view", "document", document_id, found.ground)
    told = dict(row)
    del told["was_retaken"]
    return Review(
        **{**told, "state": found.state, "kept_at": read_kept_at(row["kept_at"])},
        document_count=found.document_count,
        pages=pages,
        retaken=retaken,
        infected=frozenset(each["id"] for each in infected),
    )


async def pages_in(tx: Transaction, document_id: UUID) -> tuple[PageView, ...]:
    """Return the pages of a document that are shown, in order."""
    rows = await tx.rows(
        f"""SELECT {PAGE_COLUMNS} FROM document_pages dp JOIN pages g ON g.id = dp.page_id {LOWER_SIDE}
            WHERE dp.document_id = $1 AND g.laid_under IS NULL ORDER BY dp.position""",
        document_id,
    )
    return tuple(page_view(each) for each in rows)


async def readable_rendition(actor: Actor, page_id: UUID, kind: RenditionKind) -> KeptRendition:
    """Return where a page's picture is kept, for who may read a document in which it stands; the look is logged.

    A page that is set aside is seen by who may read the document out of which it was taken. Raises NotYourWork,
    OtherDepartment, NoSuchPage while it is not made.
    """
    check_decides(actor)
    async with transaction(actor, planned_once=True) as tx:
        stands = await tx.row(
            f"""SELECT min({GROUND_TOLD}) AS ground
                FROM page_places place LEFT JOIN documents d ON d.id = place.document_id
                WHERE place.page_id = $1 HAVING count(*) > 0""",
            page_id,
        )
        if stands is None:
            raise NoSuchPage
        if stands["ground"] is None:
            raise OtherDepartment
        found = await latest_rendition(tx, kind, page_id, "true")
        if found is None:
            raise NoSuchPage
        await note_access(tx, "view", "page", page_id, stands["ground"])
    return found
