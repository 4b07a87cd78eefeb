"""What can be wrong with a mailbox, as codes: a server's own words may name people."""

from enum import StrEnum

from dossier.errors import Unavailable


class Trouble(StrEnum):
    """Why a look into a mailbox did not go well."""

    AWAY = "away"  # nothing answers, or not in time
    SIGN_IN_REFUSED = "sign_in_refused"  # user or password
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - the refresh token is over, or another client's
    NO_FOLDER = "no_folder"  # the folder to look into is not there
    NO_TAKEN_FOLDER = "no_taken_folder"  # nor can the one for what was taken be made
    NO_MARKS = "no_marks"  # the server keeps no marks of ours: mails have to be moved
    MAIL_REFUSED = "mail_refused"  # one mail could not be fetched or moved; the others were


class MailboxAway(Unavailable):
    """The mailbox cannot be looked into just now ({trouble}). It is tried again later."""
