"""A scanner that speaks eSCL: asked whether sheets lie in its feeder, then to read them; each document is fetched.

By the eSCL specification of the Mopria Alliance (2.97): a scan is a job, whose documents are fetched one after the
other until there is none; while the next is not ready the scanner says 503.
"""

import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import Self
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.request import Request, build_opener

from dossier.errors import Refused
from dossier.notices.sms import NoRedirects

_SCAN, _PWG = "http://schemas.hp.com/imaging/escl/2011/05/03", "http://www.pwg.org/schemas/2010/12/sm"
_A4 = (2480, 3508)  # in 300ths of an inch, as regions are told
_ANSWER_MAX_BYTES = 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_PAUSE_SECONDS = 0.5
_AWAY = (OSError, HTTPException, ET.ParseError)
PDF, JPEG = "application/pdf", "image/jpeg"


class ScannerAway(Refused):
    """The scanner does not answer. Look whether it is on, and try again."""


class ScannerBusy(Refused):
    """The scanner is at work for somebody else. Wait a moment, and try again."""


class FeederEmpty(Refused):
    """No sheet lies in the scanner's feeder. Lay the stack in, and try again."""


class FeederStuck(Refused):
    """A sheet is stuck in the scanner, or its cover is open. Take the sheets out, lay all in again, and try again."""


class ScanBroken(Refused):
    """The scan was broken off. Nothing of it was kept: lay all sheets in again, and try again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """A scanner: where it answers, without a slash at the end, and how long it may take for that."""

    address: str
    timeout_seconds: float

    def check(self) -> None:
        """Raise FeederEmpty, FeederStuck, ScannerBusy or ScannerAway where nothing can be read now."""
        told = ET.fromstring(self._ask("ScannerStatus"))  # noqa: S314 - expat stops what swells, and an installation names the address
        if (told.findtext(f"{{{_PWG}}}State") or "") not in {"Idle", "Testing"}:
            raise ScannerBusy
        feeder = told.findtext(f"{{{_SCAN}}}AdfState") or ""
        if feeder == "ScannerAdfEmpty":
            raise FeederEmpty
        if feeder not in {"ScannerAdfLoaded", "ScannerAdfProcessing", ""}:
            raise FeederStuck

    def begin(self, *, both_sides: bool, dpi: int) -> "Job":
        """Have the feeder's sheets read; return the job. Raises ScannerBusy, ScannerAway, ScanBroken."""
        able = ET.fromstring(self._ask("ScannerCapabilities"))  # noqa: S314 - as above
        formats = {each.text for each in able.iter(f"{{{_PWG}}}DocumentFormat")}
        settings = _settings(PDF if PDF in formats else JPEG, both_sides=both_sides, dpi=dpi)
        request = Request(  # noqa: S310 - the settings let http(s) alone pass
            f"{self.address}/ScanJobs", data=settings, headers={"Content-Type": "text/xml"}, method="POST"
        )
        try:
            with self.send(request) as answer:
                place = answer.headers.get("Location", "")
        except HTTPError as error:
            raise (ScannerBusy if error.code == HTTPStatus.SERVICE_UNAVAILABLE else ScanBroken) from None
        except _AWAY as error:
            raise ScannerAway from error
        if not place:
            raise ScanBroken
        return Job(scanner=self, address=self._here(place))

    def _ask(self, what: str) -> bytes:
        try:
            with self.send(Request(f"{self.address}/{what}")) as answer:  # noqa: S310 - as above
                return answer.read(_ANSWER_MAX_BYTES)
        except HTTPError as error:
            raise (ScannerBusy if error.code == HTTPStatus.SERVICE_UNAVAILABLE else ScannerAway) from None
        except _AWAY as error:
            raise ScannerAway from error

    def send(self, request: Request) -> HTTPResponse:
        """Send a request of this module, and return the answer; raises what urllib raises."""
        answer: HTTPResponse = build_opener(NoRedirects).open(request, timeout=self.timeout_seconds)
        return answer

    def _here(self, place: str) -> str:
        """Return a job's address on the scanner that was asked: many a one tells a name that only it knows."""
        told, own = urlsplit(urljoin(f"{self.address}/", place)), urlsplit(self.address)
        return urlunsplit((own.scheme, own.netloc, told.path.rstrip("/"), "", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that a scanner gave: its media type, and its bytes as they come."""

    media_type: str
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A scan under way."""

    scanner: Scanner
    address: str

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let the scanner forget the job; one that is over it has forgotten already."""
        with suppress(*_AWAY, HTTPError):
            self.scanner.send(Request(self.address, method="DELETE")).close()  # noqa: S310 - as above

    def next(self) -> Document | None:
        """Return the next document, when it is ready; None where there is no more. Raises FeederStuck, ScanBroken."""
        until = time.monotonic() + self.scanner.timeout_seconds
        while True:
            try:
                answer = self.scanner.send(Request(f"{self.address}/NextDocument"))  # noqa: S310 - as above
            except HTTPError as error:
                if error.code == HTTPStatus.NOT_FOUND:
                    return None
                if error.code == HTTPStatus.CONFLICT:
                    raise FeederStuck from None
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > until:
                    raise ScanBroken from None
                time.sleep(_PAUSE_SECONDS)
            except _AWAY as error:
                raise ScanBroken from error
            else:
                media_type = (answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
                return Document(media_type=media_type, chunks=_chunks(answer))


def _chunks(answer: HTTPResponse) -> Iterator[bytes]:
    with answer:
        try:
            while chunk := answer.read(_CHUNK_BYTES):
                yield chunk
            if answer.length:  # it ended before its end, which read() passes over in silence
                raise ScanBroken
        except _AWAY as error:
            raise ScanBroken from error


def _settings(media_type: str, *, both_sides: bool, dpi: int) -> bytes:
    width, height = _A4
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:scan="{_SCAN}" xmlns:pwg="{_PWG}">
  <pwg:Version>2.0</pwg:Version>
  <scan:Intent>Document</scan:Intent>
  <pwg:ScanRegions>
    <pwg:ScanRegion>
      <pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
      <pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>
      <pwg:Width>{width}</pwg:Width><pwg:Height>{height}</pwg:Height>
    </pwg:ScanRegion>
  </pwg:ScanRegions>
  <pwg:InputSource>Feeder</pwg:InputSource>
  <scan:Duplex>{str(both_sides).lower()}</scan:Duplex>
  <scan:ColorMode>Grayscale8</scan:ColorMode>
  <scan:XResolution>{dpi}</scan:XResolution><scan:YResolution>{dpi}</scan:YResolution>
  <pwg:DocumentFormat>{media_type}</pwg:DocumentFormat>
  <scan:DocumentFormatExt>{media_type}</scan:DocumentFormatExt>
</scan:ScanSettings>
""".encode()
