"""The people of the scenes act: they hand over and decide through the verbs of the dossier, as the screens do."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from demo import accounts
from demo.camera import photograph
from demo.papers import KINDS, pdf, render
from demo.people import Person
from demo.scenes import Scene, Sheet
from dossier import clock
from dossier.database.actor import Actor
from dossier.deposits.add_original import add_original
from dossier.deposits.name_paper import name_paper
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.documents.claim import claim
from dossier.documents.profile import Profile, profile
from dossier.documents.refuse import refuse
from dossier.documents.validate import validate
from dossier.people.identify import identify
from dossier.people.staff import sign_in
from dossier.resources import Resources
from dossier.storage.intake import receive as take_in
from dossier.storage.vault import incoming_dir
from dossier.thesaurus.queries import all_types, refusal_reasons

PHOTO_WIDTH_PIXELS = 1800
_SEEN_DAYS_AGO = 9
"""How old the demo's papers are when they are handed over."""
_REASONS = {"illegible": "unreadable", "expired": "expired"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """A deposit of a scene, and its papers' ids in order."""

    deposit_id: UUID
    paper_ids: tuple[UUID, ...]


async def hand_over(resources: Resources, centre_id: UUID, scene: Scene, person: Person, seed: int) -> HandedOver:
    """Play a scene's depositor: identify, add each paper, say what it is, send."""
    visitor = Actor(centre_id=centre_id, kind="depositor", place=scene.circuit)
    depositor, actor = Depositor(name="Luc Fontaine", contact="luc.fontaine@example.org"), visitor
    if scene.person is not None:
        found = await identify(visitor, accounts.file_of(person), person.birth_date)
        depositor = Depositor(beneficiary_id=found.beneficiary_id, social_file_id=found.social_file_id)
        actor = Actor(centre_id=centre_id, kind="beneficiary", id=found.beneficiary_id, place=scene.circuit)
    types = {each.code: each.id for each in await all_types(actor)}
    made = HandedOver(deposit_id=uuid4(), paper_ids=tuple(uuid4() for _ in scene.sheets))
    await open_deposit(actor, made.deposit_id, circuit=scene.circuit, language=person.language, depositor=depositor)
    for sheet, paper_id in zip(scene.sheets, made.paper_ids, strict=True):
        for shot in range(sheet.shots):
            await _add(resources, actor, made.deposit_id, paper_id, _bytes(sheet, person, seed + shot))
            seed += 1
        await name_paper(actor, made.deposit_id, paper_id, types.get(sheet.kind) if sheet.told else None)
    if scene.sent:
        await receive(resources, actor, made.deposit_id)
    return made


async def decide(centre_id: UUID, scene: Scene, person: Person, made: HandedOver, lease_seconds: int) -> None:
    """Play a scene's staff member: sign in, claim the deposit, validate or refuse what the scene decides."""
    actor = (await sign_in(centre_id, scene.decided_by, accounts.PASSWORD)).actor
    types = {each.code: each.id for each in await all_types(actor)}
    reasons = {each.code: each.id for each in await refusal_reasons(actor)}
    found = await identify(actor, accounts.file_of(person), person.birth_date)
    for sheet, document_id in zip(scene.sheets, made.paper_ids, strict=True):
        if sheet.fate == "waits":
            continue
        await claim(actor, document_id, lease_seconds)
        if sheet.fate in _REASONS:
            await refuse(actor, document_id, reasons[_REASONS[sheet.fate]], "")
            continue
        kind = types[sheet.as_type or sheet.kind]
        told = Profile(type_id=kind, beneficiary_id=found.beneficiary_id, document_date=day_of_papers())
        if sheet.fate == "profiled":
            await profile(actor, document_id, told)
        else:
            await validate(actor, document_id, told)


async def _add(resources: Resources, actor: Actor, deposit_id: UUID, paper_id: UUID, data: bytes) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield data

    file = await take_in(chunks(), incoming_dir(resources.settings), resources.settings.upload_max_bytes)
    try:
        await add_original(resources, actor, deposit_id, paper_id, uuid4(), file)
    finally:
        file.path.unlink()


def _bytes(sheet: Sheet, person: Person, seed: int) -> bytes:
    if sheet.as_pdf:
        return pdf(sheet.kind, person, person.language, day_of_papers(), seed)
    page = render(sheet.kind, person, person.language, day_of_papers(), seed)
    photo = photograph(
        page,
        seed,
        width=PHOTO_WIDTH_PIXELS,
        height=PHOTO_WIDTH_PIXELS * 4 // 3,
        sheet_width_mm=KINDS[sheet.kind].size_mm[0],
        corner_radius_mm=KINDS[sheet.kind].corner_radius_mm,
        background=sheet.background,
        faults=sheet.faults,
    )
    return photo.jpeg[: len(photo.jpeg) // 2] if sheet.broken else photo.jpeg


def day_of_papers() -> date:
    """Return the day that the demo's papers bear when they are handed over now."""
    return clock.today() - timedelta(days=_SEEN_DAYS_AGO)
