"""How the e-Box and its authorization server are spoken with: one request a connection, and no redirect."""

import json
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

_ANSWER_MAX_BYTES = 64 * 1024


def connection_to(url: str, timeout_seconds: int) -> tuple[HTTPConnection, str]:
    """Return a connection to an address of the settings, and the path there."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=timeout_seconds), parts.path or "/"


def read_json(answer: HTTPResponse) -> dict[str, Any]:
    """Return what a server answered; nothing where that is no JSON object, or too long to be one of theirs."""
    try:
        told = json.loads(answer.read(_ANSWER_MAX_BYTES))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
