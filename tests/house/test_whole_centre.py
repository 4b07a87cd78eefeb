"""Row-level security by need to know is lifted in these modules alone, each for the reason that stands beside it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

LIFTED = {
    "dossier/audit/search.py": "an auditor reads who did or saw what of which number, and no content",
    "dossier/backfile/progress.py": "counts sheets and documents of paper files, and reads none of them",
    "dossier/counter/clerk.py": "checked: in a depositor's place, on a deposit that they opened, as long as it is open",
    "dossier/database/engine.py": "makes it",
    "dossier/deposits/retry_page.py": "an administrator has a page tried again, and sees nothing of it",
    "dossier/documents/keep_one_page.py": "checked: the papers of one photo may stand in several documents",
    "dossier/documents/move.py": "checked: moved, it may be out of the actor's own sight",
    "dossier/documents/send.py": "checked: sent on, it may be out of the actor's own sight",
    "dossier/documents/undo_many.py": "the actor's own act: what was proposed may have sealed them",
    "dossier/documents/undo.py": "the actor's own act: filed, it may be out of their own sight",
    "dossier/documents/looks.py": "checked: a beneficiary is told of all who looked",
    "dossier/documents/profile.py": "checked: the profile may hand the document on",
    "dossier/documents/propose_type.py": "checked: what is sealed by its new type may be out of their sight",
    "dossier/documents/refuse.py": "checked: the refusal may put the document out of sight",
    "dossier/documents/validate.py": "checked: the profile may hand the document on",
    "dossier/folders/add.py": "checked: the document of one's own deposit goes into a folder that one may fill",
    "dossier/folders/destroy.py": "checked: a file of the folder may hold pages of a document out of sight",
    "dossier/folders/move_into.py": "checked: in another department's folder it is out of the actor's own sight",
    "dossier/folders/put_into.py": "checked: in another department's folder it is out of the actor's own sight",
    "dossier/folders/take_out.py": "checked: waiting again, it may be out of the actor's own sight",
    "dossier/glass/queries.py": "reviewers and the told read who, what and why, and no content",
    "dossier/glass/review.py": "as the list that it answers",
    "dossier/interviews/interviewer.py": "checked: in a depositor's place, on a deposit that they opened, if open",
    "dossier/jobs/stuck.py": "an administrator reads receipts' numbers and problems",
    "dossier/monitoring/delays.py": "counts how long things took, and names no document and no person",
    "dossier/monitoring/quality.py": "counts verdicts, retakes and second looks",
    "dossier/monitoring/use.py": "counts deposits by circuit, and files that are digital only",
    "dossier/monitoring/wall.py": "counts what waits, comes and goes, and says since when the oldest waits",
    "dossier/reconcile/remove_orphan.py": "bytes are nobody's only if no row at all names them",
    "dossier/registrations/registrar.py": "checked: in a depositor's place, on the deposit that a registration opened",
    "dossier/second_looks/find.py": "checked: what is put right may be out of the actor's own sight",
    "dossier/second_looks/rates.py": "counts what second looks found, by type and circuit",
    "dossier/signals/simulate.py": "figures of what rules would have told: no document and no person is named",
    "dossier/split/hand.py": "checked: documents are numbered across the deposit; only what one reads is touched",
    "dossier/split/table.py": "counts the pages of a deposit, and numbers its sheets",
    "dossier/thesaurus/effect.py": "counts how many documents a proposal is about",
    "dossier/thesaurus/inventory.py": "counts documents by type, circuit and department",
    "dossier/thesaurus/tree.py": "counts how often terms are used",
    "dossier/thesaurus/queries.py": "counts how often types are used",
}


def test_only_these_modules_see_the_whole_centre_s_rows_for_a_staff_member() -> None:
    lifts = re.compile(r"whole_centre=True|see_whole_centre\(|takes_in=True")
    found = {
        str(path.relative_to(ROOT))
        for room in ("dossier", "web", "portal", "kiosk", "kiosk_agent", "backoffice", "api", "cli", "demo")
        for path in (ROOT / room).rglob("*.py")
        if lifts.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(LIFTED)
