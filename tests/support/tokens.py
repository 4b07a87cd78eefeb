"""A server that changes refresh tokens for access tokens, and tells an IMAP server whose a token is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

ACCESS = "access-for-a-while"
REFRESH = "refresh-until-it-is-over"


@dataclass(slots=True)
class Tokens:
    """What it is asked, and what it answers."""

    url: str = ""
    whose: str = ""  # mailbox the access token opens
    asked: list[dict[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)  # to the next ones, before it looks at what was asked
    good: str = REFRESH  # the one refresh token that it takes
    rotates: bool = False  # it gives a new one with each use, and lets the one before lapse


@contextmanager
def tokens() -> Iterator[Tokens]:
    """Run the server."""
    kept = Tokens()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            kept.asked.append({name: values[0] for name, values in parse_qs(body).items()})
            code = kept.answers.pop(0) if kept.answers else 200
            if code == 200 and kept.asked[-1].get("refresh_token") != kept.good:
                code = 400
            if code != 200:
                self._say(code, {"error": "no"})
                return
            told: dict[str, object] = {"access_token": ACCESS, "token_type": "Bearer"}
            if kept.rotates:
                kept.good = f"{REFRESH}-{len(kept.asked)}"
                told["refresh_token"] = kept.good
            self._say(code, told)

        def do_GET(self) -> None:
            is_ours = parse_qs(urlsplit(self.path).query).get("token") == [ACCESS]
            self._say(200, {"active": is_ours and "true", "username": kept.whose} if is_ours else {"active": "false"})

        def _say(self, code: int, told: dict[str, object]) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
