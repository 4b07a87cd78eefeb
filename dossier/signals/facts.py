"""What a rule can ask of documents, as SQL and as the value that it becomes."""

from dossier.database.engine import Record
from dossier.signals.rules import Facts, situations_of

FACTS = """p.circuit, p.received_at, dep.code AS file_department, f.social_worker_id, f.status AS file_status,
       EXISTS (SELECT FROM social_file_members m JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE m.social_file_id = f.id AND b.birth_date > $1::date - interval '18 years') AS has_minors"""
"""SQL over `FROM_DOCUMENTS`; $1 is the day on which somebody is 18 or not."""

FROM_DOCUMENTS = """documents d JOIN deposits p ON p.id = d.deposit_id
       LEFT JOIN social_files f ON f.id = coalesce(d.social_file_id, p.social_file_id)
       LEFT JOIN departments dep ON dep.id = f.department_id"""

TYPE_NOW = (
    "CASE WHEN d.state = 'validated' THEN d.type_id ELSE current_type(coalesce(d.type_id, d.proposed_type_id)) END"
)
"""SQL: the version that speaks for a document: as it was filed, else what it is said to be so far."""


def facts_of(row: Record) -> Facts:
    """Read a row of `FACTS`."""
    return Facts(
        circuit=row["circuit"],
        situations=situations_of(row["file_status"], has_minors=row["has_minors"]),
        file_department=row["file_department"],
        worker_id=row["social_worker_id"],
    )
