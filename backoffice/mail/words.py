"""The codes of mails in words: where one stands, why, what became of a part, and what to do."""

from dossier.lifecycle import MailState
from dossier.mail.settle import How
from dossier.mail.trouble import Trouble
from dossier.mail.values import Fate, Why
from web.catalogues import mark

STATES = {
    MailState.AWAITS: ("need", mark("Awaits a look")),
    MailState.KEPT: ("look", mark("Not looked into yet")),
    MailState.TAKEN: ("good", mark("Taken in")),
    MailState.PASSED: ("look", mark("Machines' mail")),
    MailState.SETTLED: ("good", mark("Settled")),
}
"""Each list with its sign, what waits for a person first."""
EMPTY = {
    MailState.AWAITS: (mark("No mail awaits a look"), mark("What of a mail cannot be taken in stands here.")),
    MailState.KEPT: (mark("Every mail was looked into"), mark("A new one stands here for a moment.")),
    MailState.TAKEN: (mark("No mail was taken in yet"), mark("What people send becomes deposits by itself.")),
    MailState.PASSED: (mark("No machine wrote"), mark("Away messages and reports stand here. No paper is in them.")),
    MailState.SETTLED: (mark("Nothing was settled yet"), mark("What a colleague looked at stands here.")),
}
WHYS = {
    Why.PARTS: (mark("A part could not be taken in"), mark("Each part below says what to do.")),
    Why.NOTHING: (mark("No paper is in it"), mark("Look whether it asks something, then settle it.")),
    Why.LARGE: (mark("Larger than we fetch"), mark("Open it in the mailbox, and take its papers in at the counter.")),
    Why.UNREADABLE: (mark("Cannot be read as a mail"), mark("Open the mail as received, in a mail program.")),
    Why.AWAY_MESSAGE: (mark("Somebody is away"), mark("Nothing has to be done.")),
    Why.MACHINE: (mark("A machine's mail"), mark("Nothing has to be done.")),
    Why.REPORT: (mark("A server's report"), mark("An answer of ours did not arrive. Nothing has to be done.")),
}
"""Why a mail awaits a look or was passed over, and what to do."""
FATES = {
    Fate.PAGES: ("good", mark("Taken in"), ""),
    Fate.WORDS: ("good", mark("What it says, as a page"), ""),
    Fate.NOTHING_SAID: ("look", mark("Says nothing but who signs"), ""),
    Fate.LOGO: ("look", mark("Picture within the words, left out"), ""),
    Fate.SIGNATURE: ("look", mark("Digital signature, left out"), ""),
    Fate.UNPACKED: ("good", mark("Opened: what is in it follows"), ""),
    Fate.NOT_A_KIND: ("need", mark("We do not take this kind"), mark("Open it, and take it in as a PDF.")),
    Fate.PACKED: ("need", mark("An archive"), mark("Unpack it, and take each paper in.")),
    Fate.PACKED_LOCKED: ("need", mark("An archive with a password"), mark("Ask the sender for the papers themselves.")),
    Fate.PACKED_TOO_MUCH: ("need", mark("Too much in an archive"), mark("Ask the sender for the papers themselves.")),
    Fate.WINMAIL: ("need", mark("Outlook's package"), mark("Open the mail in Outlook, or ask for a PDF.")),
    Fate.CALENDAR: ("need", mark("An invitation"), mark("Tell the colleague whom it is for.")),
    Fate.ENCRYPTED: ("need", mark("Encrypted"), mark("Ask the sender to send it without encryption.")),
    Fate.SEALED: ("need", mark("Inside a signature"), mark("Open the mail in a mail program that reads it.")),
    Fate.LOCKED: ("need", mark("A PDF with a password"), mark("Ask the sender for it without a password.")),
    Fate.DAMAGED: ("need", mark("Damaged"), mark("Ask the sender to send it again.")),
    Fate.EMPTY: ("need", mark("An empty file"), mark("Ask the sender to send it again.")),
    Fate.TOO_LARGE: ("need", mark("Too large a file"), mark("Open the mail, and take it in smaller parts.")),
    Fate.TOO_MANY_PAGES: ("need", mark("Too many pages"), mark("Open the mail, and take it in smaller parts.")),
    Fate.TOO_HEAVY: ("need", mark("Too heavy to open"), mark("Open the mail, print it, and scan it.")),
    Fate.TOO_DEEP: ("need", mark("Mails within mails"), mark("Open the mail, and take its papers in.")),
    Fate.FOREIGN: ("need", mark("Letters that we cannot draw"), mark("Open the mail, print it, and scan it.")),
    Fate.ELSEWHERE: ("need", mark("Stands on another machine"), mark("Ask the sender for the file itself.")),
}
"""What became of a part, with its sign, and what to do."""
HOWS = {
    How.BY_HAND: mark("I took it in by hand"),
    How.ASKED: mark("I asked the sender"),
    How.NOTHING: mark("Nothing to do"),
}
TROUBLES = {
    Trouble.AWAY: (mark("The mail server does not answer"), mark("It is tried again by itself. Nothing is lost.")),
    Trouble.SIGN_IN_REFUSED: (
        mark("The mail server refuses the password"),
        mark("Set GUICHET_MAIL_IMAP_USER and GUICHET_MAIL_IMAP_PASSWORD anew."),
    ),
    Trouble.TOKEN_REFUSED: (
        mark("The mail server refuses the token"),
        mark("Set GUICHET_MAIL_OAUTH_REFRESH_TOKEN anew."),
    ),
    Trouble.NO_FOLDER: (mark("The folder is not in the mailbox"), mark("Write its name as the mailbox does.")),
    Trouble.NO_TAKEN_FOLDER: (
        mark("The folder for taken mails cannot be made"),
        mark("Make it in the mailbox, or write another name."),
    ),
    Trouble.NO_MARKS: (
        mark("This server keeps no marks on mails"),
        mark("Name a folder into which taken mails are moved."),
    ),
    Trouble.MAIL_REFUSED: (
        mark("The server does not give one mail"),
        mark("The others were taken. Open the mailbox if it stays so."),
    ),
}
"""What is wrong with the mailbox, and what to do."""
