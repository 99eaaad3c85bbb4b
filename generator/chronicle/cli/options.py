"""What several commands are told: which site they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import TypeVar

import click
from click.core import ParameterSource

from chronicle.cli.report import text
from chronicle.library import Library
from chronicle.publish import draft
from chronicle.reading.project import CONFIG, Project, ProjectError, read_project
from chronicle.records.ref import KINDS, Kind, Ref
from chronicle.records.text import target

Command = TypeVar("Command", bound=Callable[..., object])


def about_a_site(command: Command) -> Command:
    """Add the options that say where the site's configuration, records and pages are."""
    command = click.option(
        "--docs",
        type=click.Path(path_type=FilePath, file_okay=False),
        help="The folder of pages; by default as mkdocs.yml says, or docs.",
    )(command)
    command = click.option(
        "--events",
        type=click.Path(path_type=FilePath, file_okay=False),
        help="The folder of records; by default as mkdocs.yml says, or events.",
    )(command)
    return click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=FilePath, dir_okay=False),
        default=CONFIG,
        show_default=True,
        help="The site's configuration.",
    )(command)


def text_or_json(command: Command) -> Command:
    """Add the option that says for whom the command writes."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="For people, or for programs.",
    )(command)


def project_from(config_file: FilePath, events: FilePath | None, docs: FilePath | None) -> Project:
    """Read the configuration, with the folders that were given on the command line instead.

    Misuse, such as a folder of records that is not there, ends the command with status 2.
    """
    named = click.get_current_context().get_parameter_source("config_file")
    if named is ParameterSource.COMMANDLINE and not config_file.is_file():
        message = f"there is no file {config_file}"
        raise click.UsageError(message)
    try:
        project = read_project(config_file)
    except ProjectError as error:
        raise click.UsageError(str(error.problem)) from error
    project = replace(
        project,
        events=events.resolve() if events else project.events,
        docs=docs.resolve() if docs else project.docs,
    )
    if not project.events.is_dir():
        message = f"there is no folder of records {project.events}"
        raise click.UsageError(message)
    return project


def library_from(config_file: FilePath, events: FilePath | None, docs: FilePath | None) -> Library:
    """Read the records; the command ends with status 1, and every finding, where they have errors."""
    project = project_from(config_file, events, docs)
    checked = draft(project.events, None).checked
    if checked.library is None or checked.report.failed:
        click.echo(text(checked.report), err=True)
        raise SystemExit(1)
    return checked.library


def record_named(library: Library, name: str, kind: Kind | None = None) -> Ref:
    """Find a record by its id, with or without its kind before it."""
    wanted = target(name)
    kinds = (wanted.kind,) if wanted else (kind,) if kind else KINDS
    plain = wanted.id if wanted else name
    found = [ref for one in kinds if library.get(ref := Ref(one, plain)) is not None]
    found = found or [
        now for ref, now in library.former.items() if ref.id == plain and ref.kind in kinds
    ]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"several records are called {name}: {', '.join(map(str, found))}"
        raise click.UsageError(message)
    known = {record.id for record in library.records if record.kind_of_record in kinds}
    near = get_close_matches(plain, sorted(known), n=1)
    message = f'there is no record "{name}"' + (f"; did you mean {near[0]}?" if near else "")
    raise click.UsageError(message)
