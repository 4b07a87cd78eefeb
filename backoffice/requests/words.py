"""What the screens of requests say of states and reasons, and what a person reads in the letter."""

from dossier.requests.letter import RequestLetter
from dossier.requests.paper import RequestedPaper
from dossier.requests.pdf import LetterWords, PaperWords
from dossier.requests.reopen import ReopenReason
from dossier.requests.waive import WaiveReason
from web.asked import ASKED_AGAIN
from web.bilingual import in_words
from web.catalogues import gettext as _
from web.catalogues import mark, ngettext, official, speaking
from web.words import short_date

STATES = {
    "open": ("look", mark("Open")),
    "partly_answered": ("look", mark("Partly answered")),
    "answered": ("good", mark("Answered")),
    "waived": ("good", mark("Waived")),
}
"""The shape and colour of each state, and its word."""
REASONS = {
    WaiveReason.NOT_NEEDED: mark("No longer needed"),
    WaiveReason.HAVE_IT: mark("We have it from another source"),
    WaiveReason.CANNOT_GET: mark("The person cannot get it"),
    WaiveReason.MISTAKE: mark("Asked by mistake"),
    WaiveReason.OTHER: mark("Another reason"),
}
AGAIN = {
    ReopenReason.PAGES_MISSING: mark("Pages are missing"),
    ReopenReason.OTHER_PERIOD: mark("It is of another period"),
    ReopenReason.NOT_READABLE: mark("A part cannot be read"),
    ReopenReason.OTHER: mark("Something else is not right"),
}
"""Why a document is not enough."""
CHANNELS = {"email": mark("E-mail"), "sms": mark("SMS")}
TOLD_BY = {**CHANNELS, "push": mark("On their phone")}
"""Every way by which a person was told; staff choose among CHANNELS, and the person switches their phone on."""
PROBLEMS = {
    "address_refused": mark("The mail server does not know this address. Have it checked."),
    "message_refused": mark("The server did not take the message."),
    "number_wrong": mark("This is not a telephone number. Have it checked."),
    "phone_gone": mark("The phone tells of news no more."),
    "service_unknown": mark("This phone's push service is not on the list. Tell the administrator."),
    "no_address": mark("There is no address or number any more."),
    "not_set_up": mark("This way is not set up here. Tell the administrator."),
    "not_needed": mark("Nothing was missing any more."),
    "server_away": mark("The server does not answer."),
    "server_closed": mark("The server does not let us in. Tell the administrator."),
}
"""Why a person was not told, by its code."""
WITHOUT_SERVER = mark("not set up here")
WITHOUT_ADDRESS = {"email": mark("no e-mail address known"), "sms": mark("no telephone number known")}


def letter_words(letter: RequestLetter) -> LetterWords:
    """Return the sentences of a letter, in its language."""
    with speaking(letter.language):
        return LetterWords(
            day=_("On {day}", day=short_date(letter.written_on)),
            title=_("Reminder: documents are still missing") if letter.is_reminder else _("We need documents from you"),
            greeting=_("Dear {name},", name=letter.name),
            ask=ngettext(
                "To go on with your file, we need {count} document.",
                "To go on with your file, we need {count} documents.",
                len(letter.papers),
            ),
            papers=tuple(map(_paper, letter.papers)),
            due=_("Give them to us before the end of {day}.", day=letter.due_on),
            how=_("How to hand them in"),
            ways=(
                _("With your phone: scan this code, type your birth date, take a photo of each paper."),
                _("At the kiosk in our hall: hold this code before the camera."),
                _("At our counter, on paper. You get your papers back at once."),
            ),
            help=_(
                "Is a paper missing, or is something not clear? Ask your social worker: {name}.", name=letter.worker
            ),
            keep=_("This code is yours. Do not give it to others."),
            file=_("File number"),
        )


def _paper(paper: RequestedPaper) -> PaperWords:
    """Return a paper in the language of the moment: of one that is asked again why, in place of what it is.

    Beside its name stands the one by which a Belgian office knows it, where that is another.
    """
    label = in_words(paper.label)[0] or ""
    known_as = paper.label(official())
    plain = _(ASKED_AGAIN[ReopenReason(paper.again)]) if paper.again else in_words(paper.plain)[0]
    return PaperWords(label=label, known_as=known_as if known_as != label else "", plain=plain or "")
