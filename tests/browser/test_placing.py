"""Accepting and placing from the pages, from the click to the state of play: what stands afterwards, on which days, and taken back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .test_pages import track_of


def decided(page: Page, kind: str, reason: str, *, button: str) -> None:
    """Fill in the form of a kind of decision on a page, and send it."""
    form = page.locator("form.decide", has=page.locator(f'[name=kind][value="{kind}"]')).filter(visible=True)
    form.locator("[name=reason]").fill(reason)
    form.get_by_role("button", name=button).click()


def date_told(page: Page, track: str, day: str) -> str:
    """How the page tells of the last round on a day."""
    page.goto(f"{track}?as_of={day}")
    return str(page.locator(".told.last .told-words").text_content())


def test_accepting_the_weaker_side_of_a_dispute_makes_it_stand(page: Page, own_site: str) -> None:
    track = track_of(page, own_site, "ruk-01")
    page.goto(track)
    dispute = page.locator("#disputed .dispute", has_text="Third round: date")
    stands, other = dispute.locator(".version-value").nth(0), dispute.locator(".version-value").nth(1)
    strong, weak = (re.sub(r"\s*\d+ origins?\s*$", "", str(each.text_content())).strip() for each in (stands, other))
    before = date_told(page, track, "2026-02-10")
    assert strong in before
    assert weak not in before
    page.goto(track)
    dispute.locator(".version").nth(1).locator("li a").first.click()
    claim = page.url
    decided(page, "accept", "the host's own note says so", button="Read rightly")
    expect(page.locator("main")).to_contain_text("Read rightly by ana")
    assert weak in date_told(page, track, "2026-02-10")
    assert weak in date_told(page, track, "2025-07-24")
    # The dispatch that says so came on 24 July: what was known before is as it was.
    assert weak not in date_told(page, track, "2025-06-10")
    # The other side stays on record.
    page.goto(track)
    expect(page.locator("#disputed")).to_contain_text(strong)
    page.goto(claim)
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("main")).to_contain_text("taken back")
    assert date_told(page, track, "2026-02-10") == before


def test_a_claim_is_placed_in_another_round(page: Page, own_site: str) -> None:
    track = track_of(page, own_site, "ruk-01")
    page.goto(track)
    page.get_by_role("link", name="Second round").first.click()
    second = page.url
    claims = page.locator(".ground").count()
    page.locator(".ground-from a").nth(1).click()
    claim = page.url
    expect(page.locator("section", has=page.get_by_role("heading", name="What rests on it"))).to_contain_text("Second round")
    place = page.locator("form.decide", has=page.locator('[name=kind][value="pin"]'))
    option = place.locator("select[name=subject] option", has_text="First round")
    place.locator("select[name=subject]").select_option(str(option.get_attribute("value")))
    decided(page, "pin", "it tells of May", button="Place it there")
    rests = page.locator("section", has=page.get_by_role("heading", name="What rests on it"))
    expect(rests).to_contain_text("First round")
    expect(rests).not_to_contain_text("Second round")
    page.goto(second)
    expect(page.locator(".ground")).to_have_count(claims - 1)
    page.goto(claim)
    page.get_by_role("button", name="Take it back").click()
    expect(rests).to_contain_text("Second round")
    page.goto(second)
    expect(page.locator(".ground")).to_have_count(claims)


def test_a_dispatch_is_placed_in_another_track_and_back(page: Page, own_site: str) -> None:
    home, other = track_of(page, own_site, "ruk-01"), track_of(page, own_site, "rui-01")
    title = "Russia and Ukraine to swap 1,000 captives"
    page.goto(f"{other}/dispatches")
    expect(page.locator("main")).not_to_contain_text(title)
    page.goto(f"{own_site}/document?id=ruk-01")
    page.get_by_text("It belongs to another track").click()
    page.locator("#pin select").select_option(other.rpartition("/")[2])
    decided(page, "pin", "read as background there", button="Place it there")
    expect(page.locator(".crumbs a").nth(1)).to_have_attribute("href", re.compile(other.rpartition("/")[2]))
    page.goto(f"{other}/dispatches")
    expect(page.locator("main")).to_contain_text(title)
    page.goto(f"{other}/dispatches?as_of=2025-05-15")
    expect(page.locator("main")).not_to_contain_text(title)
    page.goto(f"{home}/dispatches")
    expect(page.locator("main")).not_to_contain_text(title)
    page.goto(f"{own_site}/document?id=ruk-01")
    page.get_by_role("button", name="Take it back").click()
    page.goto(f"{home}/dispatches")
    expect(page.locator("main")).to_contain_text(title)
    page.goto(f"{other}/dispatches")
    expect(page.locator("main")).not_to_contain_text(title)


def test_tracks_are_merged_and_the_merger_taken_back_where_it_shows(page: Page, own_site: str) -> None:
    home, other = track_of(page, own_site, "ruk-01"), track_of(page, own_site, "rui-01")
    page.goto(home)
    page.get_by_text("Another track is the same negotiation").click()
    page.locator("#same select").select_option(other.rpartition("/")[2])
    decided(page, "merge", "one negotiation", button="Merge")
    expect(page.locator("#set-right")).to_contain_text("Merged by ana")
    assert page.request.get(other).status == 404
    page.locator("#set-right").get_by_role("button", name="Take it back").click()
    expect(page.locator("#set-right")).to_contain_text("taken back")
    assert page.request.get(other).status == 200
