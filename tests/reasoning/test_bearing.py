"""What rests on a source: the golden cases, and the definition computed again without each source."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cases import Case, cases, key, made
from chronicle.reasoning import reason
from chronicle.reasoning.bearing import Bearing

LISTS = ("claims", "events", "causes", "expectations", "questions")


def shown(bearing: Bearing) -> Mapping[str, object]:
    """Return what a source bears, without what it does not."""
    return {name: found for name in LISTS if (found := getattr(bearing, name))}


def wanted(expect: Case) -> Mapping[str, object]:
    """Read what a case expects of a source."""
    read = {
        "claims": lambda text: key(text),
        "causes": lambda text: (text.split()[0], int(text.split()[1])),
        "expectations": lambda text: (text.split()[0], int(text.split()[1])),
    }
    return {name: tuple(map(read.get(name, str), expect[name])) for name in LISTS if name in expect}


@pytest.mark.parametrize("case", cases("bearing"))
def test_cases(case: Case) -> None:
    bearings = reason(made(case)).bearings
    expect = case["expect"]
    assert {name: shown(one) for name, one in bearings.items() if not one.nothing} == {
        name: values for name, one in expect.items() if (values := wanted(one))
    }
    for name, values in expect.items():
        assert bearings[name].load == int(values.get("load", len(values.get("claims", []))))
