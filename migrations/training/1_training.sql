-- A centre that trains the staff of another one (docs/decisions/0074): made-up people and papers, walled off.
ALTER TABLE centres ADD COLUMN trains_for uuid UNIQUE REFERENCES centres ON DELETE RESTRICT CHECK (trains_for <> id);

CREATE FUNCTION training_centre_of(wanted uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT id FROM centres WHERE trains_for = wanted $$;

CREATE FUNCTION is_training(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM centres WHERE id = wanted AND trains_for IS NOT NULL) $$;

-- A real centre never becomes one, nor the other way round: what may be swept away is decided when a centre is made.
CREATE FUNCTION keep_kind_of_centre() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.trains_for IS DISTINCT FROM old.trains_for THEN
        RAISE EXCEPTION 'a centre stays what it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER keep_kind_of_centre BEFORE UPDATE ON centres FOR EACH ROW EXECUTE FUNCTION keep_kind_of_centre();

-- What is append-only stays so; of a training centre, which proves nothing, the owner may sweep all away at once.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op = 'DELETE' AND public.is_training(old.centre_id) THEN
        RETURN old;
    END IF;
    RAISE EXCEPTION '% is append-only', tg_table_name USING ERRCODE = 'insufficient_privilege';
END $$;

-- What exercises lay out anew: originals of the training centre's first deposits, by name.
CREATE TABLE training_papers (
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    code text NOT NULL CHECK (code <> ''),
    original_id uuid NOT NULL REFERENCES originals ON DELETE RESTRICT,
    PRIMARY KEY (centre_id, code)
);

-- Since when someone is at an exercise, and what was laid out for them; the steps are read off what happened since.
CREATE TABLE training_attempts (
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE CASCADE,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    exercise text NOT NULL CHECK (exercise <> ''),
    started_at timestamptz NOT NULL,
    deposit_id uuid REFERENCES deposits ON DELETE RESTRICT,
    beneficiary_id uuid REFERENCES beneficiaries ON DELETE RESTRICT,
    social_file_id uuid REFERENCES social_files ON DELETE RESTRICT,
    PRIMARY KEY (staff_id, exercise)
);

-- When someone last looked at a screen, in training alone: some steps are to look at something.
CREATE TABLE training_looks (
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE CASCADE,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    screen text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (staff_id, screen)
);

-- Which first-day tours a staff member took or put away.
CREATE TABLE tours_seen (
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE CASCADE,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    tour text NOT NULL CHECK (tour <> ''),
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (staff_id, tour)
);
