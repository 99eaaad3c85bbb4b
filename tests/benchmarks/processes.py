"""Programs run as whole processes: how long they take, and how much."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import asdict, dataclass, is_dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path as FilePath
from tempfile import TemporaryFile
from time import perf_counter
from typing import Any

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
BUILD = ("-m", "mkdocs", "build", "-q")
CHECK = ("-m", "chronicle", "check")


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock, seconds of the processor (user and system), peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def run(folder: FilePath, *arguments: str) -> Run:
    """Run Python with these arguments in a folder; what it says is shown only where it fails."""
    with TemporaryFile() as said:
        start = perf_counter()
        process = subprocess.Popen(
            (sys.executable, *arguments), cwd=folder, env=ENVIRONMENT, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode("utf-8", errors="replace"))
    # Linux counts kB, macOS bytes.
    memory = usage.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    return Run(wall, usage.ru_utime + usage.ru_stime, memory)


def apart(module: str, function: str, *arguments: object) -> Any:
    """Call a function of a module beside this one in a fresh process.

    It finds and leaves no memory in this one, which stays small: a process that is started inherits
    the peak memory of the one that starts it. Dataclasses come back as mappings, since their module
    would have to be imported here.
    """
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_call, (module, function, arguments))


def _call(module: str, function: str, arguments: tuple[object, ...]) -> Any:
    result = getattr(import_module(f"benchmarks.{module}"), function)(*arguments)
    if isinstance(result, list):
        return [asdict(one) for one in result]
    return asdict(result) if is_dataclass(result) else result  # type: ignore[arg-type]
