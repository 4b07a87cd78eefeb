"""Proposals as rows: load them for a verb or a screen, say who owns what they are about, and who was first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.lifecycle import ProposalState, allowed
from dossier.thesaurus.content import TermContent, from_json
from dossier.thesaurus.effect import Effect, effect_in
from dossier.thesaurus.errors import NoSuchProposal, NoSuchTerm, NotYoursToDecide, ProposalDecided
from dossier.thesaurus.rights import may_decide
from dossier.thesaurus.versions import Version, newest, version

LISTED_AT_MOST = 200


class Kind(StrEnum):
    """What a proposal would do."""

    NEW = "new"
    CHANGE = "change"
    REVIVE = "revive"  # bring a retired term back
    MERGE = "merge"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One proposal, as lists show it and verbs carry it out."""

    id: UUID
    kind: Kind
    state: ProposalState
    code: str
    term_id: UUID | None
    base_id: UUID | None
    into_id: UUID | None
    into_code: str | None
    content: TermContent | None
    label_fr: str  # of what is proposed, or of the term as it is
    label_nl: str
    note: str
    batch_id: UUID | None
    owner_id: UUID | None  # the department that answers for it
    proposed_by: UUID
    proposed_name: str
    proposed_at: datetime
    decided_name: str | None
    decided_at: datetime | None
    answer: str
    stale: bool  # the term has another version by now, or lives no more, or again

    @property
    def verbs(self) -> frozenset[str]:
        """Return the verbs that its state allows."""
        return allowed(self.state)

    def label(self, language: str) -> str:
        """Return what the term is called."""
        return self.label_nl if language == "nl" else self.label_fr


_PROPOSALS = """SELECT p.id, p.kind, p.state, p.code, p.term_id, p.base_id, p.into_id, i.code AS into_code, p.content,
       coalesce(p.content->>'label_fr', b.label_fr) AS label_fr,
       coalesce(p.content->>'label_nl', b.label_nl) AS label_nl,
       p.note, p.batch_id, d.id AS owner_id, p.proposed_by, s.first_name || ' ' || s.last_name AS proposed_name,
       p.proposed_at, w.first_name || ' ' || w.last_name AS decided_name, p.decided_at, p.answer,
       p.state = 'proposed' AND p.kind <> 'new' AND (
           (p.kind = 'revive') <> (t.retired_at IS NOT NULL)
           OR p.base_id <> (SELECT id FROM document_types v WHERE v.term_id = t.id ORDER BY v.version DESC LIMIT 1)
       ) AS stale
FROM proposals p JOIN staff_members s ON s.id = p.proposed_by LEFT JOIN staff_members w ON w.id = p.decided_by
LEFT JOIN terms t ON t.id = p.term_id LEFT JOIN terms i ON i.id = p.into_id
LEFT JOIN document_types b ON b.id = p.base_id
LEFT JOIN departments d ON d.centre_id = p.centre_id
    AND d.code = coalesce(b.departments[1], p.content->'departments'->>0)
"""


def _proposal(row: Record) -> Proposal:
    return Proposal(
        **{
            **row,
            "kind": Kind(row["kind"]),
            "state": ProposalState(row["state"]),
            "content": from_json(row["content"]) if row["content"] else None,
        }
    )


async def proposals_in(tx: Transaction, ids: Collection[UUID]) -> list[Proposal]:
    """Return some proposals, in the order of their codes. Raises NoSuchProposal where one is not there."""
    rows = await tx.rows(f"{_PROPOSALS} WHERE p.id = ANY($1) ORDER BY p.code, p.id", list(ids))
    if len(rows) < len(set(ids)):
        raise NoSuchProposal
    return [_proposal(row) for row in rows]


async def proposals(actor: Actor) -> list[Proposal]:
    """Return what waits for a decision, oldest first, and then what was decided last."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""{_PROPOSALS} ORDER BY p.state <> 'proposed', CASE WHEN p.state = 'proposed' THEN p.proposed_at END,
                p.decided_at DESC, p.code LIMIT {LISTED_AT_MOST}"""
        )
    return [_proposal(row) for row in rows]


async def waiting_count(actor: Actor) -> int:
    """Return how many proposals wait for a decision."""
    async with transaction(actor) as tx:
        found: int = await tx.value("SELECT count(*) FROM proposals WHERE state = 'proposed'")
    return found


async def proposals_of(tx: Transaction, term_id: UUID) -> list[Proposal]:
    """Return what was proposed of a term, newest first."""
    rows = await tx.rows(f"{_PROPOSALS} WHERE p.term_id = $1 ORDER BY p.proposed_at DESC LIMIT 50", term_id)
    return [_proposal(row) for row in rows]


async def batch(actor: Actor, batch_id: UUID) -> list[UUID]:
    """Return the ids of what still waits of an import and is the actor's to decide. Raises NotYoursToDecide."""
    async with transaction(actor) as tx:
        rows = await tx.rows(f"{_PROPOSALS} WHERE p.batch_id = $1 AND p.state = 'proposed'", batch_id)
    found = [row["id"] for row in rows if may_decide(actor, row["proposed_by"], row["owner_id"])]
    if not found:
        raise NotYoursToDecide
    return found


async def proposal(actor: Actor, proposal_id: UUID) -> tuple[Proposal, Effect]:
    """Return a proposal, and what it would change. Raises NoSuchProposal."""
    async with transaction(actor) as tx:
        (found,) = await proposals_in(tx, [proposal_id])
        base = await version(tx, found.base_id) if found.base_id else None
        into = await newest(tx, found.into_id) if found.into_id else None
        return found, await effect_in(tx, base, found.content, into)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A term whose row is held until commit, with its newest version."""

    id: UUID
    code: str
    is_retired: bool
    merged_into: UUID | None
    newest: Version


async def hold_terms(tx: Transaction, term_ids: Collection[UUID]) -> dict[UUID, Held]:
    """Hold terms until commit, in an order in which nobody waits in a ring. Raises NoSuchTerm."""
    rows = await tx.rows(
        "SELECT id, code, retired_at, merged_into FROM terms WHERE id = ANY($1) ORDER BY id FOR UPDATE", list(term_ids)
    )
    if len(rows) < len(set(term_ids)):
        raise NoSuchTerm
    return {
        row["id"]: Held(
            id=row["id"],
            code=row["code"],
            is_retired=row["retired_at"] is not None,
            merged_into=row["merged_into"],
            newest=await newest(tx, row["id"]),
        )
        for row in rows
    }


async def already_decided(tx: Transaction, proposal_id: UUID) -> ProposalDecided:
    """Return the Conflict that names who was first."""
    name = await tx.value(
        """SELECT w.first_name || ' ' || w.last_name FROM proposals p JOIN staff_members w ON w.id = p.decided_by
           WHERE p.id = $1""",
        proposal_id,
    )
    return ProposalDecided(name=name or "")
