-- Extensions, the context of a transaction, and the centre.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE SCHEMA IF NOT EXISTS technical;

-- The centre that `transaction(actor)` named; with nothing set, NULL, which matches no row.
CREATE FUNCTION app_centre() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.centre_id', true), '')::uuid $$;

-- How names are compared: without accents, in lower case.
CREATE FUNCTION fold(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT lower(public.unaccent('public.unaccent', words)) $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', tg_table_name USING ERRCODE = 'insufficient_privilege'; END $$;

CREATE TABLE centres (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name_fr text NOT NULL,
    name_nl text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION find_centre(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT id FROM centres WHERE code = wanted $$;

CREATE FUNCTION all_centres() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT id FROM centres ORDER BY code $$;
