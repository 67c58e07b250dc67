"""Stories of talks, told document by document, and the state of play that comes of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.errors import NotFoundError
from detente.evaluate.goldclaims import gold_entries
from detente.evaluate.goldset import folders, script
from detente.model import (
    Claim,
    Commitment,
    Decision,
    Document,
    Head,
    Link,
    NoInformation,
    Outcome,
    Reading,
    Round,
    State,
    Track,
    make_claim,
    plain,
)
from detente.reconcile import Entry, changes, find_tracks, origins, profile_from, profile_of, rules, state
from detente.reconcile.labels import likeness, says_nothing, stems

KARI, ERIK = Link("Kari Nordmann", "person", party="NOR"), Link("Erik Svensson", "person", party="SWE")
HOST = Link("Anna Keller", "person", party="CHE")
AGENCY = Link("Fjord Press", "agency")
SUBJECT = "Norway and Sweden are in talks about fishing quotas, and the sides are at odds over who may cast nets where and when."


class Stream:
    """Documents that are put together claim by claim."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, published: str, *said: tuple[Any, ...], outlet: str = "Coast Courier", text: str = SUBJECT, id: str = "") -> Entry:
        """Add a document; each claim is (value, chain) or (value, chain, {field: value})."""
        name = id or f"d{len(self.entries) + 1}"
        body, spans = f"{text} {' '.join(f'{name}w{n}' for n in range(40))}.\n\n", []
        for place in range(len(said)):
            sentence = f"Claim {place} of {name} is told in this line."
            spans.append((len(body), len(body) + len(sentence)))
            body += sentence + " "
        document = Document(name, body, f"Norway and Sweden, {name}", outlet, None, "en", published)
        claims = tuple(self._claim(document, span, *claim) for span, claim in zip(spans, said))
        self.entries.append(Entry(document, claims, published, profile_of(Reading(document, claims))))
        return self.entries[-1]

    def _claim(self, document: Document, span: tuple[int, int], value: Any, chain: tuple[Link, ...] = (), extra: Any = None) -> Claim:
        kind = {"Round": "round", "Outcome": "outcome", "Commitment": "commitment", "NoInformation": "no_information"}[type(value).__name__]
        said = (document.published or "")[:10] or None
        return make_claim(document.id, kind, document.span(*span), value, rule="t", chain=chain, **{"said": said, **(extra or {})})  # type: ignore[arg-type]

    @property
    def track(self) -> Track:
        tracks = find_tracks(self.entries)
        assert len(tracks) == 1
        return tracks[0]

    def state(self, as_of: str, decisions: tuple[Decision, ...] = ()) -> State:
        return state(self.track.id, self.entries, as_of, decisions)

    def changes(self, since: str, until: str) -> list[str]:
        return [change.text for change in changes(self.track.id, self.entries, since, until)]


def talks(status: str, **fields: Any) -> Round:
    return Round(status, parties=("NOR", "SWE"), **fields)


@pytest.fixture
def stream() -> Stream:
    found = Stream()
    found.add("2024-03-02", (talks("held", ordinal=1, date="2024-03-01", venue="Oslo"), ()))
    found.add("2024-03-10", (talks("announced", ordinal=2, date="2024-03-20", venue="Geneva"), (KARI, AGENCY)))
    return found


def decided(kind: Any, *subjects: str, **payload: Any) -> Decision:
    return Decision("x1", kind, subjects, "me", "2024-04-01T10:00:00+00:00", "because", json.dumps(payload))


# --- rounds ---------------------------------------------------------------------------------------------------------


def test_announced_is_not_held_when_its_day_has_passed(stream: Stream) -> None:
    first, second = stream.state("2024-04-30").rounds
    assert (first.status, second.status) == ("held", "announced")
    assert second.note == "no report that it took place"
    assert ("note", "clock") in second.reasons


