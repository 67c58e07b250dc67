"""Who the speaker is: pronouns, descriptions, media that pass on, datelines, and whose spokesman."""

from __future__ import annotations

import pytest

from detente.model import Document, Link
from detente.reading import read
from detente.reading.actors import find_actors
from detente.reading.attribution import find_attributions
from detente.reading.attribution.gender import gender_of
from detente.reading.frames import Attribution
from detente.reading.parse import parse
from detente.reading.times import find_times


def attributions(text: str) -> list[Attribution]:
    parsed = parse(Document("d", text, published="2025-06-11"))
    return list(find_attributions(parsed, find_actors(parsed), find_times(text, "2025-06-11", "text")))


def chain_of(text: str, words: str) -> tuple[Link, ...]:
    """The chain of the statement that begins with some words."""
    at = text.index(words)
    return next(a.chain for a in attributions(text) if a.start == at)


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        # The speaker of the sentence before, not a by-phrase in what he said.
        (
            "The delay was asked for by Minister Pavel Dorn, spokesman Ivan Marin told reporters. It will be short, he said.",
            "It will be short",
            ["Ivan Marin"],
        ),
        # A new subject who says nothing yet; his title before his name may look like an apposition.
        (
            "A deal was near, Anton Weiss said.\n\nNDR President Ivan Marin was sharper. There was no plan, he told the Courier.",
            "There was no plan",
            ["Ivan Marin", "Courier"],
        ),
        # He is no woman, she is no man, and one person is no crowd.
        (
            "Spokeswoman Vera Lind was told no, aide Ivan Marin recalled. The talks had been put off, she said.",
            "The talks had been put off",
            ["Vera Lind"],
        ),
        (
            "President Ivan Marin faced reporters on Monday. What went wrong? The port was closed, he answered.",
            "The port was closed",
            ["Ivan Marin"],
        ),
        # Whom a question asks about does not answer it.
        (
            "President Ivan Marin met the press. Would the envoy, Pavel Dorn, be there? “Let us see,” he answered.",
            "“Let us see,”",
            ["Ivan Marin"],
        ),
        # What only he can know is his.
        (
            "Pavel Dorn said that the port was shut. Ivan Marin wants four ships, as he wrote on Sunday.",
            "Ivan Marin wants four ships",
            ["Ivan Marin"],
        ),
        # “They” is part of what is said, the source follows.
        (
            "Ivan Marin hoped for a date. They had “no idea”, a source in the palace told the agency Lumen.",
            "They had",
            ["a source in the palace", "Lumen"],
        ),
        # The minister who is spoken of is not the minister who speaks.
        (
            "Foreign Minister Ivan Marin told state radio that it went well. Foreign Minister Pavel Dorn had put forward ideas, "
            "the minister said.",
            "Foreign Minister Pavel Dorn had put",
            ["Ivan Marin", "state radio"],
        ),
        # “It” is the house whose text was named last.
        (
            "Ivan Marin wrote that they were close. The ministry's statement was more detailed. The sides, it said, had agreed on a list.",
            "The sides",
            ["ministry"],
        ),
        # One described by what he was is the one spoken of.
        (
            "UN envoy Horst Keller convened the table in Geneva. “Nobody wins,” the former German president said.",
            "“Nobody wins,”",
            ["Horst Keller"],
        ),
        # His counterpart is the other side's last speaker.
        (
            "Russian envoy Pavel Dorn said that there were two lists. Ukrainian envoy Ivan Marin said he agreed. His counterpart said "
            "that this was all.",
            "this was all",
            ["Pavel Dorn"],
        ),
        # Who promises is who warns, not what he warns of; a note is no speaker.
        ("The committee warned that progress was slow and promised to double its efforts.", "to double its efforts", ["The committee"]),
        # Taken up again by the same words only.
        (
            "A palace administration source said that it was late. The Marin administration described the war as a game.",
            "the war as a game",
            ["Marin administration"],
        ),
        ("The Taliban made it known that the port was none of their business.", "the port was", ["Taliban"]),
        # Somebody's own words, by the way.
        ("A source spoke of rain. In his opening words Ivan Marin says that peace is near.", "peace is near", ["Ivan Marin"]),
        # A house taken up again by its noun or by its initials; its paper is its word.
        (
            "The bridge was safe, the Department of Public Works (DPW) in Lima said. No date was fixed, the DPW added.",
            "No date was fixed",
            ["Department of Public Works"],
        ),
        (
            "The UN Support Mission in Peru said that it was late. The session would end on Friday, according to the mission.",
            "The session would end",
            ["UN Support Mission in Peru"],
        ),
        (
            "It was late, the two foreign ministries said. Work will go on, the statements say.",
            "Work will go on",
            ["the two foreign ministries"],
        ),
        ("Home Secretary Ana Ruiz of Peru met the press. Work would go on, according to the minister.", "Work would go on", ["Ana Ruiz"]),
        # What is to come and has no speaker goes on with the one before.
        ("They would meet in Lima, Ivan Marin said. The bridge is to open in May.", "The bridge is to open", ["Ivan Marin"]),
        ("They had made progress, Ivan Marin said. They are still discussing the port.", "They are still discussing", ["Ivan Marin"]),
        # A clause that asks is the subject of what goes on after the speaker.
        ("What matters, Ana Ruiz said, is a fair price.", "What matters", ["Ana Ruiz"]),
        # A title and a name after the comma belong to the source.
        (
            "It ended with “progress”, in the words of the mediator, Oman's foreign minister, Said Harthy. More will come, he wrote.",
            "More will come",
            ["Said Harthy"],
        ),
    ],
)
def test_speaker_is_whom_the_text_says(text: str, words: str, chain: list[str]) -> None:
    assert [link.name for link in chain_of(text, words)] == chain


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        ("Reuters reported that envoys said they had never seen worse.", "they had never", ["envoys", "Reuters"]),
        ("The minister, Ivan Marin, said that it was over, Reuters reported.", "it was over", ["Ivan Marin", "Reuters"]),
        # Who ascribes an attitude answers for it.
        ("The delegations agreed that the port was safe, Ivan Marin said.", "The delegations agreed", ["Ivan Marin"]),
        ("Ivan Marin added that Arlen had carried out its part.", "Arlen had carried", ["Ivan Marin"]),
        ("Ivan Marin rejected a Doman agency's report that they had met.", "they had met", ["Ivan Marin"]),
        (
            "Anna Weiss spoke to the Herald. To the Doman agency LUMA she said that she would come.",
            "she would come",
            ["Anna Weiss", "LUMA"],
        ),
        ("Sources close to the talks told LUMA that it was possible.", "it was possible", ["Sources close to the talks", "LUMA"]),
        ("It took hours, a source told Axios.", "It took hours", ["a source", "Axios"]),
        ("Kabul is ready, Minister Naim Safi told the Bakhtar agency.", "Kabul is ready", ["Naim Safi", "Bakhtar"]),
        ("An official told the agency Fides that it was good.", "it was good", ["An official", "Fides"]),
        ("The port would open, Ivan Marin was quoted as saying by the Courier.", "The port would", ["Ivan Marin", "Courier"]),
        ("The duties will stay, PTI quotes a ministry source as saying.", "The duties will stay", ["a ministry source", "PTI"]),
        (
            "According to the Neue Zürcher Zeitung, which cites a member of the cabinet, a trip is planned.",
            "a trip is planned",
            ["a member of the cabinet", "Neue Zürcher Zeitung"],
        ),
        (
            "Arlen's officials told the agency Lumen that they knew nothing, with a palace source stating, “We wait.”",
            "“We wait.”",
            ["a palace source", "Lumen"],
        ),
        ("An official gave another reason: no one would be freed, he told Reuters.", "no one would be freed", ["An official", "Reuters"]),
        (
            "The text of the accord, published by Xinhua on Tuesday, says that duties will fall.",
            "duties will fall",
            ["The text of the accord", "Xinhua"],
        ),
        ("Asked on CNBC whether it was over, Ivan Marin answered that it was not.", "it was not", ["Ivan Marin", "CNBC"]),
        # The paper named before is the one that had written; a month heard nothing.
        (
            "The Peruvian daily El Faro was first to report that it was off. The portal had written that it was late.",
            "it was late",
            ["El Faro"],
        ),
        ("Officials in Lima pointed to March as the outer limit.", "March", ["Officials in Lima"]),
        (
            "Peru and Chile said in a joint statement that it was late. Ruiz told her guest that it was off, according to the statement.",
            "it was off",
            ["Ruiz", "Peru and Chile"],
        ),
        # A ministry's own channel heard nothing.
        ("In a post on the ministry's Telegram channel, Vera Lind wrote that it was off.", "it was off", ["Vera Lind"]),
        # A ministry that cites a speech gives its reason.
        ("It was off, the Foreign Ministry said, citing a speech by Ivan Marin.", "It was off", ["Foreign Ministry"]),
        # A new speaker takes no medium over from another's talk paragraphs ago.
        (
            "Ivan Marin told the Herald that it was late.\n\n“We wait,” said Pavel Dorn.\n\nThe envoy was tired. It was cold, Marin said.",
            "It was cold",
            ["Ivan Marin"],
        ),
    ],
)
def test_chain_names_the_media_that_pass_it_on(text: str, words: str, chain: list[str]) -> None:
    assert [link.name for link in chain_of(text, words)] == chain


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("LIMA, Peru: The government said it would sign.", "government"),
        ("LIMA: The government said it would sign.", "government"),
        (
            "NEW DELHI, Sept 13 (DNS) - India and Chile ended a round of talks on Friday but insisted that a pact can be had.",
            "India and Chile",
        ),
        ("SEOUL — North Korea announced that it would hold talks, only to fire a missile.", "North Korea"),
        (
            "TUNIS — The third round of talks between the rivals will be held in Tunis, the United Nations mission said.",
            "United Nations mission",
        ),
    ],
)
def test_no_dateline_is_a_source(text: str, speaker: str) -> None:
    assert [a.chain[0].name for a in attributions(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        (
            "Peru has no wish to go on until Chile opens its ports, its spokesman said.",
            "Peru's spokesman",
            "PER",
        ),
        ("The Kremlin does not comment on that, a spokesman said.", "a spokesman", "RUS"),
        ("The European Union is ready. A Commission spokeswoman said that the text was done.", "A Commission spokeswoman", "EU"),
        ("An African Union official said that the next meeting would be in May.", "An African Union official", "AU"),
        ("A Red Cross official said that the lists were long.", "A Red Cross official", None),
        ("Ramón Lara, for Chile, said that it was a good day.", "Ramón Lara", "CHL"),
    ],
)
def test_party_of_those_who_speak_for_others(text: str, name: str, party: str | None) -> None:
    found = attributions(text)[-1].chain[0]
    assert (found.name, found.party) == (name, party)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # What another one had suggested is part of his words.
        ("Ivan Marin called it “on hold”, saying that Doma had suggested a break.", 2),
        ("There was no reason to expect “wonders”.", 0),
        # No round speaks, and nothing that means something thinks it.
        ("The talks went on in a “good mood”.", 0),
        ("That means that the port has earned more.", 0),
    ],
)
def test_no_second_speaker_within_anothers_words(text: str, count: int) -> None:
    assert len(attributions(text)) == count


