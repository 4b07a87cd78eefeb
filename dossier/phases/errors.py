"""What can go wrong with phases: facts that their verbs share, and what they tell whoever comes too early."""

from dossier.errors import Missing, Refused


class NoSuchPhase(Missing):
    """This phase is not in the list any more."""


class PhaseNameNeeded(Refused):
    """Write the phase's name in French and in Dutch."""


class PhaseEmpty(Refused):
    """Tick what this phase switches on: a circuit, a type or a department."""


class PhaseUnknownChoice(Refused):
    """One of these is not there any more. Look at the list again."""


class PhaseDayTaken(Refused):
    """Another phase begins on this day already. Change that one, or choose another day."""


class CircuitNotYet(Refused):
    """We take papers in this way from {day}. Until then, bring them to the counter."""


class CircuitNotForAll(Refused):
    """Only some teams take papers in this way so far. Bring them to the counter."""


class CircuitLater(Refused):
    """Your team takes documents in this way from {day}. The phases say what comes when."""


class CircuitForPilots(Refused):
    """Only some teams take documents in this way so far. The phases say what comes when."""


class TypeLater(Refused):
    """One of these documents is asked for from {day} only. Take it off the list."""


class TypeForPilots(Refused):
    """Only some teams ask for one of these documents so far. Take it off the list."""
