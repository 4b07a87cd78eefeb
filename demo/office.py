"""The demo's departments fill their folders, and its centre registers what it wrote, through the verbs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID, uuid4

from demo import accounts
from demo.office_scenes import FOLDERS, PAPER_FILE, WRITTEN, Kept, Registered
from demo.papers import A4_MM
from demo.papers.office import Written, plain_letter
from demo.papers.sheet import Sheet
from demo.people import people
from dossier import clock
from dossier.backfile.count_part import count_part
from dossier.database.actor import Actor
from dossier.documents.profile import Profile
from dossier.folders.add import add_document
from dossier.folders.begin import begin_folder
from dossier.folders.choices import choices
from dossier.folders.close import close
from dossier.folders.keys import give_key
from dossier.folders.values import FolderProfile, May
from dossier.people.identify import identify
from dossier.people.staff import sign_in
from dossier.registrations.register import register
from dossier.registrations.values import NewRegistration
from dossier.resources import Resources
from dossier.storage.intake import Received, receive
from dossier.storage.vault import incoming_dir
from dossier.thesaurus.queries import all_types


async def fill_office(resources: Resources, centre_id: UUID) -> None:
    """Begin the folders with what lies in them, and register what the centre wrote: through the verbs, on its day."""
    for kept in FOLDERS:
        keeper = await _signed_in(centre_id, kept.keeper)
        await _keep(resources, keeper, kept)
    await give_key(await _signed_in(centre_id, "marc.lambert"), "FIN", "JUR", May.SEE)
    for each in WRITTEN:
        await _register(resources, centre_id, each)
    await _count(centre_id)


async def _keep(resources: Resources, keeper: Actor, kept: Kept) -> None:
    ago = max((each.days_ago for each in kept.lying), default=kept.closed_days_ago or 0)
    with clock.moved(timedelta(days=-ago - 1)):
        folder_id = await begin_folder(keeper, kept.told)
    types = {each.code: each.id for each in (await choices(keeper)).types}
    for each in kept.lying:
        with clock.moved(timedelta(days=-each.days_ago)):
            told = FolderProfile(
                folder_id=folder_id,
                type_id=types[each.type_code],
                document_date=clock.today() - timedelta(days=2),
                words=each.words,
                sender=each.sender,
                reference=each.reference,
            )
            async with _file(resources, each.written) as file:
                await add_document(resources, keeper, uuid4(), told, file, "fr")
    if kept.closed_days_ago is not None:
        with clock.moved(timedelta(days=-kept.closed_days_ago)):
            await close(keeper, folder_id)


async def _count(centre_id: UUID) -> None:
    """Count the parts of a paper file that is to be scanned."""
    found = await _file_of(centre_id, PAPER_FILE.person)
    agent = await _signed_in(centre_id, PAPER_FILE.counted_by)
    for part, sheet_count in PAPER_FILE.parts:
        await count_part(agent, found, part, sheet_count)


async def _file_of(centre_id: UUID, person: int) -> UUID:
    someone = people()[person]
    visitor = Actor(centre_id=centre_id, kind="depositor", place="portal")
    found = await identify(visitor, accounts.file_of(someone), someone.birth_date)
    assert found.social_file_id is not None
    return found.social_file_id


async def _register(resources: Resources, centre_id: UUID, told: Registered) -> None:
    author, person = await _signed_in(centre_id, told.author), people()[told.person]
    found = await identify(
        Actor(centre_id=centre_id, kind="depositor", place="portal"), accounts.file_of(person), person.birth_date
    )
    types = {each.code: each.id for each in await all_types(author)}
    assert found.social_file_id is not None
    assert author.staff_id is not None
    with clock.moved(timedelta(days=-told.days_ago)):
        registration = NewRegistration(
            deposit_id=uuid4(),
            social_file_id=found.social_file_id,
            direction=told.direction,
            author_id=author.staff_id,
            addressee=told.addressee or person.name,
            sent_by=told.sent_by,
            answers_document_id=None,
            answers_request_id=None,
            profile=Profile(
                type_id=types[told.type_code],
                beneficiary_id=found.beneficiary_id,
                document_date=clock.today(),
                words=told.words,
            ),
        )
        async with _file(resources, told.written) as file:
            await register(resources, author, registration, file)


@asynccontextmanager
async def _file(resources: Resources, written: Written) -> AsyncIterator[Received]:
    sheet = Sheet(A4_MM, language="fr", day=clock.today(), seed=len(written.words_fr))
    plain_letter(sheet, written)
    data = bytes(sheet.output())

    async def whole() -> AsyncIterator[bytes]:
        yield data

    file = await receive(whole(), incoming_dir(resources.settings), len(data))
    try:
        yield file
    finally:
        file.path.unlink(missing_ok=True)


async def _signed_in(centre_id: UUID, username: str) -> Actor:
    return (await sign_in(centre_id, username, accounts.PASSWORD)).actor
