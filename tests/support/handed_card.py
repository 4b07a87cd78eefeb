"""A card that was handed in: a deposit whose only paper is its front and its back, a file each."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import cv2
import numpy as np

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.deposits.add_original import add_original
from dossier.deposits.lay_under import lay_under
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.queries import PageView
from dossier.deposits.take_apart import take_apart
from dossier.ids import page_id
from dossier.imaging.pixels import Pixels
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.cards import card_pdf
from tests.support.deposits import received


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A deposit with a card on its only paper: the front and the back, a file each."""

    resources: Resources
    actor: Actor
    deposit_id: UUID
    paper_id: UUID
    front_file: UUID
    back_file: UUID

    @property
    def front(self) -> UUID:
        return page_id(self.front_file, 0)

    @property
    def back(self) -> UUID:
        return page_id(self.back_file, 0)

    async def join(self) -> None:
        await lay_under(self.actor, self.deposit_id, self.front, self.back)

    async def apart(self) -> None:
        await take_apart(self.actor, self.deposit_id, self.front)

    async def pages(self) -> tuple[PageView, ...]:
        papers = (await queries.deposit(self.actor, self.deposit_id)).papers
        return papers[0].pages if papers else ()

    async def ids(self) -> list[UUID]:
        return [each.id for each in await self.pages()]

    async def add(self, data: bytes, original_id: UUID | None = None) -> UUID:
        """Add a file to the paper; return its first page."""
        original_id = original_id or uuid4()
        file = await received(self.resources, data)
        await add_original(self.resources, self.actor, self.deposit_id, self.paper_id, original_id, file)
        return page_id(original_id, 0)

    async def value(self, sql: str, *values: object) -> object:
        async with transaction(self.actor) as tx:
            return await tx.value(sql, *values)

    async def picture(self, page: UUID, kind: queries.RenditionKind = "page") -> Pixels:
        kept = await queries.own_rendition(self.actor, self.deposit_id, page, kind)
        data = await self.resources.vault.read(kept.vault_key)
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        assert pixels is not None
        return pixels


async def handed_card(resources: Resources, actor: Actor) -> Card:
    """Hand both sides of a card in at the portal, and have their pages made."""
    card = Card(
        resources=resources,
        actor=actor,
        deposit_id=uuid4(),
        paper_id=uuid4(),
        front_file=uuid4(),
        back_file=uuid4(),
    )
    await open_deposit(actor, card.deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    for original_id, word in ((card.front_file, "Front"), (card.back_file, "Back")):
        await card.add(card_pdf(word), original_id)
    await drain(resources)
    return card
