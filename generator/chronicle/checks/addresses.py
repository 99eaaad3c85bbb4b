"""Whether every address has one page, for ever."""

from __future__ import annotations

from collections.abc import Iterator

from chronicle.checks.registry import Finding, Scope
from chronicle.records import Ref, Subject


def former_ids(scope: Scope) -> Iterator[Finding]:
    """Find former ids that another record has, or had, or that the record still has."""
    claimed: dict[Ref, Ref] = {}
    for record in scope.library.records:
        for index, former in enumerate(record.former_ids):
            old = Ref(record.kind_of_record, former)
            subject = Subject(record.ref, ("former_ids", index))
            address = f"/{old.address}"
            if old == record.ref:
                message = f'"{former}" is the id that it has now'
                yield Finding("address-taken", subject, message, "take it out of former_ids")
            elif scope.library.get(old) is not None or old in scope.unreadable:
                message = f'{address} is the address of the {old.kind} "{former}", which exists'
                hint = "a former id must not be in use; rename that record, or take this out"
                yield Finding("address-taken", subject, message, hint)
            elif old in claimed:
                message = f'{address} already leads to the {old.kind} "{claimed[old].id}"'
                yield Finding(
                    "address-taken", subject, message, "keep it in one of the two records"
                )
            claimed.setdefault(old, record.ref)


def pages(scope: Scope) -> Iterator[Finding]:
    """Find records whose address a page under docs/ has taken."""
    taken = scope.taken or {}
    for record in scope.library.records:
        if record.ref.address in taken:
            message = f"/{record.ref.address} is also the address of {taken[record.ref.address]}"
            hint = "move that page"
            yield Finding("address-taken", Subject(record.ref), message, hint)
        for index, former in enumerate(record.former_ids):
            old = Ref(record.kind_of_record, former)
            if old.address in taken:
                message = f"/{old.address} is also the address of {taken[old.address]}"
                subject = Subject(record.ref, ("former_ids", index))
                yield Finding("address-taken", subject, message, "move that page")
