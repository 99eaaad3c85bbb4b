"""Reading: whatever stands in a file becomes records, or problems with a place in that file."""

from __future__ import annotations

import os
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chronicle.problems import Problem
from chronicle.reading.compose import MOST_DEPTH, compose, decode
from chronicle.reading.documents import read_documents
from chronicle.reading.folder import Reading, read
from chronicle.records import FOLDERS, MODELS, Timeline
from chronicle.records.record import Part, Record
from folders import BASE, MakeSite, checked, said, weigh, write

CASES = Path(__file__).parent / "cases" / "records"
SITES = Path(__file__).parent / "sites"


def tree(content: bytes | str) -> tuple[Any, list[Problem]]:
    """Read one file as far as its values."""
    content = content.encode() if isinstance(content, str) else content
    text, problems = decode(content, "f")
    if text is None:
        return None, problems
    node, problems = compose(text, "f")
    return node.plain() if node else None, problems


def place_and_code(problems: list[Problem]) -> list[str]:
    return [f"{one.place.line}:{one.place.column} {one.code}" for one in problems]


# Files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("title: Caf\xe9\n".encode("latin-1"), "1:11 not-utf-8"),
        ("title: A\r\nnote: Caf\xe9\r\n".encode("latin-1"), "2:10 not-utf-8"),
        ("title: 求\n".encode()[:-2], "1:8 not-utf-8"),
        ("title: A\n".encode("utf-16"), "1:1 not-utf-8"),
        (b"title: \xed\xa0\x80\n", "1:8 not-utf-8"),
        (b"title: \xc0\xaf\n", "1:8 not-utf-8"),
        ("title: A\x00B\n", "1:9 forbidden-character"),
        ("title: A\nnote: 求\x1bB\n", "2:8 forbidden-character"),
        ("title: A\x0bB\n", "1:9 forbidden-character"),
        ("title: A\x85B\n", "1:9 forbidden-character"),
        ("title: A\u2028B\n", "1:9 forbidden-character"),
        ("title: A\u202eB\n", "1:9 forbidden-character"),
        ("title: A\u2066B\u2069\n", "1:9 forbidden-character"),
        ("title: A\ufeffB\n", "1:9 forbidden-character"),
        ("\ufeff\ufefftitle: A\n", "1:1 forbidden-character"),
        ("title: A\uffffB\n", "1:9 forbidden-character"),
        ('title: "A\\0B"\n', "1:8 forbidden-character"),
        ('title: "A\\N\\L\\P"\n', "1:8 forbidden-character"),
        ('title: "A\\uFEFF"\n', "1:8 forbidden-character"),
        ('"a\\u202e": A\n', "1:1 forbidden-character"),
        ("#" + "x" * 1_000_000, "1:1 file-too-large"),
        ("title: " + "[" * 100_000, "1:27 too-deep"),
        ("title: " + "{a: " * 100_000, "1:84 too-deep"),
        ("- " * 100_000, "1:41 too-deep"),
        ("? " * 100_000, "1:41 too-deep"),
        ("[" * 100_000 + "]" * 100_000, "1:21 too-deep"),
        ("\n".join(" " * n + "a:" for n in range(900)), "21:21 too-deep"),
        ("- " * 100 + "a", "1:41 too-deep"),
    ],
)
def test_what_text_cannot_show(content: bytes | str, expected: str, site: MakeSite) -> None:
    content = content.encode() if isinstance(content, str) else content
    found = [
        one for one in checked(site({"e.yml": content})).report if one.place.file == "events/e.yml"
    ]
    assert expected in place_and_code(found)
    assert len({one.code for one in found}) == 1


def test_the_depth_that_is_allowed_is_allowed() -> None:
    depth = MOST_DEPTH
    value, problems = tree("[" * depth + "a" + "]" * depth)
    assert not problems
    for _ in range(depth):
        (value,) = value
    assert value == "a"


def test_files_that_are_no_text_give_one_problem_a_character_not_thousands(site: MakeSite) -> None:
    found = checked(site({"e.yml": b"\x00\x01" * 5000})).report
    assert [one.code for one in found] == ["forbidden-character"] * 2


