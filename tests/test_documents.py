"""Pages under docs/: where they speak of records, and where they only seem to."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chronicle.checks import check
from chronicle.reading.documents import Document, read_documents, scan
from chronicle.reading.folder import read
from chronicle.records.embed import VIEWS
from folders import MakeSite, said, weigh

SITES = Path(__file__).parent / "sites"


def found(text: str) -> list[str]:
    return [
        f"{link.place.line}:{link.place.column} {link.ref}{link.anchor}"
        for link in scan(text, "p.md").links
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](event:b)", ["1:5 event:b"]),
        ("[a](event:b#c)", ["1:5 event:b#c"]),
        ('[a](event:b "title")', ["1:5 event:b"]),
        ("[a](<event:b>)", ["1:6 event:b"]),
        ("<event:b>", ["1:2 event:b"]),
        ("[a][b]\n\n[b]: event:c\n", ["3:6 event:c"]),
        ("[`a`](event:b)", ["1:7 event:b"]),
        (
            "[a](event:b) [c](entity:d)\n[e](source:f)",
            ["1:5 event:b", "1:18 entity:d", "2:5 source:f"],
        ),
        ("[a](question:b), [c](promise:d).", ["1:5 question:b", "1:22 promise:d"]),
        ("求😀 [a](event:b)", ["1:8 event:b"]),
        ("a\r\n[b](event:c)\r\n", ["2:5 event:c"]),
        ("- a\n\n    [b](event:c)\n", ["3:9 event:c"]),
        ("[a](event:)", ["1:5 event:"]),
        ("event:b", []),
        ("(event:b)", []),
        ("[a](events:b)", []),
        ("[a](Event:b)", []),
        ("[a](https://event:b)", []),
        ("[a](#event:b)", []),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "code",
    [
        "`[a](event:b)`",
        "``[a](event:b) ` c``",
        "`[a]\n(event:b) [a](event:b)`",
        "```\n[a](event:b)\n```",
        "```yaml\n[a](event:b)\n```",
        "~~~\n[a](event:b)\n```\n[a](event:b)\n~~~",
        "````\n```\n[a](event:b)\n```\n[a](event:b)\n````",
        "- a\n\n    ```\n    [a](event:b)\n\n    [a](event:b)\n    ```",
        "> ```\n> [a](event:b)\n> ```",
        "```\n[a](event:b)\n\nThis fence is not closed: [a](event:b)",
        "```chronicle\nview: timeline # [a](event:b)\n```",
    ],
)
def test_code_holds_no_links_and_changes_nothing_for_what_follows(code: str) -> None:
    assert found(code) == []
    if "not closed" not in code:
        assert found(f"{code}\n\n[c](event:d)") == [f"{code.count(chr(10)) + 3}:5 event:d"]


@pytest.mark.parametrize(
    "text",
    [
        "A forgotten ` backtick.\n\n[a](event:b) and `another`.",
        "An escaped \\` backtick [a](event:b) and \\` another.",
        "Two `` and [a](event:b) one ` do not match.",
        "```\ncode with ` one\n```\n[a](event:b) `code`",
        "`code`\n```\ncode with ` one\n```\n[a](event:b) `code`",
    ],
)
def test_a_backtick_without_its_partner_hides_nothing(text: str) -> None:
    assert [entry.split()[1] for entry in found(text)] == ["event:b"]


def test_a_link_tells_whether_it_is_its_own_text() -> None:
    links = scan("<event:a> [b](<event:b>) [c](event:c)", "p.md").links
    assert [link.automatic for link in links] == [True, False, False]


@given(
    st.lists(
        st.sampled_from(
            [
                "[a](event:b)",
                "`",
                "```",
                "~~~",
                "\n",
                "\r\n",
                " ",
                "    ",
                "> ",
                "<event:c>",
                "chronicle",
                "view: timeline",
                "x: [",
                "\\",
                "求",
            ]
        ),
        max_size=30,
    )
)
@example(["```", "chronicle"])
@example(["```", "chronicle", "\n"])
@example(["```", "chronicle", "\n", "x: ["])
def test_spans_and_places_are_those_of_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = scan(text, "p.md")
    lines = text.split("\n")
    for link in document.links:
        assert text[link.start : link.end] == f"{link.ref}{link.anchor}"
        assert lines[link.place.line - 1][link.place.column - 1 :].startswith(str(link.ref))
    for block in document.blocks:
        assert lines[block.place.line - 1].rstrip("\r").endswith("chronicle")
        assert text[block.start :].lstrip(" ").startswith(("```", "~~~"))
    for problem in document.problems:
        assert 1 <= problem.place.line <= len(lines)
    starts = sorted(
        (
            *((one.start, one.end) for one in document.links),
            *((one.start, one.end) for one in document.blocks),
        )
    )
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(starts))


@pytest.mark.parametrize("fence", ["```", "~~~", "````", "  ```"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_embed_is_found_with_its_span(fence: str, end: str) -> None:
    block = f"{fence}chronicle\nview: figure\nevent: opening\nfigure: 2\n{fence}".replace("\n", end)
    text = f"Before.{end}{end}{block}{end}{end}After."
    (one,) = scan(text, "p.md").blocks
    assert text[one.start : one.end] == block
    assert (one.embed.view, one.embed.event, one.embed.figure) == ("figure", "opening", 2)
    assert str(one.place) == "p.md:3:1"
    assert str(one.at("figure")) == "p.md:6:9"


@pytest.mark.parametrize(
    "text",
    [
        "    ```chronicle\n    view: timeline\n    ```",
        "```text\nchronicle\n```",
        "```chronicles\nview: x\n```",
        "`chronicle`",
    ],
)
def test_what_only_looks_like_an_embed_is_none(text: str) -> None:
    assert scan(text, "p.md") == Document("p.md", text)


def test_the_full_site_shows_every_view() -> None:
    pages = read_documents(SITES / "full" / "docs")
    assert {block.embed.view for page in pages for block in page.blocks} == set(VIEWS)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("README.md", ""),
        ("story.md", "story/"),
        ("about/index.md", "about/"),
        ("about/README.md", "about/"),
        ("about/sources.md", "about/sources/"),
        ("a.b.md", "a.b/"),
    ],
)
def test_a_page_has_the_address_that_mkdocs_gives_it(path: str, address: str) -> None:
    assert Document(path, "").address == address


def test_pages_are_read_in_order_and_hidden_ones_are_not(site: MakeSite) -> None:
    root = site(
        {"docs/b.md": "", "docs/a/c.md": "", "docs/.x/d.md": "", "docs/.e.md": "", "docs/f.txt": ""}
    )
    (root / "docs" / "folder.md").mkdir()
    assert [page.path for page in read_documents(root / "docs")] == ["a/c.md", "b.md"]


def test_a_page_that_is_no_text_is_a_problem_and_has_no_links(site: MakeSite) -> None:
    root = site({"docs/a.md": b"caf\xe9 [a](event:b)", "docs/b.md": "\ufeff[a](event:opening)"})
    assert said(root) == [
        "docs/a.md:1:4: not-utf-8: the byte 0xe9 is not UTF-8 (save the file with the encoding UTF-8)"
    ]


def test_a_page_may_not_have_the_address_of_a_record(site: MakeSite) -> None:
    root = site(
        {"docs/entities/gazette/index.md": "# Mine\n", "docs/entities/index.md": "# Mine too\n"}
    )
    assert said(root) == [
        (
            "events/entities/gazette.yml:1:1: address-taken: /entities/gazette/ is also the address of "
            "docs/entities/gazette/index.md (move that page)"
        )
    ]


def test_findings_in_pages_weigh_what_the_registry_says() -> None:
    pages = read_documents(SITES / "invalid" / "docs", shown="docs")
    report = check(read(SITES / "invalid" / "events", shown="events"), pages).report
    weigh(report)
    assert {problem.place.file.partition("/")[0] for problem in report} == {"docs", "events"}
