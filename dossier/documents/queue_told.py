"""How much waits, as one SQL function tells it: by groups of documents that are alike, and one by one where it must be.

A hundred thousand documents that wait are a few thousand groups (`migrations/queue_groups`): those of a group are
counted out of an index, and the rule that says who may read them is asked once. Asked of each of them, it cost more
than all the rest of the queue's page.

Asking of each document whether it is told apart would take as long again: the groups that have one are counted anew.
What one has in hand is read as its group is: it is taken off its group's figures and told beside it.

The function is its owner's, who is bound to the centre alone, and tells of what the one who acts may read: by the same
text as every other reading (`dossier.people.access`), written over a group and over a document.
"""

from dossier.documents.wanted import SAID, WAITS
from dossier.people.access import GROUP_READABLE, READABLE

_FIGURES = """count(*) AS n, min(d.captured_at) AS oldest,
               count(*) FILTER (WHERE d.due_at < moment) AS late"""

TOLD = f"""
CREATE OR REPLACE FUNCTION queue_told(mine uuid[], moment timestamptz) RETURNS TABLE (
    circuit text, department_id uuid, type_id uuid, depositor_language text, identified boolean, troubled boolean,
    urgency smallint, aside_until date, is_mine boolean, n bigint, oldest timestamptz, late bigint
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $told$
BEGIN
    RETURN QUERY WITH apart AS MATERIALIZED (
        SELECT d.id FROM documents d WHERE {WAITS} AND d.queue_group_id IS NULL AND d.centre_id = (SELECT app_centre())
        UNION SELECT unnest(kin_documents()) UNION SELECT unnest(glass_documents())
        UNION SELECT d.id FROM documents d
        WHERE d.social_file_id = ANY ((SELECT kin_files() || glass_files())::uuid[])),
    whole AS MATERIALIZED (
        SELECT d.queue_group_id, {_FIGURES} FROM documents d
        WHERE d.queue_group_id IS NOT NULL AND d.centre_id = (SELECT app_centre()) GROUP BY d.queue_group_id),
    touched AS MATERIALIZED (
        SELECT DISTINCT d.queue_group_id FROM apart JOIN documents d ON d.id = apart.id
        WHERE d.queue_group_id IS NOT NULL),
    together AS (
        SELECT whole.* FROM whole WHERE whole.queue_group_id NOT IN (SELECT touched.queue_group_id FROM touched)
        UNION ALL
        SELECT d.queue_group_id, {_FIGURES} FROM touched JOIN documents d
            ON d.centre_id = (SELECT app_centre()) AND d.queue_group_id = touched.queue_group_id
        WHERE d.id NOT IN (SELECT apart.id FROM apart) GROUP BY d.queue_group_id),
    own AS MATERIALIZED (
        SELECT d.queue_group_id, {_FIGURES} FROM documents d
        WHERE d.id = ANY (mine) AND d.id NOT IN (SELECT apart.id FROM apart)
          AND d.queue_group_id IS NOT NULL AND d.centre_id = (SELECT app_centre()) GROUP BY d.queue_group_id),
    parted AS (
        SELECT own.queue_group_id, true AS is_mine, own.n, own.oldest, own.late FROM own
        UNION ALL
        SELECT together.queue_group_id, false, together.n - coalesce(own.n, 0),
               CASE WHEN own.oldest > together.oldest OR own.n IS NULL THEN together.oldest ELSE (
                   SELECT min(d.captured_at) FROM documents d
                   WHERE d.centre_id = (SELECT app_centre()) AND d.queue_group_id = together.queue_group_id
                     AND d.id <> ALL (mine) AND d.id NOT IN (SELECT apart.id FROM apart)) END,
               together.late - coalesce(own.late, 0)
        FROM together LEFT JOIN own ON own.queue_group_id = together.queue_group_id
        WHERE together.n > coalesce(own.n, 0))
    SELECT g.circuit, g.department_id, g.type_id, g.depositor_language, g.identified, g.troubled, g.urgency,
           g.aside_until, parted.is_mine, parted.n, parted.oldest, parted.late
    FROM parted JOIN queue_groups g ON g.centre_id = (SELECT app_centre()) AND g.id = parted.queue_group_id
    WHERE (SELECT sees_whole_centre()) OR {GROUP_READABLE}
    UNION ALL
    SELECT d.circuit, d.department_id, {SAID}, d.depositor_language, d.identified, d.troubled, d.urgency, d.aside_until,
           d.id = ANY (mine), 1::bigint, d.captured_at, (d.due_at < moment)::int::bigint
    FROM documents d JOIN apart ON apart.id = d.id
    WHERE {WAITS} AND d.centre_id = (SELECT app_centre()) AND ((SELECT sees_whole_centre()) OR {READABLE});
END $told$"""
"""SQL that makes the function, in place of what stood there: whoever changes the rule adds a migration that runs it."""
