"""Who answers feedback: the other SPOCs of the asker's department; where there are none, the administrators.

A picture of the screen may show a file's content, which administrators never see: it is for those SPOCs alone.
"""

from dossier.database.actor import Actor
from dossier.people.roles import Role

HAS_SPOC = """EXISTS (SELECT FROM staff_members p WHERE p.active AND 'spoc' = ANY(p.roles)
                       AND p.department_id = f.department_id AND p.id <> f.asked_by)"""
"""SQL, of feedback `f`."""

IS_SPOC = f"""($1::boolean AND f.department_id = $2 AND f.asked_by <> $3 AND {HAS_SPOC})"""
IS_ADDRESSEE = f"""({IS_SPOC} OR ($4::boolean AND f.asked_by <> $3 AND NOT {HAS_SPOC}))"""
"""SQL, of feedback `f`, with the four values of `asking`."""


def asking(actor: Actor) -> tuple[object, ...]:
    """Return what the conditions ask of an actor."""
    return (
        Role.SPOC in actor.roles,
        actor.department_id,
        actor.staff_id,
        Role.ADMINISTRATOR in actor.roles,
    )
