-- What was copied into the centre's document system, as it was validated: each validation once.
CREATE TABLE document_copies (
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    validated_at timestamptz NOT NULL,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    copied_at timestamptz NOT NULL,
    PRIMARY KEY (document_id, validated_at)
);