@pytest.mark.parametrize("beginning", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_byte_order_marks_and_ends_of_lines_change_neither_values_nor_places(
    beginning: str, end: str
) -> None:
    text = "title: A\nnote: |\n  one\n  two\n求求😀: [b\u0301, &c d]\n"
    value, problems = tree((beginning + text.replace("\n", end)).encode())
    assert value == {"title": "A", "note": "one\ntwo\n", "求求😀": ["b\u0301", "d"]}
    assert place_and_code(problems) == ["5:11 anchor"]


def test_a_faulty_place_behind_wide_characters_is_counted_in_characters(site: MakeSite) -> None:
    event = "title: 求 😀 é\ndate: 2025\nlane: building\nclaims: {text: 😀😀, cite: gazette-9}\n"
    assert [str(one.place) for one in checked(site({"e.yml": event})).report] == [
        "events/e.yml:4:26"
    ]


# Folders -----------------------------------------------------------------------------------------


def test_hidden_files_and_files_for_people_are_left_alone(site: MakeSite) -> None:
    files = {
        ".x.yml": "[",
        ".git/x.yml": "[",
        "README.md": "",
        "2025/notes.txt": "",
        "images/CREDITS.md": "",
    }
    assert said(site(files)) == []


def test_symbolic_links_lead_to_files_inside_the_folder_or_nowhere(site: MakeSite) -> None:
    root = site({"../outside.yml": "title: A\n"})
    events = root / "events"
    links = {
        "a.yml": "2025/opening.yml",
        "b.yml": "../outside.yml",
        "c.yml": "nowhere.yml",
        "d.yml": "d.yml",
        "e": "2025",
        "f": "..",
        "images": "/",
    }
    for name, target in links.items():
        (events / name).symlink_to(target)
    reasons = {
        "b.yml": "leaves the folder of records",
        "c.yml": "leads nowhere",
        "d.yml": "leads nowhere",
        "e": "leads to a folder",
        "f": "leaves the folder of records",
        "images": "leaves the folder of records",
    }
    assert said(root) == [
        f"events/{name}:1:1: bad-link: this symbolic link {reason} (put the file itself here)"
        for name, reason in reasons.items()
    ]
    assert {one.id for one in read(events).records} >= {"a", "opening"}


def test_a_pipe_is_not_waited_for(site: MakeSite) -> None:
    root = site()
    os.mkfifo(root / "events" / "pipe.yml")
    assert said(root) == [
        "events/pipe.yml:1:1: stray-file: this is neither a file nor a folder (delete it)"
    ]


def test_folders_may_be_nested_deeper_than_python_can_recurse(site: MakeSite) -> None:
    root = site()
    folders = list(accumulate(["/d"] * sys.getrecursionlimit(), initial=str(root / "events")))[1:]
    for folder in folders:
        Path(folder).mkdir()
    deepest = Path(folders[-1], "deep.yml")
    deepest.touch()
    assert [one.code for one in checked(root).report] == ["empty-file"]
    deepest.unlink()
    for folder in reversed(folders):  # what pytest clears up with recurses
        Path(folder).rmdir()


def test_a_folder_that_is_not_there_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    report = read(tmp_path / "events", shown="events").report
    assert [one.code for one in report] == ["unreadable-file", "no-timeline"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Zürich.yml", "zurich.yml"),
        ("A  B.yml", "a-b.yml"),
        ("求.yml", ""),
        ("a\u202eb\n.yml", "ab.yml"),
    ],
)
def test_names_of_files_are_shown_as_they_can_be_printed(
    name: str, hint: str, site: MakeSite
) -> None:
    (problem,) = checked(site({name: "title: A\n"})).report
    assert problem.code == "bad-id"
    assert str(problem).isprintable()
    assert hint in problem.hint


def test_a_name_that_is_not_utf_8_is_a_bad_id(site: MakeSite) -> None:
    root = site()
    try:
        Path(os.fsdecode(os.fsencode(root / "events") + b"/caf\xe9.yml")).write_text("title: A\n")
    except OSError:
        pytest.skip("this file system has only names in UTF-8")
    (problem,) = checked(root).report
    assert str(problem).startswith("events/caf\\udce9.yml:1:1: bad-id: ")


