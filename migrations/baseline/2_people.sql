-- Those who work here, those who are helped, and their files.
CREATE TABLE departments (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    code text NOT NULL,
    label_fr text NOT NULL,
    label_nl text NOT NULL,
    line text NOT NULL CHECK (line IN ('first', 'second', 'support')),
    UNIQUE (centre_id, code)
);

CREATE TABLE staff_members (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    username text NOT NULL CHECK (username = lower(username)),
    first_name text NOT NULL,
    last_name text NOT NULL,
    email text NOT NULL,
    language text NOT NULL,
    department_id uuid REFERENCES departments ON DELETE RESTRICT,
    roles text[] NOT NULL CHECK (roles <@ ARRAY['counter_clerk', 'capture_agent', 'social_worker', 'spoc',
                                                'manager', 'auditor', 'administrator']),
    password_hash text,
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (centre_id, username)
);

CREATE TABLE beneficiaries (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    niss_key_id text,
    niss_ciphertext bytea,
    niss_index bytea,
    first_name text NOT NULL,
    last_name text NOT NULL,
    birth_date date,
    gender text CHECK (gender IN ('f', 'm', 'x')),
    language text NOT NULL,
    email text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    street text NOT NULL DEFAULT '',
    postcode text NOT NULL DEFAULT '',
    town text NOT NULL DEFAULT '',
    search_name text GENERATED ALWAYS AS (fold(last_name || ' ' || first_name || ' ' || last_name)) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (centre_id, niss_index),
    CHECK ((niss_index IS NULL) = (niss_ciphertext IS NULL) AND (niss_index IS NULL) = (niss_key_id IS NULL))
);
CREATE INDEX beneficiaries_search_name ON beneficiaries USING gin (search_name gin_trgm_ops);

CREATE TABLE social_files (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    number text NOT NULL,
    department_id uuid NOT NULL REFERENCES departments ON DELETE RESTRICT,
    social_worker_id uuid REFERENCES staff_members ON DELETE RESTRICT,
    status text NOT NULL CHECK (status IN ('open', 'closed')),
    opened_on date NOT NULL,
    digital_since date,
    UNIQUE (centre_id, number)
);
CREATE INDEX social_files_social_worker ON social_files (social_worker_id);

CREATE TABLE social_file_members (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    social_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries ON DELETE RESTRICT,
    role text NOT NULL CHECK (role IN ('holder', 'partner', 'child', 'other')),
    UNIQUE (social_file_id, beneficiary_id)
);
CREATE INDEX social_file_members_beneficiary ON social_file_members (beneficiary_id);

CREATE TABLE devices (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    name text NOT NULL,
    department_id uuid REFERENCES departments ON DELETE RESTRICT,
    pairing_hash bytea,
    pairing_until timestamptz,
    key_hash bytea,
    paired_at timestamptz,
    revoked_at timestamptz,
    last_seen_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
