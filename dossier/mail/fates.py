"""What a file's kind alone decides of its fate: type and name as its sender gave them, and its first bytes. Pure."""

from dossier.imaging import packages, tnef
from dossier.mail.values import Fate

_BY_TYPE = {
    "application/pkcs7-signature": Fate.SIGNATURE,
    "application/x-pkcs7-signature": Fate.SIGNATURE,
    "application/pgp-signature": Fate.SIGNATURE,
    "application/pgp-keys": Fate.SIGNATURE,
    "application/ms-tnef": Fate.WINMAIL,
    "application/vnd.ms-tnef": Fate.WINMAIL,
    "text/calendar": Fate.CALENDAR,
    "application/ics": Fate.CALENDAR,
    "application/pgp-encrypted": Fate.ENCRYPTED,
    "message/external-body": Fate.ELSEWHERE,
}
_BY_NAME = {"winmail.dat": Fate.WINMAIL, "smime.p7s": Fate.SIGNATURE, "signature.asc": Fate.SIGNATURE}
_BY_ENDING = {".ics": Fate.CALENDAR, ".p7s": Fate.SIGNATURE, ".pgp": Fate.ENCRYPTED, ".gpg": Fate.ENCRYPTED}
_ARCHIVES = {  # first bytes → kind
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"Rar!\x1a\x07": "rar",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
}
_OFFICE = (b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis", b"[Content_Types].xml")
"""What stands near the beginning of a zip that is a document of an office program: no archive to its sender."""
PGP = b"-----BEGIN PGP MESSAGE-----"
_LOCKED_FLAG = 0x1
_SEALED_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


def fate_of(media_type: str, name: str, data: bytes, smime_type: str = "") -> Fate | None:
    """Return what is decided of a file by its kind; None where the gate has to look.

    A package has the fate that it keeps where it cannot be opened.
    """
    low = name.lower()
    if media_type in _SEALED_TYPES or low.endswith(".p7m"):
        return Fate.SEALED if smime_type.lower() == "signed-data" else Fate.ENCRYPTED
    known = _BY_TYPE.get(media_type) or _BY_NAME.get(low) or _BY_ENDING.get(low[low.rfind(".") :] if "." in low else "")
    if known is not None:
        return known
    if not data:
        return Fate.EMPTY
    if data.startswith(tnef.MARK):
        return Fate.WINMAIL
    if data.lstrip()[:64].startswith(PGP):
        return Fate.ENCRYPTED
    return _of_archive(data)


def may_be_opened(data: bytes) -> bool:
    """Tell whether a file is a package of a kind that is opened here."""
    return data.startswith((tnef.MARK, *packages.ZIP_MARKS))


def _of_archive(data: bytes) -> Fate | None:
    kind = next((kind for begins, kind in _ARCHIVES.items() if data.startswith(begins)), None)
    if kind is None:
        return None
    if kind == "zip":
        if any(each in data[:4096] for each in _OFFICE):
            return Fate.NOT_A_KIND
        if data[6:7] and data[6] & _LOCKED_FLAG:
            return Fate.PACKED_LOCKED
    return Fate.PACKED
