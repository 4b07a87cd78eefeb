"""Who may read which documents and files: by role, department and need to know. One place says it, for verbs and rows.

A staff member whose role deals with documents reads one, in this order, on the ground that it
  waits      (`waiting`)     and they are a capture agent: whatever came in goes through their hands, also what is
                             empty after the split while its deposit is not closed;
  is theirs  (`own_file`)    they are the social worker of its file;
  was sent   (`sent`)        to them or to their department, and waits;
  is decided (`decided`)     they decided it themselves;
  is filed   (`department`)  in a file of their department;
  was told   (`signal`)      to their department, or to them;
  is opened  (`glass`)       they broke its glass, or its file's, a short while ago.
Before all that, nobody reads what is about themselves or a relative. After `own_file`, a document that its type or a
hand sealed (medical, judicial) is read by those alone whom the centre gave a key. What is disposed of, or was taken
back by its depositor, nobody reads.

What is no social document and lies in a folder (`folder`) is read by the staff of the folder's department and of those
that it gave a key, and by nobody on any other ground: no glass, no signal, nor having filed it.

The same text is the verbs' condition (`GROUND`) and PostgreSQL's row-level policy (`POLICIES`): what a query forgets,
the database does not hand out. The functions that the text asks stand in `migrations/access/2_context.sql` and
`migrations/profile/2_seals.sql`.
"""

from dataclasses import dataclass

from dossier.database.actor import Actor
from dossier.errors import Forbidden
from dossier.people.roles import (
    DECIDES,
    FINDS_FILES,
    INTERVIEWS,
    PRINTS_RECEIPTS,
    READS_MAIL,
    SEES_ALL_WAITING,
    SEES_MAIL,
    TAKES_IN,
    Role,
)


def _has(roles: frozenset[Role]) -> str:
    return f"(SELECT app_has_role({', '.join(repr(str(each)) for each in sorted(roles))}))"


_SAID = "coalesce({d}.type_id, {d}.proposed_type_id)"
WAITING = "{d}.state IN ('captured', 'profiled', 'second_reading')"
"""SQL to format, over a row of documents: whether it waits for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What the rule asks of a document, or of documents that are alike in all of it, as SQL."""

    gone: str
    kin: str
    waits: str
    said: str
    sealed_as: str
    own_file: str
    sent: str
    decided: str
    department: str
    signal: str
    glass: str


def _sealed(facts: _Facts, as_own_worker: str) -> str:
    """Write the SQL that tells whether a document is sealed to the one who acts; NULL: nothing seals it."""
    return f"""({facts.said} = ANY ((SELECT sealed_types({as_own_worker}))::uuid[])
             OR {facts.sealed_as} || ':' || {facts.said} = ANY ((SELECT shut_seals({as_own_worker}))::text[]))"""


def _ground(facts: _Facts) -> str:
    """Write the SQL that tells on which ground something is read; NULL for none."""
    return f"""CASE
        WHEN NOT {_has(DECIDES)} OR {facts.gone} THEN NULL
        WHEN {facts.kin} THEN NULL
        WHEN {_has(SEES_ALL_WAITING)} AND ({facts.waits}) THEN 'waiting'
        WHEN {facts.own_file} AND {_sealed(facts, "true")} IS NOT TRUE THEN 'own_file'
        WHEN {_sealed(facts, "false")} THEN NULL
        WHEN {facts.sent} THEN 'sent'
        WHEN {facts.decided} THEN 'decided'
        WHEN {facts.department} THEN 'department'
        WHEN {facts.signal} THEN 'signal'
        WHEN {facts.glass} THEN 'glass'
    END"""


