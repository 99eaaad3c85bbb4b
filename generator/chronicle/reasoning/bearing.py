"""What rests on a source: what would fall if it were taken out.

Taking a source out is what `Library.without` does: its citations are gone, and a chain that leads
into it ends in nothing. Only what has the source on its trail can fall, and on a trail only what lies
behind the source; so the whole need not be computed again for each source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chronicle.reasoning.origins import End, Step, Trail

ClaimKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bearing:
    """What one source bears."""

    claims: tuple[ClaimKey, ...] = ()
    """Claims that would be left without any origin: event and claim."""
    events: tuple[str, ...] = ()
    """Events whose standing would fall."""
    causes: tuple[tuple[str, int], ...] = ()
    """Causes that would be left without support: event and position in `because`."""
    expectations: tuple[tuple[str, int], ...] = ()
    """Expectations that would be left without support: promise and position."""
    questions: tuple[str, ...] = ()
    """Questions whose settlement would be undone."""

    @property
    def load(self) -> int:
        """The number of claims that would be left with nothing."""
        return len(self.claims)

    @property
    def nothing(self) -> bool:
        """Whether nothing at all would fall."""
        return not (
            self.claims or self.events or self.causes or self.expectations or self.questions
        )


def lost(trail: Trail, source: str) -> frozenset[End]:
    """Return the ends of a trail to which only chains through a source lead."""
    if not trail.branching:
        return trail.borne.get(source, frozenset())
    removed = frozenset(trail.steps_of.get(source, ()))
    behind = _reached(removed, trail.onward, frozenset())
    if not any(step in trail.ends for step in behind):
        return frozenset()
    # Steps behind the source to which something else leads as well stay, with what follows them.
    starts = set(trail.starts)
    elsewhere = {
        step
        for step in behind - removed
        if step in starts or any(before not in behind for before in trail.into.get(step, ()))
    }
    gone = behind - _reached(elsewhere, trail.onward, removed)
    counted: dict[End, int] = {}
    for step in gone:
        for end in set(trail.ends.get(step, ())):
            counted[end] = counted.get(end, 0) + 1
    return frozenset(end for end, number in counted.items() if number == trail.at[end])


def _reached(
    starts: Iterable[Step], onward: Mapping[Step, tuple[Step, ...]], barred: frozenset[Step]
) -> set[Step]:
    found: set[Step] = set()
    waiting = list(starts)
    while waiting:
        step = waiting.pop()
        if step not in found and step not in barred:
            found.add(step)
            waiting += onward.get(step, ())
    return found
