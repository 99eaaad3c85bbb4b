"""`python -m chronicle`."""

from __future__ import annotations

from chronicle.cli import main

main()
