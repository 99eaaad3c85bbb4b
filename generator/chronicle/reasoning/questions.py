"""The answers to a question side by side, and whether they are rivals or a history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chronicle.dates import END, When
from chronicle.knowledge import known
from chronicle.library import Library, Reply
from chronicle.reasoning.origins import End, Origins
from chronicle.records import Question

ClaimKey = tuple[str, str]
"""A claim's name: its event's id and its own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question, with everything that speaks for it."""

    text: str
    replies: tuple[Reply, ...]
    origins: Origins
    """Of all the claims that give this answer together."""
    known: int
    """The first day on which anybody was known to give it; `END` if never."""
    settled: bool
    """Whether it is the answer that settled the question."""


def answers(
    library: Library, question: Question, found: Mapping[ClaimKey, Origins]
) -> tuple[Answer, ...]:
    """Group the claims that answer a question by their answers, the settled one first, then by day."""
    grouped: dict[str, list[Reply]] = defaultdict(list)
    for reply in library.replies.get(question.id, ()):
        grouped[reply.answer].append(reply)
    settled = settled_answers(library, question)
    made = [
        Answer(
            text,
            tuple(replies),
            merged([found[one.event.id, one.claim_id] for one in replies]),
            min(known(one.claim.cite, library.sources) for one in replies),
            text in settled,
        )
        for text, replies in grouped.items()
    ]
    return tuple(sorted(made, key=lambda one: (not one.settled, one.known, one.text)))


def merged(found: list[Origins]) -> Origins:
    """Count the origins of several claims as those of one."""

    def united(*groups: tuple[End, ...]) -> tuple[End, ...]:
        return tuple(sorted({end for group in groups for end in group}))

    ends = united(*(one.ends for one in found))
    return Origins(
        ends=ends,
        retracted=tuple(
            end for end in united(*(one.retracted for one in found)) if end not in ends
        ),
        denials=united(*(one.denials for one in found)),
        loops=tuple(sorted({loop for one in found for loop in one.loops})),
    )


def settling(library: Library, question: Question) -> tuple[Reply, ...]:
    """Return the claim that settles a question, or all of its event's where none is named."""
    settled = question.settled_by
    if settled is None or question.state != "settled":
        return ()
    return tuple(
        reply
        for reply in library.replies.get(question.id, ())
        if reply.event.id == settled.event and settled.claim in {None, reply.claim_id}
    )


def settled_answers(library: Library, question: Question) -> frozenset[str]:
    """Return the answers that settle a question, wherever they are given."""
    return frozenset(reply.answer for reply in settling(library, question))


def rivalries(
    library: Library, least: Callable[[ClaimKey], int]
) -> Mapping[ClaimKey, tuple[str, ...]]:
    """For each claim that has any, the questions to which a rival answer has at least one origin.

    `least` tells how many origins a claim has at least.
    """
    disputes: dict[ClaimKey, list[str]] = defaultdict(list)
    for question in library.question_list:
        for claim in disputed(library, question, least):
            disputes[claim].append(question.id)
    return {claim: tuple(questions) for claim, questions in disputes.items()}


def disputed(
    library: Library, question: Question, least: Callable[[ClaimKey], int]
) -> frozenset[ClaimKey]:
    """Find the claims that have a rival in one question.

    None where several answers hold, nor those that settle it, nor those that held at another time
    than the rival: that is a history, not a dispute.
    """
    if question.state == "both-hold":
        return frozenset()
    settled = settled_answers(library, question)
    replies = library.replies.get(question.id, ())
    backed = [one for one in replies if least(key_of(one)) > 0]
    # Sets first: a question may have thousands of answers, and most claims bear no date.
    undated = {one.answer for one in backed if one.claim.date is None}
    given = undated | {one.answer for one in backed}
    dated = [one for one in backed if one.claim.date is not None]
    return frozenset(
        key_of(reply)
        for reply in replies
        if reply.answer not in settled
        and (
            undated - {reply.answer}
            or (reply.claim.date is None and given - {reply.answer})
            or any(
                one.answer != reply.answer and overlap(reply.claim.date, one.claim.date)
                for one in (dated if reply.claim.date is not None else ())
            )
        )
    )


def key_of(reply: Reply) -> ClaimKey:
    """Return the name of a claim that answers a question."""
    return reply.event.id, reply.claim_id


def overlap(a: When | None, b: When | None) -> bool:
    """Whether two times of validity may be the same time; without a date, a claim always holds."""
    return a is None or b is None or (a.earliest <= b.latest and b.earliest <= a.latest)


def is_history(answer: Answer, other: Answer) -> bool:
    """Whether two answers held one after the other, and so do not contradict each other."""
    return not any(
        overlap(one.claim.date, another.claim.date)
        for one in answer.replies
        for another in other.replies
    )


def outgrown(question: Question, found: tuple[Answer, ...]) -> str:
    """Say in a word why the evidence no longer fits the state that an editor wrote; "" if it does.

    `one-answer`: open, or said to allow several, with fewer than two answers. `not-settled`: settled
    by nothing that answers it, or by a claim that has no origin (left). `new-rival`: a rival answer got
    its first origin after the one that settled the question was known.
    """
    if question.state != "settled":
        return "one-answer" if len(found) < 2 else ""
    settled = [one for one in found if one.settled]
    if not settled or not any(one.origins.most for one in settled):
        return "not-settled"
    day = min(one.known for one in settled)
    later = (
        one for one in found if not one.settled and one.origins.least and day < one.known < END
    )
    rival = any(not all(is_history(one, other) for other in settled) for one in later)
    return "new-rival" if rival else ""
