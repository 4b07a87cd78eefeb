"""What comes next is kept free for whoever is at a desk: for them alone, for a while, and for nobody who left."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.claim import claim, release
from dossier.documents.errors import ClaimedByOther, ClaimLost
from dossier.documents.take_next import hold_next, take_next
from dossier.documents.wanted import Wanted
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.desk import LEASE_SECONDS, in_hand

pytestmark = pytest.mark.people

HOLD_SECONDS = 120


async def _held_until(centre_id: UUID, document_id: UUID) -> tuple[UUID | None, float]:
    """Return who has the deposit of a document, and for how many seconds still."""
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT p.claimed_by, p.claimed_until FROM deposits p JOIN documents d ON d.deposit_id = p.id
               WHERE d.id = $1""",
            document_id,
        )
    assert row is not None
    until = row["claimed_until"]
    return row["claimed_by"], (until - clock.now()).total_seconds() if until else 0


async def _two_of_others(resources: Resources, centre_id: UUID) -> list[UUID]:
    return [(await hand_over(resources, centre_id, people()[at])).document_ids[0] for at in (1, 2)]


def _later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    then = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: then)


async def test_what_is_held_is_nobody_elses_and_comes_next(resources: Resources, centre_id: UUID) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    first, second = await _two_of_others(resources, centre_id)
    made = await in_hand(resources, agent, "REV_PAIE")
    assert await hold_next(agent, made.document_ids[0], HOLD_SECONDS) == first
    by, seconds = await _held_until(centre_id, first)
    assert by == agent.staff_id
    assert HOLD_SECONDS - 5 < seconds <= HOLD_SECONDS
    assert await take_next(colleague, LEASE_SECONDS) == second, "they are not made to wait, and do not get the same"
    with pytest.raises(ClaimedByOther):
        await claim(colleague, first, LEASE_SECONDS)
    assert await take_next(agent, LEASE_SECONDS, after=made.document_ids[0], held=first) == first
    by, seconds = await _held_until(centre_id, first)
    assert seconds > HOLD_SECONDS, "now it is in hand"


async def test_what_is_left_of_the_deposit_is_theirs_with_it(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    (first, _) = await _two_of_others(resources, centre_id)
    made = await in_hand(resources, agent, "REV_PAIE", None)
    assert await hold_next(agent, made.document_ids[0], HOLD_SECONDS) == made.document_ids[1]
    assert (await _held_until(centre_id, first))[0] is None
    assert (await _held_until(centre_id, made.document_ids[0]))[1] > HOLD_SECONDS, "a lease never becomes shorter"


async def test_whoever_thinks_longer_gets_what_is_first_by_then(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    first, second = await _two_of_others(resources, centre_id)
    made = await in_hand(resources, agent, "REV_PAIE")
    assert await hold_next(agent, made.document_ids[0], HOLD_SECONDS) == first
    _later(monkeypatch, HOLD_SECONDS + 1)
    assert await take_next(colleague, LEASE_SECONDS) == first, "nothing waits for a person who thinks"
    assert await take_next(agent, LEASE_SECONDS, after=made.document_ids[0], held=first) == second


async def test_it_follows_the_view_and_only_a_desk_may_hold(resources: Resources, centre_id: UUID) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    await _two_of_others(resources, centre_id)
    (post,) = (await hand_over(resources, centre_id, people()[3], circuit="post")).document_ids
    made = await in_hand(resources, agent, "REV_PAIE")
    assert await hold_next(agent, made.document_ids[0], HOLD_SECONDS, wanted=Wanted(circuit="post")) == post
    assert await take_next(agent, LEASE_SECONDS, after=made.document_ids[0], held=post) == post, "though not the first"
    with pytest.raises(ClaimLost):
        await hold_next(colleague, made.document_ids[0], HOLD_SECONDS)
    await claim(agent, made.document_ids[0], LEASE_SECONDS)
    with pytest.raises(ClaimedByOther):
        await hold_next(colleague, made.document_ids[0], HOLD_SECONDS)


async def test_leaving_gives_back_what_was_held_and_nothing_in_hand(resources: Resources, centre_id: UUID) -> None:
    """Whoever leaves says so late, maybe: a lease that somebody works under stays."""
    agent = await staff(centre_id, "ines.moreau")
    first, _ = await _two_of_others(resources, centre_id)
    made = await in_hand(resources, agent, "REV_PAIE")
    await hold_next(agent, made.document_ids[0], HOLD_SECONDS)
    await _left(agent, first)
    assert (await _held_until(centre_id, first))[0] is None
    await _left(agent, made.document_ids[0])
    assert (await _held_until(centre_id, made.document_ids[0]))[0] == agent.staff_id


async def _left(agent: Actor, document_id: UUID) -> None:
    await release(agent, document_id, left_seconds=HOLD_SECONDS)
