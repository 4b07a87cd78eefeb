"""A document as one PDF: its pages as they were made, and nothing else; a page at a time is in memory."""

from collections.abc import AsyncIterator, Sequence
from io import BytesIO

from dossier.clients.documents import Leaf
from dossier.files.pdf_book import HEIGHT, MARGIN, Book, Line
from dossier.storage.vault import BytesMissing, Vault

_NO_PICTURE = "Cette page n'a pas d'image. / Deze pagina heeft geen beeld."


class _Outlet(BytesIO):
    """A file that is handed on as it is written: it holds what was not taken yet, and knows how much that was."""

    _taken_bytes = 0

    def tell(self) -> int:
        """Return how many bytes were written since the beginning."""
        return self._taken_bytes + super().tell()

    def take(self) -> bytes:
        """Return what was written since the last time, and let go of it."""
        taken = self.getvalue()
        self._taken_bytes += len(taken)
        self.seek(0)
        self.truncate()
        return taken


async def pdf_of(vault: Vault, title: str, leaves: Sequence[Leaf]) -> AsyncIterator[bytes]:
    """Give the PDF of pages in order, a page at a time; one without a picture says so. Raises StoreUnavailable."""
    file = _Outlet()
    book = Book(file, title)
    for leaf in leaves:
        picture = await _picture(vault, leaf)
        if picture is None:
            book.add_text([Line(text=_NO_PICTURE, x=MARGIN, y=HEIGHT / 2)])
        else:
            book.add_picture(picture, leaf.size, [])
        yield file.take()
    book.close()
    yield file.take()


async def _picture(vault: Vault, leaf: Leaf) -> bytes | None:
    if leaf.vault_key is None:
        return None
    try:
        return await vault.read(leaf.vault_key)
    except BytesMissing:
        return None
