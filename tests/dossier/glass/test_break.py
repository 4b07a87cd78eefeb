"""Break the glass: for a while, with a reason, told and reviewed; never a seal, never one's own or a relative's."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.errors import NoSuchDocument
from dossier.documents.of_file import NoSuchFile, OtherDepartmentsFile, file_of
from dossier.documents.original import readable_original
from dossier.documents.profile import Profile
from dossier.documents.review import review
from dossier.documents.validate import validate
from dossier.files.opened import opened_file
from dossier.glass.break_ import GlassDoesNotHelp, GlassReasonNeeded, Pane, break_glass
from dossier.glass.put_away import NoSuchNotice, put_away
from dossier.glass.queries import NotAReviewer, breaks, notices
from dossier.glass.review import AlreadyReviewed, NoSuchBreak, OwnBreak, review_break
from dossier.glass.values import Outcome, Reason
from dossier.jobs.worker import drain
from dossier.people.access import DocumentSealed, NotYourWork, OtherDepartment, OwnOrRelative
from dossier.people.ties import TieKind, note_tie
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.support.deposits import HandedOver, hand_over, staff
from tests.support.glass import let_time_be_over

pytestmark = pytest.mark.people

SECONDS = 3600
URGENT = Reason.URGENT_HELP


async def filed(resources: Resources, centre_id: UUID, code: str | None = None) -> tuple[HandedOver, UUID]:
    """Have a document handed over for the demo's first person (a file of AS) and filed; return it and the file."""
    made = await hand_over(resources, centre_id, people()[0], types=(code,))
    await drain(resources)
    agent, document_id = await staff(centre_id, "ines.moreau"), made.document_ids[0]
    person_id = await beneficiary_id(centre_id)
    kinds = {each.code: each.id for each in await all_types(agent)}
    await claim(agent, document_id, 60)
    told = Profile(type_id=kinds[code or "REV_PAIE"], beneficiary_id=person_id, document_date=None)
    await validate(agent, document_id, told)
    await drain(resources)  # departments are told
    return made, await file_of(agent, person_id)


async def beneficiary_id(centre_id: UUID) -> UUID:
    async with transaction(system(centre_id)) as tx:
        found: UUID = await tx.value(
            "SELECT id FROM beneficiaries WHERE last_name = $1 AND first_name = $2",
            people()[0].last_name,
            people()[0].first_name,
        )
    return found


async def reasons_logged(centre_id: UUID, who: Actor) -> list[tuple[str, str]]:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT record_kind, reason FROM access_log WHERE actor_id = $1 ORDER BY seq", who.id)
    return [tuple(row) for row in rows]


async def test_a_file_of_others_opens_for_a_while_and_every_look_says_why(
    resources: Resources, centre_id: UUID
) -> None:
    made, file_id = await filed(resources, centre_id)
    outsider = await staff(centre_id, "pieter.maes")  # ENE
    with pytest.raises(OtherDepartmentsFile):
        await opened_file(outsider, file_id)
    await break_glass(outsider, Pane(social_file_id=file_id), URGENT, "no heating", SECONDS)
    assert (await opened_file(outsider, file_id)).is_behind_glass
    await let_time_be_over(resources.settings, centre_id)
    with pytest.raises(OtherDepartmentsFile):
        await opened_file(outsider, file_id)
    await break_glass(outsider, Pane(social_file_id=file_id), Reason.COLLEAGUE_AWAY, "Nadia is ill", SECONDS)
    seen = await opened_file(outsider, file_id)
    assert (seen.is_behind_glass, [each.id for each in seen.papers]) == (True, list(made.document_ids))
    shown = await review(outsider, made.document_ids[0])
    await readable_original(outsider, shown.pages[0].original_id, scan_required=False)
    why = "glass:colleague_away"
    first = ("social_file", "glass:urgent_help")
    assert await reasons_logged(centre_id, outsider) == [
        first,
        ("social_file", why),
        ("document", why),
        ("original", why),
    ]
    async with transaction(system(centre_id)) as tx:
        told = await tx.rows("SELECT record_id, facts::jsonb->>'reason_code' FROM events WHERE name = 'GlassBroken'")
    assert [tuple(row) for row in told] == [(file_id, "urgent_help"), (file_id, "colleague_away")]


