"""The door without a plugin: the site as a project of plain Markdown that any engine builds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from pathlib import PurePosixPath

import yaml

from chronicle.present.documents import fill
from chronicle.present.edition import Edition
from chronicle.present.frame import markdown, template
from chronicle.present.page import Page
from chronicle.publish import STYLE, Draft, not_found, publish
from chronicle.reading.project import CONFIG, Project

MARKER = ".chronicle-build"
"""The file that lists what was written, so that the next build knows what is its own to delete."""

DOCS = "docs"
THEME = "overrides"
_GENERATED = (
    "/events/",
    "/entities/",
    "/sources/",
    "/questions/",
    "/promises/",
    "/tags/",
    "/known/",
    "/timeline/",
)


class TargetError(Exception):
    """A folder that a build may not write into."""


def files(project: Project, draft: Draft, edition: Edition) -> Iterator[tuple[str, str | FilePath]]:
    """Make every file of the project: its path, and its text or the file to copy."""
    documents = {document.path: document for document in draft.documents}
    for path in _below(project.docs):
        if path in documents:
            yield f"{DOCS}/{path}", fill(edition, documents[path].text, path)
        else:
            yield f"{DOCS}/{path}", project.docs / path
    written = {document.address for document in draft.documents}
    for output in publish(edition, project.events, written):
        content = output.content
        yield f"{DOCS}/{output.path}", markdown(content) if isinstance(content, Page) else content
    config = project.root / CONFIG
    settings = (
        yaml.compose(config.read_text("utf-8"), Loader=yaml.SafeLoader)
        if config.is_file()
        else None
    )
    custom = _custom_dir(settings)
    if custom:
        for path in _below(project.root / custom):
            yield f"{THEME}/{path}", project.root / custom / path
    yield f"{THEME}/404.html", template(not_found(edition))
    yield CONFIG, _configured(settings, edition.site.name)


def write(target: FilePath, made: Iterable[tuple[str, str | FilePath]]) -> int:
    """Write files into a folder, delete what an earlier build wrote there, and count them.

    Raises `TargetError`, before anything is touched, where the folder holds something else.
    """
    marker = target / MARKER
    if target.exists() and not target.is_dir():
        message = f"{target} is a file"
        raise TargetError(message)
    if target.is_dir() and any(target.iterdir()) and not marker.is_file():
        message = f"{target} is not empty, and no earlier build wrote it; name another folder"
        raise TargetError(message)
    contents = dict(made)
    for place in _written(target):
        if place.relative_to(target).as_posix() not in contents:
            place.unlink()
    for path, content in sorted(contents.items()):
        place = target / path
        _prepare(place, target)
        if isinstance(content, str):
            place.write_text(content, encoding="utf-8", newline="\n")
        else:
            shutil.copyfile(content, place)
    marker.write_text("".join(f"{path}\n" for path in sorted(contents)), "utf-8", newline="\n")
    return len(contents)


def _written(target: FilePath) -> Iterator[FilePath]:
    """Find the files that an earlier build wrote; what its list says of other places is not believed."""
    marker = target / MARKER
    for line in marker.read_text("utf-8").splitlines() if marker.is_file() else ():
        place = target / line
        inside = line and not PurePosixPath(line).is_absolute() and ".." not in line.split("/")
        if inside and place.is_file() and place.parent.resolve().is_relative_to(target.resolve()):
            yield place


def _prepare(place: FilePath, target: FilePath) -> None:
    """Make room for a file: its folder, inside the target, and no link in its place."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.parent.resolve().is_relative_to(target.resolve()):
        message = f"{place.parent} is a link that leaves {target}; delete it"
        raise TargetError(message)
    if place.is_symlink():
        place.unlink()


def _below(folder: FilePath) -> Iterator[str]:
    """Find the files below a folder in the order of their paths; hidden ones are left alone."""
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder)
            if path.is_file() and not any(step.startswith(".") for step in relative.parts):
                yield relative.as_posix()


# mkdocs.yml, edited as nodes: tags such as !ENV and !!python/name stay as they are --------------------


def _configured(settings: yaml.Node | None, name: str) -> str:
    """Return the configuration without our plugin, and with what the plugin would have set."""
    root = (
        settings
        if isinstance(settings, yaml.MappingNode)
        else _mapping(site_name=name or "Timeline")
    )
    for key in (
        "docs_dir",
        "site_dir",
        "edit_uri",
        "edit_uri_template",
        "watch",
        "hooks",
        "INHERIT",
    ):
        _remove(root, key)
    _drop_plugin(root)
    _set(root, "edit_uri", _text(""))
    _append(root, "extra_css", STYLE)
    _append(root, "markdown_extensions", "attr_list")
    unlisted = _value(root, "not_in_nav")
    patterns = unlisted.value.splitlines() if isinstance(unlisted, yaml.ScalarNode) else []
    _set(root, "not_in_nav", _text("\n".join([*patterns, *_GENERATED]) + "\n"))
    theme = _value(root, "theme")
    if not isinstance(theme, yaml.MappingNode):
        theme = _mapping(name=theme.value if isinstance(theme, yaml.ScalarNode) else "material")
        _set(root, "theme", theme)
    _set(theme, "custom_dir", _text(THEME))
    return yaml.serialize(root, allow_unicode=True, width=110)


def _custom_dir(settings: yaml.Node | None) -> str | None:
    theme = _value(settings, "theme")
    custom = _value(theme, "custom_dir")
    return custom.value if isinstance(custom, yaml.ScalarNode) else None


def _drop_plugin(root: yaml.MappingNode) -> None:
    plugins = _value(root, "plugins")
    if isinstance(plugins, yaml.SequenceNode):
        plugins.value = [entry for entry in plugins.value if _name(entry) != "chronicle"]
    elif isinstance(plugins, yaml.MappingNode):
        _remove(plugins, "chronicle")


def _name(entry: yaml.Node) -> str:
    """Return the name of a list's entry, which may carry options."""
    if isinstance(entry, yaml.MappingNode) and entry.value:
        return str(entry.value[0][0].value)
    return str(entry.value)


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key and isinstance(value, yaml.Node):
                return value
    return None


def _remove(node: yaml.MappingNode, key: str) -> None:
    node.value = [(name, value) for name, value in node.value if name.value != key]


def _set(node: yaml.MappingNode, key: str, value: yaml.Node) -> None:
    _remove(node, key)
    node.value.append((_text(key), value))


def _append(node: yaml.MappingNode, key: str, entry: str) -> None:
    """Add an entry to a list, or to a mapping of entries with options, unless it is there."""
    found = _value(node, key)
    if isinstance(found, yaml.MappingNode):
        if _value(found, entry) is None:
            found.value.append((_text(entry), _mapping()))
        return
    entries = found.value if isinstance(found, yaml.SequenceNode) else []
    if entry not in map(_name, entries):
        tag = "tag:yaml.org,2002:seq"
        _set(node, key, yaml.SequenceNode(tag, [*entries, _text(entry)], flow_style=False))


def _text(value: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", value)


def _mapping(**values: str) -> yaml.MappingNode:
    pairs = [(_text(key), _text(value)) for key, value in values.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
