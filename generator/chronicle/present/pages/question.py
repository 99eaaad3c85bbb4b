"""The page of a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from chronicle.library import Reply
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.present.pages.timeline import answers_in_brief
from chronicle.records import Question


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
        answers=answers(edition, question),
        settled_by=library.events[question.settled_by.event] if question.settled_by else None,
        source=path,
    )
    brief = edition.words("list.separator").join(answers_in_brief(edition, question.id))
    description = edition.plain(question.assessment or brief) or question.title
    return Page(address, question.title, description, html, path)


def answers(edition: Edition, question: Question) -> tuple[tuple[str, tuple[Reply, ...]], ...]:
    """Group the claims that answer a question by their answers, in the order of the timeline."""
    grouped: dict[str, list[Reply]] = defaultdict(list)
    for reply in edition.library.replies.get(question.id, ()):
        grouped[reply.answer].append(reply)
    return tuple((answer, tuple(replies)) for answer, replies in grouped.items())
