"""The page of a question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from chronicle.dates import END
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.present.pages.event import tell
from chronicle.present.pages.timeline import answers_in_brief
from chronicle.reasoning.questions import is_history
from chronicle.records import Question

MOST_COMPARED = 20


def pages(edition: Edition) -> Iterator[Page]:
    """Make a page for each question, withdrawn ones too."""
    for question in edition.library.questions.values():
        yield page(edition, question)


def page(edition: Edition, question: Question) -> Page:
    """Make the page of one question: its answers side by side."""
    library, address, path = edition.library, question.ref.address, edition.paths[question.ref]
    html = edition.render(
        "question.html.j2",
        address,
        question=question,
        **side_by_side(edition, question),
        settled_by=library.events[question.settled_by.event] if question.settled_by else None,
        source=path,
    )
    brief = edition.words("list.separator").join(answers_in_brief(edition, question.id))
    description = edition.plain(question.assessment or brief) or question.title
    return Page(address, question.title, description, html, path)


def side_by_side(edition: Edition, question: Question) -> dict[str, object]:
    """Return what the answers' template wants: the answers, their claims, and which are a history."""
    found = edition.reasoned.answers[question.id]
    return {
        "answers": found,
        "told": {
            (one.event.id, one.claim_id): tell(edition, one.event, one.claim)
            for answer in found
            for one in answer.replies
        },
        "histories": [
            (one.text, other.text)
            for one, other in combinations(found[:MOST_COMPARED], 2)
            if is_history(one, other)
        ],
        "never": END,
    }
