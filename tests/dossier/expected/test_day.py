"""The day that a depositor is told: from waits put down by hand, under a clock that is moved."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from dossier import clock
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.expected.day import Expected, expected_of
from dossier.expected.measure import measure_waits
from dossier.people.office import add_closing_day
from dossier.resources import Resources
from dossier.settings import Settings
from tests.support.signals import clock_at
from tests.support.terms import member
from tests.support.waiting import row_of, waiting

pytestmark = pytest.mark.people

FRIDAY = datetime(2026, 12, 11, 12, 0, tzinfo=BRUSSELS)
CAPTURED = datetime(2026, 11, 30, 9, 0, tzinfo=BRUSSELS)
"""A Monday, before two weeks in which the centre works each day."""
DAYS = tuple(date(2026, 11, 30) + timedelta(days=each) for each in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11))


@pytest.fixture
def settings(resources: Resources) -> Settings:
    told = {"expected_documents_min": 4, "expected_share_percent": 80, "expected_window_days": 30}
    return resources.settings.model_copy(update=told)


@pytest.fixture
def visitor(centre_id: UUID) -> Actor:
    return Actor(centre_id=centre_id, kind="depositor", place="portal")


async def decided(
    centre_id: UUID, *waits_days: int, circuit: str = "portal", captured_at: datetime = CAPTURED
) -> list[UUID]:
    """Have documents filed that waited so many working days each, up to the Friday's noon."""
    ids = []
    for each in waits_days:
        (document_id,) = await waiting(centre_id, code="LOG_BAIL", circuit=circuit)
        at = datetime.combine(captured_at.date() + (DAYS[each] - DAYS[0]), FRIDAY.time(), BRUSSELS)
        await _set(centre_id, document_id, captured_at=captured_at, decided_at=at)
        ids.append(document_id)
    return ids


async def _set(
    centre_id: UUID, document_id: UUID, *, captured_at: datetime, decided_at: datetime | None = None
) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """UPDATE documents SET captured_at = $2, decided_at = $3,
                      state = CASE WHEN $3::timestamptz IS NULL THEN state ELSE 'validated' END,
                      type_id = proposed_type_id WHERE id = $1""",
            document_id,
            captured_at,
            decided_at,
        )


async def new(centre_id: UUID, captured_at: datetime, circuit: str = "portal") -> UUID:
    """Have a document wait since a moment; return its deposit."""
    (document_id,) = await waiting(centre_id, code="LOG_BAIL", circuit=circuit)
    await _set(centre_id, document_id, captured_at=captured_at)
    deposit_id: UUID = (await row_of(centre_id, document_id))["deposit_id"]
    return deposit_id


def day(number: int) -> date:
    return date(2026, 12, number)


async def test_a_circuit_has_its_own_day_and_one_of_which_little_is_known_that_of_all(
    settings: Settings, centre_id: UUID, visitor: Actor
) -> None:
    with clock_at(FRIDAY):
        await decided(centre_id, 0, 1, 1, 2, 9)
        await decided(centre_id, 4, 4, circuit="kiosk")
        await measure_waits(system(centre_id), settings)
        by_phone, by_kiosk = [await new(centre_id, FRIDAY, each) for each in ("portal", "kiosk")]
        assert await expected_of(visitor, by_phone, settings) == Expected(
            half_on=day(14), usually_on=day(15), is_late=False
        )
        assert await expected_of(visitor, by_kiosk, settings) == Expected(
            half_on=day(15), usually_on=day(17), is_late=False
        )


async def test_days_go_by(settings: Settings, centre_id: UUID, visitor: Actor) -> None:
    with clock_at(FRIDAY):
        await decided(centre_id, 0, 1, 1, 2, 9)
        await measure_waits(system(centre_id), settings)
        mine = await new(centre_id, FRIDAY)
    for moment, half_on, is_late in (
        (datetime(2026, 12, 14, 23, 30, tzinfo=BRUSSELS), day(14), False),
        (datetime(2026, 12, 15, 9, 0, tzinfo=BRUSSELS), None, False),
        (datetime(2026, 12, 15, 23, 30, tzinfo=BRUSSELS), None, False),
        (datetime(2026, 12, 16, 0, 30, tzinfo=BRUSSELS), None, True),
    ):
        with clock_at(moment):
            found = await expected_of(visitor, mine, settings)
        assert found == Expected(half_on=half_on, usually_on=day(15), is_late=is_late), moment


