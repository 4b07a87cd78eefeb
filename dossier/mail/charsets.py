"""Turn bytes of a mail into text: by the charset that it names, or by what they can be where that is wrong."""

import codecs
from email.policy import Compat32

_OTHER_NAMES = {
    "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "",
    "unknown-8bit": "",
    "default": "",
    "iso-8859-8-i": "iso-8859-8",
}
_NO_TEXT = frozenset({"base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib", "punycode", "idna", "undefined"})
"""Codecs of Python that turn no bytes into text, or into no text that a person wrote."""


class _AsWritten(Compat32):
    """Hands headers out as their sender wrote them, where they hold bytes that no header may."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return a header as text."""
        del name
        return value if value.isascii() else decoded(value.encode("utf-8", "surrogateescape"), None)


AS_WRITTEN = _AsWritten()


def decoded(data: bytes, charset: str | None) -> str:
    """Return bytes as text. Nothing is lost for good: the mail stays as it was received."""
    for each in (_known(charset), "utf-8"):
        if each is None:
            continue
        try:
            return data.decode(each)
        except (UnicodeError, ValueError, LookupError):
            continue
    # Named wrongly and no UTF-8: of what is left, most that reaches a centre here is Windows' Western one
    return data.decode("cp1252", "replace")


def _known(charset: str | None) -> str | None:
    """Return the codec of a charset as mails name them; None for one that nobody knows."""
    name = (charset or "").strip().strip("\"'").lower()
    name = _OTHER_NAMES.get(name, name)
    if not name or name in {"us-ascii", "ascii"}:  # what says so and is not is mostly UTF-8
        return None
    if name in {"iso-8859-1", "latin-1", "latin1"}:  # WHATWG: means Windows' wherever it is written
        name = "cp1252"
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if found in _NO_TEXT else name
