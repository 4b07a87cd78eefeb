"""Answers bytes from the vault: a page as a picture for this one browser; originals and packages to be put away."""

from base64 import b64encode
from collections.abc import AsyncIterator

from litestar import Response
from litestar.response import Stream

from dossier.deposits.queries import KeptRendition
from dossier.documents.original import KeptOriginal
from dossier.exports.queries import Package
from dossier.mail.original import KeptMail
from dossier.thesaurus.example import KeptExample
from web.scope import Connection

_PICTURES = frozenset({"image/jpeg", "image/webp", "image/png"})
_KEEP_SECONDS = 3600


def picture(
    request: Connection, kept: KeptRendition | KeptExample, *, is_kept: bool = True
) -> Response[bytes] | Stream:
    """Answer a rendition or an example; the address holds its version or id, so a browser may keep it for a while.

    Where `is_kept` is false nothing keeps it: it is gone from the browser with the door that it was behind.
    Raises ValueError for a rendition that is no picture: originals never come this way.
    """
    if kept.media_type not in _PICTURES:
        msg = f"a rendition of type {kept.media_type} is no picture"
        raise ValueError(msg)
    vault = request.app.state.resources.vault
    return Stream(
        vault.stream(kept.vault_key),
        media_type=kept.media_type,
        headers={
            "Content-Length": str(kept.size_bytes),
            "Cache-Control": f"private, max-age={_KEEP_SECONDS}, immutable" if is_kept else "no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def package(request: Connection, kept: Package) -> Stream:
    """Answer a package, piece after piece; nothing on the way keeps it."""
    vault = request.app.state.resources.vault

    async def pieces() -> AsyncIterator[bytes]:
        for key in kept.vault_keys:
            async for chunk in vault.stream(key):
                yield chunk

    return Stream(
        pieces(),
        media_type="application/zip",
        headers={
            "Content-Length": str(kept.size_bytes),
            "Content-Disposition": f'attachment; filename="{kept.file_name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def made_package(pieces: AsyncIterator[bytes], media_type: str, file_name: str) -> Stream:
    """Answer what is written while it is sent, to be put away; nothing on the way keeps it."""
    return Stream(
        pieces,
        media_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def inline(jpeg: bytes) -> str:
    """Return the address of a picture that is kept nowhere: the picture itself."""
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"


def download(request: Connection, kept: KeptOriginal | KeptMail) -> Stream:
    """Answer an original as it was received. A browser puts it away: it shows, runs and guesses nothing."""
    return _put_away(request, kept.vault_key, kept.media_type, kept.size_bytes, kept.file_name)


def pdf_download(request: Connection, vault_key: str, size_bytes: int, file_name: str) -> Stream:
    """Answer a PDF of ours, to be put away."""
    return _put_away(request, vault_key, "application/pdf", size_bytes, file_name)


def _put_away(request: Connection, vault_key: str, media_type: str, size_bytes: int, file_name: str) -> Stream:
    return Stream(
        request.app.state.resources.vault.stream(vault_key),
        media_type=media_type,
        headers={
            "Content-Length": str(size_bytes),
            "Content-Disposition": f'attachment; filename="{file_name}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )
