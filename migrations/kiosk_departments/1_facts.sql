-- Of whose file nobody knows, the queue shows the department whose kiosk it came in at: that is who looks at it first.
CREATE OR REPLACE FUNCTION documents_facts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT p.circuit, p.language, coalesce(f.department_id, k.department_id)
    INTO NEW.circuit, NEW.depositor_language, NEW.department_id
    FROM deposits p LEFT JOIN social_files f ON f.id = coalesce(NEW.social_file_id, p.social_file_id)
    LEFT JOIN devices k ON k.id = p.device_id
    WHERE p.id = NEW.deposit_id;
    RETURN NEW;
END $$;
