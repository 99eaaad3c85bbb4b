"""`python -m tests.benchmarks`."""

from __future__ import annotations

import sys
from pathlib import Path as FilePath

sys.path.insert(0, str(FilePath(__file__).resolve().parents[1]))

from benchmarks.run import main

main()
