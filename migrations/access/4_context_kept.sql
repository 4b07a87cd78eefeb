-- What a policy asks of the actor, once a statement: PL/pgSQL, which keeps its plan for the length of a connection (0027).
-- As SQL each was read, checked and put into the statement at each of its places: a fifth to a third of what a plan cost.
CREATE OR REPLACE FUNCTION app_kind() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$ BEGIN RETURN coalesce(current_setting('app.kind', true), ''); END $$;

CREATE OR REPLACE FUNCTION app_staff() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$ BEGIN RETURN nullif(current_setting('app.staff_id', true), '')::uuid; END $$;

CREATE OR REPLACE FUNCTION app_department() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$ BEGIN RETURN nullif(current_setting('app.department_id', true), '')::uuid; END $$;

CREATE OR REPLACE FUNCTION app_has_role(VARIADIC wanted text[]) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$ BEGIN RETURN coalesce(string_to_array(current_setting('app.roles', true), ',') && wanted, false); END $$;

CREATE OR REPLACE FUNCTION sees_whole_centre() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$ BEGIN RETURN app_kind() NOT IN ('', 'staff'); END $$;

CREATE OR REPLACE FUNCTION app_client() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$ BEGIN RETURN nullif(current_setting('app.client_id', true), '')::uuid; END $$;

CREATE OR REPLACE FUNCTION client_may(VARIADIC wanted text[]) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$ BEGIN RETURN coalesce(string_to_array(current_setting('app.scopes', true), ',') && wanted, false); END $$;

CREATE OR REPLACE FUNCTION own_beneficiary() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$ BEGIN RETURN nullif(current_setting('app.own_beneficiary', true), '')::uuid; END $$;

-- Asked of the row at hand (0047): EXISTS was planned in both of its ways, the whole rule of documents each time.
ALTER POLICY with_its_document ON retakes
    USING ((SELECT sees_whole_centre()) OR (SELECT true FROM documents d WHERE d.id = retakes.document_id));