async def test_what_comes_after_closing_counts_from_the_next_working_day_and_closing_days_do_not_count(
    settings: Settings, centre_id: UUID, visitor: Actor
) -> None:
    with clock_at(FRIDAY):
        await decided(centre_id, 0, 1, 1, 2, 9)
        await measure_waits(system(centre_id), settings)
        evening = await new(centre_id, FRIDAY.replace(hour=18))
        found = await expected_of(visitor, evening, settings)
        assert found is not None
        assert (found.half_on, found.usually_on) == (day(15), day(16))
        await add_closing_day(await member(centre_id, "rachid.lahlou"), day(15), "Bridge")
        found = await expected_of(visitor, evening, settings)
        assert found is not None
        assert (found.half_on, found.usually_on) == (day(16), day(17))


async def test_what_is_old_made_by_the_centre_or_still_waits_is_not_counted(
    settings: Settings, centre_id: UUID, visitor: Actor
) -> None:
    with clock_at(FRIDAY):
        mine = await new(centre_id, FRIDAY)
        await decided(centre_id, 1, 1, 1)  # one too few
        await decided(centre_id, 0, 0, 0, 0, circuit="internal")
        await decided(centre_id, 0, 0, captured_at=FRIDAY - timedelta(days=settings.expected_window_days + 1))
        await measure_waits(system(centre_id), settings)
        assert await expected_of(visitor, mine, settings) is None
        await decided(centre_id, 1)
        await measure_waits(system(centre_id), settings)
        found = await expected_of(visitor, mine, settings)
        assert found == Expected(half_on=None, usually_on=day(14), is_late=False)
    with clock_at(FRIDAY + timedelta(days=60)):  # nothing was decided since: what was usual is so no more
        await measure_waits(system(centre_id), settings)
        assert await expected_of(visitor, mine, settings) is None


async def test_nothing_is_expected_of_what_is_decided(settings: Settings, centre_id: UUID, visitor: Actor) -> None:
    with clock_at(FRIDAY):
        ids = await decided(centre_id, 1, 1, 1, 1)
        await measure_waits(system(centre_id), settings)
        deposit_id = (await row_of(centre_id, ids[0]))["deposit_id"]
        assert await expected_of(visitor, deposit_id, settings) is None


async def test_a_page_taken_again_waits_anew_on_both_sides(settings: Settings, centre_id: UUID, visitor: Actor) -> None:
    tuesday = datetime(2026, 12, 8, 9, 0, tzinfo=BRUSSELS)
    with clock_at(FRIDAY):
        for document_id in await decided(centre_id, 9, 9, 9, 9):  # decided on the Friday, three days after the page
            await _placed(centre_id, document_id, tuesday)
        await measure_waits(system(centre_id), settings)
        (mine,) = await waiting(centre_id, code="LOG_BAIL")
        await _set(centre_id, mine, captured_at=CAPTURED)
        await _placed(centre_id, mine, FRIDAY)
        found = await expected_of(visitor, (await row_of(centre_id, mine))["deposit_id"], settings)
    assert found is not None
    assert (found.usually_on, found.is_late) == (day(16), False)


async def _placed(centre_id: UUID, document_id: UUID, at: datetime) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO retakes (paper_id, centre_id, deposit_id, document_id, page_id, page_number, begun_at,
                                    placed_at, refusal_reason_id)
               SELECT $1, d.centre_id, d.deposit_id, d.id, $1, 1, $3, $3, (SELECT id FROM refusal_reasons LIMIT 1)
               FROM documents d WHERE d.id = $2""",
            uuid4(),
            document_id,
            at,
        )


async def test_two_centres_measure_apart(settings: Settings, centre_id: UUID, visitor: Actor) -> None:
    with clock_at(FRIDAY):
        await decided(centre_id, 1, 1, 1, 1)
        await measure_waits(system(centre_id), settings)
        async with transaction(system(uuid4())) as tx:
            assert await tx.value("SELECT count(*) FROM usual_waits") == 0
        assert clock.today() == FRIDAY.date()
        assert await expected_of(visitor, await new(centre_id, FRIDAY), settings) is not None
