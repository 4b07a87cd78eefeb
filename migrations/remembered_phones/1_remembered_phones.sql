-- Phones that hand in for a person without asking who they are. Nothing is known of a phone itself; it keeps the id,
-- signed (docs/decisions/0049). Without its row it hands in for nobody, so whoever deletes the row takes the phone back.
CREATE TABLE remembered_phones (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries ON DELETE RESTRICT,
    social_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    remembered_at timestamptz NOT NULL
);
CREATE INDEX remembered_phones_person ON remembered_phones (beneficiary_id, remembered_at);
CREATE INDEX remembered_phones_age ON remembered_phones (centre_id, remembered_at);
