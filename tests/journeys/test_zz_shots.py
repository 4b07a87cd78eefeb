import asyncio, re
from tests.journeys.test_mine import *
from tests.journeys.test_mine import texts, proved, on_phone
from tests.support.deposits import hand_over
from dossier.corrections.ask import CorrectionKind, ask_correction
from tests.support.mine import bound
from tests.support.requests import person_id
OUT = Path("/tmp/mine_work/shots2"); OUT.mkdir(exist_ok=True)
del test_a_helper_hands_in_and_the_person_takes_it_back, test_code_list_download_correction_and_answer
async def shot(page, name, url=None):
    if url: await page.goto(url)
    await page.emulate_media(color_scheme="dark" if name in ("mine","helpers","access") else "light")
    await page.goto(page.url.split("?")[0] + "?lang=ar")
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=OUT / f"{name}.png", full_page=True)
    await page.goto(page.url.split("?")[0] + "?lang=fr")
async def test_shots(browser, service, service_resources, texts):
    agent = await staff(service.centre_id, "ines.moreau")
    made = await file_documents(service_resources, agent, service.person, (("REV_PAIE", days_ago(40)),))
    other = await hand_over(service_resources, service.centre_id, service.person, types=("REV_BANK",))
    me = bound(service.centre_id, await person_id(service.centre_id, service.person))
    await ask_correction(me, made.document_ids[0], CorrectionKind.WRONG_DATE, "C’était en octobre.", language="fr")
    await asyncio.sleep(3)
    page = await proved(browser, service, texts)
    await shot(page, "start", "/")
    await shot(page, "access", "/mine/access")
    await shot(page, "mine", "/mine")
    await shot(page, "document", f"/mine/documents/{made.document_ids[0]}")
    await shot(page, "correction", f"/mine/documents/{other.document_ids[0]}/corrections")
    await page.goto("/mine/helpers"); await page.locator(".act-bar button").click()
    await shot(page, "helpers", "/mine/helpers")
    await shot(page, "helper", "/helper")
    desk = await signed_in(browser, service, "nadia.benali")
    await desk.emulate_media(color_scheme="dark")
    await desk.goto("/backoffice/corrections?lang=nl"); await desk.screenshot(path=OUT / "corrections.png")
    await desk.goto(f"/backoffice/documents/{made.document_ids[0]}"); await desk.wait_for_load_state("networkidle"); await desk.screenshot(path=OUT / "desk.png")
