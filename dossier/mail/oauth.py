"""An access token for the mailbox, in exchange for a refresh token (RFC 6749 §6). Blocks: it is called in a thread."""

import json
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, build_opener

from dossier.mail.trouble import MailboxAway, Trouble
from dossier.notices.sms import NoRedirects
from dossier.settings import Settings

_ANSWER_MAX_BYTES = 64 * 1024
_SERVER_FAULT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a provider gives."""

    access: str = field(repr=False)  # opens the mailbox for a while
    refresh: str = field(repr=False)  # to be used the next time in place of the one that was; empty: that stays good


def exchanged(settings: Settings, refresh: str) -> Given:
    """Change a refresh token for one that opens the mailbox. Raises MailboxAway, with what is wrong."""
    asked = {
        "grant_type": "refresh_token",
        "client_id": settings.mail_oauth_client_id,
        "client_secret": settings.mail_oauth_client_secret.get_secret_value(),
        "refresh_token": refresh,
        "scope": settings.mail_oauth_scope,
    }
    body = urlencode({name: value for name, value in asked.items() if value}).encode()
    request = Request(settings.mail_oauth_token_url, body, {"Accept": "application/json"})  # noqa: S310 - the installation's own setting
    try:
        with build_opener(NoRedirects).open(request, timeout=settings.mail_imap_timeout_seconds) as answer:
            told = json.loads(answer.read(_ANSWER_MAX_BYTES))
    except HTTPError as error:
        error.close()
        raise MailboxAway(trouble=Trouble.AWAY if error.code >= _SERVER_FAULT else Trouble.TOKEN_REFUSED) from None
    except (OSError, HTTPException, ValueError):
        raise MailboxAway(trouble=Trouble.AWAY) from None
    if not isinstance(told, dict):
        raise MailboxAway(trouble=Trouble.TOKEN_REFUSED)
    access, following = told.get("access_token"), told.get("refresh_token")
    if not isinstance(access, str) or not access:
        raise MailboxAway(trouble=Trouble.TOKEN_REFUSED)
    return Given(access=access, refresh=following if isinstance(following, str) else "")
