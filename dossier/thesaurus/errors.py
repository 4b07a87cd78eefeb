"""What can go wrong with the thesaurus: facts that its verbs share."""

from dossier.errors import Conflict, Forbidden, Missing, Refused


class NoSuchTerm(Missing):
    """There is no such term in the thesaurus."""


class NoSuchProposal(Missing):
    """We cannot find this proposal."""


class NoSuchExample(Missing):
    """There is no example picture here."""


class NotYourTerm(Forbidden):
    """This term belongs to another department. Ask its SPOC to propose it."""


class NotYourProposal(Forbidden):
    """Only the one who proposed this can withdraw it."""


class OwnProposal(Forbidden):
    """You proposed this yourself. A colleague has to decide it."""


class NotYoursToDecide(Forbidden):
    """An administrator decides this, or the SPOC of the department that owns the term."""


class OnlyAdministrators(Forbidden):
    """Only an administrator may do this."""


class ProposalDecided(Conflict):
    """{name} has already decided this proposal."""


class TermChanged(Conflict):
    """The term {code} has changed since this was proposed. Withdraw it and propose anew."""


class NothingChanges(Refused):
    """Nothing is different from what holds now."""


class CodeTaken(Refused):
    """Another term has the code {code} already. Choose another one."""


class CodeForm(Refused):
    """A code has 2 to 20 capital letters, digits and underscores, as in REV_PAIE."""


class LabelsNeeded(Refused):
    """Give it a name in French and in Dutch."""


class TextTooLong(Refused):
    """One of the texts is longer than {characters} characters. Shorten it."""


class TextUnprintable(Refused):
    """One of the texts holds a sign that cannot be shown. Type it anew."""


class WordsSeparator(Refused):
    """A word by which a term is found holds a semicolon. Write two words instead."""


class UnknownCategory(Refused):
    """There is no category {code}. Choose one from the list."""


class UnknownDepartment(Refused):
    """There is no department {code}. Choose one from the list."""


class OwnerNeeded(Refused):
    """Say which department answers for this term."""


class ValidityWrong(Refused):
    """A validity is a number of days from 1 to 36,500."""


class RuleTwice(Refused):
    """{department} is told twice for the same circuit and situation. Keep one of the two rules."""


class RuleWrong(Refused):
    """A signal rule has an urgency from 0 to 4, and a time in working days or in hours."""


class RetentionWrong(Refused):
    """A retention is a number of months from 1 to 1,200."""


class PaperMonthsWrong(Refused):
    """A paper is kept for 1 to 1,200 months. One that goes back to the person has no number of months."""


class ReasonNeeded(Refused):
    """Say why, so that its proposer can make it better."""


class NotMergeable(Refused):
    """A term is merged into another one that is in use."""
