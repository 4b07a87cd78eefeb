"""What can go wrong with a deposit: facts that its verbs share."""

from dossier.errors import Conflict, Missing, Refused, Unavailable


class NoSuchDeposit(Missing):
    """We cannot find this deposit. Start again, or ask at the counter."""


class DepositNotOpen(Conflict):
    """This deposit takes no more pages. With a receipt it was sent; without one, start again."""


class OtherDeposit(Conflict):
    """This number belongs to another deposit. Start again."""


class HelperCodeOver(Conflict):
    """This helper code is over. Ask the person whom you help for a new one."""


class OtherFile(Conflict):
    """Another file was sent under this name. Choose the file again."""


class TakenBack(Refused):
    """You took this page out. To send it after all, choose it again."""


class TooManyPages(Refused):
    """One deposit holds {limit} pages at most. Send these first, then start another."""


class NothingToReceive(Refused):
    """There is no page yet. Take a photo or choose a file first."""


class NoSuchPaper(Missing):
    """This paper is not there any more. Go back to your papers."""


class NoSuchPage(Missing):
    """We cannot find this page. It may have been removed."""


class NotSent(Unavailable):
    """Your pages are kept, but sending them did not work. Try again in a moment."""


class NotArrived(Conflict):
    """Page {position} did not arrive safely. Send it again."""


class PagesChanged(Conflict):
    """A page was added or taken out just now. Look at the pages, then send once more."""


class RetakeOver(Conflict):
    """Somebody is looking at this paper again. You need not send the page."""
