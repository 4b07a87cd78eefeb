-- Validations that were drawn for another person's look, and what came of it. Neither who filed a document nor who looked
-- at it stands here: rates are of types and circuits, and a table without names ranks nobody.
CREATE TABLE second_looks (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    state text NOT NULL CONSTRAINT second_looks_state
        CHECK (state IN ('waiting', 'in_order', 'wrong', 'dropped', 'withdrawn')),
    type_id uuid NOT NULL REFERENCES document_types ON DELETE RESTRICT,      -- as it was filed
    circuit text NOT NULL,
    filed_at timestamptz NOT NULL,                                           -- which validation it is about
    looks_from timestamptz NOT NULL,                                         -- it can be undone no more
    drops_at timestamptz NOT NULL,
    profile jsonb,                                                           -- as it was filed, while it waits
    read_by uuid REFERENCES staff_members ON DELETE RESTRICT,                -- who reads it just now, and what
    read_type_id uuid REFERENCES document_types ON DELETE RESTRICT,
    read_beneficiary_id uuid REFERENCES beneficiaries ON DELETE RESTRICT,
    wrong text[] NOT NULL DEFAULT '{}' CHECK (wrong <@ ARRAY['type', 'person', 'date', 'other', 'cut']),
    ended_at timestamptz,
    UNIQUE (document_id, filed_at),
    CONSTRAINT second_looks_found CHECK ((state = 'wrong') = (wrong <> '{}')),
    CONSTRAINT second_looks_ended CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CONSTRAINT second_looks_forgotten CHECK ((state = 'waiting') = (profile IS NOT NULL)
        AND (state = 'waiting' OR read_by IS NULL AND read_type_id IS NULL AND read_beneficiary_id IS NULL)),
    CONSTRAINT second_looks_read CHECK ((read_by IS NULL) = (read_type_id IS NULL)
        AND (read_by IS NOT NULL OR read_beneficiary_id IS NULL))
);
CREATE INDEX second_looks_waiting ON second_looks (centre_id, drops_at) WHERE state = 'waiting';
CREATE INDEX second_looks_filed ON second_looks (centre_id, filed_at);
