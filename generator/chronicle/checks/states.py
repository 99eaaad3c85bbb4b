"""Whether what editors wrote of questions and promises still fits the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from chronicle.checks.registry import Finding, Scope
from chronicle.dates import iso
from chronicle.reasoning.questions import outgrown
from chronicle.records import Subject

_OUTGROWN = {
    "one-answer": (
        "the question is {state}, and has fewer than two answers",
        "add the rival answer, or settle the question",
    ),
    "not-settled": (
        "the question is settled, and what settled it has no origin",
        "name in settled_by: a claim that answers it and that somebody stands behind, or open it",
    ),
    "new-rival": (
        "the question is settled, and another answer has got an origin since",
        "look at it again: open it, or say in the assessment why it stays settled",
    ),
}


def questions(scope: Scope) -> Iterator[Finding]:
    """Find questions whose state the evidence has outgrown."""
    for question in scope.library.question_list:
        found = scope.reasoned.answers[question.id]
        why = outgrown(question, found) if found else ""
        if why:
            message, hint = _OUTGROWN[why]
            message = message.format(state=question.state)
            yield Finding("question-outgrown", Subject(question.ref, ("state",)), message, hint)


def promises(scope: Scope) -> Iterator[Finding]:
    """Find promises that are overdue, and outcomes that no event shows or that the dates deny."""
    for promise in scope.library.promise_list:
        account = scope.reasoned.accounts[promise.id]
        subject = Subject(promise.ref, ("outcome",))
        if account.overdue:
            day = iso(scope.library.day)
            message = f"the last date given had passed by {day}, and nothing has come"
            hint = "add the later date, if there is one, or what came of it"
            yield Finding("promise-overdue", subject, message, hint)
        outcome = promise.outcome
        if outcome.state in {"kept", "late", "early"} and outcome.event is None:
            message = f"the promise is said to be {outcome.state}, and no event shows it"
            yield Finding("promise-without-outcome", subject, message, "add event: to the outcome")
        slip = account.slip
        late = slip is not None and slip.low is not None and slip.low > 0 and not slip.pending
        early = slip is not None and slip.high is not None and slip.high < 0 and not slip.pending
        if (outcome.state in {"kept", "early"} and late) or (
            outcome.state in {"kept", "late"} and early
        ):
            message = f"the promise is said to be {outcome.state}, and its dates say otherwise"
            hint = "mend a date, or write late or early"
            yield Finding("outcome-contradicted", subject, message, hint)
