-- A mail goes some time after nothing of it waits any more: its row, and its bytes from the store.
ALTER TABLE removals
    DROP CONSTRAINT removals_reason_check,
    ADD CONSTRAINT removals_reason_check
        CHECK (reason IN ('orphan', 'taken_back', 'purged', 'kept_as_one', 'split', 'disposed', 'settled')),
    DROP CONSTRAINT removals_deposit,
    ADD CONSTRAINT removals_deposit CHECK ((reason IN ('orphan', 'split', 'settled')) = (deposit_id IS NULL));
CREATE INDEX mails_done ON mails (centre_id, kept_at) WHERE state IN ('taken', 'settled', 'passed');
