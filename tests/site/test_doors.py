"""One site, two doors: through the plugin, and through plain Markdown that any MkDocs builds."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

import sites
from chronicle.reading.documents import read_documents
from chronicle.reading.project import read_project
from sites import ADMISSIBLE, Built, chronicle, differing, succeeded, tree

EDIT_BUTTON = re.compile(
    r'\s*<a href="https://github\.com/[^"]*" title="[^"]*" class="md-content__button md-icon"'
    r' rel="edit">.*?</a>',
    re.DOTALL,
)
"""The theme's button on pages under docs/: in the plain project they are no longer the files that
somebody edits, so that only the plugin's site has it."""


def locations(sitemap: bytes) -> list[str]:
    return sorted(re.findall(r"<loc>(.*?)</loc>", sitemap.decode()))


def search(index: bytes) -> tuple[object, list[tuple[str, str]]]:
    loaded = json.loads(index)
    entries = [(entry["location"], json.dumps(entry, sort_keys=True)) for entry in loaded["docs"]]
    return loaded["config"], sorted(entries)


def test_all_three_sites_are_there() -> None:
    assert sites.NAMES == ["own", "full", "minimal"]


def test_both_doors_make_the_same_files(site: Built) -> None:
    assert sorted(tree(site.plugin)) == sorted(tree(site.plain))


def test_both_doors_make_the_same_bytes(site: Built) -> None:
    different = differing(tree(site.plugin), tree(site.plain))
    assert set(different) <= ADMISSIBLE.keys()


def test_both_doors_list_the_same_pages(site: Built) -> None:
    one, other = ((door / "sitemap.xml").read_bytes() for door in (site.plugin, site.plain))
    assert locations(one) == locations(other)
    listed = bool(read_project(site.source / "mkdocs.yml").url)  # else MkDocs lists no page
    assert bool(locations(one)) is listed


def test_both_doors_let_the_same_be_found(site: Built) -> None:
    name = "search/search_index.json"
    one, other = ((door / name).read_bytes() for door in (site.plugin, site.plain))
    assert search(one) == search(other)
    assert len(search(one)[1]) > 1


def test_the_plain_project_knows_nothing_of_the_plugin(site: Built) -> None:
    node = yaml.compose((site.project / "mkdocs.yml").read_text("utf-8"), Loader=yaml.SafeLoader)
    assert isinstance(node, yaml.MappingNode)
    plugins = next((value for key, value in node.value if key.value == "plugins"), None)
    assert plugins is None or "chronicle" not in yaml.serialize(plugins)
    assert not list(site.project.rglob("*.py"))


def test_a_repository_changes_only_the_edit_button_of_pages_under_docs(tmp_path: Path) -> None:
    env = sites.environment(REPO_URL="https://github.com/example/timeline")
    built = sites.build("own", sites.ROOT, tmp_path, env=env)
    one, other = tree(built.plugin), tree(built.plain)
    pages = [path for path in differing(one, other) if path not in ADMISSIBLE]
    docs = {document.address for document in read_documents(sites.ROOT / "docs")}
    assert {path.removesuffix("index.html") for path in pages} == docs
    for path in pages:
        without = EDIT_BUTTON.sub("", one[path].decode())
        assert without.split() == other[path].decode().split()
    record = one["events/ft-report/index.html"].decode()
    assert 'href="https://github.com/example/timeline/edit/main/events/' in record


def test_the_configuration_may_give_its_plugins_as_a_mapping(small: Path, tmp_path: Path) -> None:
    config = small / "mkdocs.yml"
    loaded = yaml.safe_load(config.read_text("utf-8"))
    loaded["plugins"] = {"search": {}, "chronicle": {"events": "records"}}
    config.write_text(yaml.safe_dump(loaded), "utf-8")
    (small / "events").rename(small / "records")
    built = sites.build("mapping", small, tmp_path / "built")
    assert set(differing(tree(built.plugin), tree(built.plain))) <= ADMISSIBLE.keys()
    assert (built.plain / "events/first/index.html").is_file()


def test_a_site_without_a_front_page_of_its_own_gets_one(small: Path, tmp_path: Path) -> None:
    (small / "docs/index.md").unlink()
    built = sites.build("frontless", small, tmp_path / "built")
    assert "The first event" in (built.plugin / "timeline/index.html").read_text("utf-8")
    assert (built.plugin / "index.html").is_file()
    assert set(differing(tree(built.plugin), tree(built.plain))) <= ADMISSIBLE.keys()


def test_the_navigation_may_name_pages_otherwise(small: Path, tmp_path: Path) -> None:
    config = small / "mkdocs.yml"
    loaded = yaml.safe_load(config.read_text("utf-8"))
    loaded["nav"] = [{"Start": "index.md"}, {"What happened": "timeline/index.md"}]
    config.write_text(yaml.safe_dump(loaded), "utf-8")
    built = sites.build("named", small, tmp_path / "built", strict=False)
    assert "What happened" in (built.plain / "index.html").read_text("utf-8")
    assert "What happened" in (built.plugin / "index.html").read_text("utf-8")
    assert set(differing(tree(built.plugin), tree(built.plain))) <= ADMISSIBLE.keys()


