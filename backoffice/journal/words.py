"""The journal's codes in words: events by what they are about, acts, who acts, and from where."""

from web.catalogues import mark

EVENTS: tuple[tuple[str, dict[str, str]], ...] = (
    (
        mark("Deposits"),
        {
            "DepositOpened": mark("Began a deposit"),
            "DepositResumed": mark("Took up a deposit that was not sent"),
            "OriginalAdded": mark("Handed over a file"),
            "OriginalRemoved": mark("Took a file back before sending"),
            "PaperNamed": mark("Said what a paper is"),
            "DepositReceived": mark("Sent a deposit, with receipt"),
            "DepositReady": mark("Every page of a deposit is made"),
            "DepositClosed": mark("Every document of a deposit is decided"),
            "DepositReopened": mark("A deposit waits again"),
            "DepositAbandoned": mark("A deposit was abandoned"),
            "DepositPurged": mark("An abandoned deposit was purged"),
            "OriginalInfected": mark("The antivirus found something in a file"),
        },
    ),
    (
        mark("Pages"),
        {
            "PageProcessed": mark("A page was made"),
            "PageUnreadable": mark("A page could not be made"),
            "PageRetried": mark("Had a page tried again"),
            "PageTurned": mark("Turned a page"),
            "CornersSet": mark("Set the corners of a page"),
            "PartsAdded": mark("Several papers were seen on a photo"),
            "KeptAsOne": mark("Kept a photo as one page"),
            "PageLaidUnder": mark("Put both sides of a card on one page"),
            "PagesTakenApart": mark("Took both sides of a card apart"),
            "LowerSideRemade": mark("The other side of a card was made again"),
        },
    ),
    (
        mark("Documents"),
        {
            "DepositClaimed": mark("Took a deposit in hand"),
            "DepositReleased": mark("Gave a deposit back"),
            "DocumentProfiled": mark("Said what a document is"),
            "SecondReadingAsked": mark("Confirmed a document as its first reader"),
            "DocumentValidated": mark("Validated a document"),
            "DocumentRefused": mark("Refused a document"),
            "DocumentSent": mark("Sent a document on"),
            "DecisionUndone": mark("Took back what they had decided"),
            "DocumentMoved": mark("Moved a document out of the wrong file"),
            "SealSet": mark("Sealed a document"),
            "SealLowered": mark("Let the seal of a document fall"),
            "BreachEntered": mark("A breach was registered"),
            "BreachAssessed": mark("Assessed a breach"),
            "BreachNoticeRead": mark("Read that a document stood in the wrong file"),
            "SignalRaised": mark("A department was told of a document"),
        },
    ),
    (
        mark("People"),
        {
            "StaffSignedIn": mark("Signed in"),
            "GlassBroken": mark("Opened a file or a document of others"),
            "GlassReviewed": mark("Reviewed what was opened from outside"),
            "GlassNoticeRead": mark("Read that a colleague opened a file of theirs"),
            "TieNoted": mark("Noted that a staff member is or knows a beneficiary"),
            "TieRemoved": mark("Removed what ties a staff member to a beneficiary"),
            "SealKeyGiven": mark("Let somebody open what is sealed"),
            "SealKeyTaken": mark("Let somebody no longer open what is sealed"),
            "BeneficiaryIdentified": mark("A beneficiary identified"),
            "ExportAsked": mark("Asked for all about a person"),
            "ExportReady": mark("A package about a person is ready"),
            "ExportDownloaded": mark("Downloaded a package about a person"),
            "ExportExpired": mark("A package about a person went from the store"),
            "StaffPasswordSet": mark("A password was set"),
            "StaffSwitchedOff": mark("An account was switched off"),
            "StaffSwitchedOn": mark("An account was switched on again"),
            "ListImported": mark("A list was brought in"),
        },
    ),
    (
        mark("Signals and requests"),
        {
            "SignalSeen": mark("Saw a signal"),
            "SignalTaken": mark("Took a signal in hand"),
            "SignalGivenBack": mark("Gave a signal back"),
            "SignalHandled": mark("Handled a signal"),
            "SignalReopened": mark("Opened a handled signal again"),
            "SignalReassigned": mark("A signal went to others"),
            "SignalReassignmentUndone": mark("Took a signal back from others"),
            "SignalEscalated": mark("The head was told of a signal"),
            "SignalWithdrawn": mark("A signal was withdrawn"),
            "RequestAsked": mark("Asked a person for documents"),
            "RequestReminded": mark("Reminded a person of documents"),
            "RequestAnswered": mark("A document answered a request"),
            "RequestUnanswered": mark("A document answers a request no more"),
            "RequestWaived": mark("Waived what a request still asked"),
            "RequestResumed": mark("Took a waiver back"),
            "NoticeAsked": mark("A person is to be told of a request"),
            "NoticeSent": mark("A notice of a request was sent"),
            "NoticeFailed": mark("A notice of a request was not taken"),
            "PaperExpected": mark("A depositor chose which asked paper comes next"),
        },
    ),
    (
        mark("Social files"),
        {
            "NoteWritten": mark("Wrote a note on a file"),
            "NoteCorrected": mark("Corrected a note on a file"),
            "BundleAsked": mark("Asked for several documents as one PDF"),
            "BundleMade": mark("A PDF of several documents was made"),
        },
    ),
    (
        mark("Thesaurus"),
        {
            "TermProposed": mark("Proposed a change of a term"),
            "ProposalApproved": mark("Approved a proposal"),
            "ProposalRejected": mark("Rejected a proposal"),
            "ProposalWithdrawn": mark("Withdrew a proposal"),
            "TermsImported": mark("Brought in a list of terms"),
            "ExampleKept": mark("Kept an example picture"),
            "CategorySet": mark("Set a category"),
        },
    ),
    (
        mark("The centre"),
        {
            "AbsenceSet": mark("Noted an absence"),
            "AbsenceEnded": mark("Ended an absence"),
            "HeadSet": mark("Said who is at the head of a department"),
            "ClosingDaySet": mark("Set a closing day"),
            "ClosingDayRemoved": mark("Removed a closing day"),
        },
    ),
    (
        mark("Kiosks"),
        {
            "DevicePairingOffered": mark("Made a code for a kiosk"),
            "DevicePaired": mark("A kiosk was paired"),
            "DeviceRevoked": mark("Took a kiosk's access away"),
        },
    ),
    (
        mark("Store and journal"),
        {
            "ReconcileAsked": mark("A check of the store was asked for"),
            "StoreReconciled": mark("The store was checked"),
            "OrphanRemoved": mark("A file that belonged to nobody was removed"),
            "JobRequeued": mark("Had a job tried again"),
            "JournalCheckAsked": mark("A check of the journal was asked for"),
            "JournalChecked": mark("The journal was checked"),
        },
    ),
)
"""Each heading with its events, by the name of their class."""

EVENT_WORDS = {name: words for _, events in EVENTS for name, words in events.items()}
OTHER_EVENT = mark("Something that this version has no words for")

ACTS = {"view": mark("looked at"), "download": mark("downloaded"), "print": mark("printed")}
RECORDS = {
    "document": mark("a document"),
    "page": mark("a page"),
    "original": mark("a file as received"),
    "social_file": mark("a social file"),
    "receipt": mark("a receipt"),
    "journal": mark("the journal"),
    "access_log": mark("the access log"),
    "beneficiary": mark("a beneficiary"),
    "export": mark("an export"),
}
ACTORS = {
    "staff": mark("a staff member"),
    "beneficiary": mark("a beneficiary"),
    "depositor": mark("the depositor"),
    "device": mark("a kiosk"),
    "system": mark("the service itself"),
}
PLACES = {
    "portal": mark("Portal"),
    "kiosk": mark("Kiosk"),
    "backoffice": mark("Backoffice"),
    "worker": mark("background work"),
    "cli": mark("command line"),
    "import": mark("import"),
}
"""Where somebody acted from. Another place is a circuit of `backoffice/screen.py`."""
