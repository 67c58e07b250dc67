"""Adding and deciding in a real Chromium."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

STORY = """ROME, February 9, 2026 — Oman's Foreign Minister Badr al-Busaidi told reporters that Iran and the United States would
hold the third round of nuclear talks in Rome on March 12. "The two delegations have agreed on the date," he said.

Iranian Foreign Minister Abbas Araghchi said Iran demands the lifting of sanctions.
"""


def test_a_pasted_story_is_read_and_kept(page: Page, own_site: str) -> None:
    page.goto(own_site)
    page.get_by_label("Its words").fill(STORY)
    page.get_by_label("Headline").fill("Oman names a day")
    page.get_by_label("Outlet").fill("The Evening Wire")
    page.get_by_label("Published").fill("2026-02-09")
    page.get_by_role("button", name="Read and keep").click()
    expect(page.locator("#added")).to_contain_text("1 dispatch added", timeout=20_000)
    page.locator("#added a").first.click()
    expect(page.locator("h1")).to_have_text("Oman names a day")
    expect(page.locator("#claim-list .claim-round").first).to_be_visible()
    page.goto(f"{own_site}/search?q=Araghchi+lifting")
    expect(page.locator("main")).to_contain_text("The Evening Wire")


def test_what_cannot_be_added_says_what_to_do(page: Page, own_site: str) -> None:
    page.goto(own_site)
    page.get_by_role("button", name="Read and keep").click()
    expect(page.locator("#notice")).to_contain_text("Paste the words")
    page.get_by_label("Published").fill("")
    page.locator("#add-file").set_input_files(
        {"name": "scan.bin", "mimeType": "application/octet-stream", "buffer": bytes(range(256)) * 20}
    )
    page.get_by_role("button", name="Read and keep").click()
    expect(page.locator("#added")).to_contain_text("0 dispatches added", timeout=20_000)
    expect(page.locator("#added .warn")).to_be_visible()


def test_the_queue_is_worked_by_keyboard_alone_and_undone(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/review")
    items = page.locator(".asked")
    expect(items.first).to_be_focused()
    page.keyboard.press("j")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("k")
    claim = items.first.get_attribute("data-claim")
    page.keyboard.press("r")
    expect(items.first.locator('[data-form="reject"] [name=reason]')).to_be_focused()
    page.keyboard.type("a rumour, j k u")
    page.keyboard.press("Enter")
    expect(items.first.locator(".outcome")).to_contain_text("Rejected")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(items.nth(1).locator(".outcome")).to_contain_text("Read rightly")
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(items.nth(2)).to_be_focused()
    page.keyboard.press("u")
    expect(items.nth(1).locator(".outcome")).to_contain_text("Taken back")
    page.keyboard.press("u")
    expect(items.first.locator(".outcome")).to_contain_text("Taken back")
    page.goto(f"{own_site}/claim/{claim}")
    expect(page.locator("main")).to_contain_text("a rumour, j k u")
    expect(page.locator("main")).to_contain_text("taken back")


def test_rounds_are_merged_and_split_by_keyboard(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/review")
    item = page.locator(".asked:has([data-act=merge])").first
    item.focus()
    page.keyboard.press("m")
    expect(item.locator('[data-form="merge"] select')).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(item.locator(".outcome")).to_contain_text("Merged")
    page.keyboard.press("u")
    expect(item.locator(".outcome")).to_contain_text("Taken back")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(item.locator(".outcome")).to_contain_text("Parted")


def test_a_missed_claim_is_added_by_marking_its_words(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/document?id=ruk-09")
    before = page.locator("#claim-list .claim").count()
    text = page.locator("#doc-text")
    # Over several links and plain text, as a hand with a mouse does it.
    words = "Ankara keeps the door open"
    page.evaluate(
        """(words) => {
        const walk = document.createTreeWalker(document.getElementById("doc-text"), NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + words.length); return; }
        }}""",
        words,
    )
    text.dispatch_event("mouseup")
    expect(page.locator("#missed-form [name=words]")).to_have_value(words)
    start = int(page.locator("#missed-form [name=start]").input_value())
    assert str(text.text_content())[start:].startswith(words)
    page.get_by_label("They tell of").select_option("issue")
    page.get_by_label("Point on the table").fill("Mediation")
    page.locator("#missed-form [name=v_party]").fill("Turkey")
    page.get_by_label("Position").select_option("offers")
    page.get_by_role("button", name="Add the claim").click()
    added = page.locator("#claim-list .claim", has_text="Mediation")
    expect(added).to_contain_text("offered")
    expect(added).to_contain_text("Added by ana")
    expect(page.locator("#doc-text a.w-issue", has_text=words)).to_be_visible()
    expect(page.locator("#claim-list .claim")).to_have_count(before + 1)
    track = page.locator(".crumbs a").nth(1).get_attribute("href")
    page.goto(f"{own_site}{track}")
    expect(page.locator("#issues")).to_contain_text("Mediation")
    page.goto(f"{own_site}/document?id=ruk-09")
    page.locator("#claim-list .claim", has_text="Mediation").get_by_role("button", name="Take it back").click()
    expect(page.locator("#claim-list .claim")).to_have_count(before)


def test_a_correction_changes_the_page_and_taking_it_back_restores_it(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/document?id=ruk-01")
    track = page.locator(".crumbs a").nth(1).get_attribute("href")
    page.goto(f"{own_site}{track}")
    page.locator(".told.last .told-words a").click()
    why = page.url
    before = page.locator(".told-words").text_content()
    form = page.locator("form.decide", has=page.locator('input[name=kind][value="correct"]'))
    form.locator("select[name=field]").select_option("venue")
    form.locator("[name=value]").fill("Ankara")
    form.locator("[name=reason]").fill("seen there")
    form.get_by_role("button", name="Correct").click()
    expect(page.locator(".told-words")).to_contain_text("Ankara")
    page.get_by_role("button", name="Take it back").click()
    assert page.url == why
    expect(page.locator(".told-words")).to_have_text(str(before))


def test_an_outlet_is_graded(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/sources")
    row = page.locator("tr", has=page.get_by_role("rowheader", name="Danube Review"))
    row.get_by_role("combobox").select_option("B")
    row.get_by_role("button", name="Keep").click()
    expect(row.get_by_role("combobox")).to_have_value("B")
    expect(row).to_contain_text(re.compile("by ana"))