def test_called_off_and_promised_again_is_one_round_with_a_history(stream: Stream) -> None:
    stream.add("2024-03-15", (talks("cancelled", ordinal=2), (ERIK,)))
    stream.add("2024-03-25", (talks("announced", date="2024-04-10", venue="Geneva"), (ERIK,)))
    stream.add("2024-04-11", (talks("held", ordinal=2, date="2024-04-10", venue="Geneva"), ()))
    second = stream.state("2024-04-30").rounds[1]
    assert [step.status for step in second.history] == ["announced", "cancelled", "announced", "held"]
    assert (second.key, second.date) == ("geneva-2024-03", "2024-04-10")
    assert stream.state("2024-03-16").rounds[1].status == "cancelled"
    assert stream.state("2024-03-26").rounds[1].date == "2024-04-10"


def test_a_cancellation_keeps_the_date_that_was_planned(stream: Stream) -> None:
    stream.add("2024-03-15", (talks("cancelled", ordinal=2, date="2024-03-15"), (ERIK,)))
    assert stream.state("2024-03-16").rounds[1].date == "2024-03-20"


def test_an_outlet_does_not_undo_what_a_party_announced_the_same_day(stream: Stream) -> None:
    stream.add("2024-03-10T20:00:00+01:00", (talks("cancelled", ordinal=2), ()), outlet="Rumour Mill")
    assert stream.state("2024-03-11").rounds[1].status == "announced"


def test_what_the_host_says_or_both_sides_say_is_confirmed(stream: Stream) -> None:
    both = Stream()
    both.entries = stream.entries[:]
    both.add("2024-03-11", (talks("announced", ordinal=2, date="2024-03-20"), (ERIK,)))
    assert both.state("2024-03-12").rounds[1].status == "confirmed"
    stream.add("2024-03-11", (talks("confirmed", ordinal=2, date="2024-03-20"), (HOST,)))
    assert ("status", "fixed_by_host_or_both") in stream.state("2024-03-12").rounds[1].reasons


def test_the_later_word_of_a_speaker_stands_and_is_no_dispute(stream: Stream) -> None:
    stream.add("2024-03-14", (talks("announced", ordinal=2, date="2024-03-22"), (KARI,)))
    found = stream.state("2024-03-15")
    assert found.rounds[1].date == "2024-03-22"
    assert found.disputes == ()


def test_a_retelling_weeks_later_does_not_move_a_date(stream: Stream) -> None:
    stream.add("2024-03-21", (talks("held", ordinal=2, date="2024-03-20", venue="Geneva"), ()))
    stream.add("2024-04-10", (talks("held", ordinal=2, date="2024-04-08", venue="Geneva"), ()), outlet="Late Letter")
    found = stream.state("2024-04-30")
    assert [r.date for r in found.rounds] == ["2024-03-01", "2024-03-20"]
    (dispute,) = found.disputes
    assert (dispute.field, [v.value for v in dispute.values]) == ("date", ["2024-03-20", "2024-04-08"])


def test_a_new_dispute_is_told_in_plain_words() -> None:
    stream = Stream()
    kari, liv, erik = Head("Kari Nordmann"), Head("Liv Berg"), Head("Erik Svensson")
    stream.add("2024-03-02", (talks("held", ordinal=1, date="2024-03-01", heads=(("NOR", kari), ("SWE", erik))), ()))
    stream.add("2024-03-02", (talks("held", ordinal=1, date="2024-03-01", heads=(("NOR", liv),)), ()), outlet="Mountain Mail")
    told = [text for text in stream.changes("2024-03-01", "2024-03-03") if text.startswith("new dispute")]
    sides = "Kari Nordmann (Norway) and Erik Svensson (Sweden) against Liv Berg (Norway)"
    assert told == [f"new dispute over the first round's heads of delegation: {sides}"]


