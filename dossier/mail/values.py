"""What the e-mail circuit speaks of: a mail's head, its parts, what becomes of each, and why a person looks at one."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """What became of a part of a mail."""

    PAGES = "pages"  # an original of the deposit, a paper of its own
    WORDS = "words"  # what the mail says, as a page of ours; an original too
    NOTHING_SAID = "nothing_said"  # no words, or a signature alone
    LOGO = "logo"  # a small picture within the words
    SIGNATURE = "signature"  # by which a program tells who sent it: no paper
    UNPACKED = "unpacked"  # a package that was opened: what is in it follows
    # What a person looks at:
    NOT_A_KIND = "not_a_kind"  # a kind of file that we do not take
    PACKED = "packed"  # an archive of a kind that nobody opens here
    PACKED_LOCKED = "packed_locked"  # an archive with a password
    PACKED_TOO_MUCH = "packed_too_much"  # an archive of more files or bytes than one may hold
    WINMAIL = "winmail"  # Outlook's own package (TNEF), where it is damaged, a meeting, or all that there is
    CALENDAR = "calendar"  # an invitation
    ENCRYPTED = "encrypted"  # S/MIME or PGP: only the one whose key it is reads it
    SEALED = "sealed"  # signed so that its words are inside the signature
    LOCKED = "locked"  # a PDF with a password
    DAMAGED = "damaged"  # did not arrive whole, or is not what it says
    EMPTY = "empty"  # a file of no bytes
    TOO_LARGE = "too_large"  # one file larger than we take
    TOO_MANY_PAGES = "too_many_pages"  # more than a file or a deposit may have
    TOO_HEAVY = "too_heavy"  # cannot be opened in the time and memory that a file has
    TOO_DEEP = "too_deep"  # a mail in a mail in a mail …, or an archive in an archive in an archive
    FOREIGN = "foreign"  # words in letters for which we have no font
    ELSEWHERE = "elsewhere"  # stands on another machine (RFC 2046 §5.2.3): not fetched


KEPT_AS_PAGES = frozenset({Fate.PAGES, Fate.WORDS})
LEFT_OUT = frozenset({Fate.NOTHING_SAID, Fate.LOGO, Fate.SIGNATURE, Fate.UNPACKED})
"""Parts that are no paper: they stay in the mail as it was received, and nobody is told."""
PUT_BEFORE_A_PERSON = frozenset(Fate) - KEPT_AS_PAGES - LEFT_OUT


class Why(StrEnum):
    """Why a mail awaits a look, or was passed over."""

    PARTS = "parts"  # some of its parts could not be taken
    NOTHING = "nothing"  # there is no page in it
    LARGE = "large"  # larger than we fetch: it lies in the mailbox, and its head alone is with us
    UNREADABLE = "unreadable"  # cannot be read as a mail, or has more parts than one may have
    AWAY_MESSAGE = "away_message"  # a machine says that somebody is away
    MACHINE = "machine"  # a machine sent it that wants no answer
    REPORT = "report"  # a server says that a mail of ours did not arrive, or was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above a mail. Texts are decoded, of one line, and cut where they are longer than anybody reads."""

    digest: str  # of what its sender wrote, 64 hexadecimal digits
    sender_name: str = field(repr=False)
    sender_address: str = field(repr=False)  # empty: none that can be read as one
    subject: str = field(repr=False)
    written_at: datetime | None
    message_id: str  # with its angle brackets; empty: none, or none that can be answered to
    return_path: str | None = field(repr=False)  # None: nobody noted it; empty: nobody wants an answer
    is_automatic: bool  # a machine sent it
    is_of_list: bool  # it went to many
    is_forged: bool  # our own server says that it does not come from where it says
    why_passed: Why | None  # REPORT passes; AWAY_MESSAGE and MACHINE do where no file is attached


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a mail, in its order."""

    media_type: str  # as the mail says
    file_name: str = field(repr=False)  # as the mail says, of one line
    data: bytes = field(repr=False)
    fate: Fate | None = None  # decided by what the mail says of it; None: by what the gate finds in it
    is_inline: bool = False  # stands within the words
    is_words: bool = False  # is what the mail says, as UTF-8
    depth: int = 0  # how many packages it was in, one within the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one mail may hold, so that none keeps the worker busy."""

    parts_max: int
    nested_max: int  # mails within mails, and packages within packages
    words_max_characters: int
