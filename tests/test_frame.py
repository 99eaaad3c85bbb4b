"""A page in the frames of the engines: one line for each stretch, with nothing in it changed."""

from __future__ import annotations

from markupsafe import Markup

from chronicle.present.documents import one_line


def test_a_line_is_the_same_whether_its_html_was_marked_or_not() -> None:
    html = "<ul>\n<li><p>One</p>\n</li>\n</ul>\n<p>a <b>b</b>\n<i>c</i></p>"
    expected = "<ul> <li><p>One</p></li></ul><p>a <b>b</b> <i>c</i></p>"
    marked = Markup(html)  # noqa: S704 - written above
    assert one_line(html) == one_line(marked) == expected


def test_breaks_are_kept_where_they_mean_something() -> None:
    assert (
        one_line("<pre><code>a\n  b\n</code></pre>\n") == "<pre><code>a&#10;  b&#10;</code></pre>"
    )
