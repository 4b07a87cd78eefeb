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
from dossier.thesaurus.checks import TEXT_MAX_CHARACTERS, Known, check_code
from dossier.thesaurus.content import TermContent, to_json
from dossier.thesaurus.errors import (
    CodeTaken,
    NoSuchExample,
    NoSuchTerm,
    NothingChanges,
    NotMergeable,
    TermChanged,
    TextTooLong,
)
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
    """Write a proposal down and return its id. Raises what `check` raises, and TextTooLong."""
    async with transaction(actor) as tx:
        return await put(tx, await Known.of(tx), wanted, note=note)


async def put(tx: Transaction, known: Known, wanted: Wanted, *, note: str = "", batch_id: UUID | None = None) -> UUID:
    """Check a proposal and write it down, inside a verb's transaction; return its id. Raises what `check` raises."""
    checked = await check(tx, known, wanted)
    if len(note) > TEXT_MAX_CHARACTERS:
        raise TextTooLong(characters=TEXT_MAX_CHARACTERS)
    proposal_id = new_id()
    term_id = checked.base.term_id if checked.base else None
    await tx.run(
        """INSERT INTO proposals (id, centre_id, kind, state, code, term_id, base_id, into_id, content, note, batch_id,
                                  proposed_by, proposed_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""",
        proposal_id,
        tx.actor.centre_id,
        str(checked.kind),
        str(ProposalState.PROPOSED),
        wanted.code,
        term_id,
        checked.base.id if checked.base else None,
        checked.into_id,
        to_json(wanted.content) if wanted.content else None,
        note,
        batch_id,
        tx.actor.staff_id,
        clock.now(),
    )
    await publish(tx, TermProposed(record_id=proposal_id, kind=str(checked.kind), term_id=term_id))
    return proposal_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A proposal that can be written down."""

    kind: Kind
    base: Version | None  # None: of a new term
    into_id: UUID | None  # of a merge


async def check(tx: Transaction, known: Known, wanted: Wanted) -> Checked:
    """Say what a proposal would be.

    Raises NotYourTerm, NoSuchTerm, TermChanged, NothingChanges, CodeTaken, NotMergeable, and what `Known.check` raises.
    """
    term_id = await tx.value("SELECT id FROM terms WHERE code = $1", wanted.code)
    if wanted.content is not None:
        check_code(wanted.code)
        known.check(wanted.content)
    if wanted.kind is Kind.NEW:
        if term_id is not None:
            raise CodeTaken(code=wanted.code)
        assert wanted.content is not None
        if wanted.content.example_id is not None:
            raise NoSuchExample
        await _check_owner(tx, wanted.content.owner)
        return Checked(kind=Kind.NEW, base=None, into_id=None)
    if term_id is None:
        raise NoSuchTerm
    base = await newest(tx, term_id)
    await _check_example(tx, wanted, base)
    await _check_owner(tx, base.content.owner)
    if wanted.base_id not in {None, base.id}:
        raise TermChanged(code=wanted.code)
    kind, into_id = await _becoming(tx, wanted, base)
    return Checked(kind=kind, base=base, into_id=into_id)


async def _check_owner(tx: Transaction, department: str) -> None:
    check_proposes(tx.actor, await tx.value("SELECT id FROM departments WHERE code = $1", department))


async def _check_example(tx: Transaction, wanted: Wanted, base: Version) -> None:
    """Raise NoSuchExample for the picture of another term."""
    example_id = wanted.content.example_id if wanted.content else None
    if example_id is None:
        return
    if not await tx.value("SELECT true FROM term_examples WHERE id = $1 AND term_id = $2", example_id, base.term_id):
        raise NoSuchExample


async def _becoming(tx: Transaction, wanted: Wanted, base: Version) -> tuple[Kind, UUID | None]:
    """Return what becomes of a term that is there, and into which it merges."""
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
