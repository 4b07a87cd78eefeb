"""What can go wrong with a document: facts that its verbs share."""

from dossier.errors import Conflict, Missing, Refused


class NoSuchDocument(Missing):
    """We cannot find this document."""


class AlreadyDecided(Conflict):
    """{name} has already decided this document. The next one is waiting."""


class TakenBackByDepositor(Conflict):
    """Whoever handed this in has taken it back. The next one is waiting."""


class ClaimedByOther(Conflict):
    """{name} is working on this deposit. Take another one."""


class ClaimLost(Conflict):
    """This deposit is no longer yours: the time ran out. Take it again; what you typed is still here."""


class PageFiled(Conflict):
    """This page stands in a decided document too. There it keeps its look."""


class TypeNeeded(Refused):
    """Say first what this document is."""


class BeneficiaryNeeded(Refused):
    """Say first whom this document is about."""


class FileNeeded(Refused):
    """This person has no open social file, so the document cannot be filed. Choose another person."""


class FutureDate(Refused):
    """The date of the document lies in the future. Check it."""


class DateNeeded(Refused):
    """A document of this type needs its date. Write the one that stands on it."""


class SenderNeeded(Refused):
    """A document of this type needs its sender. Write who made it."""


class ReferenceNeeded(Refused):
    """A document of this type needs its reference. Write the number that its sender gave it."""


class LanguageNeeded(Refused):
    """A document of this type needs its language. Choose it."""


class ValidityNeeded(Refused):
    """A document of this type says until when it is valid. Write that day."""


class ValidityBeforeDate(Refused):
    """It cannot end before the date of the document. Check both."""


class SealWouldFall(Refused):
    """A colleague kept this document sealed. Say that the seal may fall, or keep it."""


class WordsNeeded(Refused):
    """Say in a few words what this document is."""


class ReasonMissing(Refused):
    """Choose why you refuse it."""


class UnknownChoice(Refused):
    """One of your choices is no longer in the list. Choose again."""


class SecondReaderNeeded(Refused):
    """You confirmed this document already. A colleague has to confirm it too."""
