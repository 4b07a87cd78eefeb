-- The keys by which a staff member works, where they are others than ours: the same at each desk they sit down at.
CREATE TABLE key_settings (
    staff_id uuid PRIMARY KEY REFERENCES staff_members ON DELETE RESTRICT,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    off boolean NOT NULL DEFAULT false,
    own jsonb NOT NULL DEFAULT '{}'                     -- screen → act → key
);
