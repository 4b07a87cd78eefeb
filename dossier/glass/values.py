"""Why a glass is broken, and what a reviewer finds."""

from enum import StrEnum


class Reason(StrEnum):
    """Why someone needs what is not theirs to read."""

    URGENT_HELP = "urgent_help"  # somebody needs help that cannot wait
    COLLEAGUE_AWAY = "colleague_away"  # standing in for the file's own worker
    BENEFICIARY_ASKS = "beneficiary_asks"  # the person is here and asks for it
    LEGAL_DEADLINE = "legal_deadline"
    OTHER = "other"


class Outcome(StrEnum):
    """What a reviewer finds."""

    IN_ORDER = "in_order"
    FOLLOW_UP = "follow_up"
