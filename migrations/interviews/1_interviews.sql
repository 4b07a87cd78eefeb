-- What a deposit at an interview has beside every other's: who takes it in, and the capture session by which one phone
-- may send pages. The code itself stands nowhere: it follows from the deposit's id by the key of the installation.
CREATE TABLE interviews (
    deposit_id uuid PRIMARY KEY REFERENCES deposits ON DELETE CASCADE,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    appointment_on date NOT NULL,          -- the day of the interview, in Brussels
    code_print text NOT NULL,              -- by which a code that is typed is found
    begun_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,       -- then no phone begins, and none goes on
    joined_at timestamptz,                 -- when the first phone opened it: there is no second
    ended_at timestamptz,                  -- the worker ended it, or takes the pages in themselves
    UNIQUE (centre_id, code_print)
);
