"""The names that records have for one another."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

Kind = Literal["event", "entity", "source", "question", "promise"]
"""The five kinds of records; each is also a link scheme, as in `event:r1-release`."""

KINDS: tuple[Kind, ...] = get_args(Kind)

FOLDERS: dict[Kind, str] = {
    "event": "events",
    "entity": "entities",
    "source": "sources",
    "question": "questions",
    "promise": "promises",
}
"""The folder of each kind: below the site's root, and (but for events) below the records' own."""

ID_LENGTH = 80
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Path = tuple[str | int, ...]
"""A way into a record: keys and list positions, from the outside in."""


class Ref(NamedTuple):
    """A record's permanent name: its kind and its id."""

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def address(self) -> str:
        """Where its page is, relative to the site's root."""
        return f"{FOLDERS[self.kind]}/{self.id}/"


class Subject(NamedTuple):
    """A position in the records, for a finding: a record (`None`: timeline.yml) and a path."""

    ref: Ref | None
    path: Path = ()


def is_id(text: str) -> bool:
    """Whether a text can be an id: lower-case words of letters and digits joined by hyphens."""
    return len(text) <= ID_LENGTH and ID.fullmatch(text) is not None
