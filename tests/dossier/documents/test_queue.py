"""The queue's order, its filters and their counts, page by page; and that nobody reads of what is not theirs."""

import random
from datetime import timedelta
from uuid import UUID

import pytest

from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.queue import page, queue
from dossier.documents.take_next import take_next
from dossier.documents.wanted import NONE, Place, Shown, Wanted
from dossier.people.access import NotYourWork
from tests.support.terms import member, retire_term
from tests.support.waiting import row_of, waiting

pytestmark = pytest.mark.people


async def test_it_is_by_urgency_then_due_time_then_age_and_the_next_is_its_first(centre_id: UUID) -> None:
    agent, now = await member(centre_id, "ines.moreau"), clock.now()
    (old,) = await waiting(centre_id, hours_old=90)
    (young,) = await waiting(centre_id, hours_old=2)
    (undated,) = await waiting(centre_id, urgency=3, hours_old=99)
    (later,) = await waiting(centre_id, urgency=3, due_at=now + timedelta(days=2), hours_old=50)
    (sooner,) = await waiting(centre_id, urgency=3, due_at=now - timedelta(days=2), hours_old=1)
    (urgent,) = await waiting(centre_id, urgency=4, due_at=now + timedelta(hours=3))
    in_order = [urgent, sooner, later, undated, old, young]
    found = await queue(agent, Wanted())
    assert [each.id for each in found.rows] == in_order
    assert [each.due_at is None for each in found.rows] == [False, False, False, True, True, True]
    assert [each.is_late for each in found.rows] == [False, True, False, False, False, False]
    assert (found.counts.shown, found.counts.urgent, found.counts.late) == (6, 4, 1)
    assert found.counts.oldest_at == (await row_of(centre_id, undated))["captured_at"]
    for document_id in in_order:
        assert await take_next(agent, 60) == document_id
        await _decide(centre_id, document_id)


async def _decide(centre_id: UUID, document_id: UUID) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """UPDATE documents SET state = 'refused', refusal_reason_id = (SELECT id FROM refusal_reasons LIMIT 1)
               WHERE id = $1""",
            document_id,
        )


async def test_page_by_page_everything_comes_once_whatever_is_decided_meanwhile(centre_id: UUID) -> None:
    agent, chance, now = await member(centre_id, "ines.moreau"), random.Random(7), clock.now()
    made: list[UUID] = []
    for _ in range(60):
        due = chance.choice([None, now + timedelta(hours=chance.randint(-9, 9))])
        made += await waiting(
            centre_id, urgency=chance.randint(0, 4), due_at=due, hours_old=chance.randint(1, 3), count=2
        )
    whole = [each.id for each in (await queue(agent, Wanted(), limit=500)).rows]
    assert sorted(whole) == sorted(made)
    seen: list[UUID] = []
    after: Place | None = None
    while True:
        found = await queue(agent, Wanted(), after, limit=7)
        seen += [each.id for each in found.rows]
        await _decide(centre_id, found.rows[-1].id)  # the place is still known
        if found.following is None:
            break
        after = Place.read(found.following.written())
        assert after == found.following
    assert seen == whole


@pytest.mark.parametrize("text", ["", "1", "1.2.3.4.5", "x.y.z.a.b", "1..1.zz.1", "-1..1.00.1", "99999..1.00.1"])
def test_a_place_that_nobody_wrote_is_none(text: str) -> None:
    assert Place.read(text) is None


