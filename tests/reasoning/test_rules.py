"""The list of rules and the cases that prove them: neither without the other."""

from __future__ import annotations

import re

import yaml

from cases import CASES, in_file, rules

RULES = yaml.load((CASES / "rules.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
SECTIONS = ("origins", "standing", "clocks", "causality", "promises", "questions", "bearing")
FILES = sorted(CASES.glob("*/*.yml"))
NAMED = [(file, case, rule) for file in FILES for case in in_file(file) for rule in rules(case)]


def test_every_rule_has_a_case() -> None:
    assert sorted(set(RULES) - {rule for _, _, rule in NAMED}) == []


def test_every_case_names_rules_that_exist() -> None:
    assert [(file.name, case["why"], rule) for file, case, rule in NAMED if rule not in RULES] == []


def test_every_case_names_a_rule_of_its_section() -> None:
    for file in FILES:
        for case in in_file(file):
            sections = {rule.partition(".")[0] for rule in rules(case)}
            assert file.parent.name in sections, case["why"]


def test_no_two_cases_of_a_section_say_the_same() -> None:
    for section in SECTIONS:
        said = [case["why"] for file in (CASES / section).glob("*.yml") for case in in_file(file)]
        assert len(said) == len(set(said)), section


def test_rules_are_sentences_in_the_order_of_the_sections() -> None:
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", rule) for rule in RULES)
    assert all(re.fullmatch(r"[A-Z][^\n]+\.", sentence) for sentence in RULES.values())
    order = [SECTIONS.index(rule.partition(".")[0]) for rule in RULES]
    assert order == sorted(order)
