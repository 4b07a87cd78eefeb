"""Gathers all that the records hold about one person, as plain JSON values (GDPR art. 15).

Of the staff it names departments, no persons (Court of Justice, C-579/21); of other people nothing: a deposit of
somebody else is named by its receipt alone. A file that holds documents about others too is marked, for a person to
look at before it is handed over (art. 15.4).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dossier.database.engine import Record, Transaction
from dossier.people.cipher import NissCipher, Sealed
from dossier.storage.media import SUFFIXES

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An original that goes into the package."""

    name: str  # in the package
    vault_key: str
    sha256: str
    facts: Facts  # as the package tells of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All about one person."""

    facts: Facts  # section → fact or list of facts
    sources: tuple[Source, ...]


_PERSON = """SELECT first_name, last_name, birth_date, gender, language, email, phone, street, postcode, town,
                    niss_key_id, niss_ciphertext, created_at AS known_since FROM beneficiaries WHERE id = $1"""

_FILES = """SELECT f.number, m.role, f.status, d.code AS department, f.opened_on, f.digital_since
            FROM social_file_members m JOIN social_files f ON f.id = m.social_file_id
            JOIN departments d ON d.id = f.department_id WHERE m.beneficiary_id = $1 ORDER BY f.opened_on, f.number"""

_ABOUT = """WITH own AS (SELECT id FROM deposits WHERE beneficiary_id = $1),
    about AS (SELECT d.id, d.deposit_id FROM documents d WHERE d.deposit_id IN (SELECT id FROM own)
              UNION SELECT d.id, d.deposit_id FROM document_beneficiaries b JOIN documents d ON d.id = b.document_id
              WHERE b.beneficiary_id = $1),
    held AS (SELECT DISTINCT o.id FROM originals o WHERE o.deposit_id IN (SELECT id FROM own)
             UNION SELECT g.original_id FROM pages g JOIN page_places p ON p.page_id = g.id
             WHERE p.document_id IN (SELECT id FROM about))"""

_DEPOSITS = f"""{_ABOUT}
    SELECT r.number AS receipt, d.state, d.circuit, d.opened_at, d.received_at, d.closed_at,
           d.beneficiary_id IS NOT DISTINCT FROM $1 AS by_person,
           CASE WHEN d.beneficiary_id = $1 THEN d.depositor_contact ELSE '' END AS contact,
           CASE WHEN d.beneficiary_id = $1 AND d.helper_code_id IS NOT NULL THEN d.depositor_name END AS helper
    FROM deposits d LEFT JOIN receipts r ON r.deposit_id = d.id
    WHERE d.id IN (SELECT id FROM own) OR d.id IN (SELECT deposit_id FROM about) ORDER BY d.opened_at, d.id"""

_DOCUMENTS = f"""{_ABOUT}
    SELECT r.number AS receipt, d.position + 1 AS document, d.state, t.label_fr AS type_fr, t.label_nl AS type_nl,
           d.document_date, d.valid_until, d.words, d.sender, d.reference, f.number AS social_file,
           w.label_fr AS refusal_fr, w.label_nl AS refusal_nl,
           d.refusal_note, d.aside_until, d.aside_note, d.captured_at, d.decided_at, p.code AS decided_by,
           ARRAY(SELECT s.code FROM signals g JOIN departments s ON s.id = g.department_id
                 WHERE g.document_id = d.id ORDER BY s.code) AS departments_told
    FROM documents d JOIN about ON about.id = d.id LEFT JOIN receipts r ON r.deposit_id = d.deposit_id
    LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
    LEFT JOIN social_files f ON f.id = d.social_file_id LEFT JOIN refusal_reasons w ON w.id = d.refusal_reason_id
    LEFT JOIN staff_members m ON m.id = d.decided_by LEFT JOIN departments p ON p.id = m.department_id
    ORDER BY d.captured_at, d.position, d.id"""

_CORRECTIONS = """
    SELECT r.number AS receipt, d.position + 1 AS document, c.kind, c.words, c.asked_at, c.outcome, c.answer,
           c.answered_at
    FROM corrections c JOIN documents d ON d.id = c.document_id LEFT JOIN receipts r ON r.deposit_id = d.deposit_id
    WHERE c.beneficiary_id = $1 ORDER BY c.asked_at, c.id"""

_KEPT_PAPERS = f"""{_ABOUT}
    SELECT r.number AS receipt, k.place AS kept_place, k.kept_at AS kept_since, k.until AS kept_until, k.state AS paper,
           k.ended_at
    FROM kept_papers k JOIN about ON about.id = document_of_paper(k.id) JOIN deposits d ON d.id = k.deposit_id
    JOIN receipts r ON r.deposit_id = d.id ORDER BY k.kept_at, k.id"""

