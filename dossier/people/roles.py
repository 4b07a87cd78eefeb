"""The roles of staff, and which of them a room or an act asks for."""

from enum import StrEnum


class Role(StrEnum):
    """What a staff member does; one person may have several."""

    COUNTER_CLERK = "counter_clerk"
    CAPTURE_AGENT = "capture_agent"
    SOCIAL_WORKER = "social_worker"
    SPOC = "spoc"
    MANAGER = "manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


DECIDES = frozenset({Role.CAPTURE_AGENT, Role.SOCIAL_WORKER, Role.SPOC})
"""Those who split, profile, validate and refuse."""

SEES_ALL_WAITING = frozenset({Role.CAPTURE_AGENT})
"""Those whose queue is the whole centre's; others see their department's files."""

FINDS_FILES = DECIDES | {Role.AUDITOR, Role.ADMINISTRATOR}
"""Those who look up a beneficiary and the card of their file: its number, its department, its social worker."""

REVIEWS_GLASS = frozenset({Role.MANAGER, Role.AUDITOR})
"""Those who review what was opened behind glass: the head of the department whose file it is, and the auditor."""

NOTES_TIES = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
"""Those who note which beneficiaries a staff member is, or is related to."""

PRINTS_RECEIPTS = DECIDES | {Role.COUNTER_CLERK}
"""Those who find a receipt by its number and print it again; it names nobody."""

TAKES_IN = DECIDES | {Role.COUNTER_CLERK}
"""Those who take papers in at a counter for whoever brings them: they find people there, and read no file."""

READS_MAIL = frozenset({Role.CAPTURE_AGENT})
"""Those who take the centre's mailbox in, and settle what of a mail could not be taken."""

SEES_MAIL = READS_MAIL | {Role.ADMINISTRATOR}
"""Those who see how the mailbox is; an administrator sees no mail."""

KEEPS_PAPERS = frozenset({Role.COUNTER_CLERK, Role.CAPTURE_AGENT})
"""Those who have kept papers in their hands: of each they read its receipt's number, its place and its dates. Whose it
is and what it is, those read who read its document."""

INTERVIEWS = frozenset({Role.SOCIAL_WORKER, Role.SPOC})
"""Those who take papers in at the end of an interview, into a file of their department or their own."""

SEES_RATES = frozenset({Role.MANAGER, Role.SPOC})
"""Those who read how often something was filed wrongly, by type and circuit; it names nobody."""

MONITORS = frozenset({Role.MANAGER})
"""Those who read the figures of all departments, and no content of any file."""
