"""`chronicle build`: the site as a project of plain Markdown that any engine builds."""

from __future__ import annotations

from pathlib import Path as FilePath

import click

from chronicle import plain
from chronicle.cli.options import about_a_site, project_from
from chronicle.cli.report import text
from chronicle.history import history
from chronicle.present.edition import Site
from chronicle.publish import draft


@click.command()
@click.argument("folder", type=click.Path(path_type=FilePath))
@about_a_site
def build(
    folder: FilePath, config_file: FilePath, events: FilePath | None, docs: FilePath | None
) -> None:
    """Write the site into FOLDER as plain Markdown, assets and a plain mkdocs.yml.

    The project needs neither this program nor its plug-in: `mkdocs build` makes the same pages of it.
    FOLDER must be empty, or the result of an earlier build. Exits with 1, and writes nothing, if the
    records have errors.
    """
    project = project_from(config_file, events, docs)
    ready = draft(project.events, project.docs)
    if len(ready.checked.report):
        click.echo(text(ready.checked.report), err=True)
    if ready.checked.report.failed:
        raise SystemExit(1)
    site = Site(project.name, project.url, project.edit)
    edition = ready.edition(site, project.language, history(project.events))
    try:
        count = plain.write(folder, plain.files(project, ready, edition))
    except plain.TargetError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Wrote {count} files into {folder}.")