def _document_ground(d: str) -> str:
    """Write the SQL that tells on which ground a row of documents is read; NULL for none."""
    waiting = WAITING.format(d=d)
    social = _ground(
        _Facts(
            gone=f"{d}.state IN ('disposed', 'withdrawn')",
            kin=f"""{d}.id = ANY ((SELECT kin_documents())::uuid[])
             OR {d}.social_file_id = ANY ((SELECT kin_files())::uuid[])""",
            waits=f"""{waiting}
             OR {d}.state = 'emptied' AND EXISTS (SELECT FROM deposits split
                                                  WHERE split.id = {d}.deposit_id AND split.closed_at IS NULL)""",
            said=_SAID.format(d=d),
            sealed_as=f"{d}.sealed_as",
            own_file=f"""EXISTS (SELECT FROM social_files own
                     WHERE own.id = {d}.social_file_id AND own.social_worker_id = (SELECT app_staff()))""",
            sent=f"""{waiting}
             AND ({d}.sent_to_staff = (SELECT app_staff())
                  OR {d}.sent_to_staff IS NULL AND {d}.sent_to_department = (SELECT app_department()))""",
            decided=f"{d}.decided_by = (SELECT app_staff())",
            department=f"""EXISTS (SELECT FROM social_files theirs
                     WHERE theirs.id = {d}.social_file_id AND theirs.department_id = (SELECT app_department()))""",
            signal=f"""EXISTS (SELECT FROM signals told
                     WHERE told.document_id = {d}.id AND told.state <> 'withdrawn'
                       AND (told.department_id = (SELECT app_department())
                            OR (SELECT app_staff()) IN (told.staff_id, told.taken_by, told.escalated_to)))""",
            glass=f"""{d}.social_file_id = ANY ((SELECT glass_files())::uuid[])
             OR {d}.id = ANY ((SELECT glass_documents())::uuid[])""",
        )
    )
    # `folder_departments` answers nobody who deals with no documents
    return f"""CASE WHEN {d}.folder_id IS NOT NULL THEN
        CASE WHEN {d}.state = 'in_folder' AND EXISTS (
                      SELECT FROM folders lies WHERE lies.id = {d}.folder_id
                         AND lies.department_id = ANY ((SELECT folder_departments('see'))::uuid[]))
             THEN 'folder' END
        ELSE {social} END"""


GROUP_READABLE = f"""({
    _ground(
        _Facts(
            gone="false",
            kin="false",
            waits="true",
            said="g.type_id",
            sealed_as="g.sealed_as",
            own_file="coalesce(g.social_worker_id = (SELECT app_staff()), false)",
            sent="false",
            decided="false",
            department="coalesce(g.file_department_id = (SELECT app_department()), false)",
            signal="false",
            glass="false",
        )
    )
}) IS NOT NULL"""
"""SQL over queue groups `g`: whether the one who acts may read the documents that wait alike in it.

It holds of those that were sent to nobody, decided by nobody and told to nobody, and on which neither kinship nor a
broken glass bears: the others are asked about one by one.
"""

GROUND = _document_ground("d")
"""SQL over documents `d`: the ground on which the one who acts may read it; NULL where they may not."""

READABLE = f"({GROUND}) IS NOT NULL"
"""SQL over documents `d`: whether the one who acts may read it."""

FILE_GROUND = f"""CASE
    WHEN NOT {_has(DECIDES)} OR f.id = ANY ((SELECT kin_files())::uuid[]) THEN NULL
    WHEN f.social_worker_id = (SELECT app_staff()) THEN 'own_file'
    WHEN f.department_id = (SELECT app_department()) THEN 'department'
    WHEN f.id = ANY ((SELECT glass_files())::uuid[]) THEN 'glass'
END"""
"""SQL over social files `f`: the ground on which the one who acts may open the file; NULL where they may not."""

GLASS_REASON = """(SELECT ':' || b.reason_code FROM glass_breaks b
    WHERE b.staff_id = (SELECT app_staff()) AND b.ends_at > now()
      AND (b.social_file_id = {file} OR b.document_id = {document}) ORDER BY b.broken_at DESC LIMIT 1)"""
"""SQL to format: the reason with which the glass of a file or document was broken, after a colon."""


