"""Filed documents keep the version under which they were filed, whatever becomes of terms; new ones get the present."""

import asyncio
import random
from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.errors import DateNeeded, UnknownChoice, WordsNeeded
from dossier.documents.profile import Profile
from dossier.documents.review import review
from dossier.documents.validate import validate
from dossier.errors import Refused
from dossier.jobs.worker import drain
from dossier.lifecycle import DocumentState
from dossier.resources import Resources
from dossier.thesaurus.approve import approve
from dossier.thesaurus.content import Asked, PaperRule, SignalRule
from dossier.thesaurus.proposals import Kind
from dossier.thesaurus.propose import Wanted, propose
from dossier.thesaurus.queries import all_types
from dossier.thesaurus.tree import term
from tests.support.deposits import hand_over
from tests.support.terms import change_term, member, retire_term, two_administrators

pytestmark = pytest.mark.people
LEASE_SECONDS = 600
CODES = ("REV_PAIE", "REV_BANK", "LOG_BAIL", "LOG_LOYER", "FAM_COMP", "ENE_FACT")
OPERATIONS, OPERATIONS_TORTURE = 150, 500


async def told(actor: Actor, document_id: UUID, type_id: UUID | None = None, **facts: object) -> Profile:
    """Profile a document as what the desk proposes, for whoever it was handed over by."""
    seen = await review(actor, document_id)
    profile = Profile(
        type_id=type_id or seen.type_id, beneficiary_id=seen.beneficiary_id, document_date=date(2026, 1, 2)
    )
    return replace(profile, **facts)  # type: ignore[arg-type]


async def filed(resources: Resources, centre_id: UUID, agent: Actor, code: str) -> UUID:
    """Hand a document over as a type, and file it as the desk proposes."""
    made = await hand_over(resources, centre_id, people()[0], types=(code,))
    (document_id,) = made.document_ids
    await claim(agent, document_id, LEASE_SECONDS)
    assert await validate(agent, document_id, await told(agent, document_id)) is DocumentState.VALIDATED
    return document_id


async def versions_of(centre_id: UUID, documents: list[UUID]) -> dict[UUID, UUID]:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT id, type_id FROM documents WHERE id = ANY($1)", documents)
    return {row["id"]: row["type_id"] for row in rows}


async def check_periods(actor: Actor) -> None:
    """Versions of a term follow each other without overlap, and one holds now where the term is not retired."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT t.id, t.retired_at, v.version, v.begins_at, v.retired_at AS ended_at
               FROM terms t JOIN document_types v ON v.term_id = t.id ORDER BY t.id, v.version"""
        )
        astray = await tx.value(
            """SELECT count(*) FROM terms t JOIN terms i ON i.id = t.merged_into
               WHERE t.retired_at IS NULL OR t.centre_id <> i.centre_id"""
        )
    assert astray == 0
    of_term: dict[UUID, list[dict[str, object]]] = {}
    for row in rows:
        of_term.setdefault(row["id"], []).append(dict(row))
    for versions in of_term.values():
        assert [each["version"] for each in versions] == list(range(1, len(versions) + 1))
        for before, after in pairwise(versions):
            assert before["ended_at"] is not None
            assert before["ended_at"] <= after["begins_at"]  # type: ignore[operator]
        holding = [each for each in versions if each["ended_at"] is None]
        assert len(holding) == (0 if versions[0]["retired_at"] else 1)
        assert not holding or holding == versions[-1:]


@pytest.mark.parametrize("operations", [OPERATIONS, pytest.param(OPERATIONS_TORTURE, marks=pytest.mark.torture)])
async def test_filed_documents_keep_their_version_through_many_edits_merges_and_retirements(
    resources: Resources, centre_id: UUID, operations: int
) -> None:
    chance = random.Random(26)
    agent = await member(centre_id, "ines.moreau")
    proposer, approver = await two_administrators(centre_id)
    kept = await versions_of(
        centre_id, [await filed(resources, centre_id, agent, code) for code in CODES for _ in range(2)]
    )
    done = dict.fromkeys(Kind, 0)
    refused = 0
    for number in range(operations):
        code, into = chance.sample(CODES, 2)
        before = await term(proposer, code)
        act = chance.choice((Kind.CHANGE, Kind.CHANGE, Kind.CHANGE, Kind.MERGE, Kind.RETIRE))
        paper: PaperRule = chance.choice(("returned", "kept"))
        changed = replace(before.newest.content, validity_note=f"note {number}", paper=paper, paper_months=None)
        content = changed if act is Kind.CHANGE else None
        wanted = Wanted(kind=act, code=code, content=content, into_code=into if act is Kind.MERGE else "")
        try:
            made = await propose(proposer, wanted)
        except Refused:  # of a term that is retired, or into one
            refused += 1
            continue
        await approve(approver, [made])
        done[Kind.REVIVE if act is Kind.CHANGE and before.is_retired else act] += 1
        if number % 50 == 0:
            await check_periods(proposer)
            living = [each.code for each in await all_types(agent) if each.code in CODES]
            if living:
                kept |= await versions_of(centre_id, [await filed(resources, centre_id, agent, living[0])])
    await check_periods(proposer)
    assert await versions_of(centre_id, list(kept)) == kept
    assert all(done[kind] >= 10 for kind in (Kind.CHANGE, Kind.REVIVE, Kind.MERGE, Kind.RETIRE)), done
    assert sum(done.values()) + refused == operations


