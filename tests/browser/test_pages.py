"""The pages in a real Chromium, on the nine gold tracks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from detente.cli import run
from detente.desk import open_desk
from detente.evaluate.goldset import GOLD
from detente.model import Dispute, RoundState
from detente.views.brief import last_and_next
from detente.views.disputes import value_words
from detente.views.rounds import round_name
from detente.web.tables import next_of

from .conftest import NOW, watched


def track_of(page: Page, site: str, document: str) -> str:
    """The address of the track that a dispatch is in."""
    page.goto(f"{site}/document?id={document}")
    return site + str(page.locator(".crumbs a").nth(1).get_attribute("href"))


def faults(page: Page, *rules: str) -> list[str]:
    """What axe-core finds wrong, in short; of some rules only where they are given."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


def too_wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


FIRST_DISPATCHES = {
    folder.name: re.search(r'"id":\s*"([^"]+)"', (folder / "dispatches.jsonl").read_text(encoding="utf-8"))
    for folder in sorted(GOLD.iterdir())
    if (folder / "dispatches.jsonl").exists()
}


@pytest.mark.parametrize("name", FIRST_DISPATCHES)
def test_each_track_has_its_pages_and_axe_finds_nothing(page: Page, site: str, name: str) -> None:
    first = FIRST_DISPATCHES[name]
    assert first is not None
    page.goto(f"{site}/document?id={first[1]}")
    home = page.locator(".crumbs a").nth(1)
    if home.count() == 0:
        pytest.fail(f"{first[1]} is in no track")
    expect(page.locator(".claims h2").nth(1)).to_contain_text("claim")
    expect(page.locator("#kin")).to_contain_text(re.compile("[1-9][0-9]* utterance"))
    assert faults(page) == []
    page.goto(site + str(home.get_attribute("href")))
    expect(page.get_by_role("heading", name="Next round")).to_be_visible()
    expect(page.locator("svg.timeline .tl-row").first).to_be_visible()
    page.locator("#said").scroll_into_view_if_needed()
    expect(page.locator("#ledger tbody tr").first).to_be_visible()
    assert faults(page) == []
    page.locator(".told-words a").first.click()
    expect(page.get_by_role("heading", name="The words it rests on")).to_be_visible()
    page.locator(".ground-from a").nth(1).click()
    expect(page.get_by_role("heading", name="How it was read")).to_be_visible()


OTHERS = ("/", "/?page=2", "/review", "/sources", "/add", "/search?q=talks", "/search?q=xyzzy", "/search", "/nowhere", "/?as_of=2001-01-01")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_other_pages_in_light_and_dark(chromium: Browser, site: str, heard: list[str], scheme: str) -> None:
    context = chromium.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = watched(context.new_page(), heard)
    track = track_of(page, site, "rui-01")
    page.goto(track)
    why = site + str(page.locator(".told-words a").first.get_attribute("href"))
    claim = site + str(page.locator(".steps a").first.get_attribute("href"))
    # In the dark the colours differ, and nothing else does.
    rules = ("color-contrast",) if scheme == "dark" else ()
    for address in [*(site + other for other in OTHERS), track, why, claim, f"{site}/document?id=rui-01"]:
        page.goto(address)
        assert faults(page, *rules) == [], address
    shade = str(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert (sum(map(int, re.findall(r"\d+", shade)[:3])) < 200) == (scheme == "dark")
    context.close()


def test_on_a_phone_nothing_runs_out_of_the_page(chromium: Browser, site: str, heard: list[str]) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True)
    page = watched(context.new_page(), heard)
    track = track_of(page, site, "ruk-01")
    assert too_wide(page) == 0
    for address in (track, *(site + other for other in OTHERS)):
        page.goto(address)
        assert too_wide(page) == 0, address
    assert faults(page) == []
    context.close()


def plans(store: Path) -> list[tuple[str, str, RoundState, list[Dispute]]]:
    """Of each track that has a next round: its name, the last day on which that round was in dispute (else announced), and both."""
    found = []
    with open_desk(str(store), create=False, clock=lambda: NOW) as desk:
        for track in desk.tracks():
            told: dict[bool, tuple[str, str, RoundState, list[Dispute]]] = {}
            for day in sorted({d.published[:10] for d in desk.picture(track.id).documents.values() if d.published}):
                state = desk.state(track.id, day)
                coming = next_of(last_and_next(state)[1])
                if coming is not None and coming.history:
                    disputes = [d for d in state.disputes if d.about == f"round:{coming.key}"]
                    told[bool(disputes)] = state.track.name, day, coming, disputes
            if told:
                found.append(told.get(True) or told[False])
    return sorted(found, key=lambda plan: not plan[3])


