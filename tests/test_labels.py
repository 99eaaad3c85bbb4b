"""Dates in words, by the same golden cases in every language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chronicle.dates import END, day_number, parse
from chronicle.present.labels import day_label, label, machine, month_name, short
from chronicle.present.words import Words, languages, load

CASES = [
    case
    for path in sorted(Path(__file__).with_name("cases").glob("dates/*.yml"))
    for case in yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - text
    if "form" in case
]


@pytest.fixture(scope="module", params=languages())
def words(request: pytest.FixtureRequest) -> Words:
    """Return the words of each language in turn."""
    return load(request.param)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_labels(case: dict[str, Any], words: Words) -> None:
    """A date reads as the case has it, written out and in the column."""
    when = parse(case["text"])
    expected = case[words.language]
    assert label(when, words) == expected["long"]
    assert short(when, words) == expected["short"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_machine(case: dict[str, Any]) -> None:
    """HTML's `<time>` gets what it can say, else nothing."""
    assert machine(parse(case["text"])) == case.get("machine", "")


@pytest.mark.parametrize(
    ("language", "day", "expected"),
    [
        ("en", (2025, 1, 20), "20 January 2025"),
        ("zh", (2025, 1, 20), "2025年1月20日"),
        ("en", (-43, 3, 15), "15 March 44 BC"),
        ("zh", (-43, 3, 15), "公元前44年3月15日"),
    ],
)
def test_day_label(language: str, day: tuple[int, int, int], expected: str) -> None:
    """A day number is written like the date of that day."""
    assert day_label(day_number(*day), load(language)) == expected


def test_day_label_of_an_open_end() -> None:
    """An open end is no day to write."""
    with pytest.raises(ValueError, match="open end"):
        day_label(END, load("en"))


def test_month_names() -> None:
    """Months have the names that headings need."""
    english = [month_name(month, load("en")) for month in range(1, 13)]
    assert english[::3] == ["January", "April", "July", "October"]
    chinese = [month_name(month, load("zh")) for month in range(1, 13)]
    assert chinese == [f"{month}月" for month in range(1, 13)]


def test_every_word_is_used() -> None:
    """No entry for dates stands in the catalogue without a date that needs it."""
    used: set[str] = set()

    class Listening(Words):
        __slots__ = ()

        def __call__(self, key: str, /, **values: object) -> str:
            used.add(key)
            return super().__call__(key, **values)

    english = load("en")
    listening = Listening(english.language, english.locale, english.entries)
    for case in CASES:
        label(parse(case["text"]), listening)
        short(parse(case["text"]), listening)
    assert used == {key for key in english.entries if key.startswith("dates.")}
