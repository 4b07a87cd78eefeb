"""Views of the queue under a name: one's own, and the one that a department shares; and who has what open."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from dossier import clock
from dossier.documents.presence import LASTS_SECONDS, enter, leave, stay
from dossier.documents.queue import page
from dossier.documents.views import (
    OWN_AT_MOST,
    NoDepartment,
    NoSuchView,
    TooManyViews,
    keep_view,
    remove_view,
    views,
)
from dossier.documents.wanted import Wanted
from dossier.people.access import NotYourWork, OtherDepartment
from tests.support.terms import member
from tests.support.waiting import waiting

pytestmark = pytest.mark.people


async def test_one_s_own_are_one_s_own_and_the_department_s_is_all_of_its_people_s(centre_id: UUID) -> None:
    nadia, wim = await member(centre_id, "nadia.benali"), await member(centre_id, "wim.claes")
    sofie = await member(centre_id, "sofie.devos")
    await keep_view(nadia, "Baux", "kind=LOG_BAIL", shared=False)
    await keep_view(nadia, "Service", "department=AS", shared=True)
    assert [(each.name, each.is_shared) for each in await views(nadia)] == [("Service", True), ("Baux", False)]
    assert [each.name for each in await views(wim)] == ["Service"]
    assert await views(sofie) == []
    await keep_view(wim, "Les nôtres", "circuit=post", shared=True)
    assert [(each.name, each.query) for each in await views(nadia) if each.is_shared] == [
        ("Les nôtres", "circuit=post")
    ]
    await keep_view(nadia, "Baux", "kind=LOG_BAIL&language=nl", shared=False)
    (own,) = [each for each in await views(nadia) if not each.is_shared]
    assert own.query == "kind=LOG_BAIL&language=nl"
    for stranger in (wim, sofie):
        with pytest.raises(NoSuchView):
            await remove_view(stranger, own.id)
    await remove_view(nadia, own.id)
    assert [each.name for each in await views(nadia)] == ["Les nôtres"]


async def test_there_is_an_end_to_them_and_a_clerk_has_none(centre_id: UUID) -> None:
    nadia = await member(centre_id, "nadia.benali")
    for number in range(OWN_AT_MOST):
        await keep_view(nadia, f"Vue {number}", "", shared=False)
    with pytest.raises(TooManyViews):
        await keep_view(nadia, "Une de trop", "", shared=False)
    await keep_view(nadia, "Vue 3", "problem=1", shared=False)
    with pytest.raises(NotYourWork):
        await keep_view(await member(centre_id, "fatou.diop"), "x", "", shared=False)
    nowhere = replace(nadia, department_id=None)
    with pytest.raises(NoDepartment):
        await keep_view(nowhere, "x", "", shared=True)


async def test_colleagues_see_whose_desk_is_open_until_it_is_closed_or_not_heard_of(centre_id: UUID) -> None:
    agent, koen = await member(centre_id, "ines.moreau"), await member(centre_id, "koen.smets")
    (made,) = await waiting(centre_id)

    async def seen() -> tuple[str, ...]:
        return (await page(agent, Wanted()))[0].open_at

    assert await seen() == ()
    desk_id, second = await enter(koen, made), await enter(koen, made)
    await enter(agent, made)
    assert await seen() == ("Koen Smets",)
    await leave(koen, second)
    assert await seen() == ("Koen Smets",)
    with clock.moved(timedelta(seconds=LASTS_SECONDS + 1)):
        assert await seen() == ()
        await stay(koen, desk_id)
        assert await seen() == ("Koen Smets",)
    await leave(koen, desk_id)
    assert await seen() == ()
    (others,) = await waiting(centre_id, worker="chantal.remy")
    with pytest.raises(OtherDepartment):
        await enter(await member(centre_id, "nadia.benali"), others)
