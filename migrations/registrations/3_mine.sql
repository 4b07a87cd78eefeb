-- What goes out into the person's own "My documents" is told by an e-mail: the one way in which something is sent from here.
ALTER TABLE registrations
    DROP CONSTRAINT registrations_sent_by_check,
    ADD CONSTRAINT registrations_sent_by_check
        CHECK (sent_by IN ('post', 'registered', 'ebox', 'email', 'hand', 'mine'));