def test_of_two_names_that_differ_in_case_the_right_one_is_the_record(site: MakeSite) -> None:
    event = "title: A\ndate: 2025\nlane: building\nclaims: {text: A, cite: gazette-1}\n"
    root = site({"2025/Same.yml": event, "2025/same.yml": event})
    if len(list((root / "events" / "2025").iterdir())) == 2:
        pytest.skip("this file system does not tell names by their case")
    found = {(one.place.file, one.code) for one in checked(root).report}
    wrong = "events/2025/Same.yml"
    assert found == {(wrong, "bad-id"), (wrong, "duplicate-id")}


def test_an_event_may_lie_anywhere_and_years_are_only_for_tidiness(tmp_path: Path) -> None:
    base = {**BASE}
    event = base.pop("2025/opening.yml")
    readings = [
        read(write(tmp_path / str(number), {**base, f"{folder}opening.yml": event}) / "events")
        for number, folder in enumerate(("", "2025/", "a/b/c/", "entity/"))
    ]
    assert all(one.records == readings[0].records for one in readings)
    assert not any(one.report for one in readings)


# Values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "case", yaml.safe_load((CASES / "scalars.yml").read_text("utf-8")), ids=lambda c: c["read"]
)
def test_every_scalar_is_the_text_that_stands_there(case: dict[str, str]) -> None:
    assert tree(f"title: {case['written']}\n") == ({"title": case["read"]}, [])


NEEDED = {
    "event": "title: It shakes\ndate: 2025\nlane: building\n",
    "entity": "name: The bridge\nkind: place\n",
    "source": "title: Bridge opens\npublisher: gazette\npublished: 2025\n",
    "question": "title: Why?\n",
    "promise": "title: It opens\nby: gazette\n",
    "timeline": "title: The bridge\nlanes: {building: Building}\n",
}
"""The keys that each kind cannot do without."""


@pytest.mark.parametrize(
    "case", yaml.safe_load((CASES / "short-forms.yml").read_text("utf-8")), ids=lambda c: c["about"]
)
def test_the_short_form_is_the_long_form(case: dict[str, str]) -> None:
    short, long = (
        record(case["kind"], NEEDED[case["kind"]] + case[form]) for form in ("short", "long")
    )
    assert short == long


def record(kind: str, text: str) -> Part:
    values, problems = tree(text)
    assert not problems
    if kind == "timeline":
        return Timeline.model_validate(values)
    return MODELS[kind].model_validate({**values, "id": "it"})  # type: ignore[index]


def test_the_full_site_uses_every_key_there_is() -> None:
    reading = read(SITES / "full" / "events")
    pages = read_documents(SITES / "full" / "docs")
    embeds = tuple(block.embed for page in pages for block in page.blocks)
    known = {owner(part, key) for part in subclasses(Part) for key in part.model_fields}
    assert known == keys((reading.timeline, *reading.records, *embeds))


def owner(part: type[Part], key: str) -> tuple[str, str]:
    """Name a key with its model; what all records have is counted once."""
    shared = issubclass(part, Record) and key in Record.model_fields
    return ("Record" if shared else part.__name__, key)


def subclasses(of: type[Part]) -> list[type[Part]]:
    return [inner for one in of.__subclasses__() for inner in (one, *subclasses(one))]


def keys(value: object) -> set[tuple[str, str]]:
    """Find the keys that were written in a part and in what it holds."""
    if isinstance(value, Part):
        inner = [keys(getattr(value, key)) for key in value.model_fields_set]
        return {owner(type(value), key) for key in value.model_fields_set}.union(*inner)
    if isinstance(value, dict):
        return set().union(*map(keys, value.values()))
    if isinstance(value, tuple):
        return set().union(*map(keys, value))
    return set()


# Whatever is in a file ---------------------------------------------------------------------------

MARKS = st.sampled_from(list("ab1 \n\t:-?[]{},&*!|>'\"%@`#~\\\r\ufeff\x00\u2028é求😀."))
NOISE = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(MARKS, max_size=60).map(lambda marks: "".join(marks).encode()),
)


