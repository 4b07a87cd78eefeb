"""Awkward mails: packages in every state, by themselves and one within the other."""

import zipfile

from tests.support.awkward import Corpus, attached, file, picture
from tests.support.mails import paper
from tests.support.packages import (
    MEETING,
    flagged,
    nested_zip,
    overlapping,
    rar,
    spoilt,
    winmail,
    zipped,
)

_DEPTH_MAX = 3  # as GUICHET_MAIL_NESTED_MAX is


def packages(made: Corpus) -> None:
    """Add packages."""
    _zips(made)
    _winmails(made)


def _zips(made: Corpus) -> None:
    def add(name: str, data: bytes, state: str, *fates: str) -> None:
        mail = attached(made.next(), file(data, "application/zip", "papiers.zip"))
        made.add(name, mail, state, "words", *fates, reason="parts" if state == "awaits" else "")

    mixed = zipped([("a/scan.pdf", paper("a")), ("a/photo.jpg", picture()), ("notes.exe", b"MZ" + bytes(99))])
    add("a zip of papers and a program", mixed, "awaits", "unpacked", "pages", "pages", "not_a_kind")
    desk = zipped([("scan.pdf", paper()), ("__MACOSX/._scan.pdf", b"x" * 99), (".DS_Store", b"x"), ("Thumbs.db", b"x")])
    add("a zip with what a machine's desk adds", desk, "taken", "unpacked", "pages")
    add("a zip with names from elsewhere", zipped([("../../etc/p\0w.pdf", paper())]), "taken", "unpacked", "pages")
    add("a zip of nothing", zipped([]), "awaits", "empty")
    add("a zip of an empty file", zipped([("scan.pdf", b"")]), "awaits", "unpacked", "empty")
    add("a zip in a zip", nested_zip(paper(), 2), "taken", "unpacked", "unpacked", "pages")
    deep = *(["unpacked"] * _DEPTH_MAX), "too_deep"
    add("a zip in a zip in a zip in a zip", nested_zip(paper(), _DEPTH_MAX + 1), "awaits", *deep)
    add("another archive in a zip", zipped([("papiers.rar", rar())]), "awaits", "unpacked", "packed")
    add("a zip packed in a rare way", zipped([("scan.pdf", paper())], zipfile.ZIP_LZMA), "awaits", "packed")
    add("a zip whose directory says it is locked", flagged(zipped([("a.pdf", paper())]), 1), "awaits", "packed_locked")
    add("a spoilt zip", spoilt(zipped([("scan.pdf", paper())], zipfile.ZIP_STORED)), "awaits", "damaged")
    add("half a zip", zipped([("scan.pdf", paper())])[:200], "awaits", "damaged")
    many = zipped([(f"{number}.txt", b"x") for number in range(300)])
    add("a zip of more files than a mail may have", many, "awaits", "packed_too_much")
    add("a zip whose files are one another", overlapping(150, 1_000_000), "awaits", "packed_too_much")
    large = zipped([("video.mp4", bytes(41 * 1024 * 1024)), ("scan.pdf", paper())])
    add("a zip of a file larger than we take", large, "awaits", "unpacked", "too_large", "pages")
    add("a winmail.dat in a zip", zipped([("winmail.dat", winmail([("a.pdf", paper())]))]), *_WITHIN)
    other = attached(made.next(), file(rar(), "application/vnd.rar", "papiers.rar"))
    made.add("an archive of another kind", other, "awaits", "words", "packed", reason="parts")


_WITHIN = "taken", "unpacked", "unpacked", "pages"


def _winmails(made: Corpus) -> None:
    def add(name: str, data: bytes, state: str, *fates: str, words: str = "Voici.") -> None:
        mail = attached(made.next(), file(data, "application/ms-tnef", "winmail.dat"), words=words)
        told = (*(["words"] if words else []), *fates)
        made.add(name, mail, state, *told, reason="parts" if state == "awaits" else "")

    two = [("Attestation été.pdf", paper("a")), ("photo.jpg", picture())]
    add("a winmail.dat of two files", winmail(two), "taken", "unpacked", "pages", "pages")
    add("a winmail.dat with what a server adds", winmail(two) + b"\r\n", "taken", "unpacked", "pages", "pages")
    add("a winmail.dat of files alone", winmail(two), "taken", "unpacked", "pages", "pages", words="")
    logo = winmail([("logo.png", picture(120, 40, "PNG"))], inline=True)
    add("a winmail.dat with a logo", logo, "taken", "unpacked", "logo")
    add("a winmail.dat that says the same again", winmail(), "taken", "unpacked")
    add("a winmail.dat that is all there is", winmail(), "awaits", "winmail", words="")
    inner = winmail(mail=winmail([("a.pdf", paper())]))
    add("a mail in a winmail.dat", inner, "taken", "unpacked", "unpacked", "pages")
    add("a meeting in a winmail.dat", winmail(two, kind=MEETING), "awaits", "winmail")
    torn = winmail(two)
    add("half a winmail.dat", torn[: len(torn) // 2], "awaits", "winmail")
    add("a spoilt winmail.dat", torn[:-500] + b"\xff" + torn[-499:], "awaits", "winmail")
