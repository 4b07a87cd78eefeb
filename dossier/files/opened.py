"""A social file as its page shows it; that it was opened is logged."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.files.access import check_openable
from dossier.files.asked import FileRequest, requests_in
from dossier.files.notes import Note, notes_in
from dossier.files.papers import FilePaper, papers_in
from dossier.files.story import FileEvent, FileSignal, events_in, signals_in
from dossier.files.who import FileCard, card_in
from dossier.journal.record import note_access
from dossier.people.roles import INTERVIEWS


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file with all that its page tells: who, what is filed and asked, what happened, what was noted."""

    card: FileCard
    papers: tuple[FilePaper, ...]  # the latest first
    requests: tuple[FileRequest, ...]  # those that wait first
    signals: tuple[FileSignal, ...]
    events: tuple[FileEvent, ...]
    notes: tuple[Note, ...]
    ground: str  # on which it is open to them, as the access log keeps it
    sealed: tuple[datetime, ...]  # when each document came in of which the actor may know no more

    @property
    def is_behind_glass(self) -> bool:
        """Tell whether it is open for a while only."""
        return self.ground.startswith("glass")

    @property
    def may_ask(self) -> bool:
        """Tell whether who opened it asks for documents here: those who work on it, while it is open."""
        return self.card.status == "open" and not self.is_behind_glass

    def may_take_in(self, actor: Actor) -> bool:
        """Tell whether who opened it takes papers in here at an interview: those who work on it, closed or not."""
        return bool(actor.roles & INTERVIEWS) and not self.is_behind_glass

    @property
    def missing_codes(self) -> frozenset[str]:
        """Return the codes of the types that are asked for, and have not come in."""
        return frozenset(item.type_code for each in self.waiting for item in each.items if item.come == "missing")

    @property
    def waiting(self) -> tuple[FileRequest, ...]:
        """Return the requests of which something is missing, the first due first."""
        return tuple(each for each in self.requests if each.waits)


async def opened_file(actor: Actor, social_file_id: UUID, *, again: bool = False) -> OpenedFile:
    """Return a file for its page, and write the look into the access log; not `again` where only a part of it changed.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    async with transaction(actor) as tx:
        ground = await check_openable(tx, social_file_id)
        papers, requests = await papers_in(tx, social_file_id), await requests_in(tx, social_file_id)
        opened = OpenedFile(
            card=await card_in(tx, social_file_id),
            papers=papers,
            requests=requests,
            signals=await signals_in(tx, papers),
            events=await events_in(tx, social_file_id, papers, requests),
            notes=await notes_in(tx, social_file_id),
            ground=ground,
            sealed=tuple(row[0] for row in await tx.rows("SELECT sealed_in($1)", social_file_id)),
        )
        if not again:
            await note_access(tx, "view", "social_file", social_file_id, ground)
    return opened


async def check_file(actor: Actor, social_file_id: UUID) -> None:
    """Raise NotYourWork, NoSuchFile, OwnOrRelative or OtherDepartmentsFile where the actor may not open a file."""
    async with transaction(actor) as tx:
        await check_openable(tx, social_file_id)
