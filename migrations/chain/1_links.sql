-- Which late events are not linked yet is asked of one centre, behind a number: with the number alone in an index, and
-- the centre in another, every link that there ever was would be read, twice a second.
CREATE UNIQUE INDEX event_links_number ON event_links (centre_id, event_seq);
ALTER TABLE event_links DROP CONSTRAINT event_links_event_seq_key;
