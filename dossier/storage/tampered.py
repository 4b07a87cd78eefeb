"""Sends an S3 store bytes that changed on their way, for `guichet doctor`: no client can be asked to do that.

Signed by hand as AWS Signature Version 4 says (docs.aws.amazon.com, "Authenticating Requests"), since the signature
has to fit what is declared, and not what is sent.
"""

import asyncio
import base64
import hashlib
import hmac
import os
from contextlib import suppress
from datetime import timedelta
from functools import reduce
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.store import S3Store

from dossier.finding import Finding

_DECLARED = b"Guichet sends bytes.\n"
_CHANGED = b"Guichet sends bytes?\n"
_TIMEOUT_SECONDS = 10
_METHOD = "AWS4-HMAC-SHA256"
_SIGNED_SECONDS = 60

TAKES_CHANGED = "The store kept bytes that changed on their way: it compares no hash. Use another one."
_UNTRIED = "Whether the store notices bytes that changed on their way was not tried"


async def noticing_changes(store: S3Store, key: str) -> list[Finding]:
    """Find out whether a store keeps bytes whose hash is another than is declared, as the vault declares it.

    An empty list is good news: it took sound bytes, and refused the others. Well is what could not be tried. Raises
    obstore's errors.
    """
    secret = os.environ.get("AWS_SECRET_ACCESS_KEY")
    if not secret:
        return [Finding(well=True, sentence=f"{_UNTRIED}: that takes AWS_SECRET_ACCESS_KEY.")]
    address = await obstore.sign_async(store, "PUT", key, timedelta(seconds=_SIGNED_SECONDS))
    try:
        sound = await asyncio.to_thread(_put, address, secret, _DECLARED)
        if sound != HTTPStatus.OK:
            said = f"{_UNTRIED} (sound bytes were answered with {sound})."
            return [Finding(well=True, sentence=said)]
        changed = await asyncio.to_thread(_put, address, secret, _CHANGED)
    except (OSError, HTTPException) as error:
        return [Finding(well=True, sentence=f"{_UNTRIED} ({error}).")]
    finally:
        with suppress(FileNotFoundError):
            await obstore.delete_async(store, key)
    return [Finding(well=False, sentence=TAKES_CHANGED)] if changed == HTTPStatus.OK else []


def _put(presigned: str, secret_key: str, sent: bytes) -> int:
    """Send bytes, declaring the hash of `_DECLARED`; return the status of the answer.

    `presigned` is an address for this PUT, whose query tells of key, region, date and session.
    """
    address = urlsplit(presigned)
    known = {name: values[0] for name, values in parse_qs(address.query).items()}
    access_key, *scope = known["X-Amz-Credential"].rsplit("/", 4)
    declared = hashlib.sha256(_DECLARED)
    headers = {
        "host": address.netloc,
        "x-amz-checksum-sha256": base64.b64encode(declared.digest()).decode(),
        "x-amz-content-sha256": declared.hexdigest(),
        "x-amz-date": known["X-Amz-Date"],
    }
    if "X-Amz-Security-Token" in known:
        headers["x-amz-security-token"] = known["X-Amz-Security-Token"]
    lines, names = [f"{name}:{value}" for name, value in headers.items()], ";".join(headers)  # in order already
    request = "\n".join(("PUT", address.path, "", *lines, "", names, declared.hexdigest()))
    hashed = hashlib.sha256(request.encode()).hexdigest()
    key = reduce(_mac, scope, f"AWS4{secret_key}".encode())
    signature = _mac(key, "\n".join((_METHOD, known["X-Amz-Date"], "/".join(scope), hashed))).hex()
    credential = "/".join((access_key, *scope))
    headers["authorization"] = f"{_METHOD} Credential={credential}, SignedHeaders={names}, Signature={signature}"
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.netloc, timeout=_TIMEOUT_SECONDS)
    try:
        connection.request("PUT", address.path, sent, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), hashlib.sha256)