async def test_one_document_opens_and_no_other_of_its_file(resources: Resources, centre_id: UUID) -> None:
    one, file_id = await filed(resources, centre_id)
    other, _ = await filed(resources, centre_id)
    outsider = await staff(centre_id, "pieter.maes")
    await break_glass(outsider, Pane(document_id=one.document_ids[0]), URGENT, "now", SECONDS)
    assert (await review(outsider, one.document_ids[0])).id == one.document_ids[0]
    with pytest.raises(OtherDepartment):
        await review(outsider, other.document_ids[0])
    with pytest.raises(OtherDepartmentsFile):
        await opened_file(outsider, file_id)


async def test_no_glass_opens_a_seal_and_nobody_outside_learns_that_there_is_one(
    resources: Resources, centre_id: UUID
) -> None:
    made, file_id = await filed(resources, centre_id, "JUR_JUGT")
    document_id = made.document_ids[0]
    outsider, colleague, own = [await staff(centre_id, name) for name in ("pieter.maes", "wim.claes", "nadia.benali")]
    assert (await review(own, document_id)).id == document_id  # the file's own worker
    jurist = await staff(centre_id, "sofie.devos")  # of the department that has the key, and was told
    assert (await review(jurist, document_id)).id == document_id
    with pytest.raises(DocumentSealed):  # of the department whose file it is
        await review(colleague, document_id)
    assert (len((await opened_file(colleague, file_id)).sealed), (await opened_file(own, file_id)).sealed) == (1, ())
    with pytest.raises(DocumentSealed):
        await break_glass(colleague, Pane(document_id=document_id), URGENT, "now", SECONDS)
    with pytest.raises(OtherDepartment) as refused:
        await review(outsider, document_id)
    assert "seal" not in str(refused.value)
    with pytest.raises(GlassDoesNotHelp):
        await break_glass(outsider, Pane(document_id=document_id), URGENT, "now", SECONDS)
    await break_glass(outsider, Pane(social_file_id=file_id), URGENT, "now", SECONDS)
    opened = await opened_file(outsider, file_id)
    assert (opened.papers, opened.sealed) == ((), ())
    with pytest.raises(OtherDepartment):
        await review(outsider, document_id)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM glass_breaks") == 1


async def test_nobody_reads_what_is_about_themselves_or_a_relative(resources: Resources, centre_id: UUID) -> None:
    made, file_id = await filed(resources, centre_id)
    waiting = await hand_over(resources, centre_id, people()[0])
    keeper, person_id = await staff(centre_id, "rachid.lahlou"), await beneficiary_id(centre_id)
    for username in ("nadia.benali", "pieter.maes", "ines.moreau"):  # the own worker, an outsider, the capture agent
        who = await staff(centre_id, username)
        assert who.id is not None
        await note_tie(keeper, who.id, person_id, TieKind.RELATIVE)
        for document_id in (made.document_ids[0], waiting.document_ids[0]):
            with pytest.raises(OwnOrRelative):
                await review(who, document_id)
            with pytest.raises(OwnOrRelative):
                await break_glass(who, Pane(document_id=document_id), URGENT, "now", SECONDS)
        with pytest.raises(OwnOrRelative):
            await opened_file(who, file_id)
        with pytest.raises(OwnOrRelative):
            await break_glass(who, Pane(social_file_id=file_id), URGENT, "now", SECONDS)
    passer_by = await hand_over(resources, centre_id)  # about nobody yet: a capture agent may not make it a relative's
    agent = await staff(centre_id, "ines.moreau")
    await claim(agent, passer_by.document_ids[0], 60)
    kind = (await all_types(agent))[0].id
    with pytest.raises(OwnOrRelative):
        await validate(
            agent, passer_by.document_ids[0], Profile(type_id=kind, beneficiary_id=person_id, document_date=None)
        )


