"""Records of administration for the matrix, made anew for each request, since most of those take them away."""

from uuid import UUID, uuid4

from dossier.database.actor import system
from dossier.database.engine import transaction
from tests.access.world import NOBODY, World

_BREAK = """INSERT INTO glass_breaks (id, centre_id, staff_id, social_file_id, reason_code, words, broken_at, ends_at,
                                      told_id)
            SELECT $1, f.centre_id, s.id, f.id, 'other', 'matrix', now(), now() + interval '1 hour', f.social_worker_id
            FROM social_files f, staff_members s WHERE f.id = $2 AND s.username = 'pieter.maes'"""
_TIE = """INSERT INTO staff_ties (id, centre_id, staff_id, beneficiary_id, kind, noted_at)
          SELECT $1, s.centre_id, s.id, b.id, 'relative', now() FROM staff_members s, beneficiaries b
          WHERE s.username = 'sofie.devos' AND b.id = $2
          ON CONFLICT (staff_id, beneficiary_id) DO UPDATE SET id = EXCLUDED.id"""
_KEY = """INSERT INTO seal_keys (id, centre_id, sensitivity, holder, department_id)
          SELECT $1, centre_id, 'medical', 'department', id FROM departments WHERE code = 'FIN'
          ON CONFLICT (centre_id, sensitivity, holder, department_id, role) DO UPDATE SET id = EXCLUDED.id"""
_DEVICE = "INSERT INTO devices (id, centre_id, name) SELECT $1::uuid, id, ($1::uuid)::text FROM centres"
_CLIENT = """INSERT INTO clients (id, centre_id, name, scopes, secret_hash, added_by, added_at)
             SELECT $1::uuid, centre_id, ($1::uuid)::text, '{documents:read}', '', id, now()
             FROM staff_members WHERE username = 'rachid.lahlou'"""
_COUNTER = "INSERT INTO counters (id, centre_id, name) SELECT $1::uuid, id, ($1::uuid)::text FROM centres"
_BATCH = """INSERT INTO batches (id, centre_id, state, source, file_name, sha256, size_bytes, media_type, sheet_count,
                                 problem, typed_count, taken_at, closed_at)
            SELECT $1::uuid, id, 'closed', 'upload', 'x', ($1::uuid)::text, 1, '', 0, 'damaged-file', 1, now(), now()
            FROM centres"""
_FINDING = """WITH run AS (INSERT INTO reconcile_runs (id, centre_id, deep, started_at, moved_at, finished_at)
                           SELECT gen_random_uuid(), id, false, now(), now(), now() FROM centres
                           RETURNING id, centre_id)
              INSERT INTO reconcile_findings (id, centre_id, run_id, kind, vault_key, actual_bytes, found_at)
              SELECT $1::uuid, centre_id, id, 'orphan', centre_id || '/' || $1::uuid || '/' || repeat('0', 64), 1, now()
              FROM run"""
_EXPORT = """INSERT INTO exports (id, centre_id, beneficiary_id, asked_by, asked_at, reason, language, words, ready_at,
                                  expires_at, size_bytes, sha256)
             SELECT $1, s.centre_id, b.id, s.id, now(), 'matrix', 'fr', '{}', now(), now() + interval '1 hour', 0,
                    repeat('0', 64)
             FROM staff_members s, beneficiaries b WHERE s.username = 'anne.dewit' LIMIT 1"""
_REQUEST = """INSERT INTO document_requests (id, centre_id, social_file_id, beneficiary_id, state, language, due_on,
                                              asked_by, asked_at)
              SELECT $1, f.centre_id, f.id, m.beneficiary_id, 'open', 'fr', current_date + 7, s.id, now()
              FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id AND m.role = 'holder',
                   staff_members s WHERE f.id = $2 AND s.username = 'pieter.maes' LIMIT 1"""
_SIGNAL = """INSERT INTO signals (id, centre_id, document_id, department_id, raised_for, type_id, moment, state,
                                  urgency, raised_at, due_at)
             SELECT $1, d.centre_id, d.id, f.department_id, f.department_id, d.type_id, 'validation', 'raised', 2,
                    now(), now() + interval '5 days'
             FROM documents d JOIN social_files f ON f.id = d.social_file_id WHERE d.id = $2
             ON CONFLICT (document_id, raised_for) WHERE state IN ('raised', 'seen', 'taken')
             DO UPDATE SET id = EXCLUDED.id"""
_FOLDER = """INSERT INTO folders (id, centre_id, department_id, reference, title, months, afterwards, state, opened_by,
                                  opened_at)
             SELECT $1::uuid, f.centre_id, f.department_id, ($1::uuid)::text, 'matrix', 12, 'destroy', 'open', s.id,
                    now()
             FROM social_files f, staff_members s WHERE f.id = $2 AND s.username = 'pieter.maes'"""
_MAIL = """INSERT INTO mails (id, centre_id, state, way, digest, sha256, size_bytes, vault_key, mail_size_bytes,
                              sender_name, sender_address, subject, kept_at)
           SELECT $1::uuid, o.centre_id, 'awaits', 'lmtp', ($1::uuid)::text, o.sha256, o.size_bytes, o.vault_key, 1, '',
                  b.id || '@example.org', '', now()
           FROM originals o, beneficiaries b WHERE b.id = $2 LIMIT 1"""
_ADDRESS = "UPDATE beneficiaries SET email = id || '@example.org' WHERE id = $1"

STATEMENTS = {
    "tie_id": _TIE,
    "key_id": _KEY,
    "device_id": _DEVICE,
    "client_id": _CLIENT,
    "counter_id": _COUNTER,
    "batch_id": _BATCH,
    "finding_id": _FINDING,
    "export_id": _EXPORT,
}


async def made_anew(world: World, parameter: str, case: str) -> str:
    """Return the id of a record of administration that is there, of another department's file, or long gone."""
    if parameter in {"job_id", "sheet"}:
        return "7"
    if case == "deleted":
        return str(NOBODY)
    made = uuid4()
    async with transaction(system(world.centre_id)) as tx:
        if parameter == "break_id":
            await tx.run(_BREAK, made, UUID(world.filed[case]["file_id"]))
        elif parameter == "folder_id":
            await tx.run(_FOLDER, made, UUID(world.filed[case]["file_id"]))
        elif parameter == "request_id":
            await tx.run(_REQUEST, made, UUID(world.filed[case]["file_id"]))
        elif parameter == "signal_id":
            await tx.run(_SIGNAL, made, UUID(world.filed[case]["document_id"]))
        elif parameter == "tie_id":
            await tx.run(_TIE, made, UUID(world.filed["other"]["beneficiary_id"]))
        elif parameter == "mail_id":
            sender = UUID(world.filed[case]["beneficiary_id"])
            await tx.run(_ADDRESS, sender)
            await tx.run(_MAIL, made, sender)
        else:
            await tx.run(STATEMENTS[parameter], made)
    return str(made)


ADMINISTERED = frozenset(
    {*STATEMENTS, "break_id", "folder_id", "job_id", "mail_id", "sheet", "request_id", "signal_id"}
)
