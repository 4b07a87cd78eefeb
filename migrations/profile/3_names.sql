-- Names are found by their sound, and though a letter is wrong, missing, too many or in the wrong place.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- How a folded part of a name sounds in Belgium, roughly: what ears take together in French, Dutch and transliterated
-- spellings. `Meyer, Meijer, Meier`; `Maes, Maas`; `Declercq, Deklerk`; `Youssef, Jussef`; `Dupont, Dupond`.
CREATE FUNCTION sound(part text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    s text := part;
BEGIN
    s := regexp_replace(s, 'sch|sh|sj', 's', 'g');
    s := regexp_replace(s, 'ck?qu?|qu?|ck|kh|ch', 'k', 'g');
    s := regexp_replace(s, 'c(?=[ei])|z', 's', 'g');
    s := regexp_replace(s, 'eau|auw?|ouw', 'o', 'g');
    s := regexp_replace(s, 'ij|y', 'i', 'g');
    s := regexp_replace(s, '[ae]i|ie', 'i', 'g');
    s := regexp_replace(s, 'ae|aa', 'a', 'g');
    s := regexp_replace(s, 'oe|ou', 'u', 'g');
    s := regexp_replace(s, 'eu|ue', 'e', 'g');
    s := replace(replace(replace(s, 'ph', 'f'), 'dj', 'i'), 'x', 'ks');
    s := translate(s, 'cwjh', 'kvi');
    s := regexp_replace(s, 'd?[dt]$', 't');
    RETURN regexp_replace(s, '(.)\1+', '\1', 'g');
END $$;

-- A part as it is spelt and as it sounds, and what is left of each without any one of its letters: two that differ by
-- one letter, or by two that changed places, have one of these in common. A slip may well change the sound of its
-- neighbours (`Laurent, Laueent`), and a sound be written with more letters than one: hence both.
CREATE FUNCTION sound_keys(part text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT array_agg(DISTINCT left(w, i - 1) || substr(w, i + 1))
    FROM (VALUES (public.sound(part)), (part)) written (w),
         generate_series(CASE WHEN length(w) > 2 THEN 1 ELSE length(w) + 1 END, length(w) + 1) i
$$;

-- The parts of a name, folded, and a last name of several parts as one: `van den berghe` is written `vandenberghe` too.
CREATE FUNCTION name_parts(last_name text, first_name text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT array_agg(DISTINCT part) FROM (
        SELECT regexp_split_to_table(public.fold(last_name || ' ' || first_name), '[^a-z0-9]+') AS part
        UNION SELECT regexp_replace(public.fold(last_name), '[^a-z0-9]+', '', 'g')) parts
    WHERE part <> ''
$$;

CREATE FUNCTION name_keys(parts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg(DISTINCT key), '{}') FROM unnest(parts) part, unnest(public.sound_keys(part)) key
$$;

ALTER TABLE beneficiaries
    ADD COLUMN search_parts text[] GENERATED ALWAYS AS (name_parts(last_name, first_name)) STORED,
    ADD COLUMN search_keys text[] GENERATED ALWAYS AS (name_keys(name_parts(last_name, first_name))) STORED;
CREATE INDEX beneficiaries_search_keys ON beneficiaries USING gin (search_keys);

-- How like a part of a name the parts of a person are, from 0 to 1.
CREATE FUNCTION part_likeness(sought text, sought_sound text, parts text[], keys text[]) RETURNS real
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT max(CASE WHEN part = sought THEN 1.0 WHEN starts_with(part, sought) THEN 0.95
                    WHEN levenshtein(part, sought) = 1 THEN 0.9 - 0.5 / length(sought)
                    ELSE greatest(CASE WHEN keys @> ARRAY[sought_sound] THEN 0.8 ELSE 0 END,
                                  1 - levenshtein(part, sought)::real / greatest(length(part), length(sought)))
               END)::real
    FROM unnest(parts) part
$$;

-- The people of the centre whose names are nearly some words, the nearest first. The index is asked about the longest
-- word (or all of them as one); those are weighed whose names have most to do with the next two. Asked as the owner, as
-- in `texts`.
CREATE FUNCTION people_sounding(words text, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    parts text[] := (SELECT array_agg(p ORDER BY length(p) DESC)
                     FROM regexp_split_to_table(fold(words), '[^a-z0-9]+') WITH ORDINALITY AS s (p, n)
                     WHERE length(p) > 1);
    whole text := (SELECT regexp_replace(fold(words), '[^a-z0-9]+', '', 'g'));
    sounds text[] := (SELECT array_agg(sound(p) ORDER BY n) FROM unnest(parts) WITH ORDINALITY AS s (p, n));
    whole_sound text := sound(whole);
    whole_keys text[] := sound_keys(whole);
    second text[] := sound_keys(parts[2]);
    third text[] := sound_keys(parts[3]);
BEGIN
    IF parts IS NULL OR length(parts[1]) < 3 THEN
        RETURN;
    END IF;
    RETURN QUERY
        WITH near AS MATERIALIZED (
            SELECT b.id, b.search_name, b.search_parts, b.search_keys FROM beneficiaries b
            WHERE b.search_keys && (sound_keys(parts[1]) || whole_keys) AND b.centre_id = app_centre()
            ORDER BY (b.search_keys && second OR strpos(b.search_name, parts[2]) > 0) IS TRUE DESC,
                     (b.search_keys && third OR strpos(b.search_name, parts[3]) > 0) IS TRUE DESC,
                     b.search_parts && parts DESC
            LIMIT 120
        ), weighed AS (
            SELECT n.id, n.search_name, greatest(
                (SELECT sum(part_likeness(parts[i], sounds[i], n.search_parts, n.search_keys) * length(parts[i]))
                        / sum(length(parts[i])) FROM generate_subscripts(parts, 1) i),
                CASE WHEN parts[2] IS NOT NULL AND n.search_keys && whole_keys
                     THEN part_likeness(whole, whole_sound, n.search_parts, n.search_keys) END) AS likeness
            FROM near n
        )
        SELECT w.id FROM weighed w WHERE w.likeness > 0.6 ORDER BY w.likeness DESC, w.search_name, w.id LIMIT most;
END $$;

-- It looked for words as they are spelt alone.
DROP FUNCTION people_near(text, integer);
