"""What can go wrong with folders: facts that their verbs share."""

from dossier.errors import Conflict, Forbidden, Missing, Refused


class NoSuchFolder(Missing):
    """This folder is not there, or not yours to see. Go back to the list and choose again."""


class NotYourFolders(Forbidden):
    """These folders are managed by somebody else. Ask the contact person of their department."""


class FolderNeeded(Refused):
    """Choose the folder."""


class FolderTypeNeeded(Refused):
    """Choose what it is, from the list of that department."""


class DepartmentNeeded(Refused):
    """Choose the department whose folder this is."""


class ReferenceNeeded(Refused):
    """Write the reference of the folder."""


class ReferenceTaken(Refused):
    """This department has a folder with this reference. Write another one."""


class TitleNeeded(Refused):
    """Write what the folder is about."""


class MonthsNeeded(Refused):
    """Write for how many months it is kept: from 1 to 1,200."""


class ReasonNeeded(Refused):
    """Say in a few words why."""


class FolderShut(Conflict):
    """This folder is closed. Open it again first, or choose another one."""


class FolderOpen(Conflict):
    """This folder is open. Close it first."""


class FolderEnded(Conflict):
    """Somebody decided already what becomes of this folder."""


class StillKept(Conflict):
    """This folder is kept up to {day}. Nothing of it can be destroyed before."""


class SharedFile(Conflict):
    """A file of this folder holds pages of other documents too. Those must be decided first."""


class NotFiledInFile(Conflict):
    """Only a document of a social file can be moved from there. This one stands in none any more."""


class NotInFolder(Conflict):
    """This document lies in no folder any more."""


class HolderNeeded(Refused):
    """Choose which department is let in, and how far."""


class NoSuchKey(Missing):
    """This department is let in no more. Look at the list again."""
