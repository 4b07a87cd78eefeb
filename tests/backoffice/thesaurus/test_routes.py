"""The thesaurus on screen: found, read, changed by a proposal that another person decides."""

import html
import re
from uuid import UUID

import httpx
import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from dossier.thesaurus.content import SignalRule
from dossier.thesaurus.tree import categories, term
from tests.backoffice.house import HTMX, element, opened_house
from tests.support.deposits import hand_over, pdf
from tests.support.signals import document
from tests.support.terms import change_term, member, retire_term

pytestmark = pytest.mark.people

HOME = "/backoffice/thesaurus"
PAYSLIP = f"{HOME}/terms/REV_PAIE"
SPOC, ADMINISTRATOR = "olivier.marchal", "rachid.lahlou"


def filled(page: str) -> dict[str, str | list[str]]:
    """Return what a form of the page would send as it is: its texts, ticks and choices."""
    sent: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name is None or ("checkbox" in tag and " checked" not in tag):
            continue
        if "checkbox" in tag:
            ticked = sent.setdefault(name[1], [])
            assert isinstance(ticked, list)
            ticked.append(value[1] if value else "")
        else:
            sent[name[1]] = value[1].replace("&#39;", "'") if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page):
        sent[name] = text.replace("&#39;", "'")
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else re.findall(r'<option value="([^"]*)"', options)[0]
    return sent


