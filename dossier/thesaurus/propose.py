"""Propose a term, or what shall become of one: another person decides."""

from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import TermProposed
from dossier.ids import new_id
from dossier.lifecycle import ProposalState
from dossier.outbox.publish import publish
from dossier.thesaurus.checks import Known, check_code
from dossier.thesaurus.content import TermContent, to_json
from dossier.thesaurus.errors import CodeTaken, NoSuchTerm, NothingChanges, NotMergeable, TermChanged
from dossier.thesaurus.proposals import Kind
from dossier.thesaurus.rights import check_proposes
from dossier.thesaurus.versions import Version, newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to become of a term."""

    kind: Kind  # a `change` of a retired term brings it back
    code: str
    content: TermContent | None = None  # of a new term, a change
    into_code: str = ""  # of a merge
    base_id: UUID | None = None  # the version that they had before them; None: whichever is the newest


async def propose(actor: Actor, wanted: Wanted, note: str = "") -> UUID:
    """Write a proposal down and return its id. Raises what `put` raises."""
    async with transaction(actor) as tx:
        return await put(tx, await Known.of(tx), wanted, note=note)


async def put(tx: Transaction, known: Known, wanted: Wanted, *, note: str = "", batch_id: UUID | None = None) -> UUID:
    """Check a proposal and write it down, inside a verb's transaction; return its id.

    Raises NotYourTerm, NoSuchTerm, TermChanged, NothingChanges, CodeTaken, NotMergeable, and what `Known.check` raises.
    """
    assert tx.actor.staff_id is not None
    term = await tx.row("SELECT id, retired_at FROM terms WHERE code = $1", wanted.code)
    if wanted.content is not None:
        check_code(wanted.code)
        known.check(wanted.content)
    if wanted.kind is Kind.NEW:
        if term is not None:
            raise CodeTaken(code=wanted.code)
        assert wanted.content is not None
        base, owner = None, wanted.content.owner
    elif term is None:
        raise NoSuchTerm
    else:
        base = await newest(tx, term["id"])
        owner = base.content.owner
    check_proposes(tx.actor, await tx.value("SELECT id FROM departments WHERE code = $1", owner))
    kind, into_id = await _checked(tx, wanted, base)
    proposal_id = new_id()
    term_id = term["id"] if term else None
    await tx.run(
        """INSERT INTO proposals (id, centre_id, kind, state, code, term_id, base_id, into_id, content, note, batch_id,
                                  proposed_by, proposed_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""",
        proposal_id,
        tx.actor.centre_id,
        str(kind),
        str(ProposalState.PROPOSED),
        wanted.code,
        term_id,
        base.id if base else None,
        into_id,
        to_json(wanted.content) if wanted.content else None,
        note,
        batch_id,
        tx.actor.staff_id,
        clock.now(),
    )
    await publish(tx, TermProposed(record_id=proposal_id, kind=str(kind), term_id=term_id))
    return proposal_id


async def _checked(tx: Transaction, wanted: Wanted, base: Version | None) -> tuple[Kind, UUID | None]:
    """Return what the proposal is, and into which term it merges. Raises what is wrong with it."""
    if base is None:
        return Kind.NEW, None
    if wanted.base_id not in {None, base.id}:
        raise TermChanged(code=wanted.code)
    is_retired = base.ended_at is not None
    if wanted.content is not None:
        if wanted.content == base.content and not is_retired:
            raise NothingChanges
        return Kind.REVIVE if is_retired else Kind.CHANGE, None
    if is_retired:
        raise NothingChanges
    if wanted.kind is Kind.RETIRE:
        return Kind.RETIRE, None
    into_id = await tx.value("SELECT id FROM terms WHERE code = $1 AND retired_at IS NULL", wanted.into_code)
    if into_id is None or into_id == base.term_id:
        raise NotMergeable
    return Kind.MERGE, into_id
