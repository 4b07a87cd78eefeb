"""Servers on which scans are dropped: a real WebDAV one and a real SFTP one, over a folder."""

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import asyncssh
from wsgidav.wsgidav_app import WsgiDAVApp

USER, PASSWORD = "scans", "only for tests: é@/"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def webdav_server(folder: Path) -> Iterator[str]:
    """Serve a folder by WebDAV; yield its address, with the user."""
    app = WsgiDAVApp(  # type: ignore[no-untyped-call] # it ships no types
        {
            "provider_mapping": {"/post": str(folder)},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = make_server("127.0.0.1", 0, app, WSGIServer, _Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://{USER}@127.0.0.1:{server.server_port}/post"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Door(asyncssh.SSHServer):
    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)


@asynccontextmanager
async def sftp_server(folder: Path) -> AsyncIterator[tuple[str, str]]:
    """Serve a folder by SFTP; yield its address, with the user, and the public key of the server."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    server = await asyncssh.listen(
        "127.0.0.1",
        0,
        server_factory=_Door,
        server_host_keys=[key],
        sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(folder.parent).encode()),
    )
    async with server:
        yield f"sftp://{USER}@127.0.0.1:{server.get_port()}/{folder.name}", key.export_public_key().decode().strip()
