-- What was asked about a document that was taken back falls with it.
ALTER TABLE corrections
    DROP CONSTRAINT corrections_state,
    ADD CONSTRAINT corrections_state CHECK (state IN ('asked', 'answered', 'withdrawn'));
