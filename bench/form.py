"""One who hands over at the portal by the plain form, over one connection, with as little work of its own as can be."""

from http.client import HTTPConnection
from typing import Self
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

BOUNDARY = "a-boundary-as-browsers-write-them"
CREATED, SEE_OTHER = 201, 303
_TIMEOUT_SECONDS = 120


class Form:
    """A visitor of the portal with an open deposit."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._deposit_id = uuid4()
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=_TIMEOUT_SECONDS)
        self._cookie = ""

    @classmethod
    def opened(cls, address: str) -> Self:
        """Say a name, which opens the deposit."""
        form = cls(address)
        who = urlencode({"name": "Ann", "contact": "-", "deposit_id": form._deposit_id}).encode()
        answer = form._post("/identification/contact", (who,), "application/x-www-form-urlencoded", SEE_OTHER)
        form._cookie = answer.partition(";")[0]
        return form

    def send(self, content: bytes, filename: str) -> None:
        """Send a file as a paper of its own; it is safe when this returns."""
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="original_id"\r\n\r\n{uuid4()}\r\n--{BOUNDARY}\r\n'
        )
        head += f'Content-Disposition: form-data; name="photos"; filename="{filename}"\r\n\r\n'
        body = (head.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode())
        path = f"/deposits/{self._deposit_id}/originals?paper={uuid4()}"
        self._post(path, body, f"multipart/form-data; boundary={BOUNDARY}", CREATED)

    def _post(self, path: str, body: tuple[bytes, ...], kind: str, expected: int) -> str:
        headers = {"Origin": self._address, "Content-Type": kind, "Accept": "application/json", "Cookie": self._cookie}
        headers["Content-Length"] = str(sum(map(len, body)))
        self._connection.request("POST", path, body, headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status != expected:
            raise RuntimeError(f"{path} answered {answer.status}: {said[:300]!r}")
        return answer.headers.get("Set-Cookie", "")
