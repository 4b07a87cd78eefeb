-- Whether a refusal for this reason asks the depositor for anything: of a paper that we have already, nothing.
ALTER TABLE refusal_reasons ADD COLUMN asks_again boolean NOT NULL DEFAULT true;
ALTER TABLE refusal_reasons NO FORCE ROW LEVEL SECURITY;
UPDATE refusal_reasons SET asks_again = false WHERE code = 'duplicate';
ALTER TABLE refusal_reasons FORCE ROW LEVEL SECURITY;
ALTER TABLE refusal_reasons ALTER COLUMN asks_again DROP DEFAULT;
