-- Why a receipt is not on paper: also that the server refused it, and that nothing on the kiosk's machine prints.
ALTER TABLE receipt_prints DROP CONSTRAINT receipt_prints_outcome_check;
ALTER TABLE receipt_prints ADD CONSTRAINT receipt_prints_outcome_check
    CHECK (outcome IN ('printed', 'no_paper', 'cover_open', 'broken', 'offline', 'away', 'too_late', 'left', 'busy',
                       'no_server', 'refused', 'no_service', 'no_printer'));