async def test_the_database_lets_no_version_be_rewritten(centre_id: UUID) -> None:
    actor = system(centre_id)
    for statement in (
        "UPDATE document_types SET label_fr = 'x'",
        "DELETE FROM document_types",
        "UPDATE signal_rules SET urgency = 0",
        "DELETE FROM retention_rules",
        "DELETE FROM proposals",
    ):
        with pytest.raises(Exception, match="permission denied"):
            async with transaction(actor) as tx:
                await tx.run(statement)
    with pytest.raises(Exception, match="document_types_no_overlap"):
        async with transaction(actor) as tx:
            await tx.run(
                """INSERT INTO document_types (id, centre_id, term_id, code, version, begins_at, retired_at, label_fr,
                       label_nl, category, departments, sensitivity, paper, keywords_fr, keywords_nl,
                       two_readers, search_words)
                   SELECT gen_random_uuid(), centre_id, term_id, code, 2, begins_at, begins_at + interval '1 second',
                       label_fr, label_nl, category, departments, sensitivity, paper, keywords_fr, keywords_nl,
                       two_readers, '' FROM document_types WHERE code = 'REV_PAIE'"""
            )


async def test_what_waits_is_filed_under_the_version_that_holds_or_the_term_that_took_it_in(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await member(centre_id, "ines.moreau")
    made = await hand_over(resources, centre_id, people()[0], types=("LOG_GARL", "LOG_GARL", "LOG_CONGE"))
    first, second, third = made.document_ids
    await claim(agent, first, LEASE_SECONDS)
    open_form = await told(agent, first)  # the desk, before the thesaurus changes
    await change_term(centre_id, "LOG_GARL", validity_days=10)
    assert await validate(agent, first, open_form) is DocumentState.VALIDATED
    seen = await review(agent, first)
    assert seen.valid_until == date(2026, 1, 12)
    await retire_term(centre_id, "LOG_GARL", into_code="LOG_LOYER")
    assert (await review(agent, second)).type_code == "LOG_LOYER"
    await validate(agent, second, await told(agent, second))
    assert (await review(agent, second)).type_code == "LOG_LOYER"
    assert (await review(agent, first)).type_code == "LOG_GARL"  # as it was filed
    lost = await told(agent, third)
    await retire_term(centre_id, "LOG_CONGE")
    assert (await review(agent, third)).type_id is None
    with pytest.raises(UnknownChoice):
        await validate(agent, third, lost)


async def test_filing_and_approving_at_once_both_hold(resources: Resources, centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    proposer, approver = await two_administrators(centre_id)
    for number in range(8):
        made = await hand_over(resources, centre_id, people()[0], types=("LOG_BAIL",))
        (document_id,) = made.document_ids
        await claim(agent, document_id, LEASE_SECONDS)
        open_form = await told(agent, document_id)
        before = (await term(agent, "LOG_BAIL")).newest
        content = replace(before.content, validity_note=f"note {number}")
        proposed = await propose(proposer, Wanted(kind=Kind.CHANGE, code="LOG_BAIL", content=content))
        await asyncio.gather(validate(agent, document_id, open_form), approve(approver, [proposed]))
        after = (await term(agent, "LOG_BAIL")).newest
        assert after.number == before.number + 1
        assert (await versions_of(centre_id, [document_id]))[document_id] in {before.id, after.id}


async def test_another_version_between_two_readings_is_no_other_profile(resources: Resources, centre_id: UUID) -> None:
    one, other = await member(centre_id, "ines.moreau"), await member(centre_id, "koen.smets")
    made = await hand_over(resources, centre_id, people()[0], types=("REV_RIB",))
    (document_id,) = made.document_ids
    await claim(one, document_id, LEASE_SECONDS)
    assert await validate(one, document_id, await told(one, document_id)) is DocumentState.SECOND_READING
    await change_term(centre_id, "REV_RIB", validity_note="jusqu'au prochain")
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE deposits SET claimed_until = now() - interval '1 second'")
    await claim(other, document_id, LEASE_SECONDS)
    assert await validate(other, document_id, await told(other, document_id)) is DocumentState.VALIDATED


async def test_the_desk_insists_on_what_a_type_asks(resources: Resources, centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    await change_term(centre_id, "LOG_BAIL", asks=(Asked.DOCUMENT_DATE,))
    made = await hand_over(resources, centre_id, people()[0], types=("LOG_BAIL", "CPAS_DIV", "REV_PAIE"))
    dated, other, plain = made.document_ids
    await claim(agent, dated, LEASE_SECONDS)
    with pytest.raises(DateNeeded):
        await validate(agent, dated, await told(agent, dated, document_date=None))
    await validate(agent, dated, await told(agent, dated))
    with pytest.raises(WordsNeeded):
        await validate(agent, other, await told(agent, other))
    await validate(agent, other, await told(agent, other, words="carte de stade"))
    assert (await review(agent, other)).words == "carte de stade"
    await validate(agent, plain, await told(agent, plain, words="nobody asked", document_date=None))
    assert (await review(agent, plain)).words == ""


async def test_signals_follow_the_rules_of_the_version_and_of_the_circuit(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await member(centre_id, "ines.moreau")
    await change_term(
        centre_id,
        "REV_PAIE",
        signal_rules=(
            SignalRule(department="AS", urgency=1),
            SignalRule(department="AS", circuit="portal", urgency=4, deadline_hours=4),
            SignalRule(department="ENE", circuit="kiosk", urgency=3),
            SignalRule(department="JUR", urgency=2, deadline_working_days=5),
        ),
    )
    document_id = await filed(resources, centre_id, agent, "REV_PAIE")  # by the portal
    await change_term(centre_id, "REV_PAIE", signal_rules=())
    await drain(resources)
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT d.code, s.urgency FROM signals s JOIN departments d ON d.id = s.department_id
               WHERE s.document_id = $1 ORDER BY d.code""",
            document_id,
        )
    assert [tuple(row) for row in rows] == [("AS", 4), ("JUR", 2)]
