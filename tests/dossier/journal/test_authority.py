"""The time stamp authority: asked for real, believed for the same bytes alone, and by a root of ours alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dossier.journal.authority import AuthorityAway, NotVouched, Rfc3161Authority, read_certificates
from dossier.settings import UnsafeSettingsError
from tests.support.stamps import stamp_authority, write_certificates


async def test_a_stamp_vouches_for_the_same_bytes_alone(tmp_path: Path) -> None:
    with stamp_authority(tmp_path) as running:
        authority = running.client()
        token = await authority.stamp(b"an anchor")
    assert abs(authority.vouched_at(token, b"an anchor") - datetime.now(UTC)) < timedelta(minutes=1)
    for spoilt, data in (
        (token, b"another anchor"),
        (token[:-1] + bytes([token[-1] ^ 1]), b"an anchor"),
        (token[:-30], b"an anchor"),
        (b"", b"an anchor"),
    ):
        with pytest.raises(NotVouched):
            authority.vouched_at(spoilt, data)


async def test_a_stranger_s_stamp_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    write_certificates(tmp_path / "ours")
    ours = read_certificates(tmp_path / "ours" / "root.pem")
    with stamp_authority(tmp_path / "stranger") as stranger:
        token = await stranger.client().stamp(b"an anchor")
        with pytest.raises(AuthorityAway):
            await Rfc3161Authority(stranger.url, ours, 5).stamp(b"an anchor")
    with pytest.raises(NotVouched):
        Rfc3161Authority("", ours, 5).vouched_at(token, b"an anchor")


async def test_an_authority_that_is_away_is_told_as_such(tmp_path: Path) -> None:
    with stamp_authority(tmp_path) as running:
        authority = running.client(timeout_seconds=1)
    with pytest.raises(AuthorityAway):
        await authority.stamp(b"an anchor")


def test_certificates_that_are_none_are_told(tmp_path: Path) -> None:
    write_certificates(tmp_path)
    (tmp_path / "words.pem").write_text("no certificate")
    for name, said in (("words.pem", "PEM"), ("gone.pem", "PEM"), ("signer.pem", "root certificate")):
        with pytest.raises(UnsafeSettingsError, match=said):
            read_certificates(tmp_path / name)
