-- The thesaurus as data with versions: categories as a tree, terms, what was proposed, and rules beside each version.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE categories (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    code text NOT NULL,
    parent_id uuid REFERENCES categories ON DELETE RESTRICT CHECK (parent_id <> id),
    position integer NOT NULL,
    label_fr text NOT NULL,
    label_nl text NOT NULL,
    UNIQUE (centre_id, code)
);

-- A term lasts; what is said of it are its versions, the rows of document_types.
CREATE TABLE terms (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    code text NOT NULL,
    retired_at timestamptz,
    merged_into uuid REFERENCES terms ON DELETE RESTRICT CHECK (merged_into <> id),
    CHECK (merged_into IS NULL OR retired_at IS NOT NULL),
    UNIQUE (centre_id, code),
    UNIQUE (id, code)
);
CREATE INDEX terms_merged_into ON terms (merged_into) WHERE merged_into IS NOT NULL;

-- The owner of a table is bound by its forced policies like everyone else, and no centre is named here.
ALTER TABLE document_types NO FORCE ROW LEVEL SECURITY;
ALTER TABLE departments NO FORCE ROW LEVEL SECURITY;

-- The categories of the first thesaurus, for every centre that has one; a code of its own keeps its code as a label.
INSERT INTO categories (id, centre_id, code, position, label_fr, label_nl)
SELECT gen_random_uuid(), c.centre_id, known.code, known.position, known.label_fr, known.label_nl
FROM (SELECT DISTINCT centre_id FROM document_types) c CROSS JOIN (VALUES
    ('PERSONNE', 0, 'La personne', 'De persoon'),
    ('IDENTITE', 1, 'Identité', 'Identiteit'),
    ('SEJOUR', 2, 'Séjour', 'Verblijf'),
    ('ETAT_CIVIL', 3, 'État civil et famille', 'Burgerlijke stand en gezin'),
    ('MOYENS', 4, 'Les moyens d’existence', 'De bestaansmiddelen'),
    ('REVENUS', 5, 'Revenus', 'Inkomsten'),
    ('FINANCE', 6, 'Comptes et paiements', 'Rekeningen en betalingen'),
    ('INSERTION', 7, 'Insertion et études', 'Inschakeling en studies'),
    ('VIE', 8, 'La vie de tous les jours', 'Het dagelijkse leven'),
    ('LOGEMENT', 9, 'Logement', 'Huisvesting'),
    ('ENERGIE', 10, 'Énergie et eau', 'Energie en water'),
    ('SANTE', 11, 'Santé', 'Gezondheid'),
    ('PERSONNES_AGEES', 12, 'Personnes âgées', 'Ouderen'),
    ('DROIT', 13, 'Le droit et le centre', 'Het recht en het centrum'),
    ('JURIDIQUE', 14, 'Justice', 'Gerecht'),
    ('INTERNE', 15, 'Le centre', 'Het centrum')) known (code, position, label_fr, label_nl);
INSERT INTO categories (id, centre_id, code, position, label_fr, label_nl)
SELECT gen_random_uuid(), centre_id, category, 100, category, category
FROM (SELECT DISTINCT centre_id, category FROM document_types) c ON CONFLICT (centre_id, code) DO NOTHING;
UPDATE categories c SET parent_id = p.id FROM categories p JOIN (VALUES
    ('PERSONNE', 'IDENTITE'), ('PERSONNE', 'SEJOUR'), ('PERSONNE', 'ETAT_CIVIL'),
    ('MOYENS', 'REVENUS'), ('MOYENS', 'FINANCE'), ('MOYENS', 'INSERTION'),
    ('VIE', 'LOGEMENT'), ('VIE', 'ENERGIE'), ('VIE', 'SANTE'), ('VIE', 'PERSONNES_AGEES'),
    ('DROIT', 'JURIDIQUE'), ('DROIT', 'INTERNE')) tree (parent, child) ON tree.parent = p.code
WHERE c.centre_id = p.centre_id AND c.code = tree.child;

