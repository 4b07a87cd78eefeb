"""The kiosk's screens while its server is away, under the same addresses and from the same templates where they can."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from jinja2 import Environment

from dossier.errors import DossierError, Missing
from dossier.ids import new_id
from dossier.receipts import qr
from kiosk_agent.loopback import OTHER_HOST, Asked, Reply
from kiosk_agent.offline.counter import Counter, TakesNothing
from kiosk_agent.offline.keeping import Who
from kiosk_agent.offline.visit import Page, Visit
from web.assets import PREFIX, Assets
from web.catalogues import DEFAULT_LANGUAGE, LANGUAGES, by_machine, direction, language, speaking
from web.catalogues import gettext as _
from web.forms import Form, blank, read_texts
from web.greetings import greetings
from web.headers import HEADERS, content_security_policy
from web.identification import BirthDate, FileNumber
from web.macros import IMPORTED
from web.multipart import BrokenForm, parts
from web.pages import environment
from web.problems import sentence

START = "/kiosk"
_WHO = "/kiosk/identification"
_NUMBER, _BIRTH_DATE = f"{_WHO}/number", f"{_WHO}/birth-date"
_DEPOSIT = "/kiosk/deposit"
_CAMERA, _RECEIPT = f"{_DEPOSIT}/photo", f"{_DEPOSIT}/receipt"
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(slots=True)
class Screens:
    """Answers what the kiosk's browser asks of its own machine."""

    counter: Counter
    port: Callable[[], int]
    _assets: Assets = field(default_factory=Assets)
    _templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        self._templates = environment(self._assets, reload=False)

    async def __call__(self, asked: Asked) -> Reply:
        """Answer one request; in the language of the visit."""
        if asked.path.startswith(f"{PREFIX}/"):
            return self._static(asked)
        wanted = dict(parse_qs(asked.query)).get("lang", [""])[0]
        visit = self.counter.visit
        if visit is not None and wanted in LANGUAGES:
            visit.language = wanted
        spoken = wanted if wanted in LANGUAGES else visit.language if visit else DEFAULT_LANGUAGE
        with speaking(spoken):
            for method, path, answer in _ROUTES:
                if asked.method == method and (found := path.fullmatch(asked.path)):
                    return await answer(self, asked, *found.groups())
        return Reply(status=HTTPStatus.NOT_FOUND)

    async def start(self, asked: Asked) -> Reply:
        """Show the screen that waits; whoever was there is forgotten."""
        self.counter.leave()
        return self._screen(asked, "kiosk/offline/start.html", greetings=greetings(self.counter.conduct.languages))

    async def end(self, _: Asked) -> Reply:
        """Forget whoever was there."""
        self.counter.leave()
        return Reply(status=HTTPStatus.SEE_OTHER, headers={"Location": START, "Clear-Site-Data": '"cache", "storage"'})

    async def stay(self, _: Asked) -> Reply:
        """Answer a page that says somebody is there."""
        return Reply(status=HTTPStatus.NO_CONTENT)

    async def choose(self, asked: Asked) -> Reply:
        """Begin a visit: ask who is there."""
        self.counter.arrive(language())
        return self._screen(asked, "kiosk/offline/choice.html")

    async def ask_number(self, asked: Asked) -> Reply:
        """Ask for the file number."""
        return self._number(asked, blank(FileNumber)) if self._open_visit() else _to(START)

    async def take_number(self, asked: Asked) -> Reply:
        """Remember a file number that can be one."""
        visit, form = self._open_visit(), read_texts(_texts(asked), FileNumber)
        if visit is None:
            return _to(START)
        if form.value is None:
            return self._number(asked, form)
        visit.file_number = form.value.number
        return _to(_BIRTH_DATE)

    async def ask_birth_date(self, asked: Asked) -> Reply:
        """Ask for the birth date."""
        visit = self._open_visit()
        return self._birth_date(asked, visit, blank(BirthDate)) if visit and visit.file_number else _to(START)

    async def take_birth_date(self, asked: Asked) -> Reply:
        """Remember who they say they are: only the server knows whether they are."""
        visit, form = self._open_visit(), read_texts(_texts(asked), BirthDate)
        if visit is None or not visit.file_number:
            return _to(START)
        if form.value is None:
            return self._birth_date(asked, visit, form)
        visit.who = Who(file_number=visit.file_number, birth_date=form.value.birth_date)
        return _to(_CAMERA)

    async def go_without(self, _: Asked) -> Reply:
        """Go on without a name."""
        visit = self._open_visit()
        if visit is None:
            return _to(START)
        visit.file_number, visit.who = "", None
        return _to(_CAMERA)

    async def new_paper(self, _: Asked) -> Reply:
        """Lead to the camera for a paper that is not there yet."""
        return _to(f"{_DEPOSIT}/papers/{new_id()}/photo" if self._open_visit() else START)

    async def camera(self, asked: Asked, paper_id: str) -> Reply:
        """Show the camera."""
        visit = self._open_visit()
        return self._camera(asked, visit, UUID(paper_id)) if visit else _to(START)

    async def take(self, asked: Asked, paper_id: str) -> Reply:
        """Take a photo."""
        visit = self._open_visit()
        if visit is None:
            return _to(START)
        try:
            if not visit.is_full:
                visit.add(await _photo(asked, UUID(paper_id)))
        except BrokenForm as error:
            return self._camera(asked, visit, UUID(paper_id), error)
        return _to(f"{_DEPOSIT}/papers/{paper_id}")

    async def paper(self, asked: Asked, paper_id: str) -> Reply:
        """Show the photos of a paper."""
        visit = self._open_visit()
        pages = visit.papers.get(UUID(paper_id)) if visit else None
        return (
            self._screen(asked, "kiosk/offline/paper.html", paper_id=paper_id, pages=pages) if pages else _to(_DEPOSIT)
        )

    async def picture(self, _: Asked, page_id: str) -> Reply:
        """Answer a photo, during the visit alone."""
        visit = self._open_visit()
        for each in visit.pages if visit else ():
            if each.id == UUID(page_id):
                return Reply(headers={**HEADERS, "Content-Type": "image/jpeg"}, body=each.jpeg)
        return Reply(status=HTTPStatus.NOT_FOUND)

    async def remove(self, asked: Asked, page_id: str) -> Reply:
        """Take a photo back, and lead to where the person goes on."""
        visit = self._open_visit()
        paper_id = next((each.paper_id for each in visit.pages if each.id == UUID(page_id)), None) if visit else None
        if visit is None or paper_id is None:
            return _to(_DEPOSIT)
        visit.remove(UUID(page_id))
        if "retake" in _texts(asked):
            return _to(f"{_DEPOSIT}/papers/{paper_id}/photo")
        return _to(f"{_DEPOSIT}/papers/{paper_id}" if paper_id in visit.papers else _DEPOSIT)

    async def overview(self, asked: Asked) -> Reply:
        """Show all papers; lead to the camera while there is none."""
        visit = self._open_visit()
        if visit is None or not visit.pages:
            return _to(_CAMERA if visit else START)
        return self._overview(asked, visit)

    async def hand_in(self, asked: Asked) -> Reply:
        """Keep what was photographed, and promise a receipt; a double touch leads to the same one."""
        visit = self.counter.visit
        if visit is None or not visit.pages:
            return _to(_DEPOSIT)
        try:
            await self.counter.hand_in()
        except TakesNothing as error:
            return self._overview(asked, visit, problem=sentence(error))
        return _to(_RECEIPT)

    async def receipt(self, asked: Asked) -> Reply:
        """Show what was promised."""
        visit = self.counter.visit
        if visit is None or visit.promised is None or visit.deposit is None:
            return _to(_DEPOSIT)
        return self._screen(
            asked,
            "kiosk/offline/receipt.html",
            promised=visit.deposit,
            papers_count=len(visit.papers),
            page_count=len(visit.pages),
            centre=self.counter.centre(language()),
            qr=qr.svg(visit.promised.address, _("QR code of your receipt")),
            is_printed=bool(self.counter.conduct.printer_address),
        )

    def _open_visit(self) -> Visit | None:
        """Return the visit, as long as nothing was handed in."""
        visit = self.counter.visit
        return visit if visit is not None and visit.deposit is None else None

    def _overview(self, asked: Asked, visit: Visit, **known: object) -> Reply:
        return self._screen(
            asked, "kiosk/offline/overview.html", papers=visit.papers, page_count=len(visit.pages), **known
        )

    def _camera(self, asked: Asked, visit: Visit, paper_id: UUID, error: DossierError | None = None) -> Reply:
        full = _("This machine holds no more pages of yours. Send these, then begin again.")
        return self._screen(
            asked,
            "kiosk/offline/photo.html",
            paper_id=paper_id,
            paper=visit.papers.get(paper_id),
            original_id=new_id(),
            words=sentence(error) if error else None,
            is_closed=False,
            sending=SimpleNamespace(is_full=visit.is_full, full=full, attributes={}),
        )

    def _number(self, asked: Asked, form: Form[FileNumber]) -> Reply:
        return self._screen(asked, "kiosk/offline/number.html", form=form)

    def _birth_date(self, asked: Asked, visit: Visit, form: Form[BirthDate]) -> Reply:
        return self._screen(asked, "kiosk/offline/birth_date.html", form=form, number=visit.file_number, back=_NUMBER)

    def _screen(self, asked: Asked, template: str, **context: object) -> Reply:
        conduct, visit = self.counter.conduct, self._open_visit()
        other = f"http://{OTHER_HOST}:{self.port()}"
        known: dict[str, object] = {
            "path": asked.path,
            "room": "kiosk",
            "language": language(),
            "direction": direction(),
            "languages": tuple(LANGUAGES.items()),
            "is_by_machine": by_machine(language()),
            "path_for_language": lambda code: f"{asked.path}?{urlencode({'lang': code})}",
            IMPORTED: {},
            "is_part": False,
            "idle_seconds": conduct.idle_seconds,
            "warning_seconds": conduct.warning_seconds,
            "receipt_seconds": conduct.receipt_seconds,
            "captures_itself": conduct.captures_itself,
            "own_service": other,
            "is_offline": "visited" if self.counter.visit else "waits",
            "deposit": {"state": "open" if visit else "", "papers": list(visit.papers) if visit else []},
            **context,
        }
        form = context.get("form")
        is_wrong = isinstance(form, Form) and bool(form.error or form.wrong)
        return Reply(
            status=HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK,
            headers={
                **HEADERS,
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": content_security_policy(other),
            },
            body=self._templates.get_template(template).render(known).encode(),
        )

    def _static(self, asked: Asked) -> Reply:
        version, _slash, name = asked.path.removeprefix(f"{PREFIX}/").partition("/")
        try:
            found = self._assets.get(name)
        except Missing:
            return Reply(status=HTTPStatus.NOT_FOUND)
        kept = _FOREVER if version == self._assets.version else "no-store"
        headers = {"Content-Type": found.media_type, "Cache-Control": kept, "X-Content-Type-Options": "nosniff"}
        return Reply(headers=headers, body=found.content)


_ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_ROUTES: tuple[tuple[str, re.Pattern[str], Callable[..., Awaitable[Reply]]], ...] = (
    ("GET", re.compile(START), Screens.start),
    ("POST", re.compile("/kiosk/visit/end"), Screens.end),
    ("PUT", re.compile("/kiosk/(?:visit|device)"), Screens.stay),
    ("GET", re.compile(_WHO), Screens.choose),
    ("GET", re.compile(_NUMBER), Screens.ask_number),
    ("POST", re.compile(_NUMBER), Screens.take_number),
    ("GET", re.compile(_BIRTH_DATE), Screens.ask_birth_date),
    ("POST", re.compile(_BIRTH_DATE), Screens.take_birth_date),
    ("POST", re.compile(_DEPOSIT), Screens.go_without),
    ("GET", re.compile(_DEPOSIT), Screens.overview),
    ("GET", re.compile(_CAMERA), Screens.new_paper),
    ("GET", re.compile(f"{_DEPOSIT}/papers/{_ID}/photo"), Screens.camera),
    ("POST", re.compile(f"{_DEPOSIT}/papers/{_ID}/photo"), Screens.take),
    ("GET", re.compile(f"{_DEPOSIT}/papers/{_ID}"), Screens.paper),
    ("GET", re.compile(f"{_DEPOSIT}/pages/{_ID}/photo"), Screens.picture),
    ("POST", re.compile(f"{_DEPOSIT}/originals/{_ID}/removal"), Screens.remove),
    ("POST", re.compile(_RECEIPT), Screens.hand_in),
    ("GET", re.compile(_RECEIPT), Screens.receipt),
)


def _to(path: str) -> Reply:
    return Reply(status=HTTPStatus.SEE_OTHER, headers={"Location": path})


def _texts(asked: Asked) -> Mapping[str, list[str]]:
    if asked.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return parse_qs(asked.body.decode("utf-8", "replace"))
    return {}


async def _photo(asked: Asked, paper_id: UUID) -> Page:
    """Return the photo of a form. Raises BrokenForm."""

    async def body() -> AsyncIterator[bytes]:
        yield asked.body

    original_id, jpeg = None, b""
    async for part in parts(body(), asked.headers.get("content-type", "")):
        content = b"".join([chunk async for chunk in part.chunks])
        if part.name == "original_id":
            original_id = content.decode("ascii", "replace")
        elif part.name == "photo":
            jpeg = content
    try:
        page_id = UUID(original_id or "")
    except ValueError:
        raise BrokenForm from None
    if not jpeg:
        raise BrokenForm
    return Page(id=page_id, paper_id=paper_id, jpeg=jpeg)
