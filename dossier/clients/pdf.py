"""A document as one PDF: its pages as they were made, and nothing else."""

from collections.abc import Sequence
from io import BytesIO

from dossier.clients.documents import Leaf
from dossier.files.pdf_book import HEIGHT, MARGIN, Book, Line
from dossier.storage.vault import BytesMissing, Vault

_NO_PICTURE = "Cette page n'a pas d'image. / Deze pagina heeft geen beeld."


async def pdf_of(vault: Vault, title: str, leaves: Sequence[Leaf]) -> bytes:
    """Return the PDF of pages in their order; one without a picture says so. Raises StoreUnavailable."""
    file = BytesIO()
    book = Book(file, title)
    for leaf in leaves:
        if leaf.vault_key is not None:
            try:
                book.add_picture(await vault.read(leaf.vault_key), leaf.size, [])
            except BytesMissing:
                pass
            else:
                continue
        book.add_text([Line(text=_NO_PICTURE, x=MARGIN, y=HEIGHT / 2)])
    book.close()
    return file.getvalue()
