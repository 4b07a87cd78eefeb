"""What can go wrong with a signal."""

from dossier.errors import Conflict, Forbidden, Missing, Refused


class NoSuchSignal(Missing):
    """We know no signal like this."""


class NotYourSignal(Forbidden):
    """This signal is for others. Ask their department."""


class NotYoursToAct(Forbidden):
    """You are told of this signal so that somebody acts: give it to a worker."""


class SignalMovedOn(Conflict):
    """A colleague was quicker: this signal is no longer as you saw it."""


class TakenByAnother(Conflict):
    """A colleague has taken this signal. Ask them to give it on."""


class NothingToUndo(Conflict):
    """This cannot be undone any more: the signal has moved on."""


class OutcomeWordsNeeded(Refused):
    """Say in a few words what came of it."""


class CannotReceive(Refused):
    """This person cannot take a signal. Choose someone who works on files."""


class SameAddressee(Refused):
    """The signal is there already. Choose another department or person."""


class AlreadyTold(Refused):
    """That department has a signal of this document already. Choose another one."""
