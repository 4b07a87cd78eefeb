"""Tells the C library what to do with memory that is free again: keep it where pieces come and go, or give it back."""

import ctypes
from contextlib import suppress

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h of glibc
_PIECE_MAX_BYTES = 32 * 1024 * 1024
"""Smaller pieces come from the heap: glibc takes no higher limit, and begins with one of 128 KB."""
_KEPT_MAX_BYTES = 128 * 1024 * 1024


def keep_pieces() -> None:
    """Keep up to 128 MB of freed memory at hand.

    A request body comes in pieces of 400 KB. By default each is a mapping of its own, and each of its pages a fault:
    for a photo of 4 MB these took 2 of 20 ms. Where the C library is another one, this does nothing.
    """
    with suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, _PIECE_MAX_BYTES)
        mallopt(_M_TRIM_THRESHOLD, _KEPT_MAX_BYTES)


def give_back() -> None:
    """Give freed memory back to the system: a process that works in great steps is as small between them as it can be.

    After a photo of 12 megapixels 20 MB stayed, and the next one began above them. Where the C library is another one,
    this does nothing.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
