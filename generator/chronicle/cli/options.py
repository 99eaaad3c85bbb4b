"""What several commands are told: which site they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path as FilePath
from typing import TypeVar

import click

from chronicle.reading.project import CONFIG, Project, ProjectError, read_project

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


def project_from(config_file: FilePath, events: FilePath | None, docs: FilePath | None) -> Project:
    """Read the configuration, with the folders that were given on the command line instead.

    Misuse, such as a folder of records that is not there, ends the command with status 2.
    """
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