@pytest.mark.parametrize("number", range(4))
def test_a_newcomer_finds_the_next_round_who_announced_it_and_who_disputes_it(page: Page, site: str, gold_store: Path, number: int) -> None:
    name, day, coming, disputes = plans(gold_store)[number]
    page.goto(f"{site}/?as_of={day}")
    # One click from the first page, and nothing to be scrolled to.
    page.get_by_role("link", name=name, exact=True).click()
    told = page.locator(".told.next")
    expect(told.get_by_role("heading", name="Next round")).to_be_in_viewport(ratio=1)
    expect(told.locator(".told-words")).to_contain_text(round_name(coming))
    expect(told.locator(".steps li").first).to_contain_text(coming.history[0].by)
    expect(told.locator(".steps li").first).to_be_in_viewport(ratio=1)
    if not disputes:
        expect(told).to_contain_text("Nobody disputes it")
    for dispute in disputes:
        line = told.locator(".disputed").filter(has_text=value_words(dispute.values[0].value, dispute.field)).first
        expect(line).to_be_in_viewport(ratio=1)
        for version in dispute.values:
            expect(line).to_contain_text(value_words(version.value, dispute.field))
            for who in [chain[0] for chain in version.chains if chain][:1]:
                expect(line).to_contain_text(who)


def test_the_slider_moves_the_whole_page_through_time(page: Page, site: str) -> None:
    page.goto(f"{track_of(page, site, 'rui-02')}?as_of=2025-04-05")
    expect(page.locator(".told.last")).to_contain_text("27 February 2025")
    page.get_by_role("slider").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".told.last")).to_contain_text("10 April 2025")
    expect(page.locator(".brief-about").first).to_contain_text("as of 15 April 2025")
    assert "as_of=2025-04-15" in page.url
    expect(page.locator("#as_of")).to_have_value("2025-04-15")
    assert page.locator("#dispatches").get_by_text("June 2025").count() == 0
    page.get_by_role("button", name="later dispatch").click()
    expect(page.locator("#dispatches")).to_contain_text("June 2025")
    page.go_back()
    expect(page.locator(".brief-about").first).to_contain_text("as of 15 April 2025")
    expect(page.locator("#as_of")).to_have_value("2025-04-15")
    page.locator("#as_of").fill("2001-01-01")
    expect(page.get_by_role("heading", name="Nothing was known")).to_be_visible()


def test_without_scripts_the_day_is_chosen_by_a_form(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(track_of(page, site, "ruk-01"))
    page.locator("#as_of").fill("2025-07-10")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".brief-about").first).to_contain_text("as of 10 July 2025")
    page.get_by_role("link", name="Open the ledger").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    context.close()


def test_who_said_what_is_filtered(page: Page, site: str) -> None:
    page.goto(track_of(page, site, "ruk-01"))
    page.locator("#said").scroll_into_view_if_needed()
    expect(page.locator("#ledger tbody tr").first).to_be_visible()
    page.get_by_label("Who", exact=True).fill("Peskov")
    page.get_by_label("Kind").select_option("round")
    expect(page.locator("#ledger tbody tr td:nth-child(2)").filter(has_not_text="Peskov")).to_have_count(0)
    expect(page.locator("#ledger tbody tr").first).to_contain_text("round")


def test_what_changed_since_a_day(page: Page, site: str) -> None:
    page.goto(f"{track_of(page, site, 'ruk-01')}?as_of=2025-07-25")
    page.locator("#changes").scroll_into_view_if_needed()
    expect(page.locator("#changes")).not_to_contain_text("Comparing")
    # A second day before the first one is answered takes its place, which htmx complains of.
    with page.expect_response(lambda response: "since=2025-06-01" in response.url):
        page.locator("#since").fill("2025-06-01")
    expect(page.locator("#changes li")).not_to_have_count(0)
    page.locator("#since").fill("2025-07-24")
    expect(page.locator("#changes")).to_contain_text("Nothing changed")


def test_search_finds_tracks_dispatches_and_claims(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("searchbox").fill("ceasefire")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Claims")).to_be_visible()
    expect(page.get_by_role("heading", name="Dispatches")).to_be_visible()
    page.goto(f"{site}/search?q=serbia")
    expect(page.locator("main").get_by_role("link", name="Kosovo–Serbia")).to_be_visible()
    page.locator("main .plain a").first.click()
    expect(page.locator("h1")).to_contain_text("Kosovo")


def test_words_and_claims_show_each_other(page: Page, site: str) -> None:
    page.goto(f"{site}/document?id=ruk-01")
    words = page.locator("#doc-text a.w-round").first
    claim = str(words.get_attribute("href"))[len("#claim-") :]
    words.hover()
    expect(page.locator(f"#claim-{claim}")).to_have_class(re.compile(r"\bon\b"))
    other = page.locator("#claim-list .claim").last
    other.locator(".claim-link").focus()
    lit = page.locator(f'.w[data-claims~="{other.get_attribute("data-claim")}"]')
    expect(lit.first).to_have_class(re.compile(r"\bon\b"))
    expect(page.locator(f"#claim-{claim}")).not_to_have_class(re.compile(r"\bon\b"))


def test_the_brief_is_one_file_that_asks_for_nothing(
    page: Page, gold_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["state", "Kosovo", "--as-of", "2023-09-20", "--format", "html", "--store", str(gold_store)]) == 0
    file = tmp_path / "brief.html"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    expect(page.locator("svg.timeline .tl-within").first).to_be_visible()
    expect(page.locator("#note-1")).to_be_visible()
    assert asked == [file.as_uri()]
    assert faults(page) == []
    page.emulate_media(media="print")
    assert too_wide(page) == 0
