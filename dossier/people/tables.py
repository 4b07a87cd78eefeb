"""Centres, departments, staff, beneficiaries, their files, and the devices that stand in the hall."""

from piccolo.columns import UUID, Array, Boolean, Bytea, Date, Integer, SmallInt, Text, Timestamptz
from piccolo.table import Table


class Centre(Table, tablename="centres"):
    """A public welfare centre: the tenant."""

    id = UUID(primary_key=True, default=None)
    code = Text()
    name_fr = Text()
    name_nl = Text()


class Department(Table, tablename="departments"):
    """A part of the centre that documents concern."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    code = Text()
    label_fr = Text()
    label_nl = Text()
    line = Text()
    head_id = UUID(null=True, default=None)


class StaffMember(Table, tablename="staff_members"):
    """Someone who works at the centre, with the roles of `dossier/people/roles.py`."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    username = Text()
    first_name = Text()
    last_name = Text()
    email = Text()
    language = Text()
    department_id = UUID(null=True, default=None)
    roles = Array(Text())
    password_hash = Text(null=True, default=None)
    active = Boolean(default=True)
    credential_version = Integer(default=1)


class Absence(Table, tablename="absences"):
    """Days on which a staff member is away, both ends included, and who then does their work."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    staff_id = UUID(default=None)
    deputy_id = UUID(null=True, default=None)
    from_on = Date(default=None)
    until_on = Date(default=None)


class ClosingDay(Table, tablename="closing_days"):
    """A day on which the centre is closed beside weekends and legal holidays."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    closed_on = Date(default=None)
    label = Text()


class Beneficiary(Table, tablename="beneficiaries"):
    """A person the centre helps; the NISS is kept encrypted, and found by its blind index."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    niss_key_id = Text(null=True, default=None)
    niss_ciphertext = Bytea(null=True, default=None)
    niss_index = Bytea(null=True, default=None)
    first_name = Text()
    last_name = Text()
    birth_date = Date(null=True, default=None)
    gender = Text(null=True, default=None)
    language = Text()
    email = Text()
    phone = Text()
    street = Text()
    postcode = Text()
    town = Text()


class SocialFile(Table, tablename="social_files"):
    """The file of one beneficiary or household."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    number = Text()
    department_id = UUID(default=None)
    social_worker_id = UUID(null=True, default=None)
    status = Text()
    opened_on = Date(default=None)
    digital_since = Date(null=True, default=None)


class SocialFileMember(Table, tablename="social_file_members"):
    """A beneficiary's place in a file: holder, partner, child, other."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    social_file_id = UUID(default=None)
    beneficiary_id = UUID(default=None)
    role = Text()


class Device(Table, tablename="devices"):
    """A kiosk: paired with a one-time code, known by a key of its own, revocable."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    name = Text()
    department_id = UUID(null=True, default=None)
    pairing_hash = Bytea(null=True, default=None)
    pairing_until = Timestamptz(null=True, default=None)
    key_hash = Bytea(null=True, default=None)
    paired_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
    last_seen_at = Timestamptz(null=True, default=None)
    agent_key_hash = Bytea(null=True, default=None)
    agent_seen_at = Timestamptz(null=True, default=None)
    pass_hash = Bytea(null=True, default=None)
    pass_until = Timestamptz(null=True, default=None)
    printer = Text(default="none")
    printer_since = Timestamptz(null=True, default=None)
    has_camera = Boolean(null=True, default=None)
    printer_address = Text()
    paper_width_mm = SmallInt(default=80)
    languages = Array(base_column=Text())
    idle_seconds = SmallInt(null=True, default=None)
    warning_seconds = SmallInt(null=True, default=None)
    receipt_seconds = SmallInt(null=True, default=None)
    captures_itself = Boolean(default=True)
