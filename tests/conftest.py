"""What the tests share: deterministic examples, and a small site to put faults into."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from folders import BASE, MakeSite, write

settings.register_profile("chronicle", derandomize=True, deadline=None)
settings.load_profile("chronicle")


@pytest.fixture
def site(tmp_path: Path) -> MakeSite:
    """Return a function that makes a valid site of `BASE` with other files on top."""

    def make(files: Mapping[str, str | bytes] | None = None) -> Path:
        return write(tmp_path, {**BASE, **(files or {})})

    return make
