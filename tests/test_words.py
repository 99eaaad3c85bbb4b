"""The catalogues: the same in all languages, and read without surprises."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml
from babel import Locale
from markupsafe import Markup

from chronicle.present.words import Words, languages, load, places, read

ENGLISH = """
greeting: "Hello {name}"
quoted: "<b>{name}</b> & co"
origins: {one: "one origin", other: "{n} origins"}
deep: {er: {est: "{a} and {b}"}}
"""


def words(text: str = ENGLISH, locale: str = "en_GB") -> Words:
    """Return words of our own."""
    return Words("en", Locale.parse(locale), read(text))


def catalogue(language: str) -> str:
    """Return the text of a catalogue."""
    return resources.files("chronicle.present.words").joinpath(f"{language}.yml").read_text("utf-8")


def test_text() -> None:
    """A key finds its text, and the values their places."""
    assert words()("greeting", name="Li") == "Hello Li"
    assert words()("deep.er.est", a=1, b=2) == "1 and 2"
    assert words()("greeting", name="{name}", more="unused") == "Hello {name}"


@pytest.mark.parametrize(
    ("locale", "n", "expected"),
    [
        ("en_GB", 1, "one origin"),
        ("en_GB", 0, "0 origins"),
        ("en_GB", 12345, "12,345 origins"),
        ("en_GB", 1.5, "1.5 origins"),
        ("de_DE", 12345, "12.345 origins"),
        ("zh_Hans_CN", 1, "1 origins"),
    ],
)
def test_plural(locale: str, n: float, expected: str) -> None:
    """The number chooses the form and is written as the locale writes it."""
    assert words(locale=locale)("origins", n=n) == expected


@pytest.mark.parametrize("values", [{}, {"n": "3"}, {"n": True}])
def test_plural_needs_a_number(values: dict[str, object]) -> None:
    """What is no number chooses no form."""
    with pytest.raises(TypeError, match="origins"):
        words()("origins", **values)


def test_html() -> None:
    """Text and values are escaped, and nothing is escaped twice."""
    safe = words().html("quoted", name="<i>")
    assert isinstance(safe, Markup)
    assert safe == "&lt;b&gt;&lt;i&gt;&lt;/b&gt; &amp; co"
    assert words().html("greeting", name=Markup("<i>Li</i>")) == "Hello <i>Li</i>"
    assert words().html("origins", n=2) == "2 origins"
    assert words().html("greeting", name="{0} {name}") == "Hello {0} {name}"


@pytest.mark.parametrize("key", ["", "deep", "deep.er", "Greeting", "deep.er.est.x"])
def test_missing_key(key: str) -> None:
    """A key without words is named, with the language."""
    with pytest.raises(KeyError, match=f"'{key}' in language 'en'"):
        words()(key)


def test_missing_value() -> None:
    """So is a place that nobody filled."""
    with pytest.raises(KeyError, match="'greeting' in language 'en' need 'name'"):
        words()("greeting")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: {b: 1}", r"a\.b: not a text: 1"),
        ("a: {b: yes}", r"a\.b: not a text: True"),
        ("a: {b: null}", r"a\.b: not a text"),
        ("a: {b: 2025-01-20}", r"a\.b: not a text"),
        ("a: {b: [c]}", r"a\.b: not a text"),
        ("a: {}", "a: not a text"),
        ("", "the catalogue: not a text"),
        ("a: {on: b}", "a: not a name of words: True"),
        ("a.b: c", r"not a name of words: 'a\.b'"),
        ("a: {one: b, other: 2}", "a: a plural form is not a text"),
        ("a: '{b.c}'", "a: a place holds a name"),
        ("a: '{b!r}'", "a: a place holds a name"),
        ("a: '{b:>9}'", "a: a place holds a name"),
        ("a: '{}'", "a: a place holds a name"),
        ("a: '{'", "a: "),
    ],
)
def test_read_refuses(text: str, reason: str) -> None:
    """A catalogue holds texts with named places, nothing else."""
    with pytest.raises(ValueError, match=reason):
        read(text)


@pytest.mark.parametrize(
    ("language", "found"),
    [
        *(("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("zh", "zh")),
        *(
            ("zh-TW", "zh"),
            ("zh_Hant", "zh"),
            ("de", "en"),
            ("", "en"),
            ("../en", "en"),
        ),
    ],
)
def test_fall_back(language: str, found: str) -> None:
    """Every language gets words: its own, its base language's or English ones."""
    assert load(language).language == found


def test_locales() -> None:
    """Each language has one locale."""
    assert [str(load(language).locale) for language in languages()] == [
        "en_GB",
        "zh_Hans_CN",
    ]


def test_languages_are_the_files() -> None:
    """What stands in the folder can be loaded, and the other way round."""
    folder = resources.files("chronicle.present.words")
    names = [item.name for item in folder.iterdir() if item.name.endswith(".yml")]
    assert languages() == tuple(sorted(name.removesuffix(".yml") for name in names))


@pytest.mark.parametrize("language", languages())
def test_same_keys_and_places(language: str) -> None:
    """Every catalogue says the same things, with the same places in them."""
    english, other = load("en").entries, load(language).entries
    assert list(other) == list(english)
    for key, entry in other.items():
        twin = english[key]
        if isinstance(entry, str):
            assert isinstance(twin, str), key
            assert places(entry) == places(twin), key
        else:
            assert not isinstance(twin, str), key
            assert places(entry["other"]) == places(twin["other"]), key
            for form in entry.values():
                assert places(form) | {"n"} == places(entry["other"]) | {"n"}, key


@pytest.mark.parametrize("language", languages())
def test_plural_categories(language: str) -> None:
    """An entry with a number has the forms its language needs, no more."""
    loaded = load(language)
    needed = {*loaded.locale.plural_form.tags, "other"}
    for key, entry in loaded.entries.items():
        if not isinstance(entry, str):
            assert entry.keys() == needed, key


@pytest.mark.parametrize("language", languages())
def test_no_key_is_written_twice(language: str) -> None:
    """YAML would silently keep the last of two."""
    nodes = [yaml.compose(catalogue(language))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert len(keys) == len(set(keys)), keys
            nodes += [value for _, value in node.value]
