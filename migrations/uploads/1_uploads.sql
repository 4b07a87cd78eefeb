-- Files that come in by pieces. Paper and original are named by the client and need not be there yet.
CREATE TABLE uploads (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    paper_id uuid NOT NULL,
    original_id uuid NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    offset_bytes bigint NOT NULL DEFAULT 0 CHECK (offset_bytes BETWEEN 0 AND size_bytes),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    finished_at timestamptz, -- the original is kept
    given_up_at timestamptz, -- terminated, refused or expired: a round sweeps it
    CHECK (finished_at IS NULL OR (offset_bytes = size_bytes AND given_up_at IS NULL))
);
CREATE INDEX uploads_deposit ON uploads (deposit_id);
CREATE INDEX uploads_round ON uploads (centre_id, expires_at);

-- What is staged of an upload: `size_bytes` of the object staging/{upload}/{offset} count, from its beginning.
CREATE TABLE upload_chunks (
    upload_id uuid NOT NULL REFERENCES uploads ON DELETE RESTRICT,
    centre_id uuid NOT NULL,
    offset_bytes bigint NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (upload_id, offset_bytes)
);