async def test_a_reason_is_needed_and_a_role_that_deals_with_documents(resources: Resources, centre_id: UUID) -> None:
    _, file_id = await filed(resources, centre_id)
    pane, outsider = Pane(social_file_id=file_id), await staff(centre_id, "pieter.maes")
    for reason, words in ((None, "now"), (URGENT, "  ")):
        with pytest.raises(GlassReasonNeeded):
            await break_glass(outsider, pane, reason, words, SECONDS)
    for username in ("rachid.lahlou", "anne.dewit", "fatou.diop"):
        with pytest.raises(NotYourWork):
            await break_glass(await staff(centre_id, username), pane, URGENT, "now", SECONDS)
    for nowhere, missing in (
        (Pane(document_id=UUID(int=1)), NoSuchDocument),
        (Pane(social_file_id=UUID(int=1)), NoSuchFile),
    ):
        with pytest.raises(missing):
            await break_glass(outsider, nowhere, URGENT, "now", SECONDS)
    own = await staff(centre_id, "nadia.benali")
    await break_glass(own, pane, URGENT, "mine already", SECONDS)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM glass_breaks") == 0


async def test_the_own_worker_is_told_and_a_head_of_department_or_the_auditor_reviews(
    resources: Resources, centre_id: UUID
) -> None:
    made, file_id = await filed(resources, centre_id)
    outsider, own, auditor = [await staff(centre_id, name) for name in ("pieter.maes", "nadia.benali", "anne.dewit")]
    await break_glass(outsider, Pane(document_id=made.document_ids[0]), URGENT, "no heating", SECONDS)
    await review(outsider, made.document_ids[0])
    (notice,) = await notices(own)
    assert (notice.staff_name, notice.words, notice.is_document) == ("Pieter Maes", "no heating", True)
    assert await notices(outsider) == []
    with pytest.raises(NoSuchNotice):
        await put_away(outsider, notice.id)
    await put_away(own, notice.id)
    assert await notices(own) == []

    (line,) = await breaks(auditor)
    assert (line.id, line.outcome, line.look_count, line.department_code) == (notice.id, None, 1, "AS")
    assert own.department_id != auditor.department_id
    head = Actor(centre_id=centre_id, kind="staff", id=auditor.id, roles=frozenset({"manager"}))
    of_as, of_ene = [_in(head, each) for each in (own.department_id, outsider.department_id)]
    assert ([each.id for each in await breaks(of_as)], await breaks(of_ene)) == ([notice.id], [])
    with pytest.raises(NoSuchBreak):
        await review_break(of_ene, notice.id, Outcome.IN_ORDER, "")
    with pytest.raises(NotAReviewer):
        await review_break(own, notice.id, Outcome.IN_ORDER, "")
    with pytest.raises(OwnBreak):
        await review_break(
            Actor(centre_id=centre_id, kind="staff", id=outsider.id, roles=frozenset({"auditor"})),
            notice.id,
            Outcome.IN_ORDER,
            "",
        )
    await review_break(of_as, notice.id, Outcome.FOLLOW_UP, " ask Pieter ")
    await review_break(auditor, notice.id, Outcome.IN_ORDER, "asked")
    with pytest.raises(AlreadyReviewed):
        await review_break(of_as, notice.id, Outcome.FOLLOW_UP, "")
    (line,) = await breaks(auditor)
    assert (line.outcome, line.review_note, line.reviewer_name) == (Outcome.IN_ORDER, "asked", "Anne Dewit")
    assert file_id


def _in(head: Actor, department_id: UUID | None) -> Actor:
    return Actor(centre_id=head.centre_id, kind="staff", id=head.id, roles=head.roles, department_id=department_id)


async def test_what_was_said_of_a_broken_glass_cannot_be_rewritten(resources: Resources, centre_id: UUID) -> None:
    assert resources
    async with transaction(system(centre_id)) as tx:
        assert not await tx.value("SELECT has_table_privilege('glass_breaks', 'DELETE')")
        for column in ("staff_id", "words", "ends_at", "reason_code", "social_file_id", "document_id"):
            assert not await tx.value("SELECT has_column_privilege('glass_breaks', $1, 'UPDATE')", column)