INSERT INTO terms (id, centre_id, code, retired_at)
SELECT gen_random_uuid(), centre_id, code,
       CASE WHEN bool_and(retired_at IS NOT NULL) THEN max(retired_at) END
FROM document_types GROUP BY centre_id, code;

CREATE TABLE term_examples (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    term_id uuid NOT NULL REFERENCES terms ON DELETE RESTRICT,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    vault_key text NOT NULL UNIQUE,
    media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/webp', 'image/png')),
    width_pixels integer NOT NULL,
    height_pixels integer NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    kept_at timestamptz NOT NULL,
    CONSTRAINT term_examples_vault_key CHECK (vault_key = centre_id::text || '/' || id::text || '/' || sha256)
);
CREATE INDEX term_examples_in_key_order ON term_examples (vault_key COLLATE "C");
ALTER TABLE reconcile_findings
    DROP CONSTRAINT reconcile_findings_record_kind_check,
    ADD CONSTRAINT reconcile_findings_record_kind_check CHECK (record_kind IN ('original', 'rendition', 'example'));

ALTER TABLE document_types
    ADD COLUMN term_id uuid,
    ADD COLUMN description_fr text NOT NULL DEFAULT '',
    ADD COLUMN description_nl text NOT NULL DEFAULT '',
    ADD COLUMN asks text[] NOT NULL DEFAULT '{}' CHECK (asks <@ ARRAY['document_date', 'words']),
    ADD COLUMN example_id uuid REFERENCES term_examples ON DELETE RESTRICT,
    ADD COLUMN begins_at timestamptz,
    ADD COLUMN proposed_by uuid REFERENCES staff_members ON DELETE RESTRICT,  -- null: of the first thesaurus
    ADD COLUMN approved_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    ADD CONSTRAINT document_types_departments CHECK (cardinality(departments) > 0);
UPDATE document_types v SET term_id = t.id FROM terms t WHERE t.centre_id = v.centre_id AND t.code = v.code;
-- No version said since when it holds: the first since the centre is there, each later one since the former ended.
UPDATE document_types v SET begins_at = coalesce(
    (SELECT max(f.retired_at) FROM document_types f WHERE f.term_id = v.term_id AND f.version < v.version),
    (SELECT least(c.created_at, v.retired_at - interval '1 microsecond') FROM centres c WHERE c.id = v.centre_id));
UPDATE document_types SET asks = '{words}' WHERE code = 'CPAS_DIV';
ALTER TABLE document_types
    ALTER COLUMN term_id SET NOT NULL,
    ALTER COLUMN begins_at SET NOT NULL,
    ADD FOREIGN KEY (term_id, code) REFERENCES terms (id, code) ON DELETE RESTRICT,
    ADD FOREIGN KEY (centre_id, category) REFERENCES categories (centre_id, code) ON DELETE RESTRICT,
    ADD CONSTRAINT document_types_period CHECK (retired_at > begins_at),
    ADD CONSTRAINT document_types_no_overlap
        EXCLUDE USING gist (term_id WITH =, tstzrange(begins_at, retired_at) WITH &&);

-- Whom a version tells, and how soon they should act.
CREATE TABLE signal_rules (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    type_id uuid NOT NULL REFERENCES document_types ON DELETE RESTRICT,
    department_id uuid NOT NULL REFERENCES departments ON DELETE RESTRICT,
    circuit text CHECK (circuit IN ('portal', 'kiosk', 'counter', 'post', 'email', 'interview', 'internal', 'outgoing',
                                    'backfile')),  -- null: whichever it came by, unless another row names it
    urgency smallint NOT NULL CHECK (urgency BETWEEN 0 AND 4),
    deadline_working_days smallint CHECK (deadline_working_days >= 0),
    deadline_hours smallint CHECK (deadline_hours > 0),
    note text NOT NULL DEFAULT '',
    CHECK (deadline_working_days IS NULL OR deadline_hours IS NULL),
    UNIQUE NULLS NOT DISTINCT (type_id, department_id, circuit)
);
INSERT INTO signal_rules (id, centre_id, type_id, department_id, urgency, note)
SELECT gen_random_uuid(), v.centre_id, v.id, d.id, v.urgency, v.deadline_rule
FROM document_types v JOIN departments d ON d.centre_id = v.centre_id AND d.code = ANY(v.departments)
WHERE v.raises_signal;
ALTER TABLE document_types DROP COLUMN raises_signal, DROP COLUMN urgency, DROP COLUMN deadline_rule;

