"""An access token of social security's authorization server: client credentials, with a signed assertion.

RFC 6749 §4.4, RFC 7523 §2.2. That server takes no client secret, so there is none to set.
"""

import base64
import json
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPException
from urllib.parse import urlencode
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from dossier import clock
from dossier.notices.channel import NoticePutOff
from dossier.registrations.ebox_wire import connection_to, read_json
from dossier.settings import Settings

SCOPE = "scope:document:management:consult:ws-eboxrestentreprise:publicationsender"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_SECONDS = 60


def access_token(settings: Settings) -> str:
    """Return a token that may publish. Raises NoticePutOff: what is wrong here, no addressee has done."""
    told = {
        "grant_type": "client_credentials",
        "scope": SCOPE,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": _assertion(settings),
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    connection, path = connection_to(settings.ebox_token_url, settings.ebox_timeout_seconds)
    try:
        connection.request("POST", path, body=urlencode(told).encode(), headers=headers)
        answer = connection.getresponse()
        given, status = read_json(answer).get("access_token"), answer.status
    except (HTTPException, OSError):
        raise NoticePutOff("server_away") from None
    finally:
        connection.close()
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NoticePutOff("server_away", status)
    if status != HTTPStatus.OK or not isinstance(given, str) or not given.isascii() or not given.isprintable():
        raise NoticePutOff("server_closed", status)
    return given


def _assertion(settings: Settings) -> str:
    """Return a JWT by which the client says who it is, signed with RS256; good for a minute."""
    at_seconds = int(clock.now().timestamp())
    claims = {
        "iss": settings.ebox_client_id,
        "sub": settings.ebox_client_id,
        "aud": settings.ebox_audience,
        "jti": str(uuid4()),
        "iat": at_seconds,
        "exp": at_seconds + _ASSERTION_SECONDS,
    }
    signed = f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}"
    return f"{signed}.{_encoded(_key(settings).sign(signed.encode(), PKCS1v15(), SHA256()))}"


def _key(settings: Settings) -> RSAPrivateKey:
    try:
        assert settings.ebox_key_file is not None
        key = load_pem_private_key(settings.ebox_key_file.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        raise NoticePutOff("key_unreadable") from None
    if not isinstance(key, RSAPrivateKey):
        raise NoticePutOff("key_unreadable")
    return key


def _part(told: Mapping[str, object]) -> str:
    return _encoded(json.dumps(told).encode())


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
