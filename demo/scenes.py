"""What has happened in the demo's centre lately: who handed over which papers, and what became of them. Data."""

from dataclasses import dataclass
from typing import Literal

from demo.camera import Background, Fault

Fate = Literal["waits", "profiled", "filed", "illegible", "expired"]
"""What staff made of a paper; one whose type needs two readers waits for the second when it is `filed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One paper of a deposit."""

    kind: str  # the thesaurus code of the paper that is drawn
    shots: int = 1  # how many photographs of it, as pages of one paper
    told: bool = True  # the depositor said what it is
    as_pdf: bool = False  # handed over as a file instead of a photograph
    broken: bool = False  # the file arrived with half its bytes: a page for a person to look at
    faults: tuple[Fault, ...] = ()
    background: Background = "wood"
    as_type: str = ""  # the code under which staff file it, where it is another than the drawing's
    fate: Fate = "waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One deposit."""

    person: int | None  # which of the demo's people; None for someone who did not identify
    hours_ago: float
    circuit: Literal["portal", "kiosk"] = "portal"
    sent: bool = True
    decided_by: str = ""  # the staff member who decided what is decided
    sheets: tuple[Sheet, ...]


SCENES: tuple[Scene, ...] = (
    Scene(
        person=0,
        hours_ago=118,
        decided_by="ines.moreau",
        sheets=(Sheet(kind="REV_PAIE", fate="filed"), Sheet(kind="REV_BANK", as_pdf=True, fate="filed")),
    ),
    Scene(
        person=2,
        hours_ago=97,
        circuit="kiosk",
        decided_by="koen.smets",
        sheets=(Sheet(kind="LOG_EXP", background="desk", fate="filed"),),
    ),
    Scene(
        person=4,
        hours_ago=71,
        decided_by="koen.smets",
        sheets=(Sheet(kind="SAN_CERT", faults=("blur",), fate="illegible"), Sheet(kind="FAM_COMP", fate="filed")),
    ),
    Scene(
        person=6,
        hours_ago=52,
        decided_by="ines.moreau",
        sheets=(Sheet(kind="FAM_RES", fate="expired"),),
    ),
    Scene(
        person=9,
        hours_ago=50,
        circuit="kiosk",
        decided_by="ines.moreau",
        sheets=(Sheet(kind="ENE_MED", background="cloth", fate="filed"), Sheet(kind="ENE_FACT", background="cloth")),
    ),
    Scene(
        person=20,
        hours_ago=44,
        decided_by="koen.smets",
        sheets=(Sheet(kind="JUR_JUGT", told=False, background="desk", as_type="JUR_ADMB", fate="filed"),),
    ),
    Scene(
        person=15,
        hours_ago=33,
        decided_by="ines.moreau",
        sheets=(Sheet(kind="ID_SEJ", background="oak", fate="profiled"),),
    ),
    Scene(person=30, hours_ago=60, sent=False, sheets=(Sheet(kind="LOG_LOYER"),)),
    Scene(person=11, hours_ago=29, sheets=(Sheet(kind="LOG_BAIL", shots=2),)),
    Scene(person=13, hours_ago=26, circuit="kiosk", sheets=(Sheet(kind="REV_PENS", background="desk"),)),
    Scene(person=1, hours_ago=24, sheets=(Sheet(kind="ID_CI", told=False, background="cloth"),)),
    Scene(person=None, hours_ago=21, circuit="kiosk", sheets=(Sheet(kind="JUR_DETTE", told=False, background="desk"),)),
    Scene(person=16, hours_ago=5, sheets=(Sheet(kind="REV_C4"), Sheet(kind="ISP_INSC", told=False))),
    Scene(
        person=18, hours_ago=4, sheets=(Sheet(kind="SAN_FRAIS", background="desk"), Sheet(kind="REV_MUT", as_pdf=True))
    ),
    Scene(person=21, hours_ago=3, sheets=(Sheet(kind="REV_PAIE", broken=True),)),
    Scene(person=24, hours_ago=1.5, circuit="kiosk", sheets=(Sheet(kind="ISP_ETUD"),)),
    Scene(person=0, hours_ago=0.6, sheets=(Sheet(kind="LOG_LOYER", background="cloth"),)),
    Scene(person=27, hours_ago=0.2, sent=False, sheets=(Sheet(kind="FAM_ALLOC"),)),
)
