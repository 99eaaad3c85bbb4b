"""Questions: the golden cases."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest

from cases import Case, cases, ends, key, made, said
from chronicle.dates import END, iso
from chronicle.reasoning import reason
from chronicle.reasoning.questions import Answer, is_history, outgrown


def shown(answer: Answer) -> Mapping[str, object]:
    """Return what an answer shows."""
    lists = {"retracted": answer.origins.retracted, "denials": answer.origins.denials}
    return {
        "answer": answer.text,
        "claims": [f"{one.event.id}.{one.claim_id}" for one in answer.replies],
        "origins": said(answer.origins),
        "known": iso(answer.known) if answer.known < END else "never",
        **{name: ends(found) for name, found in lists.items() if found},
    }


@pytest.mark.parametrize("case", cases("questions"))
def test_cases(case: Case) -> None:
    reasoned = reason(made(case))
    for name, expect in case["expect"].items():
        if name == "rivals":
            wanted = {key(claim): tuple(questions) for claim, questions in expect.items()}
            assert reasoned.rivalries == wanted
            continue
        found = reasoned.answers[name]
        if "answers" in expect:
            assert list(map(shown, found)) == expect["answers"]
        assert [one.text for one in found if one.settled] == expect.get("settled", [])
        why = outgrown(reasoned.library.questions[name], found)
        assert why == expect.get("outgrown", "")
        if "histories" in expect:
            pairs = [f"{a.text}, {b.text}" for a, b in combinations(found, 2) if is_history(a, b)]
            assert sorted(pairs) == expect["histories"]
