"""The states of a receipt: its story, by e-mail, and found without its code."""

from datetime import timedelta
from uuid import UUID

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.validate import validate
from tests.portal.house import who
from tests.support.deposits import hand_over, pdf, staff
from tests.support.desk import in_hand, profiled
from tests.support.mine import proved, reachable
from tests.support.photos import photo
from tests.support.retakes import again, refused
from tests.support.screens import Screens
from tests.support.signals import THURSDAY, clock_at

OWN, MIXED, OTHER, AGAIN, KEPT = people()[17], people()[13], people()[14], people()[29], people()[31]


async def declare(screens: Screens) -> None:
    """Show a receipt from sending on, to its depositor and to a finder."""
    await _sent(screens)
    await _expected(screens)
    await _decided(screens)
    await _found(screens)
    await _kept(screens)
    await _emails(screens)
    await _follow(screens)


async def _sent(screens: Screens) -> None:
    client, deposit, _ = await screens.begun(OWN, photo("REV_PAIE"), pdf("one"), apart=True, drained=False)
    receipt = await screens.house.send(client, deposit)
    await screens.nobody_works()
    await screens.show("receipt-waiting", client, receipt)
    client, deposit, paper = await screens.begun(OWN, photo("REV_PAIE"))
    await client.post(f"{deposit}/papers/{paper}/type", data={"picture": "payslip"})
    receipt = await screens.house.send(client, deposit)
    await screens.drain()
    await screens.show("receipt", client, receipt)
    await client.post("/remembered")
    await screens.show("receipt-remembered", client, receipt)
    with screens.decided(smtp_host=""), screens.without_phones():
        await screens.show("receipt-no-news", client, receipt)
    await client.post(f"{receipt}/removal")
    await screens.show("receipt-not-kept", client, receipt)
    await client.post(f"/mine{deposit}/withdrawal")
    await screens.show("receipt-taken-back", client, receipt)
    await screens.show("receipt-taken-back-found", await screens.browser(), receipt)


async def _expected(screens: Screens) -> None:
    with clock_at(THURSDAY):
        async with transaction(system(screens.centre_id)) as tx:
            await tx.run("INSERT INTO usual_waits VALUES ($1, '', 1, 3, 100, now())", screens.centre_id)
        kept = (photo("REV_PAIE"),)
        made = await hand_over(screens.resources, screens.centre_id, OWN, types=("SAN_CERT",), files=kept)
        await screens.drain()
    receipt = f"/r/{made.receipt.token}"
    for name, moment in (
        ("receipt-expected", THURSDAY),
        ("receipt-expected-soon", THURSDAY + timedelta(days=5)),
        ("receipt-late", THURSDAY + timedelta(days=6)),
    ):
        with clock_at(moment):
            client = await screens.browser()
            await client.post(receipt, data=who(OWN))
            await screens.show(name, client, receipt)
    async with transaction(system(screens.centre_id)) as tx:
        await tx.run("DELETE FROM usual_waits")


async def _decided(screens: Screens) -> None:
    resources, centre_id = screens.resources, screens.centre_id
    made = await refused(resources, centre_id, 2, person=AGAIN, note="La deuxième page est coupée.")
    receipt = f"/r/{made.receipt.token}"
    client = await screens.browser()
    await client.post(receipt, data=who(AGAIN))
    await screens.show("receipt-refused", client, receipt)
    camera = await again(client, receipt)
    deposit, paper = camera.split("/papers/")[0], UUID(camera.split("/")[-2])
    await screens.add(client, deposit, pdf("one"), paper=paper)
    await screens.show("receipt-again-unsent", client, receipt)
    sent = await screens.house.send(client, deposit)
    await screens.drain()
    await screens.show("receipt-again-sent", client, sent)
    one = await refused(resources, centre_id, person=AGAIN, files=(photo("SAN_CERT", "blur", "dark"),))
    receipt = f"/r/{one.receipt.token}"
    await client.post(receipt, data=who(AGAIN))
    await screens.show("receipt-refused-one-page", client, receipt)
    async with transaction(system(centre_id)) as tx:
        # As where its page could not be made: the box makes all of ours
        await tx.run(
            """UPDATE pages SET state = 'unreadable', problem = 'damaged'
               WHERE id IN (SELECT page_id FROM document_pages WHERE document_id = $1)""",
            one.document_ids[0],
        )
    await screens.show("receipt-refused-no-picture", client, receipt)
    agent = await staff(centre_id, "ines.moreau")
    good = await in_hand(resources, agent, "REV_PAIE", None, person=AGAIN)
    await validate(agent, good.document_ids[0], await profiled(centre_id, "REV_PAIE", AGAIN))
    await screens.drain()
    receipt = f"/r/{good.receipt.token}"
    await client.post(receipt, data=who(AGAIN))
    await screens.show("receipt-one-good", client, receipt)
    await validate(agent, good.document_ids[1], await profiled(centre_id, "REV_PAIE", AGAIN))
    await screens.drain()
    await screens.show("receipt-all-good", client, receipt)


