"""The plan of a stack, sheet by sheet; a batch is split once, and closes only when every sheet has its place."""

from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.batches.close import close_if_done
from dossier.batches.plan import WAITS, plan
from dossier.batches.read import read_batch
from dossier.batches.sheet_kinds import ReadSheet, SheetKind
from dossier.batches.split import split
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.separators import Begins, Separator
from dossier.resources import Resources
from tests.support.batches import BLANK, outcome, stack_tiff, taken

_PERSON, _TYPE = uuid4(), uuid4()
_SAID = [
    *("1", "7", "envelope", "nonsense"),
    Separator(Begins.PERSON, _PERSON).says,
    Separator(Begins.TYPE, _TYPE).says,
]


def _sheets(kinds: list[tuple[SheetKind, str]]) -> list[ReadSheet]:
    return [ReadSheet(number=number, kind=kind, says=says) for number, (kind, says) in enumerate(kinds, start=1)]


@given(
    st.lists(st.tuples(st.sampled_from([each for each in SheetKind if each != "unread"]), st.sampled_from(_SAID))),
    st.integers(1, 5),
)
@settings(max_examples=200, deadline=None)
def test_every_sheet_has_one_place_and_order_is_kept(kinds: list[tuple[SheetKind, str]], most: int) -> None:
    sheets = _sheets(kinds)
    planned = plan(sheets, most)
    filed = [number for each in planned.deposits for document in each.documents for number in document.numbers]
    waiting = [each.number for each in sheets if each.kind in WAITS]
    assert filed == sorted(filed)
    assert sorted([*filed, *planned.aside, *waiting]) == [each.number for each in sheets]
    assert all(document.numbers for each in planned.deposits for document in each.documents)
    assert all(each.page_count <= most for each in planned.deposits)
    cuts = [each.number for each in sheets if each.kind in {SheetKind.DOUBTFUL, SheetKind.UNREADABLE}]
    for each in planned.deposits:
        numbers = [number for document in each.documents for number in document.numbers]
        assert not any(numbers[0] < cut < numbers[-1] for cut in cuts), "nothing doubtful lies within a deposit"


def test_a_person_s_separator_holds_up_to_the_next_and_beyond_a_full_deposit() -> None:
    person, envelope = Separator(Begins.PERSON, _PERSON).says, "envelope"
    page, cut = (SheetKind.PAGE, ""), SheetKind.SEPARATOR
    planned = plan(_sheets([(cut, person), page, page, page, (cut, envelope), page]), 2)
    assert [(each.beneficiary_id, each.page_count) for each in planned.deposits] == [
        (_PERSON, 2),
        (_PERSON, 1),
        (None, 1),
    ]
    typed = plan(_sheets([page, (cut, Separator(Begins.TYPE, _TYPE).says), page, (cut, "1"), page]), 9)
    assert [document.type_id for document in typed.deposits[0].documents] == [None, _TYPE, None]


async def test_a_batch_is_split_once_and_no_sheet_is_passed_over_when_it_closes(
    resources: Resources, centre_id: UUID
) -> None:
    actor = system(centre_id)
    batch = await taken(resources, centre_id, stack_tiff("one", BLANK, "two"))
    await read_batch(resources, actor, batch.batch_id)
    await split(resources.settings, actor, batch.batch_id)
    await split(resources.settings, actor, batch.batch_id)
    became = await outcome(centre_id, batch.batch_id)
    assert (became.state, became.deposits) == ("split", (((1, 3),),))
    async with transaction(actor) as tx:
        assert not await close_if_done(tx, batch.batch_id)
    with pytest.raises(asyncpg.CheckViolationError, match="not accounted for"):
        async with transaction(actor) as tx:
            await tx.run("UPDATE batches SET state = 'closed' WHERE id = $1", batch.batch_id)
