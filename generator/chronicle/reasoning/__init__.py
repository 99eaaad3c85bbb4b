"""What the records mean: each module answers one question, `Reasoned` holds all the answers."""

from __future__ import annotations

from chronicle.reasoning.reasoned import Reasoned, reason

__all__ = ["Reasoned", "reason"]
