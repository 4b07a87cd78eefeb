"""Settings that contradict each other refuse to start, and say what to write instead."""

import os

import pytest

from dossier.settings import UnsafeSettingsError, from_environment


@pytest.mark.parametrize(
    ("quota", "said"),
    [
        ("GUICHET_PERSON_BYTES_PER_WINDOW_MAX", "is at least GUICHET_UPLOAD_MAX_BYTES"),
        ("GUICHET_ADDRESS_FILES_PER_WINDOW_MAX", "is at least GUICHET_DEPOSIT_PAGES_MAX"),
    ],
)
def test_a_quota_has_room_for_what_is_allowed_once(quota: str, said: str) -> None:
    with pytest.raises(UnsafeSettingsError, match=f"{quota} {said}"):
        from_environment({**os.environ, quota: str(2 * 1024 * 1024 if "BYTES" in quota else 2)})


@pytest.mark.parametrize(
    ("url", "said"), [("ftp://stamps.example", "begins with https"), ("https://stamps.example", "CERTIFICATES")]
)
def test_stamps_that_nobody_could_check_are_not_asked_for(url: str, said: str) -> None:
    with pytest.raises(UnsafeSettingsError, match=said):
        from_environment({**os.environ, "GUICHET_STAMP_AUTHORITY_URL": url})


def test_what_is_only_held_ends_before_what_is_worked_on() -> None:
    with pytest.raises(UnsafeSettingsError, match="GUICHET_HOLD_NEXT_SECONDS is less than GUICHET_CLAIM_LEASE_SECONDS"):
        from_environment({**os.environ, "GUICHET_HOLD_NEXT_SECONDS": "900"})


def test_a_centre_closes_after_it_opens() -> None:
    with pytest.raises(UnsafeSettingsError, match="GUICHET_OFFICE_CLOSES_AT is later than GUICHET_OFFICE_OPENS_AT"):
        from_environment({**os.environ, "GUICHET_OFFICE_OPENS_AT": "17:00"})


def test_the_address_of_the_accessibility_statement_is_one() -> None:
    with pytest.raises(UnsafeSettingsError, match="GUICHET_ACCESSIBILITY_EMAIL is an e-mail address"):
        from_environment({**os.environ, "GUICHET_ACCESSIBILITY_EMAIL": "02 123 45 67"})
