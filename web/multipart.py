"""A multipart form as a stream of parts, in the order in which the browser sent them, in constant memory."""

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from dossier.errors import Refused

_HEADERS_MAX_BYTES = 8 * 1024


class BrokenForm(Refused):
    """Your form did not arrive whole. Send it again."""


@dataclass(slots=True)
class Part:
    """One field or file of the form. Read its bytes before asking for the next part."""

    name: str
    filename: str | None  # None for a field; "" where a file could have been chosen and was not
    media_type: str
    chunks: AsyncIterator[bytes]


@dataclass(slots=True)
class _Headers:
    raw: list[tuple[bytearray, bytearray]] = field(default_factory=list)
    size_bytes: int = 0

    def grow(self, size_bytes: int) -> None:
        self.size_bytes += size_bytes
        if self.size_bytes > _HEADERS_MAX_BYTES:
            raise BrokenForm

    def get(self, name: str) -> str:
        found = (bytes(value) for key, value in self.raw if bytes(key).decode("latin-1").lower() == name)
        return next(found, b"").decode("latin-1")  # as `parse_options_header` takes it; the options come back as bytes


_END = object()


async def parts(stream: AsyncIterator[bytes], content_type: str) -> AsyncIterator[Part]:
    """Yield the parts of a multipart body. A part's bytes that were not read are passed over.

    Raises BrokenForm where the body is no complete multipart form.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise BrokenForm
    events = _events(stream, options[b"boundary"])
    async for event in events:
        if not isinstance(event, _Headers):
            continue  # what is left of a part that nobody wanted
        _, disposition = parse_options_header(event.get("content-disposition"))
        filename = disposition.get(b"filename")
        yield Part(
            name=disposition.get(b"name", b"").decode("utf-8", "replace"),
            filename=None if filename is None else filename.decode("utf-8", "replace"),
            media_type=event.get("content-type").partition(";")[0].strip().lower(),
            chunks=_until_end(events),
        )


async def _until_end(events: AsyncIterator[object]) -> AsyncIterator[bytes]:
    async for event in events:
        if event is _END:
            return
        assert isinstance(event, bytes)
        yield event


async def _events(stream: AsyncIterator[bytes], boundary: bytes) -> AsyncIterator[object]:
    """Yield, in order: the headers of a part, its bytes in pieces, `_END`; then those of the next."""
    waiting: deque[object] = deque()
    headers = _Headers()
    whole = False

    def begin() -> None:
        nonlocal headers
        headers = _Headers()

    def header_begin() -> None:
        headers.raw.append((bytearray(), bytearray()))

    def header_name(data: bytes, start: int, end: int) -> None:
        headers.grow(end - start)
        headers.raw[-1][0].extend(data[start:end])

    def header_value(data: bytes, start: int, end: int) -> None:
        headers.grow(end - start)
        headers.raw[-1][1].extend(data[start:end])

    def finish() -> None:
        nonlocal whole
        whole = True

    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": begin,
            "on_header_begin": header_begin,
            "on_header_field": header_name,
            "on_header_value": header_value,
            "on_headers_finished": lambda: waiting.append(headers),
            "on_part_data": lambda data, start, end: waiting.append(data[start:end]),
            "on_part_end": lambda: waiting.append(_END),
            "on_end": finish,
        },
    )
    async for chunk in stream:
        try:
            parser.write(chunk)
        except MultipartParseError as error:
            raise BrokenForm from error
        while waiting:
            yield waiting.popleft()
    if not whole:
        raise BrokenForm
