"""Standing: the golden cases, and what holds of any claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import pytest

from cases import Case, cases, key, made
from chronicle.reasoning import reason
from chronicle.reasoning.standing import Standing

NOTHING = asdict(Standing("unsourced"))


def shown(found: Standing) -> Mapping[str, object]:
    """Return what a standing says; the order of denials and refusals means nothing."""
    said = {name: list(value) for name, value in asdict(found).items() if name != "name"}
    unordered = {"deniers", "denied_by", "declined_by"}
    return {
        "standing": found.name,
        **{name: sorted(said[name]) if name in unordered else said[name] for name in said},
    }


@pytest.mark.parametrize("case", cases("standing"))
def test_cases(case: Case) -> None:
    reasoned = reason(made(case))
    expect = {"it": case["expect"]} if "cite" in case else case["expect"]
    for name, values in expect.items():
        wanted = {"standing": values} if isinstance(values, str) else values
        if "." not in name:
            found = reasoned.standing(reasoned.library.events[name])
            if wanted == {"standing": "none"}:
                assert found is None
                continue
            assert found == reasoned.standings[key(name)]
        nothing = {field: [] for field in NOTHING if field != "name"}
        assert shown(reasoned.standings[key(name)]) == {**nothing, **wanted}, name