@pytest.mark.parametrize("few", [0, 2_000], ids=["read in order", "looked up by groups"])
async def test_every_filter_shows_what_its_choice_counted_and_nothing_else(
    centre_id: UUID, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossier.documents.queue.FEW", few)
    agent, chance = await member(centre_id, "ines.moreau"), random.Random(3)
    codes, workers = ["REV_PAIE", "LOG_BAIL", None], ["nadia.benali", "chantal.remy", None]
    told: dict[UUID, tuple[str, str | None, str, str | None]] = {}
    for _ in range(80):
        facts = (chance.choice(["portal", "post"]), chance.choice(codes), chance.choice("fn"), chance.choice(workers))
        circuit, code, letter, worker = facts
        language = "fr" if letter == "f" else "nl"
        (made,) = await waiting(centre_id, circuit=circuit, code=code, language=language, worker=worker)
        told[made] = (circuit, code, language, worker)
    troubled = chance.sample(sorted(told), 9)
    await _break_pages(centre_id, troubled)
    departments = {"nadia.benali": "AS", "chantal.remy": "PA", None: NONE}
    for _ in range(60):
        wanted = Wanted(
            circuit=chance.choice(["", "portal", "post", "kiosk"]),
            kind=chance.choice(["", "REV_PAIE", NONE]),
            language=chance.choice(["", "nl"]),
            department=chance.choice(["", "AS", "PA", NONE]),
            unidentified=chance.random() < 0.2,
            problem=chance.random() < 0.2,
        )
        expected = {
            each
            for each, (circuit, code, language, worker) in told.items()
            if wanted.circuit in {"", circuit}
            and wanted.kind in {"", code or NONE}
            and wanted.language in {"", language}
            and wanted.department in {"", departments[worker]}
            and (not wanted.unidentified or worker is None)
            and (not wanted.problem or each in troubled)
        }
        found = await queue(agent, wanted, limit=100)
        assert {each.id for each in found.rows} == expected, wanted
        assert found.counts.shown == len(expected)
        for name, choices in found.counts.choices.items():
            value = getattr(wanted, name)
            counted = sum(each.count for each in choices if value in {"", each.code})
            assert counted == len(expected), (wanted, name)


async def _break_pages(centre_id: UUID, ids: list[UUID]) -> None:
    """Give each document a page that cannot be read."""
    async with transaction(system(centre_id)) as tx:
        for document_id in ids:
            await tx.run(
                """INSERT INTO papers (id, centre_id, deposit_id, position)
                   SELECT id, centre_id, deposit_id, position FROM documents WHERE id = $1""",
                document_id,
            )
            await tx.run(
                """INSERT INTO originals (id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type,
                                          page_count, vault_key, added_at)
                   SELECT id, centre_id, deposit_id, id, 0, repeat('0', 64), 1, 'image/jpeg', 1,
                          centre_id || '/' || id || '/' || repeat('0', 64), now() FROM documents WHERE id = $1""",
                document_id,
            )
            await tx.run(
                """INSERT INTO pages (id, centre_id, deposit_id, original_id, index, state)
                   SELECT id, centre_id, deposit_id, id, 0, 'ready' FROM documents WHERE id = $1""",
                document_id,
            )
            await tx.run(
                """INSERT INTO document_pages (centre_id, document_id, page_id, position)
                   SELECT centre_id, id, id, 0 FROM documents WHERE id = $1""",
                document_id,
            )
            await tx.run("UPDATE pages SET state = 'unreadable', problem = 'damaged' WHERE id = $1", document_id)


async def test_a_problem_is_over_when_its_page_can_be_read_or_its_file_was_no_virus(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    (made,) = await waiting(centre_id)
    await _break_pages(centre_id, [made])

    async def change(sql: str) -> list[UUID]:
        async with transaction(system(centre_id)) as tx:
            await tx.run(sql)
        return [each.id for each in (await queue(agent, Wanted(problem=True))).rows]

    assert await change("UPDATE pages SET state = 'waiting', problem = NULL") == []
    infected = "UPDATE originals SET scan = 'infected', scan_found = 'Eicar', scanned_at = now()"
    assert await change(infected) == [made]
    assert await change("UPDATE originals SET scan = 'clean', scan_found = NULL") == []
    assert await change("UPDATE pages SET state = 'unreadable'") == [made]
    aside = """WITH gone AS (DELETE FROM document_pages RETURNING page_id, document_id)
               INSERT INTO set_aside_pages
                   (page_id, centre_id, deposit_id, document_id, reason, set_aside_by, set_aside_at)
               SELECT g.page_id, d.centre_id, d.deposit_id, d.id, 'double', s.id, now()
               FROM gone g JOIN documents d ON d.id = g.document_id, (SELECT id FROM staff_members LIMIT 1) s"""
    assert await change(aside) == []


async def test_a_merged_term_is_found_by_the_one_that_it_went_into(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    (kept,), (merged,) = await waiting(centre_id, code="LOG_BAIL"), await waiting(centre_id, code="REV_PAIE")
    await retire_term(centre_id, "REV_PAIE", "LOG_BAIL")
    found = await queue(agent, Wanted(kind="LOG_BAIL"))
    assert {each.id for each in found.rows} == {kept, merged}
    assert {each.code: each.count for each in found.counts.choices["kind"]} == {"LOG_BAIL": 2}


async def test_a_worker_reads_and_counts_their_department_s_alone(centre_id: UUID) -> None:
    worker, agent = await member(centre_id, "nadia.benali"), await member(centre_id, "ines.moreau")
    (own,) = await waiting(centre_id, worker="nadia.benali")
    await waiting(centre_id, worker="chantal.remy", count=2)
    await waiting(centre_id, worker=None, count=3)
    for who, expected in ((worker, 1), (agent, 6)):
        found = await queue(who, Wanted())
        assert (len(found.rows), found.counts.shown, found.counts.parts[Shown.WAITING]) == (expected,) * 3
        assert sum(each.count for each in found.counts.choices["department"]) == expected
    assert (await page(worker, Wanted()))[0].id == own
    clerk = await member(centre_id, "fatou.diop")
    with pytest.raises(NotYourWork):
        await queue(clerk, Wanted())
    with pytest.raises(NotYourWork):
        await page(clerk, Wanted())


async def test_what_one_has_in_hand_is_theirs_and_a_file_that_moves_takes_its_documents_along(centre_id: UUID) -> None:
    agent, other = await member(centre_id, "ines.moreau"), await member(centre_id, "koen.smets")
    (held,), _ = await waiting(centre_id), await waiting(centre_id)
    await claim(agent, held, 60)
    assert [each.id for each in (await queue(agent, Wanted(shown=Shown.MINE))).rows] == [held]
    assert (await queue(other, Wanted(shown=Shown.MINE))).rows == ()
    assert (await queue(other, Wanted())).counts.parts[Shown.MINE] == 0
    with clock.moved(timedelta(minutes=2)):  # the lease ran out
        assert (await queue(agent, Wanted(shown=Shown.MINE))).rows == ()
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE social_files SET department_id = (SELECT id FROM departments WHERE code = 'PA')")
    assert {each.department_code for each in (await queue(agent, Wanted(department="PA"))).rows} == {"PA"}
