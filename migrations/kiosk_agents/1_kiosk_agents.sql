-- A kiosk's own service: a key beside the browser's, what it said last of printer and camera, and how the kiosk works.
ALTER TABLE devices
    ADD COLUMN agent_key_hash bytea,
    ADD COLUMN agent_seen_at timestamptz,
    ADD COLUMN printer text NOT NULL DEFAULT 'none'
        CHECK (printer IN ('none', 'good', 'low', 'no_paper', 'cover_open', 'broken', 'offline', 'away')),
    ADD COLUMN printer_since timestamptz,
    ADD COLUMN has_camera boolean,
    ADD COLUMN printer_address text NOT NULL DEFAULT '',                -- host or host:port; empty: the browser prints
    ADD COLUMN paper_width_mm smallint NOT NULL DEFAULT 80 CHECK (paper_width_mm IN (58, 80)),
    ADD COLUMN languages text[] NOT NULL DEFAULT '{}',                  -- on its first screen; empty: all
    ADD COLUMN idle_seconds smallint CHECK (idle_seconds >= 10),        -- null: as the settings say; so the next two
    ADD COLUMN warning_seconds smallint CHECK (warning_seconds >= 20),  -- WCAG 2.2.1
    ADD COLUMN receipt_seconds smallint CHECK (receipt_seconds >= 5);

-- Each time that a kiosk's printer was given a receipt, and what came of it. Without an outcome: it is under way, or its
-- kiosk was never heard of again.
CREATE TABLE receipt_prints (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    receipt_id uuid NOT NULL REFERENCES receipts ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    device_id uuid NOT NULL REFERENCES devices ON DELETE RESTRICT,
    asked_at timestamptz NOT NULL,
    outcome text CHECK (outcome IN ('printed', 'no_paper', 'cover_open', 'broken', 'offline', 'away', 'too_late', 'left',
                                    'busy', 'no_server')),
    ended_at timestamptz,
    CHECK ((outcome IS NULL) = (ended_at IS NULL))
);
CREATE INDEX receipt_prints_receipt ON receipt_prints (receipt_id, asked_at);
CREATE INDEX receipt_prints_device ON receipt_prints (device_id, asked_at);
CREATE INDEX receipt_prints_deposit ON receipt_prints (deposit_id);
