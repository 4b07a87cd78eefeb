"""Every setting of the service, in one frozen object that is read once.

A variable of the environment (or a line of `.env`) sets a field: the four addresses by their plain name, all others
with the prefix `GUICHET_`. A value that is unknown or unsafe refuses to start, with the sentence that mends it.
"""

import os
import re
from collections.abc import Mapping
from datetime import time
from functools import cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "GUICHET_"
ADDRESSES = frozenset({"database_url", "database_owner_url", "database_listen_url", "store_url"})
SECRET_MIN_CHARACTERS = 32
PUSH_STAND_IN = "phone.invalid"
"""The host of the addresses that a browser of the demo makes for itself, so that its maker is not asked either."""
_VISIT_MARGIN_SECONDS = 120
_EMAIL_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_PUSH_KEY = re.compile(r"[A-Za-z0-9_-]{43}=?")  # 32 bytes
_ENTERPRISE = re.compile(r"[01]\d{9}")
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_CLAMD_ADDRESS = re.compile(r"/.+|[^/]+:\d{1,5}")


class UnsafeSettingsError(Exception):
    """The settings cannot be used; the message says, line by line, what to write instead."""


class Settings(BaseSettings):
    """What an installation decides. Times in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    # Where things are
    mode: Literal["demo", "production", "test"] = "production"
    """`demo` and `test` allow plain http and made-up keys; `production` refuses them."""
    database_url: SecretStr
    """PostgreSQL as the app role: no BYPASSRLS, owns nothing."""
    database_owner_url: SecretStr | None = None
    """PostgreSQL as the owner of the tables; only `guichet migrate` needs it."""
    database_listen_url: SecretStr | None = None
    """PostgreSQL for the queue and LISTEN, direct (no pooler between); the app address where it is not set."""
    store_url: str
    """Where originals and pages are kept: `file:///var/lib/guichet` or `s3://bucket/prefix`."""
    store_timeout_seconds: int = Field(3, ge=1)
    """How long an object store may take for one act, beside the time for its bytes, before a person is told that
    nothing was kept."""
    public_url: str = "http://127.0.0.1:8000"
    """The address that people see; QR codes and links begin with it."""
    scratch_dir: Path = Path("var/scratch")
    """A folder on a disk of this machine for what is under way: pages being made, uploads to an object store."""
    centre_code: str = "demo"
    """The centre that answers at `public_url`."""

    # Keys
    secret_key: SecretStr
    """Signs receipts, links and devices. At least 32 characters."""
    niss_keys: dict[str, SecretStr]
    """Key id → 32 bytes in base64; the first one encrypts, all decrypt. JSON."""
    niss_index_key: SecretStr
    """32 bytes in base64, for the blind index by which a NISS is found. Never changes."""

    # The web server
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    web_workers: int = Field(1, ge=1, le=64)
    web_buffer_max_bytes: int = Field(1024 * 1024, ge=64 * 1024)
    """How much of a request one connection may hold in memory before it is taken in."""
    web_threads_max: int = Field(32, ge=4)
    """How many files a web process may write, hash and sync at the same time."""
    web_stop_seconds: int = Field(10, ge=1)
    """How long a stopping web process lets open answers finish."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses whose X-Forwarded-For is believed. JSON list."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    # Sessions and attempts
    staff_session_idle_seconds: int = Field(30 * 60, ge=60)
    staff_session_max_seconds: int = Field(10 * 3600, ge=600)
    portal_session_idle_seconds: int = Field(2 * 3600, ge=300)
    sign_in_attempts_max: int = Field(10, ge=3)
    """Wrong passwords for one account, or from one address ×5, within the window."""
    identify_attempts_max: int = Field(10, ge=3)
    """Wrong birth dates for one file, or from one address ×5, within the window."""
    help_attempts_max: int = Field(10, ge=3)
    """Wrong codes of helpers and interviews from one address ×5, within the window."""
    attempt_window_seconds: int = Field(15 * 60, ge=60)

    # What is taken in
    upload_max_bytes: int = Field(40 * 1024 * 1024, ge=1024 * 1024)
    upload_chunk_max_bytes: int = Field(4 * 1024 * 1024, ge=64 * 1024)
    """What a resumable upload stages at a time, and has to send again at most after a crash."""
    upload_expire_seconds: int = Field(24 * 3600, ge=60)
    """A resumable upload to which nothing came for so long is forgotten."""
    upload_idle_seconds: int = Field(30, ge=1)
    """A sender that is silent for so long in the midst of a file is taken to be gone; what came is kept."""
    upload_lock_seconds: int = Field(5, ge=1)
    """How long a request for an upload waits until the one before it lets go."""
    deposit_uploads_max: int = Field(40, ge=1)
    """Resumable uploads that one deposit may have under way at once."""
    deposit_pages_max: int = Field(120, ge=1)
    pdf_pages_max: int = Field(200, ge=1)
    page_max_pixels: int = Field(100_000_000, ge=1_000_000)
    progressive_max_pixels: int = Field(40_000_000, ge=1_000_000)
    """Of a progressive JPEG, which is held whole in memory to be read."""
    interlaced_max_pixels: int = Field(40_000_000, ge=1_000_000)
    """Of an interlaced PNG, which is held whole in memory to be read."""
    page_dpi_max: int = Field(300, ge=150, le=600)
    """Dots an inch of a page as it is kept; a photo that holds fewer gives fewer."""
    deposit_open_seconds: int = Field(48 * 3600, ge=600)
    """A deposit that nobody confirmed for so long is abandoned."""
    abandoned_keep_seconds: int = Field(30 * 24 * 3600, ge=3600)
    """An abandoned deposit is purged after so long: its pages, its name and contact, its files."""
    taken_back_keep_seconds: int = Field(24 * 3600, ge=0)
    """How long the bytes of a file stay in the store that its depositor took back before sending."""

    # What may come in a while; a household with a full deposit and a waiting room behind one address stay far below
    quota_window_seconds: int = Field(3600, ge=60)
    """The while in which what comes is counted. It begins with the first file or deposit."""
    person_files_per_window_max: int = Field(600, ge=1)
    """From one identified person; from someone without a file, into one deposit."""
    person_bytes_per_window_max: int = Field(3 * 1024**3, ge=1024 * 1024)
    person_deposits_per_window_max: int = Field(60, ge=1)
    """That one identified person may begin at the portal."""
    address_files_per_window_max: int = Field(3000, ge=1)
    """From one address (the /64 of an IPv6 one), by whomever. Kiosks have a quota of their own, staff has none."""
    address_bytes_per_window_max: int = Field(10 * 1024**3, ge=1024 * 1024)
    address_deposits_per_window_max: int = Field(300, ge=1)
    """That may be begun at the portal from one address, by whomever."""
    kiosk_files_per_window_max: int = Field(1800, ge=1)
    """From one kiosk: a photo every two seconds without a pause."""
    kiosk_bytes_per_window_max: int = Field(10 * 1024**3, ge=1024 * 1024)

    # The API, by which other systems of the centre speak with this one
    api_token_seconds: int = Field(15 * 60, ge=60, le=24 * 3600)
    """How long a token is good that a client got for its secret."""
    client_secret_overlap_hours: int = Field(72, ge=0, le=90 * 24)
    """How long a client's former secret is good beside a new one, so that nothing stands still meanwhile."""
    api_page_max: int = Field(100, ge=1, le=1000)
    """How many records a client gets at once."""
    client_attempts_max: int = Field(20, ge=3)
    """Wrong secrets for one client, or from one address ×5, within `attempt_window_seconds`."""
    client_requests_per_window_max: int = Field(20_000, ge=1)
    """That one client may make within `quota_window_seconds`."""
    client_files_per_window_max: int = Field(3000, ge=1)
    """From one client, by whichever address it comes."""
    client_bytes_per_window_max: int = Field(10 * 1024**3, ge=1024 * 1024)

    webhook_timeout_seconds: int = Field(10, ge=1, le=60)
    """How long another system may take over one message."""
    webhook_tries_max: int = Field(12, ge=1, le=30)
    """How often a message is tried: after half a minute, then twice as long, up to six hours. Twelve: half a day."""
    webhook_private_targets: bool = False
    """Messages may go to addresses within the centre's own network, and by plain http."""
    webhooks_leave: bool = True
    """Messages leave at all. Not: each ends among those that were not taken."""
    webhooks_per_client_max: int = Field(20, ge=1)

    # An existing document system of the centre
    document_system_dir: Path | None = None
    """A folder into which each filed document is laid as a PDF and a JSON, as the worker sees it; none: nowhere.
    It is laid there anew when it is corrected or moved; of one that is withdrawn the JSON says so, without its PDF."""
    document_system_poll_seconds: float = Field(60, ge=1)
    """How often it is looked for documents that are not there yet."""

    # The antivirus
    clamd_address: str = ""
    """A clamd that looks at each file: `/run/clamav/clamd.ctl` or `host:3310`. Empty: none."""
    clamd_required: bool = False
    """Nobody of the staff may open a file as it was received before clamd called it clean."""
    clamd_timeout_seconds: int = Field(30, ge=1)
    """How long clamd may take over one file."""

    # The journal, and packages about one person
    stamp_authority_url: str = ""
    """Who vouches each day for the journal (RFC 3161): `https://…`. Empty: nobody, and who holds the database and the
    store could write the journal anew."""
    stamp_certificates: Path | None = None
    """A PEM file: the root certificates of that authority, and of former ones, and those between that it leaves out."""
    stamp_timeout_seconds: int = Field(20, ge=1)
    export_keep_seconds: int = Field(7 * 24 * 3600, ge=3600)
    """How long a package about one person stays in the store, from when the worker began to make it."""
    feedback_picture_max_bytes: int = Field(4 * 1024 * 1024, ge=64 * 1024)
    """How large the picture of a screen may be that comes with feedback."""
    # Requests for documents, and how people are told of them
    request_due_days: int = Field(14, ge=1, le=365)
    """How many days a person has for what is asked of them, unless the worker says another day."""
    smtp_host: str = ""
    """The server that e-mail goes through. Empty: none is sent, and the screens say so."""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """`none` in production only to a server on this machine."""
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_sender: str = ""
    """The address that e-mail comes from, as `documents@cpas.example`."""
    smtp_timeout_seconds: int = Field(20, ge=1)

    # The centre's mailbox, into which people send papers; how it is dealt with, an administrator says
    mail_imap_host: str = ""
    """The server on which the mailbox is. Empty: none is looked into."""
    mail_imap_port: int = Field(993, ge=1, le=65535)
    mail_imap_security: Literal["tls", "starttls", "none"] = "tls"
    """`none` in production only to a server on this machine."""
    mail_imap_address: str = ""
    """The mailbox's address, as `documents@cpas.example`: the centre that gives it as its own has this mailbox."""
    mail_imap_user: str = ""
    """Empty: the address."""
    mail_imap_password: SecretStr = SecretStr("")
    mail_imap_timeout_seconds: int = Field(30, ge=1)
    """How long the server may take over one answer."""
    mail_oauth_token_url: str = ""
    """Where a refresh token is changed for one that opens the mailbox (XOAUTH2). Empty: it is opened by a password."""
    mail_oauth_client_id: str = ""
    mail_oauth_client_secret: SecretStr = SecretStr("")
    mail_oauth_refresh_token: SecretStr = SecretStr("")
    """The first one. Where the provider gives a new one with each use, the last is kept in the database, sealed."""
    mail_oauth_scope: str = ""
    """Only where the server that gives tokens wants one."""
    mail_fetch_seconds: int = Field(60, ge=1)
    """How often the mailbox is looked into."""
    mail_fetch_at_once_max: int = Field(50, ge=1)
    """How many mails are taken out of it in one look: the rest has its turn in the next."""
    mail_listen_host: str = "127.0.0.1"
    """Where a worker takes mail in from the centre's own server by LMTP, instead of looking into a mailbox."""
    mail_listen_port: int = Field(0, ge=0, le=65535)
    """0: nowhere."""
    mail_listen_seconds: int = Field(60, ge=5)
    """How long a server that hands mail over may be silent."""
    mail_max_bytes: int = Field(50 * 1024 * 1024, ge=1024 * 1024)
    """A mail that is larger is left in the mailbox for a person, or sent back by the server that hands it over."""
    mail_parts_max: int = Field(200, ge=10)
    """A mail of more parts is put before a person as it is."""
    mail_nested_max: int = Field(3, ge=0, le=10)
    """How many mails deep, one within the other, parts are looked for; and how many packages deep."""
    mail_unpacked_max_bytes: int = Field(100 * 1024 * 1024, ge=0)
    """How much the packages in one mail may hold in all: of one that holds more, nothing is taken."""
    mail_words_max_characters: int = Field(60_000, ge=1000)
    """What a mail says at most to become pages."""
    mail_logo_max_pixels: int = Field(120_000, ge=0)
    """A picture within the words of a mail that is no larger (400 by 300) is a logo, and no paper."""
    mail_keep_days: int = Field(180, ge=1)
    """How long a mail is kept as it was received once nothing of it waits: what was filed of it stays."""
    sms_url: str = ""
    """A gateway that takes `{"to", "text", "reference"}` as JSON by POST. Empty: no SMS is sent."""
    sms_token: SecretStr = SecretStr("")
    """By which the gateway knows us: `Authorization: Bearer …`."""
    sms_timeout_seconds: int = Field(20, ge=1)
    push_private_key: SecretStr = SecretStr("")
    """By which push services know this installation (VAPID): `guichet push-key` makes one. Empty: no phone can be told
    by web push. With another key, phones have to be switched on anew."""
    push_contact: str = ""
    """The e-mail address at which a push service reaches whoever runs this installation."""
    push_hosts: tuple[str, ...] = (
        "fcm.googleapis.com",
        "updates.push.services.mozilla.com",
        "web.push.apple.com",
        "*.notify.windows.com",
    )
    """The push services of browsers; nothing is sent anywhere else. `*.` stands for all names below. JSON list."""
    push_keep_seconds: int = Field(3 * 24 * 3600, ge=60, le=28 * 24 * 3600)
    """How long a push service keeps a message for a phone that is off."""
    push_timeout_seconds: int = Field(20, ge=1)
    push_phones_max: int = Field(5, ge=1, le=50)
    """How many phones tell of one person, or of one deposit; the one switched on first makes room."""
    push_postbox_url: str = ""
    """A page of the demo that takes what phones would show, so that none is asked. Not in production."""
    notice_tries_max: int = Field(10, ge=1)
    """How often an e-mail, SMS or push is tried whose server is away: after a minute, then after twice as long, up to
    an hour."""

    # What a person sees of their own, after a one-time code to the e-mail or telephone of their file
    one_time_code_seconds: int = Field(600, ge=60, le=3600)
    """How long a code can be typed."""
    one_time_code_guesses_max: int = Field(5, ge=1, le=20)
    """How often a code may be typed, wrong or right."""
    one_time_codes_window_seconds: int = Field(6 * 3600, ge=600)
    """The while in which codes are counted that were asked for."""
    one_time_codes_per_person_max: int = Field(5, ge=1)
    one_time_codes_per_address_max: int = Field(40, ge=1)
    """Asked from one address (the /64 of an IPv6 one), for whomever: a waiting room shares one."""
    one_time_codes_wait_max_seconds: int = Field(7 * 24 * 3600, ge=600)
    """The longest wait for a new code. It doubles with each window in which wrong codes were typed again and again."""
    contact_change_wait_hours: int = Field(24, ge=0, le=14 * 24)
    """How long no code goes to an address that replaced another one: who had the other one is told, and can object."""
    mine_open_seconds: int = Field(1800, ge=60)
    """How long a browser shows what is kept of a person, from the code on."""

    # The receipt by e-mail, on the phone, and the day by which documents are usually looked at
    receipt_emails_window_seconds: int = Field(24 * 3600, ge=600)
    """The while in which e-mails with a receipt are counted."""
    receipt_emails_per_deposit_max: int = Field(3, ge=1)
    receipt_emails_per_recipient_max: int = Field(10, ge=1)
    """To one e-mail address, of whatever deposits."""
    receipt_emails_per_address_max: int = Field(40, ge=1)
    """Asked from one address (the /64 of an IPv6 one): a waiting room shares one."""
    receipts_kept_days: int = Field(180, ge=1, le=400)
    """How long a browser keeps the links to the receipts that were given there; browsers take 400 at most."""
    person_kept_days: int = Field(180, ge=1, le=400)
    """How long a phone remembers, where its person asked for it, for whom it hands in."""
    phones_per_person_max: int = Field(10, ge=1, le=100)
    """How many phones may remember one person at the same time; then the oldest is forgotten."""
    expected_window_days: int = Field(30, ge=7, le=365)
    """How far back it is looked how long documents waited for a decision."""
    expected_share_percent: int = Field(80, ge=50, le=99)
    """Of a hundred documents, how many were decided by the day that a depositor is told."""
    expected_documents_min: int = Field(20, ge=1)
    """From so few decided documents on a day is told: of the same circuit, or else of all that people hand in."""

    helper_code_seconds: int = Field(48 * 3600, ge=600, le=30 * 24 * 3600)
    """How long a helper code works by which somebody hands in for a person."""
    helper_code_deposits_max: int = Field(5, ge=1, le=100)
    """How many deposits may be begun by one helper code."""
    helper_codes_at_once_max: int = Field(3, ge=1, le=20)
    """How many helper codes of one person may work at the same time."""
    capture_session_seconds: int = Field(30 * 60, ge=60, le=8 * 3600)
    """How long a phone may open the code of an interview, and send pages after it did."""

    # Processing
    box_max_bytes: int = Field(1536 * 1024 * 1024, ge=256 * 1024 * 1024)
    """Memory that one boxed child may address."""
    box_seconds: int = Field(15, ge=2)
    """Time that one page may take in the boxed child."""
    office_program: str = "soffice"
    """LibreOffice's command, by its name or path, which makes pages of DOCX and ODT. Empty, or where it is not there:
    such a file is kept as it came, and marked."""
    office_seconds: int = Field(60, ge=5)
    """Time that LibreOffice may take for one file."""
    office_max_bytes: int = Field(2 * 1024 * 1024 * 1024, ge=512 * 1024 * 1024)
    """Memory that LibreOffice may address."""
    job_picks_max: int = Field(3, ge=1)
    """A page whose job was picked so often without an end is put before a person."""
    job_lease_seconds: int = Field(60, ge=5)
    """A job whose worker was silent for so long is taken over."""
    jobs_at_once: int = Field(2, ge=1)

    # When the centre works: Monday to Friday, in Brussels time; holidays are known, closing days are a list
    office_opens_at: time = time(8, 30)
    office_closes_at: time = time(16, 30)
    """Hours of a deadline count between the two, and a deadline in days ends at the second."""
    escalate_hours: int = Field(4, ge=1, le=40)
    """Working hours for which a same-day signal may wait before the head of the department is told."""
    signal_digest_at: time = time(7, 30)
    """When, on working days, an e-mail tells each of the staff how many signals wait in their daily list. Needs
    `smtp_host`."""

    # Checks of the store
    reconcile_light_seconds: int = Field(24 * 3600, ge=600)
    """How often every row is compared with the store, by presence and size."""
    reconcile_deep_seconds: int = Field(7 * 24 * 3600, ge=3600)
    """How often every file in the store is read again and its hash compared."""
    reconcile_bytes_per_second: int = Field(50 * 1024 * 1024, ge=1024 * 1024)
    """How fast a check may read the store."""
    orphan_young_seconds: int = Field(3600, ge=600)
    """Bytes without a row count as work under way until they are so old."""
    leftovers_keep_seconds: int = Field(24 * 3600, ge=3600)
    """Half-written files that a killed process left behind are removed once they are so old."""

    # Who reads what
    glass_open_seconds: int = Field(4 * 3600, ge=300, le=7 * 24 * 3600)
    """How long a file or document of others stays open to whoever broke its glass."""
    looks_name_staff: bool = False
    """A beneficiary who asks who looked reads the names of staff too, not only department and role."""

    # The accessibility statement: whom to tell of a barrier. Both empty: it sends people to the counter
    accessibility_email: str = ""
    accessibility_phone: str = ""

    # The desk and the kiosk
    second_look_share_percent: int = Field(5, ge=0, le=100)
    """How many of a hundred documents that one person filed are drawn for another person's look, by chance."""
    second_look_days: int = Field(21, ge=1, le=365)
    """How long a document that was drawn waits for its second look; after that it counts as not looked at."""
    monitoring_people_min: int = Field(5, ge=2, le=50)
    """A figure of what staff did is told of so many people at least; those of fewer are put together."""
    undo_seconds: int = Field(600, ge=0, le=24 * 3600)
    """How long what was done at the desk can be taken back; until then no message of it leaves."""
    claim_lease_seconds: int = Field(15 * 60, ge=30)
    """How long a claimed deposit stays with a staff member who does nothing."""
    hold_next_seconds: int = Field(120, ge=10)
    """How long what comes next is kept free for whoever thinks about a document at the desk."""
    note_correct_seconds: int = Field(24 * 3600, ge=0)
    """How long a staff member may correct a note of their own on a social file."""
    bundle_keep_seconds: int = Field(24 * 3600, ge=600)
    """How long a bundle that was made can be downloaded."""
    kiosk_idle_seconds: int = Field(60, ge=10)
    kiosk_warning_seconds: int = Field(20, ge=20)
    """How long the warning waits before everything is wiped (WCAG 2.2.1: at least 20)."""
    kiosk_receipt_seconds: int = Field(30, ge=5)
    """How long a receipt stays on the kiosk's screen."""
    kiosk_scan_pause_milliseconds: int = Field(60, ge=20, le=200)
    """What ends the keys that a scanner types, at a kiosk and at a counter; a person's keys act this much later."""
    kiosk_agent_port: int = Field(8631, ge=1024, le=65535)
    """Where the service on a kiosk's machine answers its page, on 127.0.0.1 there."""
    kiosk_life_seconds: int = Field(60, ge=5)
    """How often a kiosk's service says how its machine is; after three times in silence it counts as gone."""
    kiosk_print_seconds: int = Field(20, ge=5)
    """A receipt that is not on paper after so long is not printed any more: its person may have left."""
    kiosk_printer_patience_seconds: int = Field(2, ge=1)
    """How long a receipt printer may take to answer before it counts as away."""
    kiosk_numbers_count: int = Field(100, ge=0, le=500)
    """How many receipts a kiosk can promise without network: numbers that are kept for it. 0: it takes nothing then."""
    pairing_code_seconds: int = Field(15 * 60, ge=60)
    counter_folders_dir: Path | None = None
    """Where the scanners of counters lay their files, a folder for each, as the web processes see it; none: no scanner
    is read."""
    counter_scan_settle_seconds: float = Field(2, ge=0)
    """How long a scanner's file has to stay as it is before it counts as whole."""
    kept_paper_months: int = Field(12, ge=1, le=1200)
    """How long a paper is kept whose type says nothing of it, counted from the day on which it was taken in."""
    kept_paper_undo_seconds: int = Field(24 * 3600, ge=0)
    """How long whoever noted that a kept paper was handed back or destroyed may take that back."""
    counter_taken_keep_days: int = Field(7, ge=1)
    """How long a scanner's file is kept beside its folder once it is in a deposit, or was put aside."""

    # Documents that the centre itself makes
    registration_folders_dir: Path | None = None
    """Where text programs lay documents to register, a folder for each department by its code (`AS`, `JUR`), as the web
    processes see it; none: files are chosen in the browser alone."""
    registration_settle_seconds: float = Field(2, ge=0)
    """How long such a file has to stay as it is before it counts as whole."""
    registration_taken_keep_days: int = Field(7, ge=1)
    """How long such a file is kept beside its folder once it is registered."""
    ebox_url: str = ""
    """The e-Box Enterprise, to which letters to enterprises are published, as
    `https://services.socialsecurity.be/REST/ebox/enterprise/messageRegistry/v3`. Empty: "by eBox" is noted alone."""
    ebox_token_url: str = ""
    """Where the token for it is asked, as `https://services.socialsecurity.be/REST/oauth/v5/token`."""
    ebox_audience: str = "https://oauth.socialsecurity.be"
    """For whom we sign when we ask for it; of the acceptance environment: `https://oauthacc.socialsecurity.be`."""
    ebox_client_id: str = ""
    """As which we are known there since the onboarding."""
    ebox_key_file: Path | None = None
    """A PEM file: the private key (RSA, without a password) of the certificate that was handed in there."""
    ebox_sender_number: str = ""
    """The centre's own enterprise number, ten figures."""
    ebox_application_id: str = ""
    ebox_message_type: str = ""
    """Both as they were given at the onboarding."""
    ebox_language: Literal["fr", "nl", "de"] = "fr"
    """In which language a message is named: the e-Box takes one alone."""
    ebox_timeout_seconds: int = Field(60, ge=1)
    """How long one of these servers may take for its next answer."""

    # Batches: stacks that the scan section scans
    batch_folder_dir: Path | None = None
    """Where scanners lay stacks of the post, as the worker sees it; none: no folder is read."""
    batch_poll_seconds: float = Field(5, ge=0.1)
    """How often the worker looks where stacks come in."""
    batch_settle_seconds: float = Field(5, ge=0)
    """How long a file there has to stay as it is before it counts as whole."""
    batch_drop_url: str = ""
    """Where others drop stacks for us: `https://scans@files.example/post` (WebDAV) or `sftp://scans@files.example/post`.
    Empty: nowhere."""
    batch_drop_password: SecretStr = SecretStr("")
    batch_drop_host_key: str = ""
    """The public key of the SFTP server, as `ssh-ed25519 AAAA…`: with another one nothing is taken."""
    batch_drop_poll_seconds: float = Field(30, ge=0.1)
    """How often it is asked there."""
    batch_drop_timeout_seconds: int = Field(30, ge=1)
    """How long that server may take for its next answer."""
    batch_scanners: dict[str, str] = {}
    """Scanners that speak eSCL: by which name people know each → its address, as `http://10.0.0.9/eSCL`. JSON."""
    batch_scanner_timeout_seconds: int = Field(60, ge=1)
    """How long such a scanner may take for its next answer."""
    batch_scan_dpi: int = Field(200, ge=150, le=600)
    """At how many dots an inch such a scanner reads."""
    batch_max_bytes: int = Field(600 * 1024 * 1024, ge=1024 * 1024)
    batch_sheets_max: int = Field(1000, ge=1)
    """How many sheets one stack may have, fronts and backs."""
    batch_keep_days: int = Field(30, ge=1)
    """How long the file of a batch is kept once each of its sheets is accounted for; so long what was set aside can be
    taken back."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what `from_environment` hands over, and nothing behind its back."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)

    @model_validator(mode="after")
    def _safe(self) -> Self:
        wrongs = []
        if len(self.secret_key.get_secret_value()) < SECRET_MIN_CHARACTERS:
            wrongs.append(f"GUICHET_SECRET_KEY needs at least {SECRET_MIN_CHARACTERS} characters.")
        if not self.niss_keys:
            wrongs.append('GUICHET_NISS_KEYS needs one key or more, as {"k1": "<32 bytes in base64>"}.')
        wrongs += self._wrongs_of_services()
        wrongs += [
            f"{variable(quota)} is at least {variable(one)}, or what is allowed once never comes."
            for who in ("person", "address", "kiosk", "client")
            for quota, one in (
                (f"{who}_bytes_per_window_max", "upload_max_bytes"),
                (f"{who}_files_per_window_max", "deposit_pages_max"),
            )
            if getattr(self, quota) < getattr(self, one)
        ]
        if self.hold_next_seconds >= self.claim_lease_seconds:
            wrongs.append(
                f"{variable('hold_next_seconds')} is less than {variable('claim_lease_seconds')}: what is only held "
                "ends before what is worked on."
            )
        wrongs += self._unsafe_notices()
        wrongs += self._unsafe_mail()
        wrongs += self._unsafe_push()
        wrongs += self._unsafe_ebox()
        if not self.store_url.startswith(("file:///", "s3://")):
            wrongs.append("STORE_URL begins with file:/// or s3://.")
        if self.mode == "production":
            if not self.public_url.startswith("https://"):
                wrongs.append("GUICHET_PUBLIC_URL begins with https:// in production.")
            if any("demo" in each.get_secret_value() for each in (self.secret_key, self.niss_index_key)):
                wrongs.append("GUICHET_SECRET_KEY and GUICHET_NISS_INDEX_KEY still hold the demo's keys.")
        if wrongs:
            raise ValueError("\n".join(wrongs))
        return self

    def _wrongs_of_services(self) -> list[str]:
        told = {
            "GUICHET_CLAMD_ADDRESS is the path of a socket, or host:port.": self.clamd_address
            and not _CLAMD_ADDRESS.fullmatch(self.clamd_address),
            "GUICHET_CLAMD_REQUIRED needs a GUICHET_CLAMD_ADDRESS.": self.clamd_required and not self.clamd_address,
            "GUICHET_ACCESSIBILITY_EMAIL is an e-mail address, as access@cpas.example.": self.accessibility_email
            and not _EMAIL_ADDRESS.fullmatch(self.accessibility_email),
            "GUICHET_BATCH_DROP_URL begins with https:// or sftp://.": self.batch_drop_url
            and not self.batch_drop_url.startswith(("https://", "http://", "sftp://")),
            "GUICHET_BATCH_DROP_URL begins with https:// or sftp:// in production.": self.mode == "production"
            and self.batch_drop_url.startswith("http://"),
            "GUICHET_BATCH_DROP_URL of an SFTP server needs GUICHET_BATCH_DROP_HOST_KEY.": (
                self.batch_drop_url.startswith("sftp://") and not self.batch_drop_host_key
            ),
            "GUICHET_BATCH_SCANNERS holds addresses that begin with http:// or https://.": not all(
                each.startswith(("http://", "https://")) for each in self.batch_scanners.values()
            ),
            "GUICHET_STAMP_AUTHORITY_URL begins with https:// or http://.": self.stamp_authority_url
            and not self.stamp_authority_url.startswith(("https://", "http://")),
            "GUICHET_STAMP_AUTHORITY_URL needs GUICHET_STAMP_CERTIFICATES, or no stamp can be checked.": (
                self.stamp_authority_url and self.stamp_certificates is None
            ),
        }
        return [sentence for sentence, wrong in told.items() if wrong]

    def _unsafe_notices(self) -> list[str]:
        """Return what is wrong with the servers of e-mail and SMS."""
        wrongs = []
        if self.smtp_host and not _EMAIL_ADDRESS.fullmatch(self.smtp_sender):
            wrongs.append("GUICHET_SMTP_HOST needs a GUICHET_SMTP_SENDER, as documents@cpas.example.")
        if self.sms_url and not self.sms_url.startswith(("http://", "https://")):
            wrongs.append("GUICHET_SMS_URL begins with https://.")
        if self.mode == "production":
            if self.smtp_host and self.smtp_security == "none" and self.smtp_host not in _THIS_MACHINE:
                wrongs.append("GUICHET_SMTP_SECURITY is starttls or tls in production.")
            if self.sms_url.startswith("http://") and urlsplit(self.sms_url).hostname not in _THIS_MACHINE:
                wrongs.append("GUICHET_SMS_URL begins with https:// in production.")
        return wrongs

    def _unsafe_mail(self) -> list[str]:
        """Return what is wrong with the way to the centre's mailbox."""
        if not self.mail_imap_host:
            return []
        wrongs = []
        if not _EMAIL_ADDRESS.fullmatch(self.mail_imap_address):
            wrongs.append("GUICHET_MAIL_IMAP_HOST needs a GUICHET_MAIL_IMAP_ADDRESS, as documents@cpas.example.")
        by_token = bool(self.mail_oauth_token_url)
        if by_token == bool(self.mail_imap_password.get_secret_value()):
            wrongs.append("GUICHET_MAIL_IMAP_PASSWORD or GUICHET_MAIL_OAUTH_TOKEN_URL opens the mailbox: set one.")
        if by_token and not (self.mail_oauth_client_id and self.mail_oauth_refresh_token.get_secret_value()):
            wrongs.append(
                "GUICHET_MAIL_OAUTH_TOKEN_URL needs a GUICHET_MAIL_OAUTH_CLIENT_ID and a "
                "GUICHET_MAIL_OAUTH_REFRESH_TOKEN."
            )
        if self.mode == "production":
            if self.mail_imap_security == "none" and self.mail_imap_host not in _THIS_MACHINE:
                wrongs.append("GUICHET_MAIL_IMAP_SECURITY is tls or starttls in production.")
            if by_token and not self.mail_oauth_token_url.startswith("https://"):
                wrongs.append("GUICHET_MAIL_OAUTH_TOKEN_URL begins with https:// in production.")
        return wrongs

    def _unsafe_push(self) -> list[str]:
        """Return what is wrong with the way to push services."""
        wrongs = []
        key = self.push_private_key.get_secret_value()
        if key and not _PUSH_KEY.fullmatch(key):
            wrongs.append("GUICHET_PUSH_PRIVATE_KEY is no key: `guichet push-key` makes one.")
        if key and not _EMAIL_ADDRESS.fullmatch(self.push_contact):
            wrongs.append("GUICHET_PUSH_PRIVATE_KEY needs a GUICHET_PUSH_CONTACT, as documents@cpas.example.")
        if self.push_postbox_url and not key:
            wrongs.append("GUICHET_PUSH_POSTBOX_URL needs a GUICHET_PUSH_PRIVATE_KEY.")
        if self.push_postbox_url and self.mode == "production":
            wrongs.append("GUICHET_PUSH_POSTBOX_URL is for the demo; leave it empty, and phones are told.")
        return wrongs

    def _unsafe_ebox(self) -> list[str]:
        """Return what is wrong with the way to the e-Box."""
        if not self.ebox_url:
            return []
        needed = (
            "ebox_token_url",
            "ebox_client_id",
            "ebox_key_file",
            "ebox_sender_number",
            "ebox_application_id",
            "ebox_message_type",
        )
        missing = [variable(each) for each in needed if not getattr(self, each)]
        wrongs = [f"GUICHET_EBOX_URL needs {each} too." for each in missing]
        if self.ebox_sender_number and not _ENTERPRISE.fullmatch(self.ebox_sender_number):
            wrongs.append("GUICHET_EBOX_SENDER_NUMBER has ten figures, without dots.")
        begins = ("https://",) if self.mode == "production" else ("https://", "http://")
        wrongs += [
            f"{variable(each)} begins with https://."
            for each in ("ebox_url", "ebox_token_url")
            if getattr(self, each) and not getattr(self, each).startswith(begins)
        ]
        return wrongs

    @model_validator(mode="after")
    def _open_for_a_while(self) -> Self:
        if self.office_opens_at >= self.office_closes_at:
            raise ValueError("GUICHET_OFFICE_CLOSES_AT is later than GUICHET_OFFICE_OPENS_AT, on the same day.")
        if self.signal_digest_at >= self.office_closes_at:
            raise ValueError("GUICHET_SIGNAL_DIGEST_AT is before GUICHET_OFFICE_CLOSES_AT, in the morning.")
        return self

    @property
    def kiosk_session_idle_seconds(self) -> int:
        """Return how long a kiosk's visit lives on the server without a request.

        The screen itself wipes sooner; this is for one whose browser died. Longer than the longest time that a screen
        may stand untouched, by as much as a session is extended late, twice.
        """
        return (
            max(self.kiosk_idle_seconds + self.kiosk_warning_seconds, self.kiosk_receipt_seconds)
            + _VISIT_MARGIN_SECONDS
        )

    @property
    def kiosk_silent_seconds(self) -> int:
        """Return after how long a kiosk's service that says nothing counts as gone."""
        return 3 * self.kiosk_life_seconds

    @property
    def notice_ways(self) -> tuple[str, ...]:
        """Return by what people can be told something: the names of `notices/channels.py`."""
        return (*(("email",) if self.smtp_host else ()), *(("sms",) if self.sms_url else ()))

    @property
    def push_services(self) -> tuple[str, ...]:
        """Return where phones may be reached; where the demo shows what they would, also the address that stands in."""
        return (*self.push_hosts, *((PUSH_STAND_IN,) if self.push_postbox_url else ()))

    @property
    def listen_url(self) -> str:
        """Return the address for the queue and LISTEN."""
        return (self.database_listen_url or self.database_url).get_secret_value()


