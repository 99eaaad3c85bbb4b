"""A second definition of what was known on a day: plain records out of which all else is deleted.

It knows nothing of the program. Records are in their long forms, as `anything` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy

from anything import Plain
from chronicle.dates import parse

SHELVES = ("events", "entities", "sources", "questions", "promises")
SUPPORT = {"says", "confirms"}

Out = set[str]
"""The sources that had been published."""


def naive(case: Plain, day: int) -> Plain:
    """Delete from records whatever was not known on a day."""
    everything = answers(case)
    case = deepcopy(case)
    out = {name for name, one in case["sources"].items() if parse(one["published"]).latest <= day}
    keep(case, "sources", lambda name, _: name in out)
    keep(case, "events", lambda _, one: one["claims"] != [] and said(one["claims"][0]["cite"], out))
    for source in case["sources"].values():
        source["relies_on"] = [name for name in source["relies_on"] if name in out]
    for event in case["events"].values():
        cut_event(event, case["events"], out)
    answered = answers(case)
    keep(case, "questions", lambda name, _: any(asked == name for *_, asked in answered))
    for name, question in case["questions"].items():
        missing = {one for one in everything - answered if one[2] == name}
        cut_question(question, case["events"], missing)
    for promise in case["promises"].values():
        cut_promise(promise, case["events"], out, day)
    keep(case, "promises", lambda _, one: one["expected"] != [])
    for shelf in SHELVES:
        for record in case[shelf].values():
            record["corrections"] = [
                one for one in record["corrections"] if parse(one["on"]).latest <= day
            ]
    named = set(entities_in([case["events"], case["sources"], case["promises"]]))
    for _ in case["entities"]:
        wholes = [case["entities"][name].get("part_of") for name in named]
        named |= {name for name in wholes if name}
    keep(case, "entities", lambda name, _: name in named)
    return case


def keep(case: Plain, shelf: str, kept: Callable[[str, Plain], bool]) -> None:
    case[shelf] = {name: record for name, record in case[shelf].items() if kept(name, record)}


def said(cite: list[Plain], out: Out) -> bool:
    return any(one["source"] in out for one in cite if one["stance"] in SUPPORT)


def spoken(cite: list[Plain], out: Out) -> bool:
    """Whether it was said, or, where nobody ever says it, spoken of."""
    if any(one["stance"] in SUPPORT for one in cite):
        return said(cite, out)
    return any(one["source"] in out for one in cite)


def complete(cite: list[Plain], out: Out) -> bool:
    return all(one["source"] in out for one in cite)


def prune(cite: list[Plain], out: Out) -> None:
    cite[:] = [one for one in cite if one["source"] in out]
    for one in cite:
        if "relies_on" in one:
            one["relies_on"] = [name for name in one["relies_on"] if name in out]


def cut_event(event: Plain, events: Plain, out: Out) -> None:
    whole = all(spoken(claim["cite"], out) for claim in event["claims"])
    event["claims"] = [claim for claim in event["claims"] if spoken(claim["cite"], out)]
    event["because"] = [
        cause
        for cause in event["because"]
        if cause["event"] in events and (spoken(cause["cite"], out) or not cause["cite"])
    ]
    event["figures"] = [
        one for one in event["figures"] if spoken(one["cite"], out) or (not one["cite"] and whole)
    ]
    cut_notes(event, out, whole=whole)
    for key in ("follows", "see_also"):
        event[key] = [name for name in event[key] if name in events]
    if event.get("part_of") not in events:
        event.pop("part_of", None)
    for key in () if whole else ("summary", "body", "images"):
        del event[key]
    for part in [*event["claims"], *event["because"], *event["figures"]]:
        prune(part["cite"], out)


def cut_notes(event: Plain, out: Out, *, whole: bool) -> None:
    for cause in event["because"]:
        if not complete(cause["cite"], out) or (not cause["cite"] and not whole):
            del cause["note"]
    for figure in event["figures"]:
        if not (whole and complete(figure["cite"], out)):
            del figure["note"]
        if not complete(figure["cite"], out):
            del figure["gap"]


def answers(case: Plain) -> set[tuple[str, str, str]]:
    """Name the claims that answer questions: event, claim, question."""
    return {
        (name, claim["id"], answer["question"])
        for name, event in case["events"].items()
        for claim in event["claims"]
        for answer in claim["answers"]
    }


def cut_question(question: Plain, events: Plain, missing: set[tuple[str, str, str]]) -> None:
    if missing:
        del question["assessment"]
    settled = question.get("settled_by")
    if settled is None:
        if missing:
            question["state"] = "open"
        return
    event = events.get(settled["event"])
    if event is None:
        told = False
    elif "claim" in settled:
        told = any(claim["id"] == settled["claim"] for claim in event["claims"])
    else:
        told = not any(name == settled["event"] for name, *_ in missing)
    if not told:
        question["state"] = "open"
        del question["settled_by"]


def cut_promise(promise: Plain, events: Plain, out: Out, day: int) -> None:
    all_out = all(complete(one["cite"], out) for one in promise["expected"])
    outcome = promise["outcome"]
    if "event" in outcome:
        come = outcome["event"] in events
    else:
        dates = [one["date"] for one in promise["expected"] if one["date"] != "none"]
        past = all(parse(date).latest < day for date in dates)
        come = all_out and (past or outcome["state"] in {"pending", "dropped"})
    if not come:
        promise["outcome"] = {"state": "pending"}
    if not (come and all_out):
        del promise["summary"]
    promise["expected"] = [one for one in promise["expected"] if spoken(one["cite"], out)]
    for one in promise["expected"]:
        if not complete(one["cite"], out):
            del one["note"]
        prune(one["cite"], out)


def entities_in(value: object) -> Iterator[str]:
    """Find the entities that plain values name: here all, and nothing else, are called x and a number."""
    if isinstance(value, str):
        yield from re.findall(r"^x\d$", value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from entities_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from entities_in(one)
