"""The checks: the golden list of a site in which everything is wrong, and the rules one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronicle.checks import CODES, RULES, check
from chronicle.problems import Report
from chronicle.reading.folder import read
from folders import MakeSite, checked, said

SITES = Path(__file__).parent / "sites"


def test_the_invalid_site_gives_exactly_the_expected_findings() -> None:
    expected = (SITES / "invalid" / "expected.txt").read_text("utf-8").splitlines()
    assert said(SITES / "invalid") == expected


def test_the_expected_findings_stand_inside_their_files() -> None:
    for problem in checked(SITES / "invalid").report:
        lines = (SITES / "invalid" / problem.place.file).read_text("utf-8").split("\n")
        assert 1 <= problem.place.line <= len(lines), problem
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem


def test_every_code_that_text_can_show_is_among_the_expected_findings() -> None:
    # The others need what cannot stand in a text, or a site without errors: see test_codes.py.
    made = {code.name for code in CODES.values() if code.make != "text" or code.judgement}
    unmade = {"no-timeline", "wrong-lanes", *made}
    found = {problem.code for problem in checked(SITES / "invalid").report}
    assert set(CODES) - found == unmade


@pytest.mark.parametrize("name", ["minimal", "full"])
def test_the_valid_sites_are_valid(name: str) -> None:
    assert said(SITES / name) == []


EVENT = "title: It shakes\ndate: 2025-03\nlane: building\n"
CLAIM = "claims: {text: It shook., cite: gazette-1}\n"


def test_without_a_timeline_the_pages_are_looked_at_all_the_same(site: MakeSite) -> None:
    root = site({"docs/story.md": "```chronicle\nview: nothing\n```\n"})
    (root / "events" / "timeline.yml").unlink()
    result = checked(root)
    assert result.library is None
    assert [problem.code for problem in result.report] == ["unknown-value", "no-timeline"]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        (
            "title: The bridge\n",
            '1:1: missing-key: the timeline lacks its "lanes" (add a line lanes: …)',
        ),
        (
            "title: The bridge\nlanes: {}\n",
            "2:8: wrong-lanes: lanes: a timeline has one to 8 lanes, found 0 (add one: id: Name)",
        ),
        (
            "title: The bridge\nlanes:\n" + "".join(f"  lane-{n}: Lane {n}\n" for n in range(9)),
            (
                "3:3: wrong-lanes: lanes: a timeline has one to 8 lanes, found 9 "
                "(join lanes, and use tags or kinds for the finer distinctions)"
            ),
        ),
        (
            "title: The bridge\nlanes: {Building: Building}\n",
            (
                '2:9: bad-id: lanes: "Building" cannot be an id: ids are lower-case letters and digits in '
                "words joined by single hyphens, at most 80 characters (write building)"
            ),
        ),
        (
            "title: The bridge\nlanes:\n  building: {name: Building, colour: green}\n",
            (
                '3:30: unknown-key: there is no key "colour" in "building" (the keys here are name, names, '
                "summary)"
            ),
        ),
        (
            "title: The bridge\nlanes: [building]\n",
            (
                "2:8: wrong-type: lanes: expected a mapping, found a list "
                "(write key: value, one line for each)"
            ),
        ),
        (
            "title: The bridge\nlanes:\n  building: [Building]\n",
            (
                "3:13: wrong-type: building: expected a mapping, found a list "
                "(write key: value, with the keys name, names, summary)"
            ),
        ),
    ],
)
def test_a_faulty_timeline(timeline: str, expected: str, site: MakeSite) -> None:
    assert said(site({"timeline.yml": timeline})) == [f"events/timeline.yml:{expected}"]


def test_what_refers_to_a_record_that_cannot_be_read_is_not_reported_as_well(
    site: MakeSite,
) -> None:
    root = site({"entities/gazette.yml": "name: {}\n", "docs/story.md": "[It](entity:gazette)\n"})
    found = checked(root).report
    assert {problem.place.file for problem in found} == {"events/entities/gazette.yml"}


def test_an_accepted_warning_is_silent_and_an_acceptance_without_one_is_not(site: MakeSite) -> None:
    gone = EVENT + CLAIM + "withdrawn: {on: 2025-03-02, reason: It was the wind.}\n"
    accept = "accept: {check: withdrawn-target, reason: It was thought so then.}\n"
    shaken = EVENT + CLAIM + accept
    files = {
        "2025/gone.yml": gone,
        "2025/shaken.yml": shaken + "follows: [gone]\nsee_also: [gone]\n",
    }
    assert said(site(files)) == []
    assert said(site({"2025/shaken.yml": shaken})) == [
        (
            'events/2025/shaken.yml:5:17: stale-acceptance: the check "withdrawn-target" finds nothing here '
            "(take it out)"
        )
    ]


def test_an_acceptance_in_one_record_does_not_speak_for_another(site: MakeSite) -> None:
    gone = EVENT + CLAIM + "withdrawn: {on: 2025-03-02, reason: It was the wind.}\n"
    accept = "accept: {check: withdrawn-target, reason: It was thought so then.}\n"
    root = site(
        {
            "2025/gone.yml": gone,
            "2025/one.yml": EVENT + CLAIM + "follows: gone\n",
            "2025/two.yml": EVENT + CLAIM + "follows: gone\n" + accept,
        }
    )
    (found,) = said(root)
    assert found.startswith("events/2025/one.yml:5:10: withdrawn-target: ")


def test_words_of_the_vocabulary_are_listed_in_the_timelines_order(site: MakeSite) -> None:
    timeline = "title: T\nlanes: {zzz: Z, building: B}\nkinds: {yes: Y, decision: D}\ntags: {qq: Q, aa: A}\n"
    event = "title: It shakes\ndate: 2025-03\nlane: xx\nkind: ww\ntags: vv\n" + CLAIM
    hints = [
        problem.hint for problem in checked(site({"timeline.yml": timeline, "e.yml": event})).report
    ]
    assert hints == [
        "write one of zzz, building, or add it to timeline.yml",
        "write one of event, yes, decision, or add it to timeline.yml",
        "write one of qq, aa, or add it to timeline.yml",
    ]


def test_without_tags_in_the_timeline_any_tag_may_be_used(site: MakeSite) -> None:
    page = "```chronicle\nview: timeline\ntag: [free, fee]\n```\n"
    root = site({"e.yml": EVENT + "tags: [free]\n" + CLAIM, "docs/story.md": page})
    assert said(root) == [
        'docs/story.md:3:13: unknown-tag: timeline.yml has no tag "fee" (did you mean free?)'
    ]


def test_texts_of_contributors_cannot_break_out_of_a_message(site: MakeSite) -> None:
    event = EVENT + CLAIM + 'figures: {title: "::error::\\r\\t\\u200b", cite: gazette-1}\n'
    root = site({"e.yml": event.replace("It shakes", '"a\\nb"'), "f.yml": EVENT + '"x\\n::y": z\n'})
    for line in said(root):
        assert line.isprintable(), line


def test_many_findings_in_one_file_do_not_take_long(site: MakeSite) -> None:
    # Each place by itself would need the file to be composed as often as there are findings.
    claims = "".join("  - {text: It shook.}\n" for _ in range(3000))
    report = checked(site({"e.yml": EVENT + "claims:\n" + claims})).report
    assert len(report) == 3000


def test_rules_find_nothing_twice_and_the_report_is_in_total_order() -> None:
    result = checked(SITES / "invalid")
    assert Report.of(reversed(result.report.problems)) == result.report
    assert len(RULES) == len(set(RULES))


def test_a_check_depends_on_nothing_but_what_was_read(site: MakeSite) -> None:
    reading = read(site() / "events", shown="events")
    assert check(reading).report == check(reading).report


if __name__ == "__main__":
    print("\n".join(said(SITES / "invalid")))  # noqa: T201 - the list is to be looked at
