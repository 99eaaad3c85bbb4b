"""The door to MkDocs: records become pages of the site that it builds. The only module that imports it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Literal

import jinja2
from markupsafe import escape
from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from chronicle.dates import day_number, iso
from chronicle.history import history
from chronicle.present.documents import fill
from chronicle.present.edition import Edition, Site
from chronicle.present.frame import Permalink, front_matter, html, template
from chronicle.present.page import Page
from chronicle.problems import Problem, Severity
from chronicle.publish import STYLE, Draft, bar, draft, empty, not_found, publish
from chronicle.reading.project import edit_base, with_slash

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.chronicle")

# The days that the time stamp of a gzip file, which MkDocs makes of the sitemap, can hold.
_FIRST_STAMP, _LAST_STAMP = day_number(1970, 1, 1), day_number(2106, 2, 6)

_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.INFORMATION: logging.DEBUG,
}


class ChronicleConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options."""

    events = options.Type(str, default="events")
    """The folder of records, relative to mkdocs.yml."""


class RecordPage(MkDocsPage):
    """A page whose HTML is ready: it does not pass through Markdown."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        self._ready = page
        super().__init__(
            _named(config.nav).get(file.src_uri, str(escape(page.title))), file, config
        )

    def read_source(self, config: MkDocsConfig) -> None:
        """Take title and description from the page, as from front matter."""
        self.markdown = ""
        self.meta = front_matter(self._ready)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take content and headings from the page."""
        permalink = Permalink.of(config.mdx_configs.get("toc", {}))
        self.content = html(self._ready, permalink)
        headings = tuple(self._ready.headings())
        self.toc = get_toc(
            [{"level": 2, "id": one.anchor, "name": one.title, "children": []} for one in headings]
        )
        self.present_anchor_ids = {one.anchor for one in headings}


class ChroniclePlugin(BasePlugin[ChronicleConfig]):  # type: ignore[no-untyped-call]
    """Reads the records before the site is touched, and adds their pages to it."""

    def __init__(self) -> None:
        self._serving = False
        self._good: tuple[Edition, FilePath] | None = None
        self._problems: tuple[Problem, ...] = ()
        self._edition: Edition | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether somebody is watching. That this method exists keeps the plugin alive."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the style sheet; refuse what would break addresses."""
        if not config.use_directory_urls:
            message = "chronicle: addresses are permanent and end with a slash; set use_directory_urls: true"
            raise ConfigurationError(message)
        if STYLE not in config.extra_css:
            config.extra_css.append(STYLE)
        if not config.repo_url:
            config.edit_uri = None
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check everything, while the old site still stands."""
        events = self._events(config)
        if not events.is_dir():
            message = (
                f"chronicle: there is no folder of records {self.config.events!r} beside mkdocs.yml"
            )
            raise PluginError(message)
        ready = draft(events, FilePath(config.docs_dir))
        report = ready.checked.report
        for problem in report:
            log.log(_LEVELS[problem.severity], "%s", problem)
        if report.failed and not self._serving:
            raise PluginError(_refusal(report.count(Severity.ERROR)))
        self._edition = self._choose(ready, config, events, failed=report.failed)
        shown = report.problems if report.failed else ()
        self._problems = tuple(one for one in shown if one.severity is Severity.ERROR)

    def _choose(
        self, ready: Draft, config: MkDocsConfig, events: FilePath, *, failed: bool
    ) -> Edition:
        """Take what was read, or the last that was good, or nothing."""
        site = _site(config, events)
        language = str(config.theme.get("language") or "en")
        if not failed:
            edition = ready.edition(site, language, history(events))
            self._good = (edition, events)
            return edition
        return self._good[0] if self._good else empty(site, language)

    def _events(self, config: MkDocsConfig) -> FilePath:
        return FilePath(config.config_file_path).parent / self.config.events

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page and file of the timeline, outside the navigation but for what it names."""
        edition, events = self._now, self._events(config)
        written = {file.url.removeprefix("./") for file in files.documentation_pages()}
        for output in publish(edition, events, written):
            if isinstance(output.content, Page):
                # A site without a navigation of its own shows the front page in the one it gets.
                front = output.content.address == ""
                level = InclusionLevel.UNDEFINED if front else InclusionLevel.NOT_IN_NAV
                file = File.generated(config, output.path, content="", inclusion=level)
                RecordPage(output.content, file, config)
            elif isinstance(output.content, FilePath):
                file = File.generated(config, output.path, abs_src_path=str(output.content))
            else:
                file = File.generated(config, output.path, content=output.content)
            files.append(file)
        return files

    @property
    def _now(self) -> Edition:
        if self._edition is None:
            message = "chronicle: the records have not been read"
            raise PluginError(message)
        return self._edition

    def on_pre_page(
        self,
        page: MkDocsPage,
        *,
        config: MkDocsConfig,
        files: Files,
    ) -> MkDocsPage:
        """Date the page by the records, not by the clock."""
        page.update_date = iso(min(max(self._now.library.day, _FIRST_STAMP), _LAST_STAMP))
        return page

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        """Put links and embeds into the pages under docs/."""
        if isinstance(page, RecordPage):
            return markdown
        return fill(self._now, markdown, page.file.src_uri)

    def on_env(
        self,
        env: jinja2.Environment,
        *,
        config: MkDocsConfig,
        files: Files,
    ) -> jinja2.Environment:
        """Put our own words on the page for addresses that do not exist."""
        ours = jinja2.DictLoader({"404.html": template(not_found(self._now))})
        env.loader = jinja2.ChoiceLoader([ours, env.loader]) if env.loader else ours
        return env

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """While somebody is watching, show the findings on every page."""
        if not (self._serving and self._problems):
            return output
        return output.replace("</body>", f"{bar(self._now, self._problems)}</body>", 1)

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Any,  # noqa: ANN401
    ) -> LiveReloadServer:
        """Watch the records."""
        server.watch(str(self._events(config)))
        return server


def _named(nav: object) -> Mapping[str, str]:
    """Find what the navigation calls pages, by their paths."""
    found: dict[str, str] = {}
    for entry in nav if isinstance(nav, list) else ():
        for title, target in entry.items() if isinstance(entry, dict) else ():
            found |= {target: title} if isinstance(target, str) else _named(target)
    return found


def _site(config: Mapping[str, Any], events: FilePath) -> Site:
    edit = edit_base(config["repo_url"], config["edit_uri"], events, FilePath(config["docs_dir"]))
    return Site(config["site_name"], with_slash(config["site_url"] or ""), edit)


def _refusal(count: int) -> str:
    errors = "1 error" if count == 1 else f"{count} errors"
    return f"chronicle: {errors} in the records; the site was not touched"
