"""An access token for the mailbox, from a refresh token (RFC 6749 §6). Blocks: it is called in a thread."""

import json
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, build_opener

from dossier.mail.trouble import MailboxAway, Trouble
from dossier.notices.sms import NoRedirects
from dossier.settings import Settings

_ANSWER_MAX_BYTES = 64 * 1024
_SERVER_FAULT = 500


def access_token(settings: Settings) -> str:
    """Return a token that opens the mailbox for a while. Raises MailboxAway, with what is wrong."""
    asked = {
        "grant_type": "refresh_token",
        "client_id": settings.mail_oauth_client_id,
        "client_secret": settings.mail_oauth_client_secret.get_secret_value(),
        "refresh_token": settings.mail_oauth_refresh_token.get_secret_value(),
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
    token = told.get("access_token") if isinstance(told, dict) else None
    if not isinstance(token, str) or not token:
        raise MailboxAway(trouble=Trouble.TOKEN_REFUSED)
    return token
