"""What happens to folders, and to documents in them that are no social ones."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOpened(Event):
    """A department began a folder; the record is the folder."""

    department_id: UUID
    months: int  # for which it is kept, at least, after it was closed
    kind: str  # what is proposed then: destroy or archive


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderClosed(Event):
    """Nothing more is filed in a folder: the time for which it is kept runs; the record is the folder."""

    day_ordinal: int  # the day on which it was closed, as `date.toordinal` counts them


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderReopened(Event):
    """Documents are filed in a folder again; the record is the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderDestroyed(Event):
    """A person decided that a folder and all that lies in it goes; the record is the folder."""

    document_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderArchived(Event):
    """A person decided that a folder is kept for good; the record is the folder."""

    document_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderKeyGiven(Event):
    """A department was let in to the folders of another; the record is the key."""

    department_id: UUID  # whose folders
    holder_id: UUID  # whose staff
    kind: str  # see, file or manage


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderKeyTaken(Event):
    """A department is let in no more to the folders of another; the record is the key."""

    department_id: UUID
    holder_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPutIntoFolder(DepositEvent):
    """A document that is no social one was filed in a folder."""

    folder_id: UUID
    folder_type_id: UUID
    from_file_id: UUID | None  # the social file in which it stood by mistake; None: it waited


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTakenOutOfFolder(DepositEvent):
    """A document turned out to be a social one: it waits in the queue again."""

    folder_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDisposed(DepositEvent):
    """What lay in a folder whose time was over is gone: its pages, and the files that were of it alone."""

    folder_id: UUID
    page_count: int
    original_count: int
