"""What comes in as files, and what is refused with a sentence that names file, line and remedy."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import DateError, SourceError, UsageError
from detente.model import Document
from detente.sources import Hints, Skipped, count, documents, published_of

STORY = "Oslo hosted the second round of talks on Tuesday, the ministry said.\r\n\r\nNo date was set. “Мы ждём” 🙂"

PAGE = """<!doctype html><html lang="en"><head><title>Envoys meet in Bern - The Alpine Courier</title>
<meta property="og:site_name" content="The Alpine Courier"><meta property="og:title" content="Envoys meet in Bern">
<meta property="article:published_time" content="2025-06-10T14:30:00+02:00"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Envoys meet in Bern</h1>
<p>Envoys of the two countries met in Bern on Tuesday for a third round of talks, the Swiss foreign ministry said in a statement.</p>
<p>Both sides called the exchange useful. A fourth round is planned for September, a spokesman told reporters after the meeting.</p>
<p>The talks began last year and have so far brought an exchange of notes on visas and little else, according to diplomats.</p>
</article><footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"""


def taken(path: Path | str, **hints: str) -> list[Document | SourceError | Skipped]:
    return list(documents([str(path)], Hints(**hints)))


def only_error(path: Path) -> str:
    (error,) = taken(path)
    assert isinstance(error, SourceError)
    assert str(path) in str(error)
    assert error.todo, "what to do must be said"
    return str(error)


def test_text_is_kept_as_it_was_handed_in(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(STORY.encode())
    (document,) = taken(file, published="2025-06-10", outlet="The Alpine Courier", language="en", title="Talks")
    assert isinstance(document, Document)
    assert (document.text, document.outlet, document.published, document.title) == (STORY, "The Alpine Courier", "2025-06-10", "Talks")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_read_and_are_no_text(tmp_path: Path, encoding: str) -> None:
    file, lines = tmp_path / "story.txt", tmp_path / "stories.jsonl"
    file.write_bytes(STORY.encode(encoding))
    lines.write_bytes("".join(json.dumps({"text": STORY}, ensure_ascii=False) + "\n" for _ in range(2)).encode(encoding))
    found = [*taken(file), *taken(lines)]
    assert [d.text for d in found if isinstance(d, Document)] == [STORY] * 3


def test_a_page_gives_article_title_outlet_and_time(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    (document,) = taken(file)
    assert isinstance(document, Document)
    assert document.text.split("\n\n")[0].startswith("Envoys of the two countries met") or document.text.startswith("Envoys meet in Bern")
    assert "newsletter" not in document.text
    assert (document.title, document.outlet) == ("Envoys meet in Bern", "The Alpine Courier")
    assert (document.published, document.language) == ("2025-06-10T14:30:00+02:00", "en")


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html><body></body></html>")
    assert "no article" in only_error(file)


def test_json_lines_fill_what_is_left_out_and_ignore_other_keys(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    records = [
        {"id": "a", "text": "Talks were held.", "outlet": "Own", "language": "en", "published": "2025-06-10", "retells": None, "x": [1]},
        {"id": 7, "text": "Talks were held.", "title": None},
    ]
    file.write_text("\n".join(map(json.dumps, records)))
    first, second = taken(file, outlet="Hinted", language="ru", published="2024-01-01")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.outlet, first.language, first.published) == ("a", "Own", "en", "2025-06-10")
    assert (second.id, second.outlet, second.language, second.published) == ("7", "Hinted", "ru", "2024-01-01")


BAD_LINES = {
    '{"outlet": "x"}': "no `text`",
    '{"text": "   "}': "no text",
    '{"text": 5}': "`text` is a number",
    '{"text": "x", "published": "2025-02-30"}': "no such day",
    '{"text": "x", "published": "yesterday"}': "not an ISO 8601 date",
    '{"text": "x", "published": "0025-06-10"}': "cannot be",
    '{"text": "x", "language": "engl!sh"}': "not a language tag",
    '{"text": "cut off': "not JSON",
    "[1, 2]": "a list, not an object",
    "[" * 100_000: "nested too deeply",
    '{"text": "x", "n": ' + "9" * 5000 + "}": "a number that is too long",
    r'{"text": "half \ud83d"}': "half of a character",
}


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: line[:30])
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f'{{"text": "Good one."}}\n\n{line}\n{{"text": "Good two."}}\n')
    first, error, last = taken(file)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(error, SourceError)
    assert f"{file}, line 3: " in str(error)
    assert BAD_LINES[line] in str(error)
    assert error.todo


def test_a_bad_byte_spoils_its_line_only(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "Good."}\n{"text": "caf\xe9"}\n{"text": "Good."}\n')
    kinds = [type(item).__name__ for item in taken(file)]
    assert kinds == ["Document", "SourceError", "Document"]


def test_empty_binary_and_broken_files_are_refused(tmp_path: Path) -> None:
    cases = {
        "empty.txt": (b"", "empty"),
        "blank.txt": (b" \n\t\n", "no text"),
        "empty.jsonl": (b"", "empty"),
        "blank.jsonl": (b"\n\n", "no records"),
        "photo.txt": (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        "report.txt": (b"%PDF-1.7 ...", "a PDF file"),
        "zeros.txt": (b"abc\x00\x01def", "binary"),
        "dump.jsonl": (b"\x00\x01\x02\x03\x04", "binary"),
        "latin.txt": ("Grüße\naus Genf à l’été".encode("cp1252"), "line 1"),
        "second.txt": ("fine\nnot fine: é\n".encode("latin-1"), "line 2"),
        "cut.txt": ("Talks in Genève".encode()[:-3], "cut off"),
        "cut16.txt": ("Talks".encode("utf-16")[:-1], "cut off"),
    }
    for name, (data, says) in cases.items():
        file = tmp_path / name
        file.write_bytes(data)
        assert says in only_error(file), name


def test_missing_paths_are_named(tmp_path: Path) -> None:
    assert "no such file" in only_error(tmp_path / "nowhere.txt")
    (error,) = taken("zero\x00byte.txt")
    assert isinstance(error, SourceError)


def test_a_folder_is_walked_in_order_and_says_what_it_leaves_alone(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text("never")
    (tmp_path / "b.txt").write_text("Talks of B.")
    (tmp_path / "a.txt").write_text("Talks of A.")
    (tmp_path / "sub" / "c.jsonl").write_text('{"text": "Talks of C."}\n{"text": "Talks of D."}')
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    found = taken(tmp_path)
    assert [item.text for item in found if isinstance(item, Document)] == ["Talks of A.", "Talks of B.", "Talks of C.", "Talks of D."]
    assert [Path(item.where).name for item in found if isinstance(item, Skipped)] == ["photo.png"]
    assert count([str(tmp_path)]) >= 4


def test_a_folder_without_dispatches_is_an_error(tmp_path: Path) -> None:
    assert "no dispatches" in only_error(tmp_path)


def test_a_json_file_may_hold_one_record_a_list_or_lines(tmp_path: Path) -> None:
    for name, text in {
        "one.json": '{\n "text": "Talks."\n}',
        "list.json": '[{"text": "Talks."}, {"txt": "no"}]',
        "lines.json": '{"text": "Talks."}\n{"text": "More talks."}\n',
    }.items():
        (tmp_path / name).write_text(text)
    assert [type(i).__name__ for i in taken(tmp_path / "one.json")] == ["Document"]
    found = taken(tmp_path / "list.json")
    assert [type(i).__name__ for i in found] == ["Document", "SourceError"]
    assert "record 2" in str(found[1])
    assert [type(i).__name__ for i in taken(tmp_path / "lines.json")] == ["Document", "Document"]


def test_the_language_is_found_out_where_nobody_says_it(tmp_path: Path) -> None:
    texts = {
        "ru": "Третий раунд консультаций пройдёт в Москве, сообщил посол журналистам.",
        "es": "La tercera ronda de conversaciones se celebrará en Ginebra, dijo el ministro.",
        "en": "The third round of talks will be held in Geneva, the minister told reporters.",
    }
    for language, text in texts.items():
        file = tmp_path / f"{language}.txt"
        file.write_text(text, encoding="utf-8")
        (document,) = taken(file)
        assert isinstance(document, Document)
        assert document.language == language


def test_wrong_hints_are_wrong_use() -> None:
    with pytest.raises(DateError, match="no such day"):
        documents(["x"], Hints(published="2025-02-30"))
    with pytest.raises(UsageError, match="language tag"):
        documents(["x"], Hints(language="in English"))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2025-06-10", "2025-06-10"),
        ("2025-06-10T14:30:00+03:00", "2025-06-10T14:30:00+03:00"),
        ("2025-06-10T14:30Z", "2025-06-10T14:30Z"),
        ("2025-06-10 14:30", "2025-06-10T14:30:00"),
        ("20250610", "2025-06-10"),
    ],
)
def test_dates_of_publication_keep_their_offset(written: str, kept: str) -> None:
    assert published_of(written) == kept


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".jsonl", ".json", ""]))
def test_any_bytes_give_documents_or_errors(tmp_path: Path, data: bytes, suffix: str) -> None:
    file = tmp_path / f"any{suffix}"
    file.write_bytes(data)
    for item in taken(file, language="en"):
        assert isinstance(item, (Document, SourceError))
        if isinstance(item, Document):
            assert item.text.strip()
            item.text.encode("utf-8")
