"""How long a site takes, beside one of plain Markdown of the same size; see README.md."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path as FilePath
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import click

sys.path.insert(0, str(FilePath(__file__).resolve().parents[1]))

from benchmarks.processes import BUILD, CHECK, Run, apart, run

SIDES = ("ours", "plain")
LONG = 600
"""Seconds after which a size gets no further round."""


def build(project: FilePath) -> Run:
    """Build a project from nothing."""
    shutil.rmtree(project / "site", ignore_errors=True)
    return run(project, *BUILD)


def measure(events: int, rounds: int, folder: FilePath) -> dict[str, Any]:
    """Measure one size: both builds in turn, the check, and the stages."""
    prepared = apart("stages", "prepare", folder, events)
    runs: dict[str, list[Run]] = {side: [] for side in SIDES}
    for _ in range(rounds):
        for side in SIDES:
            runs[side].append(build(folder / side))
        if sum(one.wall for side in SIDES for one in runs[side]) > LONG:
            break
    left = {side: apart("sites", "written", folder / side / "site") for side in SIDES}
    if left["ours"]["pages"] != left["plain"]["pages"]:
        message = f"{left['ours']['pages']} pages are not {left['plain']['pages']}"
        raise AssertionError(message)
    checks = [run(folder / "ours", *CHECK) for _ in runs["ours"]]
    walks = [apart("stages", "stages", folder / "ours") for _ in runs["ours"]]
    return {
        "events": events,
        "rounds": len(runs["ours"]),
        "records": prepared["records"],
        "yaml": prepared["yaml"],
        "runs": {side: [asdict(one) for one in runs[side]] for side in SIDES},
        "written": left,
        "ratio": {
            what: median(
                getattr(one, what) / getattr(other, what)
                for one, other in zip(runs["ours"], runs["plain"], strict=True)
            )
            for what in ("wall", "cpu", "memory")
        },
        "check": [asdict(one) for one in checks],
        "stages": [
            {
                "name": turns[0]["name"],
                "seconds": median(turn["seconds"] for turn in turns),
                "memory": max(turn["memory"] for turn in turns),
            }
            for turns in zip(*walks, strict=True)
        ],
    }


def show(found: dict[str, Any]) -> str:
    """Write what was measured at one size as tables."""
    runs, left = found["runs"], found["written"]

    def row(name: str, ours: float, plain: float, form: str, ratio: float | None = None) -> str:
        share = ours / plain if ratio is None and plain else ratio or 0
        return f"  {name:<38}{ours:>14{form}}{plain:>16{form}}{share:>10.2f}"

    def middle(what: str) -> tuple[float, float]:
        ours, plain = (median(one[what] for one in runs[side]) for side in SIDES)
        return ours, plain

    rounds = "1 round" if found["rounds"] == 1 else f"{found['rounds']} rounds"
    checks = [median(one[what] for one in found["check"]) for what in ("wall", "cpu", "memory")]
    size = f"{found['events']:,} events · {found['records']:,} records"
    volume = f"{found['yaml'] / 1e6:.1f} MB of YAML · {left['ours']['pages']:,} pages"
    lines = [
        f"{size}, {volume} · {rounds}",
        f"  {'':<38}{'chronicle':>14}{'plain Markdown':>16}{'ratio':>10}",
        row("build, wall, s", *middle("wall"), ".2f", found["ratio"]["wall"]),
        row("build, processor, s", *middle("cpu"), ".2f", found["ratio"]["cpu"]),
        row("build, peak memory, MB", *middle("memory"), ",.0f", found["ratio"]["memory"]),
    ]
    lines += [
        row(name, left["ours"][key], left["plain"][key], ",")
        for name, key in (
            ("site, bytes", "total"),
            ("article, median bytes of HTML", "article"),
            ("article, median characters of text", "text"),
            ("article, median headings (h2)", "headings"),
            ("article, median links", "links"),
            ("article, median list items", "items"),
        )
    ]
    wall, cpu, memory = checks
    stages = found["stages"]
    lines += [
        f"  chronicle check: {wall:.2f} s wall, {cpu:.2f} s processor, {memory:,.0f} MB",
        f"  {'in one process':<18}" + "".join(f"{one['name']:>12}" for one in stages),
        f"  {'seconds':<18}" + "".join(f"{one['seconds']:>12.3f}" for one in stages),
        f"  {'peak memory, MB':<18}" + "".join(f"{one['memory']:>12,.0f}" for one in stages),
    ]
    return "\n".join(lines)


def machine() -> str:
    """Say what it was measured on."""
    parts = ("mkdocs", "mkdocs-material", "markdown", "pydantic", "jinja2")
    versions = ", ".join(f"{one} {version(one)}" for one in parts)
    python = f"Python {platform.python_version()}, mkdocs-chronicle {version('mkdocs-chronicle')}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {python}\n{versions}"


@click.command()
@click.option("--events", "sizes", help="Sizes, as in --events 100 1000.", multiple=True, type=int)
@click.argument("more", nargs=-1, type=int)
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@click.option("--json", "file", type=click.Path(path_type=FilePath, dir_okay=False))
@click.option(
    "--keep",
    type=click.Path(path_type=FilePath, file_okay=False, resolve_path=True),
    help="Work in this folder, which must be empty, and leave both projects there.",
)
def main(
    sizes: tuple[int, ...],
    more: tuple[int, ...],
    rounds: int,
    file: FilePath | None,
    keep: FilePath | None,
) -> None:
    """Build a synthetic timeline and the same site in plain Markdown, in turn, and compare."""
    wanted = (*sizes, *more) or (100, 1000)
    found: dict[str, object] = {"machine": machine(), "sizes": []}
    click.echo(found["machine"])
    found["dates"] = apart("stages", "dates", max(rounds, 3))
    click.echo(f"dates: {found['dates']:,.0f} plain ISO dates parsed a second\n")
    with TemporaryDirectory() as place:
        folder = keep or FilePath(place)
        apart("stages", "prepare", folder / "first", 30)
        for side in SIDES:
            # Once untimed: bytecode is compiled, and files are in memory.
            build(folder / "first" / side)
        measured = []
        for events in wanted:
            measured.append(measure(events, rounds, folder / str(events)))
            click.echo(f"{show(measured[-1])}\n")
    found["sizes"] = measured
    if file:
        file.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
