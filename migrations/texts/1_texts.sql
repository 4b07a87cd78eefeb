-- The words of a page and where each stands on its sheet. No foreign key points here, and none leads out: it grows with
-- the pages, and is partitioned with them.
CREATE TEXT SEARCH CONFIGURATION guichet_fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION guichet_fr
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
CREATE TEXT SEARCH CONFIGURATION guichet_nl (COPY = dutch);
ALTER TEXT SEARCH CONFIGURATION guichet_nl
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem;

CREATE TABLE page_texts (
    page_id uuid PRIMARY KEY,
    centre_id uuid NOT NULL,
    words text NOT NULL,        -- one space between two; empty where the file was looked into, and says nothing
    boxes smallint[] NOT NULL,  -- four a word: left, top, right, bottom, in 1/10000 of the sheet
    search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('public.guichet_fr', words) || to_tsvector('public.guichet_nl', words)) STORED
);
CREATE INDEX page_texts_search ON page_texts USING gin (search);

-- What is sought in either language: a text is in one, and a reader need not say which.
CREATE FUNCTION text_query(sought text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT websearch_to_tsquery('public.guichet_fr', sought) || websearch_to_tsquery('public.guichet_nl', sought) $$;

-- Any one word of what is sought: which words of a page are marked.
CREATE FUNCTION any_of_query(sought text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT replace(regexp_replace(text_query(sought)::text, '&|<[-0-9]+>', '|', 'g'), '!', '')::tsquery $$;

-- A policy forbids PostgreSQL to ask an index about words before it knows whose row it is, since what compares words is
-- not held to be discreet. So these two ask as their owner, and name the centre themselves.
CREATE POLICY found_by_owner ON page_texts FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY found_by_owner ON beneficiaries FOR SELECT TO CURRENT_USER USING (true);

-- The pages of the centre that hold what is sought, `most` of them at most, in no order.
CREATE FUNCTION pages_with(sought tsquery, most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT page_id FROM page_texts WHERE search @@ sought AND centre_id = app_centre() LIMIT most $$;

-- The people of the centre whose names are like every pattern; the longest one is asked of the index.
CREATE FUNCTION people_like(longest text, patterns text[], most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT id FROM beneficiaries
   WHERE search_name LIKE longest AND search_name LIKE ALL (patterns) AND centre_id = app_centre() LIMIT most $$;

-- People whose names sound nearly like some words, the nearest first.
CREATE FUNCTION people_near(words text, most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT id FROM beneficiaries WHERE fold(words) <% search_name AND centre_id = app_centre()
   ORDER BY word_similarity(fold(words), search_name) DESC LIMIT most $$;

-- A pattern of LIKE for what stands somewhere in a folded name.
CREATE FUNCTION like_part(part text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT '%' || regexp_replace(fold(part), '([\\%_])', '\\\1', 'g') || '%' $$;