def test_rounds_that_only_another_count_includes_stand_in_disputes() -> None:
    stream = Stream()
    stream.add("2024-03-02", (talks("held", ordinal=1, date="2024-03-01", venue="Oslo"), ()))
    stream.add(
        "2024-03-21",
        (talks("held", ordinal=3, date="2024-03-20", venue="Geneva"), ()),
        (talks("held", ordinal=2, date="2024-03-01", venue="Oslo"), ()),
        (talks("held", ordinal=1, date="2024-02-01", venue="Lima", heads=(("NOR", Head("King Harald")),)), ()),
        outlet="Other Count",
    )
    stream.add("2024-03-22", (talks("held", ordinal=2, date="2024-03-20", venue="Geneva"), ()), outlet="Harbour Herald")
    for speaker in (KARI, ERIK):
        stream.add("2024-03-23", (talks("held", ordinal=1, date="2024-03-01", venue="Oslo"), (speaker,)))
    found = stream.state("2024-04-30")
    assert [(r.ordinal, r.date) for r in found.rounds] == [(1, "2024-03-01"), (2, "2024-03-20")]
    assert {(d.field, d.values[0].value) for d in found.disputes} == {("ordinal", 1), ("ordinal", 2)}


def test_not_fixed_yet_against_a_date_is_a_dispute(stream: Stream) -> None:
    stream.add("2024-03-11", (talks("announced", ordinal=2), (ERIK,)), (NoInformation("date of the next round"), (ERIK,)))
    (dispute,) = stream.state("2024-03-12").disputes
    assert [v.value for v in dispute.values] == ["2024-03-20", None]
    assert [v.chains for v in dispute.values] == [(("Kari Nordmann", "Fjord Press"),), (("Erik Svensson",),)]


def test_differing_lengths_of_one_meeting_are_a_dispute(stream: Stream) -> None:
    stream.add("2024-03-03", (talks("held", ordinal=1, date="2024-03-01", duration_minutes=120), (KARI,)))
    stream.add("2024-03-03", (talks("held", ordinal=1, date="2024-03-01", duration_minutes=180), (ERIK,)))
    assert [d.field for d in stream.state("2024-03-04").disputes] == ["duration_minutes"]


def test_a_report_of_a_day_to_come_is_no_report_that_it_took_place(stream: Stream) -> None:
    stream.add("2024-03-12", (talks("held", ordinal=2, date="2024-03-20"), ()))
    assert stream.state("2024-03-31").rounds[1].status == "announced"


# --- origins --------------------------------------------------------------------------------------------------------


def test_ten_outlets_that_carry_one_agency_line_are_one_origin(stream: Stream) -> None:
    for number in range(10):
        stream.add("2024-03-15", (talks("cancelled", ordinal=2), (ERIK, AGENCY)), outlet=f"Outlet {number}")
    round_ = stream.state("2024-03-16").rounds[1]
    assert round_.history[-1].origins == 1
    assert round_.support.origins == 2
    assert stream.changes("2024-03-14", "2024-03-16")[0] == "second round: announced → cancelled, by Erik Svensson, 1 origin"


def test_an_unnamed_speaker_counts_through_whoever_heard_him() -> None:
    stream = Stream()
    for outlet, heard in (("One", AGENCY), ("Two", AGENCY), ("Three", Link("Sound News", "agency"))):
        stream.add("2024-03-02", (talks("held", ordinal=1, date="2024-03-01"), (Link("a diplomat", "unnamed"), heard)), outlet=outlet)
    assert len(set(origins(stream.entries).values())) == 2


def test_what_an_outlet_says_itself_after_quoting_it_is_no_second_utterance(stream: Stream) -> None:
    entry = stream.add("2024-03-15", (talks("cancelled", ordinal=2), ()), (talks("cancelled", ordinal=2), (ERIK,)))
    ids = origins(stream.entries)
    assert ids[entry.claims[0].id] == ids[entry.claims[1].id]


# --- items ----------------------------------------------------------------------------------------------------------


def test_commitments_turn_overdue_by_the_clock_unless_kept(stream: Stream) -> None:
    stream.add("2024-03-03", (Commitment("hand over the seized vessels", ("SWE",), ("NOR",), "2024-03-31"), (ERIK,)))
    assert stream.state("2024-03-31").commitments[0].status == "pledged"
    assert stream.state("2024-04-01").commitments[0].status == "overdue"
    assert "deadline missed (2024-03-31): hand over the seized vessels" in stream.changes("2024-03-31", "2024-04-01")
    stream.add("2024-04-05", (Commitment("hand over seized vessels", ("SWE",), ("NOR",), None, "kept"), (KARI,)))
    assert [c.status for c in stream.state("2024-04-06").commitments] == ["kept"]


