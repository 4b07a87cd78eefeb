"""PDFs that loop, nest, explode or carry something along."""

import random
import zlib
from functools import cache

from fpdf import FPDF
from fpdf.enums import AccessPermission

from tests.support.hostile import family
from tests.support.hostile.pictures import flipped, zeros

_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


def pdf(*objects: str | bytes, trailer: str = "") -> bytes:
    """Return a PDF of these objects, numbered from 1, the first its catalog."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        body = each if isinstance(each, bytes) else each.encode()
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    at = len(data)
    ending = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    ending += f"<< /Size {len(objects) + 1} /Root 1 0 R {trailer.format(xref=at)} >>\nstartxref\n{at}\n%%EOF\n"
    return data + ending.encode()


def stream(data: bytes, more: str = "") -> bytes:
    """Return a stream object."""
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


@cache
def letter() -> bytes:
    """Return an honest PDF."""
    document = FPDF()
    document.set_font("Helvetica", size=14)
    document.add_page()
    document.multi_cell(0, 8, "a letter\n" * 20)
    return bytes(document.output())


@family("a broken PDF", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    data = letter()
    return flipped(data, chance, flips=60) if chance.random() < 0.5 else data[: chance.randrange(8, len(data))]


@family("a PDF whose tables turn in a circle", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    previous = chance.choice(["/Prev {xref}", "/Prev {xref} /XRefStm {xref}"])
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Kids [3 0 R] /Count 1 /Type /Pages >>", _PAGE, trailer=previous
    )


@family("a PDF whose pages turn in a circle", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    kids = chance.choice(["2 0 R", "3 0 R 2 0 R", "3 0 R " * 50 + "2 0 R"])
    count = chance.choice([1, 50, -1, 2**31 - 1])
    pages = f"<< /Type /Pages /Kids [{kids}] /Count {count} /Parent 2 0 R >>"
    return pdf("<< /Type /Catalog /Pages 2 0 R >>", pages, _PAGE)


@family("a PDF that draws itself", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    draws = b"/F Do " * chance.randint(1, 60)
    resources = "/Resources << /XObject << /F 4 0 R >> >>"
    form = stream(draws, f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {resources}")
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents 5 0 R >>"
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, form, stream(draws)
    )


@family("a PDF without a bottom", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    depth = chance.randint(1000, 200_000)
    opening, closing = chance.choice([("[", "]"), ("<< /A ", " >>")])
    deep = opening * depth + "1" + closing * depth
    return pdf(f"<< /Type /Catalog /Pages 2 0 R /Deep {deep} >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE)


@family("a bomb of drawing", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    drawing = zlib.compress(b"0 0 595 842 re f " * chance.randint(10_000, 200_000), 9)
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    packed = stream(drawing, "/Filter /FlateDecode")
    return pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, packed)


@family("a bomb in a bomb", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    twice = zlib.compress(zeros(chance.randint(20, 200) << 20), 9)
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    packed = stream(twice, "/Filter [/FlateDecode /FlateDecode]")
    return pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, packed)


@family("a page larger than the world", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    box = chance.choice(["0 0 1e9 1e9", "0 0 0 0", "0 0 -5 -5", "0 0 1 1e12", "nan nan 0 0", "0 0 14400 14400"])
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /UserUnit {chance.choice([1, 75_000, -1])} >>",
    )


@family("a PDF that runs something", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    action = chance.choice(
        [
            "<< /S /JavaScript /JS (app.alert\\(1\\); while \\(true\\) {}) >>",
            "<< /S /Launch /F (/bin/sh) >>",
            "<< /S /URI /URI (http://127.0.0.1:9/) >>",
            "<< /S /GoToR /F (/etc/passwd) /D [0 /Fit] >>",
            "<< /S /SubmitForm /F (http://127.0.0.1:9/) >>",
        ]
    )
    return pdf(
        f"<< /Type /Catalog /Pages 2 0 R /OpenAction {action} /Names << /JavaScript << /Names [(a) {action}] >> >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O {action} >> >>",
    )


@family("a PDF that carries something", name="letter.pdf")
def _(chance: random.Random) -> bytes:
    carried = stream(b"MZ" + chance.randbytes(chance.randint(10, 9000)), "/Type /EmbeddedFile")
    named = "<< /Type /Filespec /F (invoice.exe) /EF << /F 5 0 R >> >>"
    catalog = "<< /Type /Catalog /Pages 2 0 R /AF [4 0 R] /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >> >>"
    return pdf(catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE, named, carried)


@family("a PDF of more pages than we take", never=True, name="letter.pdf")
def _(chance: random.Random) -> bytes:
    count = chance.randint(201, 3000)
    kids = " ".join(["3 0 R"] * count)
    return pdf("<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", _PAGE)


@family("a locked PDF", never=True, name="letter.pdf")
def _(chance: random.Random) -> bytes:
    document = FPDF()
    document.set_encryption(owner_password="o", user_password=str(chance.random()), permissions=AccessPermission.none())
    document.add_page()
    return bytes(document.output())
