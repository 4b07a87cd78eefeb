"""The files of `static/`, read and hashed once at start: one hash for the whole tree, as a prefix of the path.

With `/static/<hash>/css/x.css` relative imports between modules and relative `url()`s stay inside the same version,
so every file may be cached for ever. A style sheet's `@import "x.css";` lines are replaced by what they name: one
component a file for us, one request a page for a phone. Its comments are for us, too, and are not sent.
"""

import gzip
import mimetypes
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from litestar import Response, get
from litestar.params import FromPath

from dossier.errors import Missing
from web.scope import AnyRequest, Connection

PREFIX = "/static"
STATIC_DIR = Path(__file__).resolve().parents[1] / "static"
_FOREVER = "public, max-age=31536000, immutable"
_HASH_CHARACTERS = 10
_MIN_GZIP_BYTES = 1024
_IMPORT = re.compile(rb'^@import "([^"]+\.css)";\n', re.MULTILINE)
_COMMENT = re.compile(rb"/\*.*?\*/[ \n]*", re.DOTALL)
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".json": "application/json",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_COMPRESSIBLE = frozenset({".js", ".mjs", ".css", ".svg", ".webmanifest", ".json", ".txt", ".wasm"})


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, ready to be sent."""

    content: bytes
    gzipped: bytes | None  # where that is smaller
    media_type: str


class Assets:
    """Every file of a folder by its path in it."""

    def __init__(self, folder: Path = STATIC_DIR) -> None:
        digest = sha256()
        contents: dict[str, bytes] = {}
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            name, content = path.relative_to(folder).as_posix(), path.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
            contents[name] = content
        self.version = digest.hexdigest()[:_HASH_CHARACTERS]
        self._parts: set[str] = set()
        self._files = {name: _asset(name, self._whole(name, contents)) for name in contents}

    def url(self, name: str) -> str:
        """Return the address of a file, given as in `css/x.css`.

        Raises KeyError where there is no such file, so that a page cannot name one that is not there.
        """
        if name not in self._files:
            raise KeyError(f"static/{name}")
        return f"{PREFIX}/{self.version}/{name}"

    def names(self) -> list[str]:
        """Return the name of every file that pages link, in order; not those that only stand in a style sheet."""
        return [name for name in self._files if name not in self._parts]

    def _whole(self, name: str, contents: Mapping[str, bytes]) -> bytes:
        """Return a file with what it imports; raises KeyError where it imports what is not there."""
        if not name.endswith(".css"):
            return contents[name]

        def imported(found: re.Match[bytes]) -> bytes:
            part = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1].decode()))
            self._parts.add(part)
            return self._whole(part, contents)

        return _IMPORT.sub(imported, _COMMENT.sub(b"", contents[name]))

    def get(self, name: str) -> Asset:
        """Return a file. Raises Missing where there is none."""
        if name not in self._files:
            raise Missing
        return self._files[name]


def asset_at(connection: Connection, name: str, *, cache_control: str = "no-cache", **headers: str) -> Response[bytes]:
    """Answer a file of `static/` from an address of a room's own (a service worker, a manifest).

    Raises Missing where there is no such file.
    """
    assets: Assets = connection.app.state.assets
    asset = assets.get(name)
    sent = {"Cache-Control": cache_control, "Vary": "Accept-Encoding", **headers}
    content = asset.content
    if asset.gzipped is not None and "gzip" in connection.headers.get("accept-encoding", ""):
        content, sent["Content-Encoding"] = asset.gzipped, "gzip"
    return Response(content, media_type=asset.media_type, headers=sent)


@get(f"{PREFIX}/{{version:str}}/{{name:path}}", opt={"quiet": True})
async def static_file(request: AnyRequest, version: FromPath[str], name: FromPath[Path]) -> Response[bytes]:
    """Answer a file: for ever under the present version, uncached under that of a page from before a deployment."""
    assets: Assets = request.app.state.assets
    kept = _FOREVER if version == assets.version else "no-store"
    return asset_at(request, name.as_posix().lstrip("/"), cache_control=kept)


def _asset(name: str, content: bytes) -> Asset:
    suffix = PurePosixPath(name).suffix
    media_type = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    gzipped = None
    if suffix in _COMPRESSIBLE and len(content) >= _MIN_GZIP_BYTES:
        gzipped = gzip.compress(content, compresslevel=9, mtime=0)
    return Asset(content, gzipped if gzipped and len(gzipped) < len(content) else None, media_type)
