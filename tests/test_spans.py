"""The one invariant of all reading: what is quoted stands where it is said to stand, whatever the text holds."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.model import Document, Reading
from detente.reading import read

#: Pieces of dispatches, and everything that breaks offsets: marks of all styles, wide spaces, astral and combining points.
PIECES = st.sampled_from(
    [
        "The third round will be held in Moscow on Tuesday",
        "Foreign Minister Anna Öztürk told TASS that talks would resume",
        "“We have no information,” she said",
        "„Es gibt nichts“, sagte er",
        "«Переговоры состоятся», заявила Захарова",
        "‘Nothing was agreed’",
        '"It is',
        "reversible”",
        "both sides exchanged notes",
        "an\u00a0official said on\u202fFeb.\u00a027",
        "🕊️ talks were called off 👩🏽‍⚖️",
        "Ze\u0301le\u0301nsky\u030c denied it",
        "according to the ministry",
        "he added",
        "A\u200bzero\u200dwidth",
        "—",
        ", ",
        ". ",
        ": ",
        "? ",
        "\n\n",
        "\r\n\r\n",
        "\n",
        "\u2028",
        " ",
        "\t",
        "\ufeff",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), min_size=1, max_size=14).map(" ".join)


def assert_exact(reading: Reading) -> None:
    """Every offset of a reading points at the words that it quotes."""
    document = reading.document
    for claim in reading.claims:
        span = claim.evidence
        assert span.text
        assert document.field(span.field)[span.start : span.end] == span.text, claim.rule
        for link in claim.chain:
            if link.start is not None and link.end is not None:
                assert 0 <= link.start < link.end <= len(document.text) or document.title
        content = getattr(claim.value, "content", None)
        if content is not None:
            assert document.field(content.field)[content.start : content.end] == content.text, claim.rule
            pieces = claim.value.pieces  # type: ignore[union-attr]
            assert pieces[0][0] == content.start
            assert pieces[-1][1] == content.end
            assert all(a < b for a, b in pieces)
            assert all(x[1] <= y[0] for x, y in pairwise(pieces))
    for found in (*reading.times, *reading.places, *reading.actors):
        assert document.field(found.field)[found.start : found.end] == found.text
        assert found.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, title=st.one_of(st.just(""), PIECES), published=st.sampled_from([None, "2025-06-10", "2024-02-29T23:30:00-08:00"]))
def test_spans_are_exact(text: str, title: str, published: str | None) -> None:
    assert_exact(read(Document("d", text, title, "An Outlet", published=published)))


def test_a_claim_is_read_between_odd_characters() -> None:
    text = "🕊️ “The third round will be held in Oslo,”\u00a0Norway’s Foreign Minister Kari Nordmann told Ze\u0301nith. Переговоры."
    reading = read(Document("d", text, published="2025-06-10"))
    assert_exact(reading)
    assert any(c.kind == "statement" for c in reading.claims)
