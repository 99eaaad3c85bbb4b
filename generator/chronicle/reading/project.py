"""What mkdocs.yml says of a site, read without MkDocs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from urllib.parse import urljoin

import yaml
from yaml_env_tag import construct_env_tag

from chronicle.problems import Place, Problem

CONFIG = "mkdocs.yml"
EVENTS = "events"
DOCS = "docs"


@dataclass(frozen=True)
class Project:
    """A site's folders, absolute, and what it is called; `problem` says why there is no project."""

    root: FilePath
    events: FilePath
    docs: FilePath
    name: str = ""
    url: str = ""
    language: str = "en"
    edit: str = ""
    options: Mapping[str, object] = field(default_factory=dict)


class ProjectError(Exception):
    """A configuration that cannot be used, with the problem to print."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Loader(yaml.SafeLoader):
    """Loads what MkDocs loads, without importing what it names."""


def _unknown(loader: _Loader, suffix: str, node: yaml.Node) -> object:  # noqa: ARG001 - PyYAML's form
    return None


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", _unknown)


def read_project(config: FilePath) -> Project:
    """Read the site's configuration; a folder without one is a project of events/ and docs/.

    Raises `ProjectError` where the file is not YAML, or not a mapping.
    """
    root = config.parent.resolve()
    if not config.is_file():
        return Project(root, root / EVENTS, root / DOCS)
    try:
        loaded = yaml.load(config.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        place = (
            Place(config.as_posix(), mark.line + 1, mark.column + 1)
            if mark
            else Place(config.as_posix())
        )
        reason = getattr(error, "problem", None) or str(error)
        raise ProjectError(Problem("not-yaml", f"this is not YAML: {reason}", place)) from error
    if not isinstance(loaded, dict):
        message = "the configuration is not a mapping"
        raise ProjectError(Problem("wrong-type", message, Place(config.as_posix())))
    options = _options(loaded.get("plugins"))
    theme = loaded.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    events = root / str(options.get("events", EVENTS))
    docs = root / str(loaded.get("docs_dir", DOCS))
    return Project(
        root,
        events,
        docs,
        str(loaded.get("site_name") or ""),
        with_slash(str(loaded.get("site_url") or "")),
        str(language or "en"),
        edit_base(loaded.get("repo_url"), loaded.get("edit_uri"), events, docs),
        options,
    )


def _options(plugins: object) -> Mapping[str, object]:
    """Find the options of our own plugin among all plugins, listed or mapped."""
    for entry in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(entry, dict) and isinstance(entry.get("chronicle"), dict):
            return dict(entry["chronicle"])
    return {}


def with_slash(url: str) -> str:
    """End an address with a slash, unless there is none."""
    return url if not url or url.endswith("/") else f"{url}/"


def edit_base(repo_url: object, edit_uri: object, events: FilePath, docs: FilePath) -> str:
    """Return the address under which the files of records can be edited, if there is one.

    MkDocs' `edit_uri` is the address of docs/; that of events/ lies beside it.
    """
    if not edit_uri:
        return ""
    base = urljoin(with_slash(str(repo_url or "")), with_slash(str(edit_uri)))
    steps = _relative(events.resolve(), docs.resolve())
    if not base.startswith(("http://", "https://")) or steps is None:
        return ""
    return urljoin(base, with_slash(steps))


def _relative(path: FilePath, start: FilePath) -> str | None:

    try:
        return FilePath(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return None
