"""What can go wrong with documents that the centre makes: facts that their verbs share."""

from dossier.errors import Conflict, Missing, Refused

ADDRESSEE_MAX_CHARACTERS = 120


class AddresseeNeeded(Refused):
    """Write to whom it goes."""


class SentByNeeded(Refused):
    """Say how it goes out."""


class EnterpriseNumberNeeded(Refused):
    """Write the enterprise number of the addressee: the letter goes to its eBox."""


class NoEboxLetter(Missing):
    """No letter waits here to be sent to an eBox again."""


class NoEmailThere(Refused):
    """No e-mail address of this person is written down. Choose another way, or write it down at a counter first."""


class NotForMail(Refused):
    """A sealed document does not stand in “My documents”. Choose another way."""


class NoMailServer(Refused):
    """This centre sends no e-mails yet. Choose another way."""


class NoSuchAuthor(Refused):
    """Choose who wrote it, from the list."""


class NotOfThisFile(Refused):
    """What it answers is not in this file. Choose it again from the list."""


class FileTaken(Conflict):
    """A colleague has just registered this file. Choose another one."""


class NothingToRegister(Refused):
    """Choose the file first: a PDF, a picture, or a text of Word or LibreOffice."""
