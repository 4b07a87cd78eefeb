-- What documents can be, and why one may be refused.
CREATE TABLE document_types (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    code text NOT NULL,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    label_fr text NOT NULL,
    label_nl text NOT NULL,
    category text NOT NULL,
    validity_days integer CHECK (validity_days > 0),
    validity_note text NOT NULL DEFAULT '',
    departments text[] NOT NULL,
    raises_signal boolean NOT NULL,
    urgency smallint NOT NULL CHECK (urgency BETWEEN 0 AND 4),
    deadline_rule text NOT NULL DEFAULT '',
    sensitivity text NOT NULL CHECK (sensitivity IN ('normal', 'medical', 'judicial')),
    authentic_source text NOT NULL DEFAULT '',
    keep_original boolean NOT NULL,
    keywords_fr text[] NOT NULL,
    keywords_nl text[] NOT NULL,
    two_readers boolean NOT NULL,
    retired_at timestamptz,
    search_words text NOT NULL,
    UNIQUE (centre_id, code, version)
);
CREATE UNIQUE INDEX document_types_current ON document_types (centre_id, code) WHERE retired_at IS NULL;

CREATE TABLE refusal_reasons (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    code text NOT NULL,
    position smallint NOT NULL,
    label_fr text NOT NULL,
    label_nl text NOT NULL,
    sentence_fr text NOT NULL,
    sentence_nl text NOT NULL,
    UNIQUE (centre_id, code)
);
