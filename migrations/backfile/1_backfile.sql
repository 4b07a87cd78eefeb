-- A part of a file that is on paper: how many sheets it has, counted in hand, and since when all of them are scanned.
CREATE TABLE backfile_parts (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    social_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    part text NOT NULL CHECK (part IN ('social', 'litigation', 'debt', 'housing', 'medical', 'administrative', 'other')),
    sheet_count integer NOT NULL CHECK (sheet_count > 0),
    counted_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    counted_at timestamptz NOT NULL,
    ended_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    ended_at timestamptz,
    UNIQUE (social_file_id, part),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE INDEX backfile_parts_waiting ON backfile_parts (centre_id) WHERE ended_at IS NULL;

-- A stack of a paper file is a batch of its part.
ALTER TABLE batches ADD COLUMN backfile_part_id uuid REFERENCES backfile_parts ON DELETE RESTRICT;
CREATE INDEX batches_backfile_part ON batches (backfile_part_id) WHERE backfile_part_id IS NOT NULL;

-- A batch sheet may say of which part the stack below it is.
ALTER TABLE batch_sheets ADD COLUMN backfile_part_id uuid REFERENCES backfile_parts ON DELETE RESTRICT;
