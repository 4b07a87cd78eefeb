"""Ports that are taken and free."""

import socket
from pathlib import Path

from dossier.ports import free_port, port_is_free


def test_taken_port_is_seen() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert not port_is_free("127.0.0.1", port)
    assert port_is_free("127.0.0.1", port)


def test_a_free_port_is_none_that_is_given_to_whoever_calls_out() -> None:
    first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    for _ in range(20):
        port = free_port("127.0.0.1")
        assert port_is_free("127.0.0.1", port)
        assert port < first