def test_an_outcome_that_one_side_denies_is_a_dispute(stream: Stream) -> None:
    stream.add("2024-03-02", (Outcome("understanding", "quotas for cod", "2024-03-01", ("NOR", "SWE")), (KARI,)))
    stream.add("2024-03-03", (Outcome("understanding", "quotas for cod", None, ("NOR", "SWE")), (ERIK,), {"polarity": "denied"}))
    found = stream.state("2024-03-04")
    assert [(o.about, o.date) for o in found.outcomes] == [("quotas for cod", "2024-03-01")]
    (dispute,) = found.disputes
    assert (dispute.about, [v.value for v in dispute.values]) == ("outcome:quotas for cod", ["agreed", "not agreed"])


def test_one_signing_is_one_outcome_however_it_is_called(stream: Stream) -> None:
    stream.add("2024-03-02", (Outcome("agreement_signed", "treaty on cod", "2024-03-01", ("NOR", "SWE")), (KARI,)))
    stream.add("2024-03-02", (Outcome("agreement_signed", "maritime accord", "2024-03-01", ("NOR", "SWE")), (ERIK,)))
    stream.add("2024-03-30", (Outcome("agreement_signed", "protocol on nets", "2024-03-29", ("NOR", "SWE")), (ERIK,)))
    assert [o.about for o in stream.state("2024-03-31").outcomes] == ["treaty on cod", "protocol on nets"]


def test_talks_that_brought_nothing_are_called_by_their_round_once(stream: Stream) -> None:
    stream.add("2024-03-02", (Outcome("no_result", "talks", None, ("NOR", "SWE")), (KARI,)))
    stream.add("2024-03-02", (Outcome("no_result", "Oslo meeting", None, ("NOR", "SWE")), (ERIK,)))
    assert [o.about for o in stream.state("2024-03-04").outcomes] == ["first round of talks"]


def test_exchanges_are_told_apart_by_their_numbers(stream: Stream) -> None:
    stream.add("2024-03-02", (Outcome("exchange", "exchange of 40 crewmen", "2024-03-01", ("NOR", "SWE")), (KARI,)))
    stream.add("2024-03-09", (Outcome("exchange", "40-for-40 exchange of crewmen", "2024-03-08", ("NOR", "SWE")), (ERIK,)))
    found = stream.state("2024-03-10")
    assert len(found.outcomes) == 1
    assert not [d for d in found.disputes if d.about.startswith("outcome")]


def test_words_that_mean_the_same_are_one_thing() -> None:
    assert likeness(stems("unconditional truce"), stems("unconditional cease-fire")) == 1
    assert says_nothing("concrete initial steps")
    assert not says_nothing("steps on cod")


# --- tracks ---------------------------------------------------------------------------------------------------------


def test_talks_of_another_pair_in_the_same_city_are_another_track(stream: Stream) -> None:
    text = "Peru and Norway met for a second round of talks about fishing quotas, their delegations said in Geneva."
    document = Document("p1", text, "Peru, Norway: second round", "Coast Courier", None, "en", "2024-03-21")
    value = Round("held", 2, "2024-03-20", "Geneva", parties=("PER", "NOR"))
    claims = (make_claim("p1", "round", document.span(0, 60), value, rule="t"),)
    other = Entry(document, claims, "2024-03-21", profile_of(Reading(document, claims)))
    tracks = find_tracks([other, *stream.entries])
    assert [t.documents for t in tracks] == [("d1", "d2"), ("p1",)]
    assert [t.parties for t in tracks] == [("NOR", "SWE"), ("NOR", "PER")]


def test_a_document_without_talks_opens_no_track() -> None:
    document = Document("w1", "Norway and Sweden had rain.", "", "Weather", None, "en", "2024-03-21")
    assert find_tracks([Entry(document, (), "2024-03-21", profile_of(Reading(document)))]) == ()


