"""Origins: the golden cases, a second definition, and chains that never seem to end."""

from __future__ import annotations

import pytest

from cases import Case, cases, ends, made, said
from chronicle.reasoning import reason


@pytest.mark.parametrize("case", cases("origins"))
def test_cases(case: Case) -> None:
    expect = case["expect"]
    found = reason(made(case)).origins["it", "c1"]
    assert {
        "origins": said(found),
        "ends": ends(found.ends),
        "denials": ends(found.denials),
        "loops": [" ".join(loop) for loop in found.loops],
    } == {
        "origins": expect["origins"],
        "ends": sorted(expect.get("ends", [])),
        "denials": sorted(expect.get("denials", [])),
        "loops": expect.get("loops", []),
    }
