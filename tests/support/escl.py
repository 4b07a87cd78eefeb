"""A scanner that speaks eSCL, over HTTP, as the specification says: state, capabilities, jobs, documents one by one."""

import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

from dossier.batches.escl import JPEG, PDF

_SCAN, _PWG = "http://schemas.hp.com/imaging/escl/2011/05/03", "http://www.pwg.org/schemas/2010/12/sm"
_XML = f'xmlns:scan="{_SCAN}" xmlns:pwg="{_PWG}"'


@dataclass
class Device:
    """A scanner: what lies in its feeder as it will be given out, and how it behaves."""

    documents: list[bytes] = field(default_factory=list)
    media_type: str = JPEG
    state: str = "Idle"
    feeder: str = ""  # other than what the documents tell
    jams_after: int | None = None  # so many documents
    hangs_up_after: int | None = None
    slow: bool = True  # says once, before each document, that it is not ready
    settings: list[dict[str, str]] = field(default_factory=list)  # of the jobs that it was given
    forgotten: list[str] = field(default_factory=list)  # the jobs that were deleted
    address: str = ""
    _jobs: dict[str, tuple[list[bytes], int]] = field(default_factory=dict)
    _asked_twice: bool = False

    def status(self) -> str:
        """Return ScannerStatus."""
        feeder = self.feeder or ("ScannerAdfLoaded" if self.documents else "ScannerAdfEmpty")
        return (
            f"<scan:ScannerStatus {_XML}><pwg:Version>2.0</pwg:Version><pwg:State>{self.state}</pwg:State>"
            f"<scan:AdfState>{feeder}</scan:AdfState></scan:ScannerStatus>"
        )

    def capabilities(self) -> str:
        """Return the part of ScannerCapabilities that says which formats it gives."""
        return (
            f"<scan:ScannerCapabilities {_XML}><scan:Adf><scan:AdfDuplexInputCaps><scan:SettingProfiles>"
            f"<scan:SettingProfile><scan:DocumentFormats><pwg:DocumentFormat>{self.media_type}</pwg:DocumentFormat>"
            "</scan:DocumentFormats></scan:SettingProfile></scan:SettingProfiles></scan:AdfDuplexInputCaps></scan:Adf>"
            "</scan:ScannerCapabilities>"
        )

    def begin(self, body: bytes) -> str | None:
        """Begin a job; None for settings that it does not understand."""
        told = ET.fromstring(body)
        names = (f"{{{_PWG}}}InputSource", f"{{{_SCAN}}}Duplex", f"{{{_PWG}}}DocumentFormat", f"{{{_SCAN}}}XResolution")
        values = {name.rpartition("}")[2]: told.findtext(name) or "" for name in names}
        if told.tag != f"{{{_SCAN}}}ScanSettings" or values["InputSource"] != "Feeder":
            return None
        if values["DocumentFormat"] != self.media_type:
            return None
        self.settings.append(values)
        job = uuid4().hex
        self._jobs[job] = (self.documents, 0)
        self.documents = []
        return job

    def next(self, job: str) -> tuple[int, bytes]:
        """Return a status and a document."""
        if job not in self._jobs:
            return 404, b""
        documents, given = self._jobs[job]
        if self.jams_after == given:
            self.feeder = "ScannerAdfJam"
            return 409, b""
        if given == len(documents):
            return 404, b""
        if self.slow and not self._asked_twice:
            self._asked_twice = True
            return 503, b""
        self._asked_twice = False
        self._jobs[job] = (documents, given + 1)
        return 200, documents[given]


class _Handler(BaseHTTPRequestHandler):
    device: Device

    def do_GET(self) -> None:
        _, root, *rest = self.path.split("/")
        if root != "eSCL":
            self._answer(404)
        elif rest == ["ScannerStatus"]:
            self._answer(200, self.device.status().encode())
        elif rest == ["ScannerCapabilities"]:
            self._answer(200, self.device.capabilities().encode())
        elif len(rest) == 3 and rest[::2] == ["ScanJobs", "NextDocument"]:
            status, data = self.device.next(rest[1])
            given = self.device._jobs.get(rest[1], ([], 0))[1]
            cut = self.device.hangs_up_after is not None and given > self.device.hangs_up_after
            self._answer(status, data, media_type=self.device.media_type, cut=cut)
        else:
            self._answer(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        job = self.device.begin(body) if self.path == "/eSCL/ScanJobs" else None
        if job is None:
            self._answer(409)
            return
        self.send_response(201)
        self.send_header("Location", f"http://scanner.local/eSCL/ScanJobs/{job}")  # a name that it alone knows
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_DELETE(self) -> None:
        self.device.forgotten.append(self.path.rpartition("/")[2])
        self._answer(200)

    def _answer(self, status: int, data: bytes = b"", *, media_type: str = "text/xml", cut: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)

    def log_message(self, *_: object) -> None:
        """Say nothing: what a test prints is its own."""


@contextmanager
def scanner(device: Device) -> Iterator[str]:
    """Run a scanner; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"device": device}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/eSCL"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


__all__ = ["JPEG", "PDF", "Device", "scanner"]
