"""Propose, approve, reject, withdraw: who may, who was first, and what holds afterwards."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict, Refused
from dossier.lifecycle import ProposalState
from dossier.people.roles import Role
from dossier.thesaurus.approve import approve
from dossier.thesaurus.content import SignalRule, TermContent
from dossier.thesaurus.errors import (
    CodeForm,
    CodeTaken,
    LabelsNeeded,
    NoSuchProposal,
    NoSuchTerm,
    NothingChanges,
    NotMergeable,
    NotYourProposal,
    NotYoursToDecide,
    NotYourTerm,
    OwnerNeeded,
    OwnProposal,
    ProposalDecided,
    ReasonNeeded,
    RuleTwice,
    RuleWrong,
    TermChanged,
    UnknownCategory,
    UnknownDepartment,
    ValidityWrong,
)
from dossier.thesaurus.proposals import Kind, proposal, proposals
from dossier.thesaurus.propose import Wanted, propose
from dossier.thesaurus.queries import all_types, find_types
from dossier.thesaurus.reject import reject
from dossier.thesaurus.tree import term
from dossier.thesaurus.withdraw import withdraw
from tests.support.terms import change_term, member, retire_term, two_administrators

pytestmark = pytest.mark.people


async def changed(actor: Actor, code: str, **facts: object) -> Wanted:
    content = (await term(actor, code)).newest.content
    return Wanted(kind=Kind.CHANGE, code=code, content=replace(content, **facts))  # type: ignore[arg-type]


def new_term(code: str, **facts: object) -> Wanted:
    content = TermContent(label_fr="Carte de stade", label_nl="Stadionkaart", category="VIE", departments=("AS",))
    return Wanted(kind=Kind.NEW, code=code, content=replace(content, **facts))  # type: ignore[arg-type]


async def state_of(actor: Actor, proposal_id: UUID) -> ProposalState:
    return (await proposal(actor, proposal_id))[0].state


@pytest.fixture
async def spoc(centre_id: UUID) -> Actor:
    """Return Olivier Marchal, who answers for the terms of social action."""
    return await member(centre_id, "olivier.marchal")


@pytest.fixture
async def administrator(centre_id: UUID) -> Actor:
    return await member(centre_id, "rachid.lahlou")


async def test_an_approved_change_is_the_next_version_and_ends_the_one_before(
    spoc: Actor, administrator: Actor
) -> None:
    before = (await term(spoc, "REV_PAIE")).newest
    made = await propose(spoc, await changed(spoc, "REV_PAIE", label_fr="Fiche de salaire"), "on dit salaire")
    assert (await term(spoc, "REV_PAIE")).newest == before
    await approve(administrator, [made], "bien vu")
    after = await term(spoc, "REV_PAIE")
    now, then = after.versions
    assert now.content == replace(before.content, label_fr="Fiche de salaire")
    assert (then.id, then.content, then.ended_at) == (before.id, before.content, now.begins_at)
    assert (now.number, now.ended_at, now.proposed_name, now.approved_name) == (
        2,
        None,
        "Olivier Marchal",
        "Rachid Lahlou",
    )
    told, effect = await proposal(spoc, made)
    assert (told.state, told.note, told.answer) == (ProposalState.APPROVED, "on dit salaire", "bien vu")
    assert [(each.field, each.before, each.after) for each in effect.changes] == [
        ("label_fr", "Fiche de paie", "Fiche de salaire")
    ]
    assert effect.base == then
    assert [each.label_fr for each in await all_types(spoc) if each.code == "REV_PAIE"] == ["Fiche de salaire"]
    assert "REV_PAIE" in [each.code for each in await find_types(spoc, "salaire")]


async def test_the_former_version_proposed_again_undoes_a_change(centre_id: UUID, spoc: Actor) -> None:
    first = (await term(spoc, "REV_PAIE")).newest.content
    await change_term(centre_id, "REV_PAIE", label_nl="Loonstrook", asks=())
    await change_term(centre_id, "REV_PAIE", **{each: getattr(first, each) for each in ("label_nl", "asks")})
    found = await term(spoc, "REV_PAIE")
    assert found.newest.content == first
    assert [each.number for each in found.versions] == [3, 2, 1]


async def test_a_new_term_is_there_once_it_is_approved(spoc: Actor, administrator: Actor) -> None:
    made = await propose(spoc, new_term("VIE_STADE"))
    with pytest.raises(NoSuchTerm):
        await term(spoc, "VIE_STADE")
    await approve(administrator, [made])
    found = await term(spoc, "VIE_STADE")
    assert (found.newest.number, found.newest.content.label_nl) == (1, "Stadionkaart")
    assert (await find_types(spoc, "stadion"))[0].code == "VIE_STADE"
    with pytest.raises(CodeTaken):
        await propose(spoc, new_term("VIE_STADE"))


async def test_a_retired_term_is_proposed_no_more_and_comes_back_by_a_proposal(
    centre_id: UUID, spoc: Actor, administrator: Actor
) -> None:
    await retire_term(centre_id, "REV_PAIE")
    assert "REV_PAIE" not in [each.code for each in await all_types(spoc)]
    assert (await term(spoc, "REV_PAIE")).is_retired
    with pytest.raises(NothingChanges):
        await propose(spoc, Wanted(kind=Kind.RETIRE, code="REV_PAIE"))
    back = await propose(spoc, await changed(spoc, "REV_PAIE"))
    assert (await proposal(spoc, back))[0].kind is Kind.REVIVE
    await approve(administrator, [back])
    found = await term(spoc, "REV_PAIE")
    assert not found.is_retired
    assert found.newest.number == 2
    assert "REV_PAIE" in [each.code for each in await find_types(spoc, "fiche de paie")]


async def test_a_merged_term_s_words_find_the_other_and_leave_it_again(
    centre_id: UUID, spoc: Actor, administrator: Actor
) -> None:
    async def found() -> list[str]:
        return [each.code for each in await find_types(spoc, "garantie locative")]

    assert (await found())[0] == "LOG_GARL"
    await retire_term(centre_id, "LOG_GARL", into_code="LOG_LOYER")
    assert await found() == ["LOG_LOYER"]
    assert (await term(spoc, "LOG_GARL")).merged_into == "LOG_LOYER"
    assert (await term(spoc, "LOG_LOYER")).taken_in == ("LOG_GARL",)
    await change_term(centre_id, "LOG_LOYER", label_fr="Quittance")
    assert await found() == ["LOG_LOYER"]
    await retire_term(centre_id, "LOG_LOYER", into_code="LOG_BAIL")  # and the words of both go on
    assert await found() == ["LOG_BAIL"]
    assert "LOG_BAIL" in [each.code for each in await find_types(spoc, "kwitantie")]
    back = await propose(spoc, await changed(spoc, "LOG_GARL"))
    await approve(administrator, [back])
    assert await found() == ["LOG_GARL"]


async def test_who_may_propose_and_who_may_decide(centre_id: UUID, spoc: Actor, administrator: Actor) -> None:
    lawyer = await member(centre_id, "sofie.devos")
    worker = await member(centre_id, "nadia.benali")
    wanted = await changed(spoc, "REV_PAIE", paper="kept")
    for stranger in (lawyer, worker, await member(centre_id, "anne.dewit")):
        with pytest.raises(NotYourTerm):
            await propose(stranger, wanted)
    with pytest.raises(NotYourTerm):
        await propose(lawyer, new_term("VIE_STADE"))
    made = await propose(spoc, wanted)
    for who, error in ((spoc, OwnProposal), (lawyer, NotYoursToDecide), (worker, NotYoursToDecide)):
        with pytest.raises(error):
            await approve(who, [made])
        with pytest.raises(error):
            await reject(who, made, "non")
    with pytest.raises(NotYourProposal):
        await withdraw(administrator, made)
    colleague = replace(worker, roles=worker.roles | {Role.SPOC})  # of the same department
    await approve(colleague, [made])
    assert (await term(spoc, "REV_PAIE")).newest.content.paper == "kept"


async def test_an_administrator_cannot_decide_what_they_proposed(centre_id: UUID) -> None:
    proposer, other = await two_administrators(centre_id)
    made = await propose(proposer, await changed(proposer, "REV_PAIE", paper="kept"))
    with pytest.raises(OwnProposal):
        await approve(proposer, [made])
    with pytest.raises(Exception, match="proposals_check"):  # nor can any code that forgets to look
        async with transaction(proposer) as tx:
            await tx.run(
                "UPDATE proposals SET state = 'approved', decided_by = $2, decided_at = now() WHERE id = $1",
                made,
                proposer.id,
            )
    await approve(other, [made])


async def test_a_rejection_says_why_and_a_withdrawal_is_the_proposer_s(spoc: Actor, administrator: Actor) -> None:
    before = (await term(spoc, "REV_PAIE")).newest
    first = await propose(spoc, await changed(spoc, "REV_PAIE", paper="kept"))
    with pytest.raises(ReasonNeeded):
        await reject(administrator, first, "")
    await reject(administrator, first, "Le papier ne sert à rien.")
    assert (await proposal(spoc, first))[0].answer == "Le papier ne sert à rien."
    second = await propose(spoc, await changed(spoc, "REV_PAIE", two_readers=True))
    await withdraw(spoc, second)
    assert await state_of(spoc, first) is ProposalState.REJECTED
    assert await state_of(spoc, second) is ProposalState.WITHDRAWN
    for made in (first, second):
        with pytest.raises(ProposalDecided):
            await approve(administrator, [made])
        with pytest.raises(ProposalDecided):
            await reject(administrator, made, "non")
    with pytest.raises(ProposalDecided):
        await withdraw(spoc, second)
    assert (await term(spoc, "REV_PAIE")).newest == before
    with pytest.raises(NoSuchProposal):
        await approve(administrator, [UUID(int=1)])


async def test_what_was_proposed_on_an_older_version_is_proposed_anew(
    centre_id: UUID, spoc: Actor, administrator: Actor
) -> None:
    held = (await term(spoc, "REV_PAIE")).newest
    made = await propose(spoc, await changed(spoc, "REV_PAIE", paper="kept"))
    retire = await propose(spoc, Wanted(kind=Kind.RETIRE, code="REV_PAIE"))
    await change_term(centre_id, "REV_PAIE", label_nl="Loonstrook")
    assert [each.stale for each in await proposals(spoc) if each.id in {made, retire}] == [True, True]
    for each in (made, retire):
        with pytest.raises(TermChanged):
            await approve(administrator, [each])
    with pytest.raises(TermChanged):  # a form that was open meanwhile
        await propose(spoc, replace(await changed(spoc, "REV_PAIE", paper="kept"), base_id=held.id))
    assert await state_of(spoc, made) is ProposalState.PROPOSED
    await withdraw(spoc, made)


async def test_two_approvers_at_once_make_one_version(centre_id: UUID, spoc: Actor) -> None:
    one, other = await two_administrators(centre_id)
    for number in range(10):
        made = await propose(spoc, await changed(spoc, "REV_PAIE", validity_days=100 + number))
        ended = await asyncio.gather(approve(one, [made]), approve(other, [made]), return_exceptions=True)
        assert sorted(type(each).__name__ for each in ended) == ["NoneType", "ProposalDecided"]
        assert (await term(spoc, "REV_PAIE")).newest.number == number + 2


async def test_withdrawn_rejected_and_approved_at_once_is_one_of_them(spoc: Actor, centre_id: UUID) -> None:
    one, other = await two_administrators(centre_id)
    for number in range(8):
        made = await propose(spoc, await changed(spoc, "REV_PAIE", validity_days=100 + number))
        ended = await asyncio.gather(
            withdraw(spoc, made), approve(one, [made]), reject(other, made, "non"), return_exceptions=True
        )
        assert sorted(type(each).__name__ for each in ended) == ["NoneType", "ProposalDecided", "ProposalDecided"]
        holds = (await term(spoc, "REV_PAIE")).newest.content.validity_days == 100 + number
        assert holds == (await state_of(spoc, made) is ProposalState.APPROVED)


async def test_two_proposals_of_one_term_approved_at_once_do_not_undo_each_other(centre_id: UUID, spoc: Actor) -> None:
    one, other = await two_administrators(centre_id)
    for number in range(10):
        first = await propose(spoc, await changed(spoc, "REV_PAIE", validity_days=100 + number))
        second = await propose(spoc, await changed(spoc, "REV_PAIE", validity_note=f"note {number}"))
        ended = await asyncio.gather(approve(one, [first]), approve(other, [second]), return_exceptions=True)
        assert sorted(type(each).__name__ for each in ended) == ["NoneType", "TermChanged"]
        assert (await term(spoc, "REV_PAIE")).newest.number == number + 2


async def test_two_terms_merged_into_each_other_at_once_leave_one(centre_id: UUID, spoc: Actor) -> None:
    one, other = await two_administrators(centre_id)
    there = await propose(spoc, Wanted(kind=Kind.MERGE, code="REV_PAIE", into_code="REV_CONTR"))
    back = await propose(spoc, Wanted(kind=Kind.MERGE, code="REV_CONTR", into_code="REV_PAIE"))
    ended = await asyncio.gather(approve(one, [there]), approve(other, [back]), return_exceptions=True)
    assert [each for each in ended if each is None] == [None]
    (lost,) = [each for each in ended if each is not None]
    assert isinstance(lost, Conflict | Refused)
    living = [each.code for each in await all_types(spoc) if each.code in {"REV_PAIE", "REV_CONTR"}]
    assert len(living) == 1


async def test_two_new_terms_of_one_code_at_once_make_one(centre_id: UUID, spoc: Actor) -> None:
    one, other = await two_administrators(centre_id)
    made = [await propose(spoc, new_term("VIE_STADE")) for _ in range(2)]
    ended = await asyncio.gather(approve(one, made[:1]), approve(other, made[1:]), return_exceptions=True)
    assert sorted(type(each).__name__ for each in ended) == ["CodeTaken", "NoneType"]


async def test_many_are_approved_together_or_not_at_all(centre_id: UUID, spoc: Actor, administrator: Actor) -> None:
    made = [await propose(spoc, await changed(spoc, code, paper="kept")) for code in ("REV_PAIE", "LOG_BAIL")]
    await change_term(centre_id, "LOG_BAIL", label_nl="Huurcontract")
    with pytest.raises(TermChanged):
        await approve(administrator, made)
    assert (await term(spoc, "REV_PAIE")).newest.number == 1
    assert [await state_of(spoc, each) for each in made] == [ProposalState.PROPOSED] * 2


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"label_nl": ""}, LabelsNeeded),
        ({"category": "NULLE_PART"}, UnknownCategory),
        ({"departments": ()}, OwnerNeeded),
        ({"departments": ("AS", "ZZ")}, UnknownDepartment),
        ({"validity_days": 0}, ValidityWrong),
        ({"signal_rules": (SignalRule(department="ZZ"),)}, UnknownDepartment),
        ({"signal_rules": (SignalRule(department="AS", urgency=5),)}, RuleWrong),
        ({"signal_rules": (SignalRule(department="AS", circuit="pigeon"),)}, RuleWrong),
        ({"signal_rules": (SignalRule(department="AS", deadline_hours=4, deadline_working_days=1),)}, RuleWrong),
        ({"signal_rules": (SignalRule(department="AS"), SignalRule(department="AS", urgency=2))}, RuleTwice),
    ],
)
async def test_what_no_version_may_say_is_refused(spoc: Actor, facts: dict[str, object], error: type[Refused]) -> None:
    with pytest.raises(error):
        await propose(spoc, new_term("VIE_STADE", **facts))


async def test_a_code_is_written_as_codes_are_and_a_merge_needs_another_term(spoc: Actor) -> None:
    for code in ("x", "vie", "VIE STADE", "<B>"):
        with pytest.raises(CodeForm):
            await propose(spoc, new_term(code))
    for into in ("REV_PAIE", "NULLE_PART"):
        with pytest.raises(NotMergeable):
            await propose(spoc, Wanted(kind=Kind.MERGE, code="REV_PAIE", into_code=into))
    with pytest.raises(NothingChanges):
        await propose(spoc, await changed(spoc, "REV_PAIE"))
    with pytest.raises(NoSuchTerm):
        await propose(spoc, Wanted(kind=Kind.RETIRE, code="NULLE_PART"))
