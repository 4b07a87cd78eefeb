"""Authorities that vouch for a moment. One that speaks RFC 3161 over http is here; another kind is a new class."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from dossier.errors import Refused, Unavailable
from dossier.settings import Settings, UnsafeSettingsError

_ANSWER_MAX_BYTES = 64 * 1024  # an answer with its whole chain of certificates has 3 to 8 KB


class AuthorityAway(Unavailable):
    """The time stamp authority gave no stamp that can be believed ({answer}). It is asked again later."""


class NotVouched(Refused):
    """This time stamp does not vouch for these bytes."""


class StampAuthority(Protocol):
    """Vouches that some bytes were there at a moment."""

    async def stamp(self, data: bytes) -> bytes:
        """Return a token that vouches for some bytes now. Raises AuthorityAway."""
        ...

    def vouched_at(self, token: bytes, data: bytes) -> datetime:
        """Return the moment that a token vouches for, in UTC. Raises NotVouched where it is not for these bytes."""
        ...


class Rfc3161Authority:
    """An authority asked over http or https; believed where its certificate leads to one of ours."""

    def __init__(self, url: str, certificates: Sequence[x509.Certificate], timeout_seconds: int) -> None:
        """Take where to ask (empty: only tokens are checked) and whom to believe, roots and those between."""
        self._url = url
        self._roots = [each for each in certificates if each.issuer == each.subject]
        self._between = [each for each in certificates if each.issuer != each.subject]
        self._timeout_seconds = timeout_seconds

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the authority of this installation. Raises UnsafeSettingsError, which names the setting to mend."""
        assert settings.stamp_certificates is not None
        return cls(
            settings.stamp_authority_url, read_certificates(settings.stamp_certificates), settings.stamp_timeout_seconds
        )

    async def stamp(self, data: bytes) -> bytes:
        """Ask for a stamp over the SHA-256 of the bytes, and check it before it is believed."""
        request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
        try:
            answer = await asyncio.to_thread(self._ask, request.as_bytes())
        except (OSError, ValueError) as error:
            raise AuthorityAway(answer=type(error).__name__) from error
        try:
            self._check(decode_timestamp_response(answer), data, VerifierBuilder.from_request(request))
        except (VerificationError, ValueError) as error:
            raise AuthorityAway(answer=type(error).__name__) from error
        return answer

    def vouched_at(self, token: bytes, data: bytes) -> datetime:
        """Check signature, chain of certificates at that moment, purpose, and the hash of the bytes."""
        try:
            response = decode_timestamp_response(token)
            self._check(response, data, VerifierBuilder())
        except (VerificationError, ValueError) as error:
            raise NotVouched from error
        return response.tst_info.gen_time

    def _check(self, response: TimeStampResponse, data: bytes, builder: VerifierBuilder) -> None:
        for each in self._roots:
            builder = builder.add_root_certificate(each)
        for each in self._between:
            builder = builder.add_intermediate_certificate(each)
        builder.build().verify_message(response, data)

    def _ask(self, request: bytes) -> bytes:
        asked = urllib.request.Request(  # noqa: S310 - the settings take http and https alone
            self._url, data=request, headers={"Content-Type": "application/timestamp-query"}, method="POST"
        )
        with urllib.request.urlopen(asked, timeout=self._timeout_seconds) as answer:  # noqa: S310
            data: bytes = answer.read(_ANSWER_MAX_BYTES)
        return data


def authority_of(settings: Settings) -> StampAuthority | None:
    """Return whom this installation believes; None where its settings name nobody. Raises UnsafeSettingsError."""
    return Rfc3161Authority.of(settings) if settings.stamp_certificates else None


def read_certificates(path: Path) -> list[x509.Certificate]:
    """Read the certificates of a PEM file. Raises UnsafeSettingsError where it cannot be read, or holds no root."""
    try:
        found = x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnsafeSettingsError(
            f"GUICHET_STAMP_CERTIFICATES is a PEM file of certificates; this one is none ({type(error).__name__})."
        ) from error
    if not any(each.issuer == each.subject for each in found):
        raise UnsafeSettingsError("GUICHET_STAMP_CERTIFICATES needs a root certificate: one that signed itself.")
    return found
