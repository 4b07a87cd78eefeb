"""The codes of folders in words."""

from dossier.documents.errors import FutureDate
from dossier.errors import DossierError
from dossier.folders.errors import (
    FolderNeeded,
    FolderShut,
    FolderTypeNeeded,
    NoSuchFolder,
    NotYourFolders,
)
from dossier.folders.values import Afterwards, May
from dossier.lifecycle import FolderState
from web.catalogues import mark

STATES = {
    FolderState.OPEN: ("good", mark("open")),
    FolderState.CLOSED: ("look", mark("closed")),
    FolderState.DESTROYED: ("urgent", mark("destroyed")),
    FolderState.ARCHIVED: ("good", mark("kept for good")),
}
"""The shape and colour of a state, and its words."""

AFTERWARDS = {
    Afterwards.DESTROY: mark("Destroy it"),
    Afterwards.ARCHIVE: mark("Keep it for good"),
}
"""What is proposed when its time is over."""

MAY = {
    May.SEE: mark("read what lies in them"),
    May.FILE: mark("read and file in them"),
    May.MANAGE: mark("manage them"),
}
"""How far a department is let in."""

FIELDS: dict[type[DossierError], str] = {
    FolderNeeded: "folder_id",
    FolderShut: "folder_id",
    NoSuchFolder: "folder_id",
    NotYourFolders: "folder_id",
    FolderTypeNeeded: "folder_type",
    FutureDate: "folder_date",
}
"""Where the sentence of an error stands in a form that files; any other is above it."""
