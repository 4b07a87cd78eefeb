-- Receipt numbers that are on paper, or may be, before the server hears of a deposit.
CREATE TABLE promised_numbers (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    ordinal bigint NOT NULL GENERATED ALWAYS AS IDENTITY, -- a kiosk gives them out in this order, and none twice
    number text NOT NULL,
    device_id uuid REFERENCES devices ON DELETE RESTRICT,           -- the kiosk that may promise it
    printed_by uuid REFERENCES staff_members ON DELETE RESTRICT,    -- who had it printed on a slip
    kept_at timestamptz NOT NULL,       -- since when it may be promised
    handed_in_at timestamptz,           -- when its person handed in
    joined_at timestamptz,              -- when the server had it all
    deposit_id uuid UNIQUE REFERENCES deposits ON DELETE RESTRICT,
    UNIQUE (centre_id, number),
    CHECK ((device_id IS NULL) <> (printed_by IS NULL)),
    CHECK ((deposit_id IS NULL) = (joined_at IS NULL) AND (deposit_id IS NULL) = (handed_in_at IS NULL))
);
CREATE INDEX promised_numbers_free ON promised_numbers (device_id, ordinal) WHERE deposit_id IS NULL;

-- What a kiosk keeps of people who handed in while it had no network, by its last sign of life.
ALTER TABLE devices
    ADD COLUMN kept_count integer NOT NULL DEFAULT 0 CHECK (kept_count >= 0),
    ADD COLUMN kept_since timestamptz;
