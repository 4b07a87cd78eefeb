"""The receipt on a printer's paper: what stands on it, in one language or in both of the centre's.

A slip is read at home, by a social worker, at another counter. So it is in French or Dutch where the person chose one
of them, and in both otherwise: the screen beside it speaks their own language, and the code leads to a page that does.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipWords:
    """The sentences of a slip in one language."""

    centre: str
    title: str
    copy: str  # that it was printed before
    received_at: str  # the time, in words
    pages: str  # how many papers and pages
    promise: str
    follow: str  # what the QR code is for
    kept: str = ""  # which papers are not given back; empty: none


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What is printed."""

    number: str
    address: str  # what the QR code holds
    is_copy: bool
    words: tuple[SlipWords, ...]  # one or two languages