@pytest.mark.parametrize(
    ("name", "role", "gender"),
    [
        ("Maria Lind", None, "female"),
        ("Ivan Marin", None, "male"),
        ("M. Lind", "Foreign Ministry spokeswoman", "female"),
        ("M. Lind", "envoy of the king", None),
        ("M. Lind", "king's envoy", None),
        ("Kim Lind", None, None),
        ("", "", None),
    ],
)
def test_gender_is_told_by_title_or_given_name(name: str, role: str | None, gender: str | None) -> None:
    assert gender_of(name, role, given=True) == gender


@pytest.mark.parametrize(
    "text",
    [
        "Peru insists that the ships be named before they leave, Doe said; Chile wants them back at once.",
        "Two rounds were held in May; the June one was cancelled, according to the ministry; December's has no number at all.",
    ],
)
def test_what_follows_a_semicolon_may_be_another_ones(text: str) -> None:
    found = [c for c in read(Document("d", text, published="2025-06-10")).claims if c.rule == "semicolon"]
    assert not found


def test_words_after_a_quotation_are_no_clause_of_who_stands_before_it() -> None:
    text = 'Maria Doe, the spokeswoman, added that Chad had carried out "less than 30%" of the exchange of 1,200 prisoners agreed in July.'
    found = [c for c in read(Document("d", text, published="2025-06-10")).claims if c.kind == "statement"]
    assert [[link.name for link in c.chain] for c in found] == [["Maria Doe"]]