-- How long what is filed under a version is kept, counted from what, and what then happens. None: nobody said yet.
CREATE TABLE retention_rules (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    type_id uuid NOT NULL UNIQUE REFERENCES document_types ON DELETE RESTRICT,
    counted_from text NOT NULL CHECK (counted_from IN ('document_date', 'validation', 'validity_end', 'file_closed')),
    months smallint NOT NULL CHECK (months > 0),
    afterwards text NOT NULL CHECK (afterwards IN ('dispose', 'archive', 'review')),
    note text NOT NULL DEFAULT ''
);

-- What staff propose of terms, and what became of it.
CREATE TABLE proposals (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    kind text NOT NULL CHECK (kind IN ('new', 'change', 'revive', 'merge', 'retire')),
    state text NOT NULL,
    code text NOT NULL,                                           -- of the term it is about
    term_id uuid REFERENCES terms ON DELETE RESTRICT,             -- of a new one: when it is approved
    base_id uuid REFERENCES document_types ON DELETE RESTRICT,    -- the version that its proposer had before them
    into_id uuid REFERENCES terms ON DELETE RESTRICT,             -- of a merge
    content jsonb,                                                -- what the next version shall say
    note text NOT NULL DEFAULT '',                                -- why
    batch_id uuid,                                                -- of an import, with others
    proposed_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    proposed_at timestamptz NOT NULL,
    decided_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    decided_at timestamptz,
    answer text NOT NULL DEFAULT '',
    type_id uuid REFERENCES document_types ON DELETE RESTRICT,    -- the version that it became
    CONSTRAINT proposals_state CHECK (state IN ('proposed', 'approved', 'rejected', 'withdrawn')),
    CHECK ((state = 'proposed') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)),
    CHECK (state NOT IN ('approved', 'rejected') OR decided_by <> proposed_by),
    CHECK ((kind = 'merge') = (into_id IS NOT NULL)),
    CHECK ((kind IN ('new', 'change', 'revive')) = (content IS NOT NULL)),
    CHECK ((kind = 'new') = (base_id IS NULL)),
    CHECK (kind = 'new' OR term_id IS NOT NULL)
);
CREATE INDEX proposals_waiting ON proposals (centre_id, proposed_at) WHERE state = 'proposed';
CREATE INDEX proposals_term ON proposals (term_id, proposed_at);
CREATE INDEX proposals_batch ON proposals (batch_id) WHERE batch_id IS NOT NULL;

-- The version that holds now for whoever names any version of a term: of the term, or of that into which it went.
CREATE FUNCTION current_type(named uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE way AS (
        SELECT t.id, t.merged_into FROM document_types v JOIN terms t ON t.id = v.term_id WHERE v.id = named
        UNION
        SELECT t.id, t.merged_into FROM way JOIN terms t ON t.id = way.merged_into
    )
    SELECT v.id FROM way JOIN document_types v ON v.term_id = way.id AND v.retired_at IS NULL LIMIT 1
$$;

-- What staff say of a document whose type asks for words.
ALTER TABLE documents ADD COLUMN words text NOT NULL DEFAULT '';
CREATE INDEX documents_captured ON documents (centre_id, captured_at);
CREATE INDEX documents_type ON documents (type_id);
CREATE INDEX documents_proposed_type ON documents (proposed_type_id) WHERE type_id IS NULL;

ALTER TABLE document_types FORCE ROW LEVEL SECURITY;
ALTER TABLE departments FORCE ROW LEVEL SECURITY;
