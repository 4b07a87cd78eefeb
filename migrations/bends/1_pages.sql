-- Between which curves a page that does not lie flat was laid out; null where its sides are straight.
ALTER TABLE pages
    ADD COLUMN bends jsonb;