def test_one_ministry_is_not_the_two_that_spoke_before() -> None:
    text = (
        "Norway and Chad met, the trade ministries of the two countries said. The Chadian ministry said that no date had been fixed. "
        "Both ministries spoke of a good start. The Austrian Foreign Ministry said it knew no more."
    )
    found = [c.chain[0].name for c in read(Document("d", text, published="2025-06-10")).claims if c.kind == "statement"]
    assert found[1].startswith("Chadian")
    assert found[-1] == "Austrian Foreign Ministry"


@pytest.mark.parametrize("who", ["the OLA", "the rebels"])
def test_a_group_is_told_by_its_full_name_where_the_dispatch_has_it(who: str) -> None:
    text = f"The Oromo Liberation Army sent its field commander to the talks. He was taken out of Oromia last week, {who} said."
    found = [c.chain[0].name for c in read(Document("d", text, published="2023-11-10")).claims if c.kind == "statement"]
    assert found == ["Oromo Liberation Army"]


def test_who_means_to_name_somebody_has_not_named_him() -> None:
    text = "Ilo Marin said the talks were good. The UN chief gave no place. Before that he means to name an envoy."
    found = [c for c in read(Document("d", text, published="2025-06-10")).claims if c.kind == "statement"]
    assert [c.chain[0].name for c in found] == ["Ilo Marin"]


def test_the_outlets_own_we_is_nobody_that_spoke_before() -> None:
    text = "Two diplomatic sources said the mood was good. What we know about yesterday: the second round opened at two."
    found = [c for c in read(Document("d", text, published="2025-06-10")).claims if c.kind == "statement"]
    assert all(not c.chain for c in found if "second round" in c.evidence.text)