def test_a_document_without_a_date_counts_from_the_day_it_was_recorded(stream: Stream) -> None:
    entry = stream.add("2024-03-21", (talks("held", ordinal=2, date="2024-03-20", venue="Geneva"), ()))
    undated = Document(entry.document.id, entry.document.text, entry.document.title, "Coast Courier")
    stream.entries[-1] = Entry(undated, entry.claims, "2024-03-25T08:00:00+00:00", entry.profile)
    assert [stream.state(day).rounds[1].status for day in ("2024-03-24", "2024-03-25")] == ["announced", "held"]


def test_profiles_survive_json(stream: Stream) -> None:
    profile = stream.entries[0].profile
    assert profile.lead == ("NOR", "SWE")
    assert profile_from(json.loads(json.dumps(plain(profile)))) == profile


def test_a_track_that_is_not_there_is_an_error(stream: Stream) -> None:
    with pytest.raises(NotFoundError):
        state("t0", stream.entries, "2024-03-30")


def test_odd_claims_never_raise(stream: Stream) -> None:
    odd = [
        (talks("surprising", ordinal=0, date="next Tuesday", venue=" ", duration_minutes=0), ()),
        (talks("held", ordinal=-3, date="2024-02-31", venue="Ωρωπός 🕊"), (Link("", "person"), Link("", "agency"))),
        (talks("postponed", date="XXXX-02-27"), (KARI,)),
        (talks("announced", date="../.."), (Link("…", "unnamed"),)),
        (talks("announced", date="9999-12-31"), (ERIK,)),
        (talks("held", date="0001-01-01/.."), ()),
        (talks("cancelled", ordinal=10**9, date="[2024-05-03,2024-05-11]"), (ERIK,)),
        (Outcome("", "", "2024-13-01", ()), ()),
        (Commitment("", (), (), "soon", ""), (KARI,)),
        (NoInformation(""), ()),
    ]
    stream.add("2024-03-11", *odd)
    stream.add("not a date", *odd, outlet="")
    found = stream.state("2024-04-30")
    assert [r.ordinal for r in found.rounds if r.key in ("oslo-2024-03", "geneva-2024-03")] == [1, 2]
    assert isinstance(stream.changes("2024-03-01", "2024-04-30"), list)
    assert origins(stream.entries)


# --- decisions ------------------------------------------------------------------------------------------------------


def test_a_rejected_claim_counts_for_nothing(stream: Stream) -> None:
    entry = stream.add("2024-03-21", (talks("held", ordinal=2, date="2024-03-20", venue="Geneva"), ()))
    assert stream.state("2024-04-01", (decided("reject", entry.claims[0].id),)).rounds[1].status == "announced"


def test_a_decision_finds_its_words_again_when_a_newer_reader_gave_the_claim_another_id(stream: Stream) -> None:
    entry = stream.add("2024-03-21", (talks("held", ordinal=2, date="2024-03-20", venue="Geneva"), ()))
    where = entry.claims[0].evidence
    anchor = (entry.document.id, where.field, where.start, where.end)
    decision = Decision("x1", "reject", ("c-of-an-older-reader",), "me", "2024-04-01T10:00:00+00:00", "", "{}", None, anchor)
    assert stream.state("2024-04-01", (decision,)).rounds[1].status == "announced"


def test_a_corrected_claim_stands_above_others(stream: Stream) -> None:
    stream.add("2024-03-12", (talks("announced", ordinal=2, date="2024-03-21"), (ERIK,)))
    claim = stream.entries[1].claims[0].id
    round_ = stream.state("2024-03-13", (decided("correct", claim, field="date", value="2024-03-23"),)).rounds[1]
    assert (round_.date, dict(round_.reasons)["date"]) == ("2024-03-23", "decided")


