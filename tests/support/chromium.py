"""Finds a Chromium for the browser journeys, installing one where there is none; `python -m` says which.

In order: the variable CHROMIUM, the system's, Debian's by apt-get where we are root, Playwright's own.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

VARIABLE = "CHROMIUM"
_SHELL = "chromium-headless-shell"
"""The same browser without windows: a journey takes a third of the processor time that the whole one takes."""
_NAMES = (_SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


class ChromiumNotFoundError(Exception):
    """There is no Chromium, and none could be installed."""


@cache
def find() -> tuple[Path, str]:
    """Return the path of a Chromium and where it comes from. Raises ChromiumNotFoundError."""
    if named := os.environ.get(VARIABLE):
        if not Path(named).is_file():
            raise ChromiumNotFoundError(f"{VARIABLE} names {named}, which is not there.")
        return Path(named), VARIABLE
    with (Path(tempfile.gettempdir()) / f"guichet-chromium-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two workers of a test run would install it twice
        return _system() or _from_debian() or _from_playwright()


def launch_arguments() -> list[str]:
    """Return the words that keep Chromium off the network, let root start it, and print without asking.

    A page that prints by itself would else wait for ever for someone to close the preview, and print no other time.
    """
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    quiet += ["--disable-sync", "--disable-print-preview"]
    return [*quiet, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def _system() -> tuple[Path, str] | None:
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found), "the system's"
    return None


def _from_debian() -> tuple[Path, str] | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print(f"Installing Debian's {_SHELL} …", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", _SHELL]):
        done = subprocess.run(
            ["apt-get", *words], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            print(done.stderr[-1000:], file=sys.stderr)
            return None
    found = _system()
    return (found[0], "Debian's, just installed") if found else None


def _from_playwright() -> tuple[Path, str]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if not path.is_file():
        print("Installing Playwright's chromium …", file=sys.stderr)
        done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        if done.returncode != 0 or not path.is_file():
            raise ChromiumNotFoundError(f"No Chromium was found or installed. Install one, or name it in {VARIABLE}.")
    return path, "Playwright's"


if __name__ == "__main__":
    try:
        chosen, origin = find()
    except ChromiumNotFoundError as error:
        sys.exit(str(error))
    print(f"Browser journeys use {chosen} ({origin}).")