def test_a_folder_without_a_configuration_can_be_built(small: Path, tmp_path: Path) -> None:
    (small / "mkdocs.yml").unlink()
    sites.build_project(small, tmp_path / "project")
    sites.build_plainly(tmp_path / "project", tmp_path / "plain")
    assert (tmp_path / "plain/events/first/index.html").is_file()


# Where chronicle build may write, and what it may delete -------------------------------------------


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "mkdocs.yml", "docs/index.md"])
def test_a_folder_of_somebody_else_is_left_alone(small: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "target"
    (target / name).parent.mkdir(parents=True)
    (target / name).write_text("mine", "utf-8")
    done = chronicle("build", target, cwd=small)
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert tree(target) == {name: b"mine"}


def test_a_file_is_no_folder_to_write_into(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine", "utf-8")
    done = chronicle("build", target, cwd=small)
    assert done.returncode == 2
    assert target.read_text("utf-8") == "mine"


def test_the_folder_of_the_site_itself_is_left_alone(small: Path) -> None:
    before = tree(small)
    assert chronicle("build", ".", cwd=small).returncode == 2
    assert tree(small) == before


def test_an_empty_folder_is_written_into(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    succeeded(chronicle("build", target, cwd=small))
    assert (target / "docs/events/first/index.md").is_file()


def test_a_second_build_deletes_what_is_stale_and_nothing_else(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    succeeded(chronicle("build", target, cwd=small))
    first = tree(target)
    added = {"mine.txt": b"mine", "docs/mine.md": b"mine", "docs/events/second/mine.png": b"mine"}
    for name, content in added.items():
        (target / name).write_bytes(content)
    (small / "events/second.yml").unlink()
    succeeded(chronicle("build", target, cwd=small))
    second = tree(target)
    assert first.keys() - second.keys() == {"docs/events/second/index.md"}
    assert second.keys() - first.keys() == added.keys()
    assert {name: second[name] for name in added} == added


def test_a_build_of_the_same_records_changes_nothing(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    succeeded(chronicle("build", target, cwd=small))
    first = tree(target)
    succeeded(chronicle("build", target, cwd=small))
    assert tree(target) == first


@pytest.mark.parametrize(
    "line", ["../precious.txt", "{}/precious.txt", "docs", "", "docs/../../precious.txt"]
)
def test_a_forged_list_of_files_deletes_nothing_outside_the_folder(
    small: Path, tmp_path: Path, line: str
) -> None:
    target, precious = tmp_path / "target", tmp_path / "precious.txt"
    precious.write_text("mine", "utf-8")
    succeeded(chronicle("build", target, cwd=small))
    marker = target / ".chronicle-build"
    marker.write_text(marker.read_text("utf-8") + line.format(tmp_path) + "\n", "utf-8")
    done = chronicle("build", target, cwd=small)
    assert "Traceback" not in done.stderr
    assert precious.is_file()


def test_a_link_in_the_folder_leads_no_writing_outside_it(small: Path, tmp_path: Path) -> None:
    target, precious = tmp_path / "target", tmp_path / "precious.txt"
    precious.write_text("mine", "utf-8")
    succeeded(chronicle("build", target, cwd=small))
    page = target / "docs/events/first/index.md"
    page.unlink()
    page.symlink_to(precious)
    chronicle("build", target, cwd=small)
    assert precious.read_text("utf-8") == "mine"


# Faulty records ------------------------------------------------------------------------------------


def break_a_record(site: Path) -> None:
    path = site / "events/second.yml"
    path.write_text(path.read_text("utf-8").replace("2025-01-02", "2025-13-02"), "utf-8")


def test_faulty_records_are_not_written_by_chronicle_build(small: Path, tmp_path: Path) -> None:
    break_a_record(small)
    done = chronicle("build", tmp_path / "target", cwd=small)
    assert done.returncode == 1
    assert "events/second.yml:3:" in done.stderr
    assert "bad-date" in done.stderr
    assert not (tmp_path / "target").exists()


def test_faulty_records_leave_an_earlier_project_as_it_was(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    succeeded(chronicle("build", target, cwd=small))
    before = tree(target)
    break_a_record(small)
    assert chronicle("build", target, cwd=small).returncode == 1
    assert tree(target) == before


def test_faulty_records_leave_an_earlier_site_as_it_was(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    sites.build_by_plugin(small, target)
    before = tree(target)
    break_a_record(small)
    done = sites.mkdocs("build", "-d", target, cwd=small)
    assert done.returncode == 1
    assert "events/second.yml:3:" in done.stderr
    assert tree(target) == before


def test_a_warning_stops_a_strict_build_only(small: Path, tmp_path: Path) -> None:
    (small / "events/stray.bin").write_bytes(b"0")
    assert sites.mkdocs("build", "-d", tmp_path / "a", cwd=small).returncode == 0
    assert sites.mkdocs("build", "--strict", "-d", tmp_path / "b", cwd=small).returncode == 1


def test_a_site_without_records_says_where_it_looked(small: Path, tmp_path: Path) -> None:
    shutil.rmtree(small / "events")
    by_plugin = sites.mkdocs("build", "-d", tmp_path / "a", cwd=small)
    plainly = chronicle("build", tmp_path / "b", cwd=small)
    assert (by_plugin.returncode, plainly.returncode) == (1, 2)
    assert "events" in by_plugin.stderr
    assert "events" in plainly.stderr
    assert "Traceback" not in by_plugin.stderr + plainly.stderr