_ORIGINALS = f"""{_ABOUT}
    SELECT o.id, r.number AS receipt, o.position + 1 AS position, o.media_type, o.size_bytes, o.sha256, o.page_count,
           o.added_at, o.scan, o.vault_key,
           EXISTS (SELECT FROM pages g JOIN page_places dp ON dp.page_id = g.id
                   JOIN document_beneficiaries b ON b.document_id = dp.document_id
                   WHERE g.original_id = o.id AND b.beneficiary_id <> $1) AS about_others
    FROM originals o JOIN held ON held.id = o.id LEFT JOIN receipts r ON r.deposit_id = o.deposit_id
    ORDER BY o.added_at, o.id"""

_RECORDS = f"""{_ABOUT}
    SELECT $1 UNION SELECT id FROM own UNION SELECT id FROM about UNION SELECT id FROM held
    UNION SELECT page_id FROM page_places WHERE document_id IN (SELECT id FROM about)
    UNION SELECT id FROM receipts WHERE deposit_id IN (SELECT id FROM own)
    UNION SELECT social_file_id FROM social_file_members WHERE beneficiary_id = $1
    UNION SELECT id FROM exports WHERE beneficiary_id = $1
    UNION SELECT id FROM one_time_codes WHERE beneficiary_id = $1
    UNION SELECT id FROM helper_codes WHERE beneficiary_id = $1
    UNION SELECT id FROM remembered_phones WHERE beneficiary_id = $1
    UNION SELECT id FROM push_subscriptions WHERE beneficiary_id = $1
    UNION SELECT id FROM corrections WHERE beneficiary_id = $1
    UNION SELECT id FROM contact_notices WHERE beneficiary_id = $1"""

_DEPARTMENT = """(SELECT p.code FROM staff_members s JOIN departments p ON p.id = s.department_id
                  WHERE s.id = e.actor_id AND e.actor_kind = 'staff') AS department"""

_LOOKS = f"""SELECT e.at, e.act, e.record_kind, e.actor_kind, {_DEPARTMENT}, e.place, e.reason FROM access_log e
             WHERE e.record_id = ANY($1) ORDER BY e.seq"""

_EVENTS = f"""SELECT e.at, e.name AS event, e.actor_kind, {_DEPARTMENT}, e.place FROM events e
              WHERE e.record_id = ANY($1)
                 OR e.facts->>'deposit_id' IN (SELECT id::text FROM deposits WHERE beneficiary_id = $2)
              ORDER BY e.seq"""


async def gather(tx: Transaction, beneficiary_id: UUID, cipher: NissCipher) -> Gathered:
    """Return all about a person of the transaction's centre. Raises NissUnreadable."""
    row = await tx.row(_PERSON, beneficiary_id)
    assert row is not None  # a foreign key holds the person
    sources = tuple(_source(each) for each in await tx.rows(_ORIGINALS, beneficiary_id))
    records = [each[0] for each in await tx.rows(_RECORDS, beneficiary_id)]
    facts = {
        "person": _person(row, tx.actor.centre_id, cipher),
        "social_files": _facts(await tx.rows(_FILES, beneficiary_id)),
        "deposits": _facts(await tx.rows(_DEPOSITS, beneficiary_id)),
        "documents": _facts(await tx.rows(_DOCUMENTS, beneficiary_id)),
        "corrections": _facts(await tx.rows(_CORRECTIONS, beneficiary_id)),
        "kept_papers": _facts(await tx.rows(_KEPT_PAPERS, beneficiary_id)),
        "originals": [each.facts for each in sources],
        "looks": _facts(await tx.rows(_LOOKS, records)),
        "events": _facts(await tx.rows(_EVENTS, records, beneficiary_id)),
    }
    return Gathered(facts=facts, sources=sources)


def _person(row: Record, centre_id: UUID, cipher: NissCipher) -> Facts:
    facts = dict(row)
    key_id, ciphertext = facts.pop("niss_key_id"), facts.pop("niss_ciphertext")
    sealed = Sealed(key_id=key_id, ciphertext=ciphertext) if key_id else None
    return {"niss": cipher.unseal(centre_id, sealed).digits if sealed else None, **_plain(facts)}


def _source(row: Record) -> Source:
    facts = dict(row)
    vault_key, original_id = facts.pop("vault_key"), facts.pop("id")
    told = facts["receipt"] or original_id
    name = f"originals/{told}-{facts['position']}.{SUFFIXES[facts['media_type']]}"
    return Source(name=name, vault_key=vault_key, sha256=facts["sha256"], facts={"name": name, **_plain(facts)})


def _facts(rows: list[Record]) -> list[Facts]:
    return [_plain(dict(row)) for row in rows]


def _plain(facts: Facts) -> Facts:
    return {name: each.isoformat() if isinstance(each, date | datetime) else each for name, each in facts.items()}
