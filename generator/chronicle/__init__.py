"""Chronicle: a folder of YAML records becomes a cross-linked, fully sourced timeline site.

The public API, nothing else: read a folder, check it into a library, make an edition, publish it.
"""

from __future__ import annotations

from chronicle.checks import CODES, Checked, check
from chronicle.dates import InvalidDate, When, before, parse
from chronicle.library import Library, Reference
from chronicle.present.edition import Edition, Site
from chronicle.present.page import Page
from chronicle.problems import Place, Problem, Report, Severity
from chronicle.publish import Draft, Output, draft, publish
from chronicle.reading.documents import read_documents
from chronicle.reading.folder import Reading, read
from chronicle.records import (
    Citation,
    Claim,
    Entity,
    Event,
    Promise,
    Question,
    Ref,
    Source,
    Timeline,
)

__all__ = [
    "CODES",
    "Checked",
    "Citation",
    "Claim",
    "Draft",
    "Edition",
    "Entity",
    "Event",
    "InvalidDate",
    "Library",
    "Output",
    "Page",
    "Place",
    "Problem",
    "Promise",
    "Question",
    "Reading",
    "Ref",
    "Reference",
    "Report",
    "Severity",
    "Site",
    "Source",
    "Timeline",
    "When",
    "before",
    "check",
    "draft",
    "parse",
    "publish",
    "read",
    "read_documents",
]