def test_a_claim_that_the_reader_missed_is_added(stream: Stream) -> None:
    anchor = ("d2", "text", 0, 6)
    data = {"kind": "round", "value": {"status": "cancelled", "ordinal": 2}, "chain": ["Erik Svensson"], "speaker_party": "SWE"}
    decision = Decision("x1", "add", ("d2",), "me", "2024-04-01T10:00:00+00:00", "", json.dumps(data), None, anchor)
    assert stream.state("2024-03-13", (decision,)).rounds[1].status == "cancelled"


def test_rounds_are_joined_parted_rejected_and_corrected(stream: Stream) -> None:
    track = stream.track.id
    stream.add("2024-03-22", (talks("held", date="2024-03-21", venue="Lima"), ()))
    keys = [f"round:{r.key}" for r in stream.state("2024-04-01").rounds]
    joined = stream.state("2024-04-01", (decided("merge", track, *keys[:2]),)).rounds
    assert keys[0] in [f"round:{r.key}" for r in joined]
    assert len(joined) == len(keys) - 1
    parted = stream.state("2024-04-01", (decided("split", track, keys[0], stream.entries[0].claims[0].id),)).rounds
    assert f"{keys[0]}-split" in [f"round:{r.key}" for r in parted]
    assert len(stream.state("2024-04-01", (decided("reject", track, keys[1]),)).rounds) == len(keys) - 1
    named = stream.state("2024-04-01", (decided("correct", track, keys[0], field="venue", value="Bergen"),)).rounds[0]
    assert named.venue is not None
    assert (named.venue.city, dict(named.reasons)["venue"]) == ("Bergen", "decided")


def test_tracks_are_named_pinned_split_and_merged(stream: Stream) -> None:
    track = stream.track.id
    assert find_tracks(stream.entries, [decided("name", track, name="Net talks")])[0].name == "Net talks"
    parts = find_tracks(stream.entries, [decided("split", track, "d2")])
    assert [t.documents for t in parts] == [("d1",), ("d2",)]
    split = decided("split", track, "d2")
    merge = Decision("x2", "merge", (track, parts[1].id), "me", "2024-04-02T10:00:00+00:00", "")
    assert [t.documents for t in find_tracks(stream.entries, [split, merge])] == [("d1", "d2")]
    pin = Decision("x3", "pin", ("d2", track), "me", "2024-04-03T10:00:00+00:00", "")
    assert [t.documents for t in find_tracks(stream.entries, [split, pin])] == [("d1", "d2")]
    hints = {"track": [{"name": "Nets", "parties": ["SWE", "NOR"]}]}
    assert find_tracks(stream.entries, hints=hints)[0].name == "Nets"


# --- the whole ------------------------------------------------------------------------------------------------------


def test_every_rule_of_precedence_says_what_and_why() -> None:
    assert all(rule.says.endswith(".") and rule.why.endswith(".") for rule in rules().values())


def test_gold_claims_of_all_tracks_mixed_give_the_gold_states() -> None:
    score, run = script("score"), script("run")
    entries = [entry for folder in folders() for entry in gold_entries(folder)]
    dispatches = [d | {"folder": f.name} for f in folders() for d in score.read(f / "dispatches.jsonl")]
    answers = run.assign([plain(t) for t in find_tracks(entries)], dispatches, folders())
    assert set(answers) == {f.name for f in folders()}
    states = []
    for folder in folders():
        for gold in score.read(folder / "states.jsonl"):
            found = plain(state(answers[folder.name]["id"], entries, gold["as_of"]))
            found["rounds"] = [r | {"heads": dict(r["heads"])} for r in found["rounds"]]
            states.append(found | {"gold": folder.name})
    tallies, gates = score.score_states(folders(), states)
    figures = {kind: tally.figures() for kind, tally in tallies.items()}
    assert figures["rounds"]["rightF1"] >= 90
    assert figures["issues"]["F1"] >= 80
    assert figures["outcomes"]["F1"] >= 80
    assert figures["commitments"]["F1"] >= 80
    assert figures["disputes"]["F1"] >= 55
    assert (gates["states_missing"], gates["false_held"], gates["spurious_held"]) == (0, 0, 0)