@given(NOISE)
@example(b"a: !<tag:%0a> b")
@example(b"%YAML 1.1\n---\na: b\n")
@example(b"%YAML 3.0\n---\na: b\n")
@example(b'a: "\\')
@example(b"- - - \n-")
@example(b"? - a\n: b\n? - a\n: c\n")
@example(b"--- |1+\n \n...\n---\n")
def test_whatever_a_file_holds_it_gives_a_tree_or_problems_inside_the_file(content: bytes) -> None:
    _, problems = tree(content)
    inside(problems, content)


def inside(problems: list[Problem], content: bytes) -> None:
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in problems:
        assert 1 <= one.place.line <= len(lines), one
        assert 1 <= one.place.column <= len(lines[one.place.line - 1]) + 1, one
        assert str(one).isprintable(), repr(str(one))


WORDS = st.sampled_from(
    [
        "",
        "a",
        "2025-01",
        "opening",
        "gazette",
        "gazette-1",
        "true",
        "none",
        "images/a.png",
        "https://a.example/",
    ]
)
KEYS = st.sampled_from(
    sorted({key for part in subclasses(Part) for key in part.model_fields} | {"[key]", "0", "x y"})
)
PATHS = st.sampled_from(["timeline.yml", "x.yml", *(f"{kind}/x.yml" for kind in FOLDERS.values())])
VALUES = st.recursive(
    st.one_of(WORDS, st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=150)
@given(path=PATHS, values=st.dictionaries(KEYS, VALUES, max_size=8))
def test_whatever_a_record_holds_it_is_a_record_or_problems_inside_its_file(
    path: str, values: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = yaml.safe_dump(values, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")
    root = write(tmp_path_factory.mktemp("site"), {**BASE, path: content})
    report = checked(root).report
    assert list(report) == sorted(report, key=lambda one: one.key)
    inside([one for one in report if one.place.file == f"events/{path}"], content)


RECORDS = sorted(
    path.relative_to(SITES / "full" / "events").as_posix()
    for path in (SITES / "full" / "events").rglob("*.yml")
)


@settings(max_examples=60)
@given(data=st.data())
def test_the_order_of_keys_comments_and_quotes_change_nothing(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = data.draw(st.sampled_from(RECORDS))
    text = (SITES / "full" / "events" / path).read_text("utf-8")
    values, problems = tree(text)
    assert not problems
    written = yaml.safe_dump(
        shuffled(values, data),
        sort_keys=False,
        default_style=data.draw(st.sampled_from(['"', "'", None])),
        default_flow_style=data.draw(st.booleans()),
        allow_unicode=data.draw(st.booleans()),
        indent=data.draw(st.integers(2, 6)),
        width=data.draw(st.sampled_from([20, 80, 1_000_000])),
        line_break=data.draw(st.sampled_from(["\n", "\r\n"])),
    )
    written = f"# Before.\n\n{written}\n# After: [it\n"
    assert only(text, path, tmp_path_factory) == only(written, path, tmp_path_factory)


def shuffled(value: object, data: st.DataObject) -> object:
    """Put the keys of all mappings into another order."""
    if isinstance(value, dict):
        names = data.draw(st.permutations(list(value)))
        return {name: shuffled(value[name], data) for name in names}
    if isinstance(value, list):
        return [shuffled(item, data) for item in value]
    return value


def only(text: str, path: str, temporary: pytest.TempPathFactory) -> object:
    """Read a folder of this one file."""
    reading: Reading = read(write(temporary.mktemp("site"), {path: text.encode()}) / "events")
    weigh(reading.report)
    assert {one.code for one in reading.report} <= {"no-timeline"}, reading.report
    return reading.timeline, reading.records


def test_the_order_in_which_files_were_made_changes_nothing(tmp_path: Path) -> None:
    files = {path: (SITES / "full" / "events" / path).read_bytes() for path in RECORDS}
    one = read(write(tmp_path / "one", files) / "events", shown="events")
    other = read(write(tmp_path / "two", dict(reversed(files.items()))) / "events", shown="events")
    assert (one.timeline, one.records, one.report) == (other.timeline, other.records, other.report)
