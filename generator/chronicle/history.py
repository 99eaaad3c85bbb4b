"""When each file came and changed: to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Recorded:
    """Placeholder of the third clock."""

    added: int | None
    changed: int | None
    commit: str
    state: Literal["recorded", "uncommitted", "shallow", "no-git"]
