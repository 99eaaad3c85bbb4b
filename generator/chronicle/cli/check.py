"""`chronicle check`: what is wrong with the records, where, and what to write instead."""

from __future__ import annotations

from pathlib import Path as FilePath

import click

from chronicle.cli.options import about_a_site, project_from
from chronicle.cli.report import FORMATS
from chronicle.publish import draft


@click.command()
@about_a_site
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to print the findings: for people, for programs, or as GitHub's annotations.",
)
@click.option("--all", "everything", is_flag=True, help="Print what is told for information too.")
def check(
    config_file: FilePath,
    events: FilePath | None,
    docs: FilePath | None,
    form: str,
    *,
    everything: bool,
) -> None:
    """Check the records, and the pages that speak of them.

    Prints every finding with file, line, column and what to write instead. Exits with 1 if there
    are errors, with 2 if the command itself was misused, with 0 otherwise.
    """
    project = project_from(config_file, events, docs)
    report = draft(project.events, project.docs).checked.report
    written = FORMATS[form](report, everything)
    if written:
        click.echo(written)
    if report.failed:
        raise SystemExit(1)