async def _found(screens: Screens) -> None:
    made = await hand_over(screens.resources, screens.centre_id, OWN, types=("REV_PAIE",))
    finder = await screens.browser()
    receipt = f"/r/{made.receipt.token}"
    await screens.show("receipt-found", finder, receipt)
    await screens.show("receipt-found-wrong", finder, receipt, form={"number": "1"}, status=422)
    await screens.show("receipt-found-not-theirs", finder, receipt, form=who(OTHER), status=422)
    nobodys = await hand_over(screens.resources, screens.centre_id)
    await screens.show("receipt-found-no-file", finder, f"/r/{nobodys.receipt.token}")


async def _kept(screens: Screens) -> None:
    client, deposit, _ = await screens.begun(KEPT, *(pdf(each) for each in ("one", "two", "three", "four")), apart=True)
    receipt = await screens.house.send(client, deposit)
    deposit_id = UUID(deposit.rpartition("/")[2])
    async with transaction(system(screens.centre_id)) as tx:
        await tx.run("UPDATE papers SET is_kept = true WHERE deposit_id = $1", deposit_id)
        await tx.run(
            """INSERT INTO kept_papers (id, centre_id, deposit_id, state, place, until, until_told, kept_by, kept_at,
                                        ended_by, ended_at, received_by, reason)
               SELECT p.id, p.centre_id, p.deposit_id, case_.state, 'Box 7', current_date + case_.days, true, s.id,
                      now(), CASE WHEN case_.state <> 'kept' THEN s.id END,
                      CASE WHEN case_.state <> 'kept' THEN now() END,
                      CASE WHEN case_.state = 'handed_back' THEN 'Fatima' ELSE '' END,
                      CASE WHEN case_.state = 'destroyed' THEN 'over' ELSE '' END
               FROM (SELECT *, row_number() OVER (ORDER BY position) AS number FROM papers WHERE deposit_id = $1) p
               JOIN (VALUES (1, 'kept', 400), (2, 'kept', -3), (3, 'handed_back', 400), (4, 'destroyed', -3)
                    ) case_ (number, state, days) USING (number), staff_members s WHERE s.username = 'fatou.diop'""",
            deposit_id,
        )
    await screens.show("receipt-kept", client, receipt)
    async with transaction(system(screens.centre_id)) as tx:
        await tx.run("DELETE FROM kept_papers WHERE deposit_id = $1 AND state = 'kept'", deposit_id)
    await screens.show("receipt-kept-no-more", client, receipt)


async def _emails(screens: Screens) -> None:
    named = await screens.browser()
    emails = f"{await screens.named(named, pdf('one'))}/emails"
    await screens.show("emails", named, emails)
    await screens.show("emails-wrong", named, emails, form={"where": "typed", "email": "ann"}, status=422)
    await named.post(emails, data={"where": "typed", "email": "ann@example.org"})
    await screens.show("emails-on-the-way", named, emails)
    await screens.drain()
    await screens.show("emails-sent", named, emails)
    screens.box.answers = ["550 No such mailbox"]
    await named.post(emails, data={"where": "typed", "email": "ann@example.org"})
    await screens.drain()
    await screens.show("emails-failed", named, emails)
    with screens.decided(receipt_emails_per_deposit_max=1):
        form = {"where": "typed", "email": "ann@example.org"}
        await screens.show("emails-too-many", named, emails, form=form, status=422)
    client, deposit, _ = await screens.begun(MIXED, pdf("one"))
    emails = f"{await screens.house.send(client, deposit)}/emails"
    await screens.show("emails-file", client, emails)
    await client.post(emails, data={"where": "file"})
    await screens.show("emails-file-asked", client, emails)
    with screens.decided(sms_url="http://127.0.0.1:9/"):
        await screens.show("receipt-by-sms", client, emails.removesuffix("/emails"))
        await screens.show("emails-file-texts", client, emails)
    await reachable(screens.centre_id, MIXED)
    await proved(client, screens.centre_id, MIXED)
    await screens.show("emails-file-masked", client, emails)


async def _follow(screens: Screens) -> None:
    client = await screens.browser()
    await screens.show("follow", client, "/r")
    await screens.show("follow-wrong", client, "/r", form={"receipt": "26"}, status=422)
    unknown = {**who(OWN), "receipt": "26-000999-00"}
    await screens.show("follow-unknown", client, "/r", form=unknown, status=422)