def variable(field: str) -> str:
    """Return the environment variable that sets a field."""
    return field.upper() if field in ADDRESSES else f"{PREFIX}{field.upper()}"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings from variables.

    Raises UnsafeSettingsError, whose message names each variable and what it needs.
    """
    fields = {variable(name): name for name in Settings.model_fields}
    unknown = sorted(key for key in environment if key.startswith(PREFIX) and key not in fields)
    wrongs = [f"{key} is no setting of Guichet; remove it, or see .env.example for the right name." for key in unknown]
    values: dict[str, object] = {
        fields[key]: _plain(fields[key], value) for key, value in environment.items() if key in fields and value
    }
    try:
        settings = Settings(**values)  # type: ignore[arg-type]
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            name = variable(str(each["loc"][0])) if each["loc"] else ""
            reason = "is not set; give it a value" if each["type"] == "missing" else each["msg"]
            wrongs.append(f"{name}: {reason}." if name else str(each["msg"]).removeprefix("Value error, "))
    if wrongs:
        raise UnsafeSettingsError("\n".join(wrongs))
    return settings


def _plain(field: str, value: str) -> object:
    """Return a variable's text as the field wants it: JSON for collections, text for the rest."""
    import json

    if field not in {"batch_scanners", "niss_keys", "push_hosts", "trusted_proxies"}:
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


@cache
def settings() -> Settings:
    """Return the settings of this process: the environment, over `.env` where there is one."""
    file = {key: value for key, value in dotenv_values(".env").items() if value is not None}
    return from_environment({**file, **os.environ})
