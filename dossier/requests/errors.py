"""What can go wrong with a request for documents."""

from dossier.errors import Conflict, Forbidden, Missing, Refused


class NoSuchRequest(Missing):
    """We do not find this request."""


class OtherDepartmentsFile(Forbidden):
    """This is a file of another department. Ask that department."""


class PersonNeeded(Refused):
    """Say first whom you ask."""


class NoFileToAskFor(Refused):
    """This person has no open social file, so nothing can be asked for it."""


class TypesNeeded(Refused):
    """Say first which documents you ask for."""


class TooManyTypes(Refused):
    """These are too many documents for one request: at most {limit}."""


class DuePast(Refused):
    """This day is over. Choose today or a later day."""


class DueTooFar(Refused):
    """This day is too far away: at most a year from now."""


class NoAddressToTell(Refused):
    """This person has no such address or number here. Take the mark away, or have it noted first."""


class ReminderTooSoon(Refused):
    """This person was asked or reminded in the last 24 hours. Wait until {at}."""


class WaiveReasonNeeded(Refused):
    """Choose a reason from the list."""


class WaiveWordsNeeded(Refused):
    """Say in a few words why."""


class RequestOver(Conflict):
    """This request is answered or waived already. Look at it again."""


class WaiverStands(Conflict):
    """This can no longer be taken back. Ask anew for what is missing."""


class ReopenReasonNeeded(Refused):
    """Choose why the document is not enough."""


class ReopenWordsNeeded(Refused):
    """Say in a few words what is not right."""


class NotAnswered(Conflict):
    """No document answers this paper just now. Look at the request again."""


class ReopeningStands(Conflict):
    """This can no longer be taken back. Look at the request again."""


class NotAsked(Missing):
    """This paper is not asked of you any more."""


class NoSuchTemplate(Missing):
    """We do not find this list of documents."""


class NotYourTemplate(Forbidden):
    """The SPOCs of the department that this list belongs to change it."""


class TemplateChanged(Conflict):
    """Somebody else changed this list meanwhile. Look at it again."""


class TemplateNamesNeeded(Refused):
    """Give the list a name in French and in Dutch."""


class TemplateWithoutTypes(Refused):
    """Put at least one document on the list."""


class DueDaysWrong(Refused):
    """Choose between 1 and {limit} days, or nothing."""