async def proposed(client: httpx.AsyncClient, path: str = f"{PAYSLIP}/edition", **facts: str) -> str:
    """Change some fields of the form at an address and propose it; return the proposal's address."""
    form = filled((await client.get(path)).text) | facts
    preview = await client.post(path.partition("?")[0], data=form)
    assert preview.status_code == 200, preview.text
    answer = await client.post(path.partition("?")[0], data={**filled(preview.text), "act": "propose"})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_the_tree_is_for_all_staff_and_a_few_letters_narrow_it(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        for username in ("fatou.diop", "nadia.benali", "anne.dewit", ADMINISTRATOR):
            client = await house.sign_in(username)
            page = await client.get(HOME)
            assert page.status_code == 200
            assert all(each in page.text for each in ("REV_PAIE", "Les moyens d’existence", "ne pas demander"))
            assert (f'href="{HOME}/new"' in page.text) == (username == ADMINISTRATOR)
            assert (await client.get(PAYSLIP)).status_code == 200
            found = await client.post(HOME, data={"words": "loonf"}, headers=HTMX)
            assert "<html" not in found.text
            assert "REV_PAIE" in found.text
            assert "LOG_BAIL" not in found.text
            assert "Aucun terme" in (await client.post(HOME, data={"words": "zzzzz"})).text
        assert (await (await house.browser()).get(HOME)).headers["location"].startswith("/backoffice/session")
        assert (await client.get(f"{HOME}/terms/NULLE_PART")).status_code == 404


async def test_a_change_is_previewed_proposed_and_approved_by_another(resources: Resources, centre_id: UUID) -> None:
    await hand_over(resources, centre_id, people()[0], types=("REV_PAIE", "REV_PAIE"))
    async with opened_house(resources, centre_id) as house:
        spoc, administrator = await house.sign_in(SPOC), await house.sign_in(ADMINISTRATOR)
        form = filled((await spoc.get(f"{PAYSLIP}/edition")).text)
        preview = await spoc.post(
            f"{PAYSLIP}/edition",
            data={**form, "label_fr": "Fiche de salaire", "rule_urgency_0": "4", "rule_department_3": "JUR"},
        )
        assert "2 documents attendent et suivent le terme." in preview.text
        assert re.search(r"Avertis désormais : Service juridique", preview.text.replace("\u00a0", " "))
        assert re.search(r"Avertis autrement : Action sociale", preview.text.replace("\u00a0", " "))
        assert (await term(system(centre_id), "REV_PAIE")).proposals == ()  # a preview writes nothing

        where = await proposed(spoc, label_fr="Fiche de salaire", note="on dit salaire")
        own = await spoc.get(where)
        assert "un collègue en décide" in own.text
        assert "/approval" not in own.text
        assert (await spoc.post(f"{where}/approval", data={})).status_code == 403
        seen = await administrator.get(where)
        for words in ("Fiche de paie", "Fiche de salaire", "on dit salaire", "Olivier Marchal"):
            assert words in seen.text
        assert "à vous de décider" in (await administrator.get(f"{HOME}/proposals")).text
        done = await administrator.post(f"{where}/approval", data={"answer": "bien vu"})
        assert done.headers["location"] == f"{HOME}/proposals"
        again = await administrator.post(f"{where}/approval", data={})
        assert again.status_code == 409
        assert "Rachid Lahlou a déjà décidé" in again.text
        page = (await spoc.get(PAYSLIP)).text
        for words in ("Fiche de salaire", "Version 2", "Olivier Marchal", "Rachid Lahlou", "vaut maintenant"):
            assert words in page
        back = await proposed(spoc, f"{PAYSLIP}/edition?version=1")
        await administrator.post(f"{back}/approval", data={})
        versions = (await term(system(centre_id), "REV_PAIE")).versions
        assert versions[0].content == versions[2].content


async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        spoc = await house.sign_in(SPOC)
        form = filled((await spoc.get(f"{PAYSLIP}/edition")).text)
        for facts, sentence in (
            ({"label_fr": ""}, "Remplissez"),
            ({"validity_days": "x"}, "en chiffres"),
            ({"validity_days": "0"}, "de 1 à 36"),
            ({"sensitivity": "secret"}, "dans la liste"),
            ({"rule_within_0": "x"}, "règle de signal 1"),
            ({"rule_department_5": "AS"}, "prévenu deux fois"),
            ({}, "Rien n’est différent"),
        ):
            answer = await spoc.post(f"{PAYSLIP}/edition", data={**form, "label_nl": "Loonfiche", **facts})
            assert answer.status_code == 422, facts
            assert sentence in answer.text, facts
            assert 'value="Loonfiche"' in answer.text
        await change_term(centre_id, "REV_PAIE", label_nl="Loonstrook")
        late = await spoc.post(f"{PAYSLIP}/edition", data={**form, "label_nl": "Loonbrief"})
        assert late.status_code == 409
        assert 'value="Loonbrief"' in late.text


async def test_who_answers_for_other_terms_reads_and_does_not_propose(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        for username in ("sofie.devos", "nadia.benali", "anne.dewit"):
            client = await house.sign_in(username)
            assert "/edition" not in (await client.get(PAYSLIP)).text
            for what in ("edition", "ending", "example"):
                assert (await client.get(f"{PAYSLIP}/{what}")).status_code == 403
            assert (await client.post(f"{PAYSLIP}/edition", data={"label_fr": "x"})).status_code in {403, 422}
            assert (await client.get(f"{HOME}/categories")).status_code == 403
        lawyer = await house.sign_in("sofie.devos")
        assert (await lawyer.get(f"{HOME}/terms/JUR_JUGT/edition")).status_code == 200
        assert (await (await house.sign_in("nadia.benali")).get(f"{HOME}/new")).status_code == 403


async def test_a_new_term_and_a_rejection_in_words(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        spoc, administrator = await house.sign_in(SPOC), await house.sign_in(ADMINISTRATOR)
        facts = {"code": "VIE_STADE", "label_fr": "Carte de stade", "label_nl": "Stadionkaart", "category": "VIE"}
        form = filled((await spoc.get(f"{HOME}/new")).text)
        taken = await spoc.post(f"{HOME}/new", data={**form, **facts, "code": "REV_PAIE"})
        assert taken.status_code == 422
        assert "a déjà le code" in taken.text
        where = await proposed(spoc, f"{HOME}/new", **facts)
        silent = await administrator.post(f"{where}/rejection", data={})
        assert silent.status_code == 422
        assert "Dites pourquoi" in silent.text
        await administrator.post(f"{where}/rejection", data={"answer": "Personne n’en reçoit."})
        assert "Personne n’en reçoit." in (await spoc.get(where)).text
        second = await proposed(spoc, f"{HOME}/new", **facts)
        assert (await spoc.post(f"{second}/withdrawal")).headers["location"] == f"{HOME}/proposals"
        third = await proposed(spoc, f"{HOME}/new", **facts)
        await administrator.post(f"{third}/approval", data={})
        assert "Stadionkaart" in (await spoc.get(f"{HOME}/terms/VIE_STADE")).text


async def test_a_term_goes_into_another_one(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        spoc, administrator = await house.sign_in(SPOC), await house.sign_in(ADMINISTRATOR)
        path = f"{HOME}/terms/LOG_GARL/ending"
        form = filled((await spoc.get(path)).text)
        preview = await spoc.post(path, data={**form, "into_code": "LOG_LOYER"})
        assert "Plus avertis" in preview.text
        made = await spoc.post(path, data={**form, "into_code": "LOG_LOYER", "act": "propose"})
        await administrator.post(f"{made.headers['location']}/approval", data={})
        assert "fusionné dans un autre" in (await spoc.get(f"{HOME}/terms/LOG_GARL")).text
        assert "LOG_GARL" in (await spoc.get(f"{HOME}/terms/LOG_LOYER")).text
        assert (await spoc.post(path, data={**form, "into_code": ""})).status_code == 422
        await retire_term(centre_id, "LOG_CONGE")
        assert "Ce terme est hors usage" in (await spoc.get(f"{HOME}/terms/LOG_CONGE")).text
        back = await proposed(spoc, f"{HOME}/terms/LOG_CONGE/edition")
        await administrator.post(f"{back}/approval", data={})
        assert "hors usage" not in (await spoc.get(f"{HOME}/terms/LOG_CONGE")).text.replace("Mettre hors usage", "")


async def test_administrators_name_and_place_categories(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        administrator = await house.sign_in(ADMINISTRATOR)
        path = f"{HOME}/categories"
        facts = {"code": "ANIMAUX", "label_fr": "Animaux", "label_nl": "Dieren", "parent": "VIE", "position": "40"}
        assert (await administrator.post(path, data=facts)).status_code == 303
        assert 'value="Animaux"' in (await administrator.get(f"{path}?code=ANIMAUX")).text
        assert (await administrator.post(path, data={**facts, "label_nl": "Huisdieren"})).status_code == 303
        known = {each.code: each for each in await categories(system(centre_id))}
        assert (known["ANIMAUX"].label_nl, known["ANIMAUX"].parent) == ("Huisdieren", "VIE")
        top = {"code": "VIE", "label_fr": "La vie", "label_nl": "Het leven", "parent": "ANIMAUX"}
        below = await administrator.post(path, data=top)
        assert below.status_code == 422
        assert "sous elle-même" in below.text
        assert (await administrator.post(path, data={**facts, "code": "a b"})).status_code == 422


async def test_an_example_picture_is_made_in_the_box_and_proposed(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        spoc, administrator = await house.sign_in(SPOC), await house.sign_in(ADMINISTRATOR)
        path = f"{PAYSLIP}/example"
        assert (await spoc.post(path, files={"other": ("", b"")})).status_code == 422
        hostile = await spoc.post(path, files={"picture": ("x.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")})
        assert hostile.status_code == 422
        assert "onload" not in hostile.text
        made = await spoc.post(path, files={"picture": ("fiche.pdf", pdf("fiche"), "application/pdf")})
        assert made.status_code == 303, made.text
        await administrator.post(f"{made.headers['location']}/approval", data={})
        (picture,) = set(re.findall(rf"{HOME}/examples/[0-9a-f-]+", (await spoc.get(PAYSLIP)).text))
        shown = await administrator.get(picture)
        assert shown.headers["content-type"] in {"image/webp", "image/jpeg"}
        assert len(shown.content) < 300_000
        other = filled((await spoc.get(f"{HOME}/terms/LOG_BAIL/edition")).text)
        other["example_id"] = picture.rsplit("/")[-1]
        stolen = await spoc.post(f"{HOME}/terms/LOG_BAIL/edition", data=other)
        assert stolen.status_code == 404
        gone = await spoc.post(path, files={"without": (None, "on")})
        await administrator.post(f"{gone.headers['location']}/approval", data={})
        assert "/examples/" not in (await spoc.get(PAYSLIP)).text.split('id="history-title"')[0]


async def test_the_desk_warns_of_an_authentic_source_and_asks_for_words(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("FAM_COMP", "CPAS_DIV"))
    async with opened_house(resources, centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        first, second = (f"/backoffice/documents/{each}" for each in made.document_ids)
        await agent.post(f"{first}/claim")
        desk = (await agent.get(first)).text
        assert "Ne demandez pas ceci au citoyen" in desk
        assert "le Registre national" in desk
        found = (await agent.post("/backoffice/types/search", data={"words": "composition"})).text
        assert re.search(r'data-warning="[^"]*Registre national', found)
        await agent.post(f"{second}/claim")
        form = filled((await agent.get(second)).text)
        asked = await agent.post(f"{second}/validation", data={**form, "words": ""})
        assert asked.status_code == 422
        assert "en quelques mots ce qu’est" in asked.text
        assert (await agent.post(f"{second}/validation", data={**form, "words": "carte de stade"})).status_code == 303
        assert "carte de stade" in (await agent.get(second)).text


async def test_no_word_of_a_proposal_is_in_the_journal(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        spoc, administrator = await house.sign_in(SPOC), await house.sign_in(ADMINISTRATOR)
        where = await proposed(spoc, label_fr="Fiche secrète", note="un mot secret")
        await administrator.post(f"{where}/approval", data={"answer": "un mot secret"})
    async with transaction(await member(centre_id, SPOC)) as tx:
        facts = [row["facts"] for row in await tx.rows("SELECT facts FROM events WHERE name LIKE '%ropos%'")]
    assert len(facts) == 2
    assert not [each for each in facts if "secr" in each]


async def test_the_thesaurus_goes_out_and_comes_in_as_a_batch(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        worker, spoc, administrator = [await house.sign_in(each) for each in ("nadia.benali", SPOC, ADMINISTRATOR)]
        for name, begins in (("csv", "code,label_fr"), ("turtle", "@prefix"), ("json-ld", "{")):
            out = await worker.get(f"{HOME}/export/{name}")
            assert out.text.startswith(begins)
            assert out.headers["content-disposition"].startswith("attachment")
        assert (await worker.get(f"{HOME}/export/xml")).status_code == 404
        path = f"{HOME}/exchange"
        assert 'type="file"' not in (await worker.get(path)).text
        assert (await worker.post(path, files={"list": ("x.csv", b"x")})).status_code == 403
        assert (await worker.post(f"{path}/proposals", data={"format": "csv", "content": "x"})).status_code == 403

        text = (await spoc.get(f"{HOME}/export/csv")).text
        changed = text.replace("Fiche de paie", "Fiche de salaire").replace("Contrat de bail", "<b>Bail</b>")
        assert (await spoc.post(path, files={"format": (None, "csv")})).status_code == 422
        bad = await spoc.post(path, files={"format": (None, "csv"), "list": ("x.csv", b"\xff\xfe")})
        assert bad.status_code == 422
        assert "UTF-8" in bad.text
        remote = b'{"@context": "http://evil.example"}'
        away = await spoc.post(path, files={"format": (None, "json-ld"), "list": ("x.json", remote)})
        assert "que nous n’allons pas chercher" in away.text
        same = await spoc.post(path, files={"format": (None, "csv"), "list": ("x.csv", text.encode())})
        assert "Rien n’est différent" in same.text
        seen = await spoc.post(path, files={"format": (None, "csv"), "list": ("x.csv", changed.encode())})
        assert seen.status_code == 200
        assert "Fiche de salaire" in seen.text
        assert "<b>Bail" not in seen.text
        sent = {each: str(value) for each, value in filled(html.unescape(seen.text)).items() if each != "content"}
        made = await spoc.post(f"{path}/proposals", data={**sent, "content": changed})
        assert made.headers["location"] == f"{HOME}/proposals"
        page = (await administrator.get(f"{HOME}/proposals")).text
        (batch,) = re.findall(rf"{HOME}/batches/[0-9a-f-]+/approval", page)
        assert (await spoc.post(batch)).status_code == 403
        assert (await administrator.post(batch)).status_code == 303
        assert "Fiche de salaire" in (await spoc.get(PAYSLIP)).text
        assert (await spoc.post(f"{path}/proposals", data={**sent, "content": changed})).status_code == 422


async def test_the_inventory_is_for_all_staff_and_takes_any_period(resources: Resources, centre_id: UUID) -> None:
    await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("anne.dewit")
        for days in ("", "?days=30", "?days=364", "?days=-5"):
            page = await client.get(f"{HOME}/inventory{days}")
            assert page.status_code == 200
            assert "<svg" in page.text
            assert "Par circuit" in page.text
        assert (await client.get(f"{HOME}/inventory?days=x")).status_code in {400, 404, 422}


async def test_a_rule_s_moment_and_situation_are_typed_tried_on_last_month_and_kept(
    resources: Resources, centre_id: UUID
) -> None:
    rules = (SignalRule(department="AS", urgency=2), SignalRule(department="JUR", situation="minors", urgency=3))
    await change_term(centre_id, "LOG_EXP", signal_rules=rules)
    for worker in ("nadia.benali", None, None):
        await document(centre_id, "LOG_EXP", worker=worker)
    where = f"{HOME}/terms/LOG_EXP/edition"
    async with opened_house(resources, centre_id) as house:
        administrator, lawyer = await house.sign_in(ADMINISTRATOR), await house.sign_in("sofie.devos")
        form = filled((await administrator.get(where)).text)
        assert (form["rule_situation_1"], form["rule_moment_1"]) == ("minors", "validation")
        typed = {"rule_situation_1": "no_file", "rule_moment_1": "capture"}
        preview = await administrator.post(where, data={**form, **typed})
        assert "aucun dossier social connu, dès la réception" in html.unescape(preview.text)
        figures = element(preview.text, "section", "tried")
        assert "Documents regardés : 3." in figures.replace("\u00a0", " ")
        legal = figures[figures.index("Service juridique") :]
        assert re.findall(r"is-number[^>]*>(\d+)<", legal)[:2] == ["1", "2"]  # now: that household has a child
        proposal = await proposed(administrator, where, **typed)
        decides = (await (await house.sign_in("olivier.marchal")).get(proposal)).text
        assert "Documents regardés" in decides
        assert "service juridique du centre" in decides  # it confirms urgencies and delays
        assert f"simulation?proposal={proposal.rsplit('/', 1)[1]}" in decides
        tried = await lawyer.get(f"/backoffice/signals/simulation?proposal={proposal.rsplit('/', 1)[1]}")
        assert "Voorgesteld" in tried.text
        assert "Documents regardés" not in (await (await house.sign_in("nadia.benali")).get(proposal)).text
        wrong = await administrator.post(where, data={**form, "rule_moment_1": "never"})
        assert (wrong.status_code, "règle de signal 2" in wrong.text) == (422, True)
    (waiting,) = [each for each in (await term(system(centre_id), "LOG_EXP")).proposals if each.state == "proposed"]
    assert waiting.content is not None
    assert waiting.content.signal_rules[1] == SignalRule(
        department="JUR", situation="no_file", urgency=3, moment="capture"
    )