def _seen(document_id: str) -> str:
    return f"(SELECT true FROM documents d WHERE d.id = {document_id})"


ROWS = {
    "documents": f"({_document_ground('documents')}) IS NOT NULL",
    "document_beneficiaries": _seen("document_beneficiaries.document_id"),
    "pages": f"""(SELECT true FROM page_places place
                  WHERE place.page_id = pages.id AND {_seen("place.document_id")} LIMIT 1)""",
    "renditions": f"""(SELECT true FROM page_places place
                       WHERE place.page_id = renditions.page_id AND {_seen("place.document_id")} LIMIT 1)""",
    "originals": f"""(SELECT bool_and(coalesce({_seen("held")}, false))
                      FROM documents_of_original(originals.id) held)""",
    # A file's card (number, department, worker) is what one asks at the right door by: it holds nothing of the person
    "social_files": _has(FINDS_FILES),
    # Whoever has everything that came in before them finds any folder that is open, to file it; what lies in it, they
    # do not see
    "folders": f"""(folders.department_id = ANY ((SELECT folder_departments('see'))::uuid[])
                    OR folders.state = 'open' AND {_has(SEES_ALL_WAITING)})""",
}
"""Table → the rows of it that a staff member sees. Those of pages are what stands in documents that they see, or was
set aside out of them.

Neither EXISTS nor a join: to look at one page, PostgreSQL may make a list of all documents that they see, where it
misjudges how many rows there are (before it counted a table, or with a plan for any values)."""


def _policy(table: str, seen: str) -> str:
    return f"""
        DROP POLICY IF EXISTS need_to_know ON {table};
        EXECUTE format($policy$ CREATE POLICY need_to_know ON {table} AS RESTRICTIVE TO %I
            USING ((SELECT sees_whole_centre()) OR {seen}) $policy$, current_setting('guichet.app_role'));"""


POLICIES = f"DO $do$ BEGIN {''.join(_policy(table, seen) for table, seen in ROWS.items())} END $do$"
"""SQL that puts the rule behind the app role's rows, in place of what stood there: whoever changes the rule adds a
migration that runs it."""


class NotYourWork(Forbidden):
    """Your role does not deal with documents. Ask your administrator if that is wrong."""


class OtherDepartment(Forbidden):
    """This document belongs to a file of another department. Ask that department for it."""


class DocumentSealed(Forbidden):
    """This document is sealed. Only those whom the centre named may read it."""


class OthersFolder(Forbidden):
    """This lies in a folder of another department. Ask that department for it."""


class OwnOrRelative(Forbidden):
    """This is about you or a relative of yours. A colleague deals with it."""


def check_decides(actor: Actor) -> None:
    """Raise NotYourWork for those whose roles deal with no document."""
    if not actor.roles & DECIDES:
        raise NotYourWork


def check_finds_files(actor: Actor) -> None:
    """Raise NotYourWork for those who look up neither people nor the cards of their files."""
    if not actor.roles & FINDS_FILES:
        raise NotYourWork


def check_prints_receipts(actor: Actor) -> None:
    """Raise NotYourWork for those who neither stand at the counter nor deal with documents."""
    if not actor.roles & PRINTS_RECEIPTS:
        raise NotYourWork


def check_takes_in(actor: Actor) -> None:
    """Raise NotYourWork for those who take no papers in at a counter."""
    if not actor.roles & TAKES_IN:
        raise NotYourWork


def check_reads_mail(actor: Actor) -> None:
    """Raise NotYourWork for those who take no mail in."""
    if not actor.roles & READS_MAIL:
        raise NotYourWork


def check_sees_mail(actor: Actor) -> None:
    """Raise NotYourWork for those who neither take mail in nor look after the mailbox."""
    if not actor.roles & SEES_MAIL:
        raise NotYourWork


def check_interviews(actor: Actor) -> None:
    """Raise NotYourWork for those who have no interviews with beneficiaries."""
    if not actor.roles & INTERVIEWS:
        raise NotYourWork
