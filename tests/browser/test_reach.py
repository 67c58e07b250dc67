"""What axe-core does not see of WCAG 2.2: order of focus, focus that is hidden, sizes of targets, the keyboard, motion; and paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import watched
from .test_pages import OTHERS, too_wide, track_of

#: Targets under 24 by 24 CSS pixels that neither stand in a line of words nor have 24 pixels to themselves (2.5.8).
SMALL_TARGETS = """() => {
  const shown = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== "hidden" && !e.closest(".hide, .skip")
    && (e.matches("summary") || !e.closest("details:not([open])"));
  const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(shown);
  const inLine = (e) => {
    if (getComputedStyle(e).display !== "inline" || e.closest("nav")) return false;
    const words = e.parentElement.closest("p, li, td, th, dd, h1, h2, h3, div").cloneNode(true);
    for (const other of words.querySelectorAll("a, button")) other.remove();
    return /\\p{L}|\\d/u.test(words.textContent);
  };
  const boxes = targets.map((e) => ({ e, r: e.getClientRects()[0] }));
  const near = (a, b) => {
    const x = a.r.x + a.r.width / 2, y = a.r.y + a.r.height / 2;
    const dx = Math.max(b.r.left - x, 0, x - b.r.right), dy = Math.max(b.r.top - y, 0, y - b.r.bottom);
    return Math.hypot(dx, dy) < 12;
  };
  return boxes.filter((a) => (a.r.width < 24 || a.r.height < 24) && !inLine(a.e) && boxes.some((b) => b.e !== a.e && near(a, b)))
    .map((a) => a.e.outerHTML.slice(0, 120) + " " + Math.round(a.r.width) + "x" + Math.round(a.r.height));
}"""

#: Where the focus is: its name, its top and left on the page, and whether anything lies over all of it.
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const r = e.getClientRects()[0] || e.getBoundingClientRect();
  const spots = [[r.left + 2, r.top + 2], [r.right - 2, r.top + 2], [r.left + 2, r.bottom - 2], [r.right - 2, r.bottom - 2],
    [(r.left + r.right) / 2, (r.top + r.bottom) / 2]];
  const at = ([x, y]) => document.elementFromPoint(x, y);
  const seen = spots.map(at).some((t) => t && (t === e || e.contains(t) || t.contains(e)));
  const style = getComputedStyle(e);
  return { what: e.outerHTML.slice(0, 90), seen, ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
}"""


@pytest.mark.parametrize("width", [1280, 360])
def test_targets_are_large_enough_or_stand_apart(chromium: Browser, site: str, heard: list[str], width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, has_touch=width < 500, is_mobile=width < 500)
    page = watched(context.new_page(), heard)
    track = track_of(page, site, "ruk-01")
    page.goto(track)
    why = site + str(page.locator(".told-words a").first.get_attribute("href"))
    claim = site + str(page.locator(".steps a").first.get_attribute("href"))
    found: list[str] = []
    for address in (track, why, claim, f"{track}/said", f"{site}/document?id=ruk-01", *(site + other for other in OTHERS)):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found += [f"{address}: {target}" for target in page.evaluate(SMALL_TARGETS)]
    assert found == []
    context.close()


@pytest.mark.parametrize("where", ["track", "document", "/review", "/"])
def test_the_focus_is_seen_wherever_it_goes(page: Page, site: str, where: str) -> None:
    track = track_of(page, site, "ruk-01")
    page.goto({"track": track, "document": f"{site}/document?id=ruk-01"}.get(where, site + where))
    page.wait_for_load_state("networkidle")
    page.emulate_media(reduced_motion="reduce")
    # What comes later must not move the page while the keys go through it.
    while page.locator('[hx-trigger="revealed"]').count():
        before = page.locator('[hx-trigger="revealed"]').count()
        page.locator('[hx-trigger="revealed"]').first.scroll_into_view_if_needed()
        expect(page.locator('[hx-trigger="revealed"]')).to_have_count(before - 1)
    page.evaluate("scrollTo(0, 0)")
    for key, steps in (("Tab", 70), ("Shift+Tab", 60)):
        for _ in range(steps):
            page.keyboard.press(key)
            found = page.evaluate(FOCUS)
            if found is not None:
                assert found["seen"], f"{found['what']} lies behind something"
                assert found["ring"], f"nothing shows that {found['what']} has the focus"


def test_the_focus_goes_as_the_eye_does_through_the_bar_of_days(chromium: Browser, site: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(track_of(page, site, "ruk-01"))
    spots = page.evaluate(
        """() => [...document.querySelectorAll("#asof input, #asof button, #asof a")].filter((e) => e.getClientRects().length)
        .map((e) => { const r = e.getBoundingClientRect(); return [Math.round((r.top + r.bottom) / 60), r.left]; })"""
    )
    assert spots == sorted(spots)
    context.close()


def test_claims_are_pointed_at_by_the_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/document?id=ruk-01")
    words = page.locator("#doc-text a.w-round").first
    words.focus()
    claim = str(words.get_attribute("href"))[1:]
    expect(page.locator(f"#{claim}")).to_have_class(re.compile(r"\bon\b"))
    page.keyboard.press("Enter")
    expect(page.locator(f"#{claim}")).to_be_in_viewport()
    page.locator(f"#{claim} .claim-link").focus()
    page.keyboard.press("Enter")
    expect(words).to_be_in_viewport()


def test_nothing_moves_for_who_wants_no_motion(chromium: Browser, site: str) -> None:
    for wanted, scrolls in (("reduce", "auto"), ("no-preference", "smooth")):
        context = chromium.new_context(reduced_motion=wanted)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(track_of(page, site, "ruk-01"))
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == scrolls
        moving = """() => [...document.querySelectorAll("*")].map(getComputedStyle)
            .filter((s) => parseFloat(s.transitionDuration) > 0 || s.animationName !== "none").length"""
        assert page.evaluate(moving) == 0
        context.close()


def test_the_page_holds_at_320_pixels_and_with_wide_spacing(chromium: Browser, site: str) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    track = track_of(page, site, "ruk-01")
    spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    for address in (track, f"{site}/document?id=ruk-01", f"{site}/review", site):
        page.goto(address)
        assert too_wide(page) == 0, address
        page.evaluate("css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", spacing)
        assert too_wide(page) == 0, f"{address} with wide spacing"
    context.close()


def test_words_say_their_language(page: Page, site: str) -> None:
    page.goto(f"{site}/document?id=ruk-01")
    assert page.locator("#doc-text").get_attribute("lang") == "en"


def test_what_comes_later_is_on_paper_too(page: Page, site: str) -> None:
    page.goto(track_of(page, site, "ruk-01"))
    assert page.locator("#ledger tbody tr").count() == 0
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#ledger tbody tr").count() > 10
    expect(page.locator("#changes")).not_to_contain_text("Comparing")
    assert too_wide(page) == 0


def test_how_many_are_shown_is_said_when_a_filter_is_set(page: Page, site: str) -> None:
    page.goto(track_of(page, site, "ruk-01"))
    page.locator("#said").scroll_into_view_if_needed()
    expect(page.locator("#ledger-count")).to_contain_text("shown")
    page.get_by_label("Who", exact=True).fill("Nobody At All")
    expect(page.get_by_role("status").filter(has_text="None shown")).to_be_visible()
