"""A receipt is printed while its person stands there, or nothing of it comes out, whatever happens to the printer."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dossier.receipts.escpos import pieces
from kiosk_agent.printing import Printing
from kiosk_agent.status import PrinterTrouble, Trouble
from tests.support.escpos.cable import cable_to
from tests.support.escpos.printer import Printer, printing, until
from tests.support.escpos.slips import address_of, slip
from tests.support.patience import PATIENCE_SECONDS

ANSWERS_SECONDS = 2
"""By then a printer that is there has answered, also on a busy machine."""
GIVES_UP_SECONDS = 0.15
"""After so long a kiosk takes a printer for gone that is: one that is there may take its time on a busy machine."""
NUMBER, NEXT = "26-000123-45", "26-000124-42"
WHOLE = list(pieces(slip(NUMBER), 80))


@pytest.fixture
async def printer() -> AsyncIterator[Printer]:
    async with printing(Printer()) as opened:
        yield opened


def at(printer: Printer, folder: Path) -> Printing:
    made = Printing(folder / "unfinished", ANSWERS_SECONDS)
    made.address = f"127.0.0.1:{printer.port}"
    return made


async def trouble_of(kiosk: Printing, number: str = NUMBER, seconds: float = PATIENCE_SECONDS) -> Trouble | None:
    """Print; return what kept it."""
    try:
        await kiosk.print_slip(pieces(slip(number), 80), seconds)
    except PrinterTrouble as error:
        return error.trouble
    return None


async def trouble_of_state(kiosk: Printing) -> Trouble | None:
    """Look at the printer; return what kept it from answering."""
    try:
        return (await kiosk.state()).trouble
    except PrinterTrouble as error:
        return error.trouble


async def rows_of_a_receipt(folder: Path) -> int:
    """Return how many rows a whole receipt takes."""
    async with printing(Printer()) as printer:
        assert await trouble_of(at(printer, folder)) is None
        return printer.row_count


async def test_a_receipt_is_on_paper_when_it_is_said_to_be(printer: Printer, tmp_path: Path) -> None:
    kiosk = at(printer, tmp_path)
    assert await trouble_of(kiosk) is None
    assert (printer.codes, len(printer.slips)) == ([address_of(NUMBER)], 1)
    assert not kiosk.unfinished.exists()
    state = await kiosk.state()
    assert (state.trouble, state.is_paper_low) == (None, False)


@pytest.mark.parametrize(
    ("switch", "trouble"),
    [
        ({"paper_rows": 0}, Trouble.NO_PAPER),
        ({"is_cover_open": True}, Trouble.COVER_OPEN),
        ({"has_error": True}, Trouble.BROKEN),
        ({"is_deaf": True}, Trouble.AWAY),
    ],
)
async def test_a_printer_that_cannot_print_is_sent_nothing(
    printer: Printer, tmp_path: Path, switch: dict[str, bool], trouble: Trouble
) -> None:
    for name, value in switch.items():
        setattr(printer, name, value)
    kiosk = at(printer, tmp_path)
    kiosk.patience_seconds = GIVES_UP_SECONDS if trouble is Trouble.AWAY else ANSWERS_SECONDS
    assert await trouble_of(kiosk) == trouble
    for name, value in {"is_cover_open": False, "has_error": False, "is_deaf": False}.items():
        setattr(printer, name, value)
    printer.refill()
    await printer.settle()
    assert printer.row_count == 0
    assert not kiosk.unfinished.exists()


async def test_a_receipt_is_known_to_be_unfinished_on_the_disk_before_the_printer_has_a_byte_of_it(
    printer: Printer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk, synced, sync = at(printer, tmp_path), list[tuple[str, bool, int]](), os.fsync

    def fsync(descriptor: int) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink().name
        synced.append((name, kiosk.unfinished.exists(), printer.ink_count))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    assert await trouble_of(kiosk) is None
    assert synced == [("unfinished.new", False, 0), (tmp_path.name, True, 0)]
    assert printer.ink_count > 0


async def test_a_kiosk_that_was_told_of_no_printer_says_so(tmp_path: Path) -> None:
    assert await trouble_of(Printing(tmp_path / "unfinished")) == Trouble.NO_PRINTER


async def test_a_printer_that_is_switched_off_is_away(printer: Printer, tmp_path: Path) -> None:
    await printer.power_off()
    assert await trouble_of(at(printer, tmp_path)) == Trouble.AWAY


async def test_a_roll_that_ends_soon_still_prints(printer: Printer, tmp_path: Path) -> None:
    printer.near_end_rows = 2_000_000
    kiosk = at(printer, tmp_path)
    assert await trouble_of(kiosk) is None
    assert (await kiosk.state()).is_paper_low


async def test_what_a_printer_tells_by_itself_confuses_nobody(printer: Printer, tmp_path: Path) -> None:
    printer.tells_by_itself = True
    printer.paper_rows = printer.near_end_rows + 200
    assert await trouble_of(at(printer, tmp_path)) is None
    assert printer.codes == [address_of(NUMBER)]


@pytest.mark.parametrize("heeds_clearing", [True, False], ids=["heeds", "cheap"])
async def test_out_of_paper_in_mid_receipt_five_times(tmp_path: Path, heeds_clearing: bool) -> None:
    await _out_of_paper(tmp_path, 5, heeds_clearing)


@pytest.mark.torture
@pytest.mark.parametrize("heeds_clearing", [True, False], ids=["heeds", "cheap"])
async def test_out_of_paper_in_mid_receipt_fifty_times(tmp_path: Path, heeds_clearing: bool) -> None:
    await _out_of_paper(tmp_path, 50, heeds_clearing)


async def _out_of_paper(folder: Path, trials: int, heeds_clearing: bool) -> None:
    """Let the roll end anywhere in a receipt: after it is put in anew, no old receipt comes, and the next is whole."""
    whole = await rows_of_a_receipt(folder)
    chance = random.Random(20261127)
    for _ in range(trials):
        ends_after = chance.randrange(1, whole)
        async with printing(Printer(heeds_clearing=heeds_clearing, paper_rows=ends_after)) as printer:
            kiosk = at(printer, folder)
            assert await trouble_of(kiosk) == Trouble.NO_PAPER, ends_after
            assert kiosk.unfinished.exists()
            before, lines = printer.row_count, list(printer.head.texts)
            printer.refill()
            await printer.settle()
            assert printer.codes in ([], [address_of(NUMBER)])  # the code that was whole before the roll ended
            assert heeds_clearing is False or printer.row_count == before, ends_after
            assert len(printer.head.texts) - len(lines) <= (0 if heeds_clearing else 1), "one line at most"
            seen = len(printer.codes)
            await kiosk.state()  # as the service asks every second
            assert not kiosk.unfinished.exists()
            assert await trouble_of(kiosk, NEXT) is None
            assert printer.codes[seen:] == [address_of(NEXT)]
            assert sum(len(rows) for rows in printer.slips[-1]) == whole, "on a slip of its own"


async def test_a_printer_that_no_one_tells_to_forget_would_print_late() -> None:
    """The fake printer does what real ones do: bytes that stand in its buffer come out after the roll was put in."""
    async with printing(Printer(paper_rows=100)) as printer:
        reader, writer = await asyncio.open_connection("127.0.0.1", printer.port)
        writer.write(b"".join(WHOLE))
        await until(lambda: not printer.has_paper)
        assert printer.codes == []
        printer.refill()
        await until(lambda: printer.codes == [address_of(NUMBER)])
        writer.close()
        del reader


async def test_a_cover_that_is_opened_in_mid_receipt_is_told_and_nothing_comes_when_it_is_closed(
    tmp_path: Path,
) -> None:
    async with printing(Printer(stops_after_rows=150)) as printer:
        kiosk = at(printer, tmp_path)
        going = asyncio.create_task(trouble_of(kiosk))
        await printer.stopped.wait()
        printer.is_cover_open = True
        printer.go_on()
        assert await going == Trouble.COVER_OPEN
        before = printer.ink_count
        printer.is_cover_open = False
        printer.changed()
        await printer.settle()
        assert printer.ink_count == before
        await kiosk.state()
        assert (len(printer.slips), kiosk.unfinished.exists()) == (1, False)  # the half one is cut off
        assert await trouble_of(kiosk, NEXT) is None
        assert printer.codes == [address_of(NEXT)]


async def test_the_time_of_the_visit_ends_a_print_that_is_slow(tmp_path: Path) -> None:
    async with printing(Printer(seconds_per_row=0.002)) as printer:
        kiosk = at(printer, tmp_path)
        assert await trouble_of(kiosk, seconds=0.5) == Trouble.TOO_LATE
        printer.seconds_per_row = 0
        await printer.settle()
        assert printer.codes == []


async def test_a_slow_printer_is_waited_for(tmp_path: Path) -> None:
    async with printing(Printer(seconds_per_row=0.0008)) as printer:
        assert await trouble_of(at(printer, tmp_path)) is None


async def test_a_person_who_leaves_ends_the_print(tmp_path: Path) -> None:
    async with printing(Printer(stops_after_rows=100)) as printer:
        kiosk = at(printer, tmp_path)
        going = asyncio.create_task(trouble_of(kiosk))
        await printer.stopped.wait()
        going.cancel()
        printer.go_on()
        with pytest.raises(asyncio.CancelledError):
            await going
        await until(lambda: not kiosk.unfinished.exists())
        assert (printer.codes, len(printer.slips)) == ([], 1)
        assert await trouble_of(kiosk, NEXT) is None
        assert printer.codes == [address_of(NEXT)]


async def test_whoever_comes_after_a_print_that_was_given_up_waits_for_the_printer_to_be_tidy(tmp_path: Path) -> None:
    async with printing(Printer(stops_after_rows=100)) as printer:
        kiosk = at(printer, tmp_path)
        going = asyncio.create_task(trouble_of(kiosk))
        await printer.stopped.wait()
        going.cancel()
        while kiosk._is_printing:  # noqa: ASYNC110
            await asyncio.sleep(0)
        assert kiosk.unfinished.exists()  # its half receipt is still in the printer
        printer.go_on()
        assert await trouble_of(kiosk, NEXT) is None
        assert printer.codes == [address_of(NEXT)]
        assert len(printer.slips) == 2
        with pytest.raises(asyncio.CancelledError):
            await going


async def test_a_printer_that_dies_in_mid_receipt_is_told_and_prints_the_next_one(tmp_path: Path) -> None:
    async with printing(Printer(dies_after_rows=200)) as printer:
        kiosk = at(printer, tmp_path)
        assert await trouble_of(kiosk) == Trouble.AWAY
        await printer.power_on()
        await kiosk.state()
        assert await trouble_of(kiosk, NEXT) is None
        assert printer.codes == [address_of(NEXT)]


async def test_what_is_on_the_wire_when_the_cable_falls_out_never_arrives(tmp_path: Path) -> None:
    async with printing(Printer(goes_deaf_after_rows=100, heeds_clearing=False)) as printer:
        kiosk = at(printer, tmp_path)
        kiosk.patience_seconds = GIVES_UP_SECONDS
        assert await trouble_of(kiosk) == Trouble.AWAY
        before = printer.row_count
        printer.is_deaf = False
        await printer.settle()
        assert (printer.row_count, printer.codes) == (before, [])


async def test_a_second_receipt_waits_for_nobody(tmp_path: Path) -> None:
    async with printing(Printer(stops_after_rows=50)) as printer:
        kiosk = at(printer, tmp_path)
        going = asyncio.create_task(trouble_of(kiosk))
        await printer.stopped.wait()
        assert await trouble_of(kiosk, NEXT) == Trouble.BUSY
        printer.go_on()
        assert await going is None
        assert printer.codes == [address_of(NUMBER)]


async def test_a_look_at_the_printer_does_not_make_it_busy(printer: Printer, tmp_path: Path) -> None:
    kiosk = at(printer, tmp_path)
    looking = asyncio.create_task(kiosk.state())
    await asyncio.sleep(0)  # it has its turn now
    assert await trouble_of(kiosk) is None
    assert not (await looking).trouble


async def test_a_receipt_waits_for_a_look_no_longer_than_its_person(printer: Printer, tmp_path: Path) -> None:
    printer.is_deaf = True
    kiosk = at(printer, tmp_path)
    kiosk.patience_seconds = 1
    looking = asyncio.create_task(trouble_of_state(kiosk))
    await asyncio.sleep(0)
    assert await trouble_of(kiosk, seconds=0.1) == Trouble.TOO_LATE
    assert await looking == Trouble.AWAY


@pytest.mark.parametrize("address", ["10.0.4..17", f"{'a' * 64}.example", "10.0.4.17:many"])
async def test_an_address_that_no_network_knows_is_away(tmp_path: Path, address: str) -> None:
    kiosk = Printing(tmp_path / "unfinished", GIVES_UP_SECONDS, address)
    assert await trouble_of(kiosk) == Trouble.AWAY


async def test_a_machine_that_was_switched_off_in_mid_receipt_knows_it_afterwards(tmp_path: Path) -> None:
    async with printing(Printer(paper_rows=200)) as printer:
        assert await trouble_of(at(printer, tmp_path)) == Trouble.NO_PAPER
        again = at(printer, tmp_path)  # the machine starts anew
        printer.refill()
        await again.state()
        assert (len(printer.slips), again.unfinished.exists()) == (1, False)


async def test_a_printer_on_a_cable_prints_as_one_in_the_network(printer: Printer, tmp_path: Path) -> None:
    async with cable_to(printer) as cable:
        kiosk = at(printer, tmp_path)
        kiosk.address = cable.path
        for number in (NUMBER, NEXT):
            assert await trouble_of(kiosk, number) is None
        assert len(printer.slips) == 2
        assert printer.codes == [address_of(NUMBER), address_of(NEXT)]
        printer.is_cover_open = True
        printer.changed()
        assert await trouble_of(kiosk) is Trouble.COVER_OPEN
        printer.is_cover_open = False
        printer.changed()
        assert await trouble_of_state(kiosk) is None


async def test_a_cable_that_is_pulled_is_told_and_nothing_comes_out_later(printer: Printer, tmp_path: Path) -> None:
    async with cable_to(printer) as cable:
        kiosk = at(printer, tmp_path)
        kiosk.address = cable.path
        printer.stops_after_rows = 200
        begun = asyncio.create_task(trouble_of(kiosk))
        await asyncio.wait_for(printer.stopped.wait(), PATIENCE_SECONDS)
        kiosk.patience_seconds = GIVES_UP_SECONDS
        cable.pull()
        assert await begun is Trouble.AWAY
        assert await trouble_of_state(kiosk) is Trouble.AWAY
    assert (tmp_path / "unfinished").exists()
    async with cable_to(printer) as again:
        kiosk.address, kiosk.patience_seconds = again.path, ANSWERS_SECONDS
        printer.go_on()
        assert await trouble_of(kiosk, NEXT) is None
        assert printer.codes == [address_of(NEXT)]


@pytest.mark.parametrize("address", ["/dev/usb/lp99", "/dev/none"])
async def test_no_cable_is_a_printer_that_is_away(tmp_path: Path, address: str) -> None:
    kiosk = Printing(tmp_path / "unfinished", GIVES_UP_SECONDS)
    kiosk.address = address
    assert await trouble_of(kiosk) is Trouble.AWAY
