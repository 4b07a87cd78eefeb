-- Which of a staff member's sign-ins still count: a new password, and a switch-off, raise it.
ALTER TABLE staff_members ADD COLUMN credential_version integer NOT NULL DEFAULT 1;
