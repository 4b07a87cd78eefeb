"""Runs the whole of Guichet for a visitor: database, web server and worker under one parent, on one folder."""

import asyncio
import fcntl
import http.client
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from demo.children import Children
from demo.filling import fill
from demo.keys import demo_variables, post_dir
from dossier.database.embedded import Cluster, embedded
from dossier.ports import port_is_free
from dossier.settings import Settings, settings

HOST = "127.0.0.1"
_ANSWER_SECONDS = 60
_WATCH_SECONDS = 0.2


class DemoCannotRunError(Exception):
    """The demo cannot run; the message says why and what to do."""


class _Asked(BaseException):
    """Someone asked the demo to stop."""


def run(folder: Path, port: int, say: Callable[[str], None]) -> int:
    """Run the demo on a folder until Ctrl-C or SIGTERM; return the exit code.

    Raises DemoCannotRunError before anything is started when the port or the folder is taken, and later when a
    process of the demo does not do its part.
    """
    began = time.monotonic()
    if not port_is_free(HOST, port):
        raise DemoCannotRunError(f"Port {port} is taken by another program. Choose another: make demo PORT={port + 1}")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _alone(folder), _stopped_by_signals(), embedded(folder / "postgres") as cluster:
            post_dir(folder).mkdir(exist_ok=True)
            os.environ.update(demo_variables(folder, cluster, HOST, port))
            os.environ.setdefault("GUICHET_LOG_LEVEL", "warning")  # a visitor's terminal shows addresses, not requests
            _serve(cluster, settings(), began, say)
    except _Asked:
        say("Stopped.")
    return 0


def _serve(cluster: Cluster, decided: Settings, began: float, say: Callable[[str], None]) -> None:
    fill(cluster, decided, say)
    children = Children()
    try:
        children.start("serve")
        children.start("worker")
        code = _pairing_code(decided)  # while they start
        _wait_for_answer(children, decided.port)
        say(_welcome(decided, code, time.monotonic() - began))
        if not _has_training(decided):
            children.send("training")  # nobody waits for it
        while cluster.alive():
            _all_stand(children)
            time.sleep(_WATCH_SECONDS)
        raise DemoCannotRunError(f"PostgreSQL has stopped; {cluster.place.folder}/postgres.log says why.")
    finally:
        children.stop()


def _pairing_code(decided: Settings) -> str:
    from demo.kiosk import pairing_code

    return asyncio.run(pairing_code(decided))


def _has_training(decided: Settings) -> bool:
    from demo.filling import has_training

    return asyncio.run(has_training(decided))


def _wait_for_answer(children: Children, port: int) -> None:
    deadline = time.monotonic() + _ANSWER_SECONDS
    while not _answers(port):
        _all_stand(children)
        if time.monotonic() > deadline:
            raise DemoCannotRunError(f"The web server did not answer within {_ANSWER_SECONDS} s.")
        time.sleep(0.02)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=_ANSWER_SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _all_stand(children: Children) -> None:
    if fallen := children.fallen():
        raise DemoCannotRunError(f"`guichet {fallen}` has stopped; the lines above say why.")


def _welcome(decided: Settings, code: str, took_seconds: float) -> str:
    from demo.accounts import accounts
    from demo.places import MAIL_ADDRESS, POSTBOX

    address = decided.public_url
    return (
        f"\nGuichet runs (started in {took_seconds:.1f} s).\n\n"
        f"  Portal      {address}/\n"
        f"  Kiosk       {address}/kiosk (pair it with {code})\n"
        f"  Backoffice  {address}/backoffice\n"
        f"  SMS         {address}{POSTBOX} (what people's telephones would get)\n"
        f"  Post        {decided.batch_folder_dir} (lay a scanned stack there)\n"
        f"  E-mail      {MAIL_ADDRESS}, by LMTP at {HOST}:{decided.mail_listen_port}\n\n"
        f"{accounts()}\n\nCtrl-C stops it; what you did stays in var/."
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this demo; the lock goes with the process, however it ends."""
    descriptor = os.open(folder / "demo.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoCannotRunError(f"A demo runs on {folder} already. Stop it first.") from None
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Turn the first Ctrl-C, SIGTERM or SIGHUP into an orderly end, which later ones do not disturb."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        del number, frame
        if not asked:
            asked = True
            raise _Asked

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
