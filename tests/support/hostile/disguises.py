"""Files that are something else, or two things at once; and names that mean harm."""

import io
import random
import struct
import zipfile

from tests.support.hostile import FAMILIES, Family, family
from tests.support.hostile.documents import letter
from tests.support.hostile.pictures import photo

_PICTURES_WE_DO_NOT_TAKE = (
    b"GIF89a\x10\x00\x10\x00\x80\x00\x00",
    b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00",
    b"\0\0\1\0\1\0\x10\x10",
    b"8BPS\0\1",
    b"\0\0\0\x0cjP  \r\n\x87\n",
    b"\xff\x0a",
    b"\0\0\0\x0cJXL \r\n\x87\n",
    b"#?RADIANCE\n",
    b"v/1\x01",
    b"P6\n9000 9000\n255\n",
    b"%!PS-Adobe-3.0 EPSF-3.0\n",
    b"SIMPLE  =                    T",
    b"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://127.0.0.1/a.jpg\"|id\")'\n",
)
_PROGRAMS = (
    b"\x7fELF\x02\x01\x01" + bytes(50),
    b"MZ\x90\0" + bytes(60),
    b"#!/bin/sh\nid\n",
    b"<html><script>alert(1)</script></html>",
    b"<?php system($_GET['c']); ?>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    b"{\\rtf1 {\\object\\objdata 0105}}",
    b"From: a@example.org\nSubject: b\n\nc\n",
    b"Rar!\x1a\x07\x01\x00",
    b"\x1f\x8b\x08\0" + bytes(20),
)


@family("an SVG in disguise", never=True)
def _(chance: random.Random) -> bytes:
    laughs = "".join(f'<!ENTITY l{each + 1} "{f"&l{each};" * 10}">' for each in range(chance.randint(1, 9)))
    start = chance.choice(["", "\ufeff", " \n" * chance.randint(1, 400)])
    return (
        f'{start}<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "lol">{laughs}'
        '<!ENTITY file SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        "<script>alert(1)</script><text>&l1;&file;</text></svg>"
    ).encode()


@family("another kind of picture", never=True)
def _(chance: random.Random) -> bytes:
    return chance.choice(_PICTURES_WE_DO_NOT_TAKE) + chance.randbytes(chance.randint(0, 3000))


@family("no picture at all", never=True)
def _(chance: random.Random) -> bytes:
    return chance.choice(_PROGRAMS) + chance.randbytes(chance.randint(0, 500)).replace(b"%PDF-", b"")


@family("an office file", never=True, name="letter.docx.jpg")
def _(chance: random.Random) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("../../../../tmp/out", bytes(chance.randint(1, 5 << 20)))
    return data.getvalue()


@family("a web page behind a photo's first bytes", never=True)
def _(chance: random.Random) -> bytes:
    head = chance.choice([b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"II*\0"])
    return head + b"<html><script>alert(document.domain)</script></html>" * chance.randint(1, 200)


@family("noise behind a file's first bytes")
def _(chance: random.Random) -> bytes:
    head = chance.choice(
        [
            *(b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"II*\0", b"MM\0*", b"II+\0", b"%PDF-1.7\n"),
            *(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"),
        ]
    )
    return head + chance.randbytes(chance.randint(0, 100_000))


@family("next to nothing", never=True)
def _(chance: random.Random) -> bytes:
    return bytes(chance.randint(0, 12)) if chance.random() < 0.5 else photo("JPEG")[: chance.randint(0, 20)]


@family("an archive behind a photo")
def _(chance: random.Random) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.sh", chance.randbytes(chance.randint(1, 9000)))
    return photo("JPEG") + data.getvalue()


@family("two kinds at once")
def _(chance: random.Random) -> bytes:
    front = chance.choice([b"GIF89a\x10\0", b"<html><!--", photo("JPEG")[:2] + b"\xff\xfe" + struct.pack(">H", 700)])
    return front + bytes(chance.randint(0, 600)) + letter() + photo("PNG")


def _photo(chance: random.Random) -> bytes:
    return photo("JPEG", quality=chance.randint(30, 95))


for _name in (
    "../../../../etc/passwd",
    "/proc/self/environ",
    "photo.jpg\0.html",
    "CON",
    "a" * 4000 + ".jpg",
    "-rf *.jpg",
    "\u202egpj.exe",
    "$(id).jpg",
    "<script>alert(1)</script>.jpg",
):
    FAMILIES[f"a name that means harm: {_name[:24]!a}"] = Family(_photo, never=False, name=_name)
