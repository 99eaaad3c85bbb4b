"""Rules over a library: one function each; every door runs all of them."""

from __future__ import annotations

from chronicle.checks.registry import CODES, Code, Finding, Scope
from chronicle.checks.run import RULES, Accepted, Checked, check

__all__ = ["CODES", "RULES", "Accepted", "Checked", "Code", "Finding", "Scope", "check"]
