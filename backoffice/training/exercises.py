"""The exercises of each role: what to do, where, and by what one sees that it was done. Data."""

from dataclasses import dataclass

from dossier.people.roles import Role
from dossier.training.attempts import Documents, Task
from dossier.training.steps import Check, Did, Saw
from web.catalogues import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do. `words` may hold {person}, {file} and {number}: what the exercise is about."""

    words: str
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A few steps that one does in ten minutes."""

    id: str
    roles: frozenset[Role]  # whose work it is
    title: str
    aim: str  # one sentence: what one can do afterwards
    path: str  # the screen on which it begins
    steps: tuple[Step, ...]
    end: str  # a word when all is done
    paper: str = ""  # the practice paper that one needs as a file, by code
    documents: Documents = ()  # what is laid out in the queue
    about_own_team: bool = False

    @property
    def task(self) -> Task:
        """Return what whoever looks after its progress needs to know."""
        checks = tuple(each.check for each in self.steps)
        return Task(id=self.id, documents=self.documents, about_own_team=self.about_own_team, checks=checks)


def _steps(*steps: tuple[str, Check]) -> tuple[Step, ...]:
    return tuple(Step(words=words, check=check) for words, check in steps)


EXERCISES = (
    Exercise(
        id="counter",
        roles=frozenset({Role.COUNTER_CLERK}),
        title=mark("Take a paper in at the counter"),
        aim=mark("Somebody stands before you with a payslip: you take it in, and they leave with a receipt."),
        path="/backoffice/counter",
        paper="payslip",
        steps=_steps(
            (mark("Begin a deposit for {person}."), Did(event="DepositOpened", facts=(("circuit", "counter"),))),
            (mark("Take the practice paper in, as a file."), Did(event="OriginalAdded")),
            (mark("Give the receipt."), Did(event="DepositReceived")),
            (
                mark("Find that receipt again, under Receipts."),
                Saw(screen="backoffice/receipts/receipt."),
            ),
        ),
        end=mark("That is the whole counter: a person, a paper, a receipt. The original goes back at once."),
    ),
    Exercise(
        id="desk",
        roles=frozenset({Role.CAPTURE_AGENT}),
        title=mark("Decide on two papers"),
        aim=mark("A deposit waits for you: one paper is good, the other cannot be read."),
        path="/backoffice/queue",
        documents=(("payslip",), ("blurred",)),
        steps=_steps(
            (mark("Open the deposit {number} in the queue."), Did(event="DepositClaimed", is_own=True)),
            (
                mark("File the payslip under its type, for {person}."),
                Did(event="DocumentValidated", is_own=True, type_code="REV_PAIE"),
            ),
            (mark("Refuse the paper that cannot be read, with the reason."), Did(event="DocumentRefused", is_own=True)),
            (mark("Take one of the two back with Undo."), Did(event="DecisionUndone", is_own=True)),
        ),
        end=mark("What you decide can be taken back for a while. Until then nobody is told of it."),
    ),
    Exercise(
        id="split",
        roles=frozenset({Role.CAPTURE_AGENT}),
        title=mark("Take two papers apart"),
        aim=mark("Two papers came as one document: each has to be filed under its own type."),
        path="/backoffice/queue",
        documents=(("bank", "rent"),),
        steps=_steps(
            (mark("Open the deposit {number} in the queue."), Did(event="DepositClaimed", is_own=True)),
            (mark("On the light table, cut before the second page."), Did(event="DocumentCut", is_own=True)),
            (mark("File both documents."), Did(event="DocumentValidated", is_own=True, times=2)),
        ),
        end=mark("Split first, then profile: so everybody finds each paper under its own type."),
    ),
    Exercise(
        id="file",
        roles=frozenset({Role.SOCIAL_WORKER, Role.SPOC}),
        title=mark("Work in a file"),
        aim=mark("You look into a file of your team, leave a note, and ask for a paper."),
        path="/backoffice/files",
        about_own_team=True,
        steps=_steps(
            (mark("Open the file {file} of {person}."), Saw(screen="backoffice/files/file.")),
            (mark("Write a note on it."), Did(event="NoteWritten")),
            (mark("Ask {person} for a paper."), Did(event="RequestAsked")),
            (mark("Look at your signals."), Saw(screen="backoffice/signals/")),
        ),
        end=mark("What you ask for is ticked off by itself once it is filed. The signal tells you."),
    ),
    Exercise(
        id="terms",
        roles=frozenset({Role.SPOC}),
        title=mark("Look after your team’s types"),
        aim=mark("You propose a better word for a type, and see who answers feedback."),
        path="/backoffice/thesaurus",
        steps=_steps(
            (mark("Open a type of the thesaurus."), Saw(screen="backoffice/thesaurus/term.")),
            (mark("Propose a change, as one more word to find it by."), Did(event="TermProposed")),
            (mark("Look at the feedback."), Saw(screen="backoffice/feedback/")),
        ),
        end=mark("Another SPOC agrees before it holds: nobody changes a type alone."),
    ),
    Exercise(
        id="figures",
        roles=frozenset({Role.MANAGER}),
        title=mark("Read the house’s figures"),
        aim=mark("You see what waits, how long it takes, and what comes next."),
        path="/backoffice/monitoring",
        steps=_steps(
            (mark("Look at what waits now."), Saw(screen="backoffice/monitoring/wall.")),
            (mark("Look at how long papers wait, under Delays."), Saw(screen="backoffice/monitoring/delays.")),
            (mark("Look at what is refused, under Quality."), Saw(screen="backoffice/monitoring/quality.")),
            (mark("Look at the phases: what is on, and what comes next."), Saw(screen="backoffice/phases/")),
        ),
        end=mark("A table stands under each chart. No figure names a person."),
    ),
    Exercise(
        id="proof",
        roles=frozenset({Role.AUDITOR}),
        title=mark("See who did what"),
        aim=mark("You read the journal and the access log, and have the journal checked."),
        path="/backoffice/journal",
        steps=_steps(
            (mark("Look at the journal."), Saw(screen="backoffice/journal/journal.")),
            (mark("Look at the access log."), Saw(screen="backoffice/journal/access.")),
            (mark("Under Integrity, have the journal checked."), Did(event="JournalCheckAsked")),
        ),
        end=mark("Nothing in the journal can be changed unseen. That is what the check shows."),
    ),
    Exercise(
        id="house",
        roles=frozenset({Role.ADMINISTRATOR}),
        title=mark("Keep the house going"),
        aim=mark("You set up a kiosk and a counter, and know where to look when something is stuck."),
        path="/backoffice/devices",
        steps=_steps(
            (mark("Make a code for a new kiosk."), Did(event="DevicePairingOffered")),
            (mark("Set up a counter."), Did(event="CounterSet")),
            (mark("Look at what is stuck."), Saw(screen="backoffice/stuck/")),
            (mark("Look at the phases: what is on, and what comes next."), Saw(screen="backoffice/phases/")),
        ),
        end=mark("You see everything that the house runs on, and no content of any file."),
    ),
)


def exercises_of(roles: frozenset[str]) -> tuple[Exercise, ...]:
    """Return the exercises of someone with these roles."""
    return tuple(each for each in EXERCISES if each.roles & roles)
