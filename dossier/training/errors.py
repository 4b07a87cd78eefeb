"""What can be in the way of learning."""

from dossier.errors import Conflict, Missing


class NoTraining(Missing):
    """There is no training centre yet. Ask whoever runs the installation to make one: guichet training."""


class TrainingOver(Conflict):
    """The training centre was taken away just now. You are back at your real work; nothing was done there."""


class NoSuchExercise(Missing):
    """This exercise is not there. Choose one from the list."""


class NoPracticePaper(Missing):
    """The practice papers are being laid out. Try again in a minute."""
