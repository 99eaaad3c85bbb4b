"""Pages under docs/ get what they ask for: links to records, and pieces of the timeline in place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping

from markupsafe import Markup

from chronicle.checks import CODES
from chronicle.present import examples
from chronicle.present.edition import Edition
from chronicle.present.markdown import literally
from chronicle.present.pages.known import address_of, days_with_pages
from chronicle.present.pages.lists import by_slip, question_list
from chronicle.present.pages.promise import chain_of
from chronicle.present.pages.question import side_by_side
from chronicle.reading.documents import Document, Link, scan
from chronicle.reasoning.log import log
from chronicle.records import Event
from chronicle.records.embed import Embed as Asked
from chronicle.records.embed import View

Render = Callable[[Edition, Asked, str], Markup]


def fill(edition: Edition, text: str, path: str) -> str:
    """Return a page's Markdown with its record links and embeds put in.

    `path` is the page's path below docs/. Links become relative links to the Markdown files of the
    records, so that whatever engine builds the page can check them. An embed becomes one line of
    HTML, which no Markdown dialect looks into. What names no record is left as plain text: the
    checks have said so.
    """
    document = scan(text, path)
    pieces = [_linked(edition, document, link) for link in document.links]
    pieces += [
        (block.start, block.end, one_line(view(edition, block.embed, document.address)))
        for block in document.blocks
    ]
    for start, end, piece in sorted(pieces, reverse=True):
        text = text[:start] + piece + text[end:]
    return text


def _linked(edition: Edition, document: Document, link: Link) -> tuple[int, int, str]:
    """Return what stands in the place of a link; one in angle brackets gets the record's title."""
    href = _href(edition, document, link)
    if not link.automatic:
        return link.start, link.end, href
    record = edition.library.get(edition.library.former.get(link.ref, link.ref))
    title = literally(record.heading if record else str(link.ref))
    return link.start - 1, link.end + 1, f"[{title}]({href})"


def _href(edition: Edition, document: Document, link: Link) -> str:
    now = edition.library.former.get(link.ref, link.ref)
    if edition.library.get(now) is None:
        return "#"
    target = posixpath.relpath(f"{now.address}index.md", posixpath.dirname(document.path) or ".")
    return target + link.anchor


_BLOCKS = ("dd", "dl", "div", "dt", "figure", "li", "nav", "ol", "p", "summary", "td", "tr", "ul")


def one_line(html: str) -> str:
    """Put HTML on one line: white space means nothing in it but in `pre`, where breaks are escaped.

    A line that begins with a tag is raw HTML to every Markdown parser, to its end.
    """
    html = str(html)  # of Markup, `replace` would escape what it puts in
    if "<pre>" in html:
        html = re.sub(
            r"<pre>.*?</pre>",
            lambda found: found[0].replace("\n", "&#10;"),
            html,
            flags=re.DOTALL,
        )
    for block in _BLOCKS:
        # Between blocks white space is none at all, and need not be carried to every reader.
        html = html.replace(f"</{block}>\n", f"</{block}>")
    return " ".join(filter(None, map(str.strip, html.split("\n"))))


def view(edition: Edition, asked: Asked, address: str) -> Markup:
    """Render what an embed asks for, as seen from a page."""
    html = _VIEWS[asked.view](edition, asked, address).strip()
    wrapper = Markup('<div class="ch-embed ch-embed--{}">{}</div>')
    return wrapper.format(asked.view, html)


def _timeline(edition: Edition, asked: Asked, address: str) -> Markup:
    events = [event for event in edition.library.event_list if _wanted(event, asked)]
    if asked.order == "newest":
        events.reverse()
    return edition.render("rows.html.j2", address, events=events[: asked.limit])


def _wanted(event: Event, asked: Asked) -> bool:
    """Whether an event passes every filter; within one, any of its words will do."""
    return (
        (event.highlight or not asked.highlight)
        and (not asked.lane or event.lane in asked.lane)
        and (not asked.kind or event.kind in asked.kind)
        and (not asked.tag or not set(asked.tag).isdisjoint(event.tags))
        and (not asked.entity or any(one.id in asked.entity for one in event.entities))
    )


def _event(edition: Edition, asked: Asked, address: str) -> Markup:
    event = edition.library.events.get(asked.event or "")
    return edition.render("rows.html.j2", address, events=[event] if event else [])


def _figure(edition: Edition, asked: Asked, address: str) -> Markup:
    event = edition.library.events.get(asked.event or "")
    if event is None or asked.figure > len(event.figures):
        return Markup()
    return edition.render("figure.html.j2", address, figure=event.figures[asked.figure - 1])


def _question(edition: Edition, asked: Asked, address: str) -> Markup:
    question = edition.library.questions.get(asked.question or "")
    if question is None:
        return Markup()
    return edition.render(
        "embed_question.html.j2", address, question=question, **side_by_side(edition, question)
    )


def _questions(edition: Edition, asked: Asked, address: str) -> Markup:
    questions = [
        (question, brief)
        for question, brief in question_list(edition)
        if not asked.state or question.state in asked.state
    ][: asked.limit]
    return edition.render("question_list.html.j2", address, questions=questions)


def _promise(edition: Edition, asked: Asked, address: str) -> Markup:
    promise = edition.library.promises.get(asked.promise or "")
    if promise is None:
        return Markup()
    return edition.render("embed_promise.html.j2", address, **chain_of(edition, promise))


def _promises(edition: Edition, asked: Asked, address: str) -> Markup:
    promises = by_slip(edition)[: asked.limit]
    return edition.render("promise_list.html.j2", address, promises=promises)


def _sources(edition: Edition, asked: Asked, address: str) -> Markup:
    found = [
        source
        for source in edition.library.source_list
        if (not asked.source or source.id in asked.source)
        and (not asked.entity or source.publisher in asked.entity)
    ]
    return edition.render("references.html.j2", address, sources=found[: asked.limit])


def _checks(edition: Edition, asked: Asked, address: str) -> Markup:  # noqa: ARG001 - takes no options
    return edition.render("checks.html.j2", address, codes=tuple(CODES.values()))


def _known(edition: Edition, asked: Asked, address: str) -> Markup:
    entries = log(edition.reasoned)
    shown = entries[-asked.limit :] if asked.limit else entries
    days = {day: address_of(day) for day in days_with_pages(edition)}
    return edition.render("log.html.j2", address, entries=shown, addresses=days)


def _standings(edition: Edition, asked: Asked, address: str) -> Markup:  # noqa: ARG001
    found = examples.standings(edition)
    return edition.render("embed_standings.html.j2", address, examples=found)


def _origins(edition: Edition, asked: Asked, address: str) -> Markup:
    found = examples.origins(edition)[: asked.limit]
    return edition.render("embed_origins.html.j2", address, examples=found)


def _narrowed(edition: Edition, asked: Asked, address: str) -> Markup:
    found = examples.narrowed(edition)[: asked.limit]
    return edition.render("embed_narrowed.html.j2", address, examples=found)


def _accepted(edition: Edition, asked: Asked, address: str) -> Markup:  # noqa: ARG001
    found = [(edition.library.get(one.ref), one) for one in edition.accepted]
    return edition.render("embed_accepted.html.j2", address, accepted=found)


_VIEWS: Mapping[View, Render] = {
    "timeline": _timeline,
    "event": _event,
    "figure": _figure,
    "question": _question,
    "questions": _questions,
    "promise": _promise,
    "promises": _promises,
    "sources": _sources,
    "known": _known,
    "standings": _standings,
    "origins": _origins,
    "narrowed": _narrowed,
    "accepted": _accepted,
    "checks": _checks,
}
