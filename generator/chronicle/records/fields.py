"""The types of single values in a record, and the short forms in which they may be written.

Every scalar reaches these types as the text that stands in the file. What is wrong with one is
raised with a code, a sentence and, in the context, a hint; `chronicle.reading.faults` says the
rest.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn
from urllib.parse import urlsplit

from pydantic import GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from chronicle.dates import InvalidDate, When, parse
from chronicle.records.ref import ID, ID_LENGTH, is_id

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

    from chronicle.records.ref import Kind

OURS: Final = "chronicle"
"""The type that pydantic gives to errors raised here."""
LINE_LENGTH = 10_000
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
PICTURES = ("png", "jpg", "jpeg", "webp", "avif", "gif")

# What an editor's YAML plug-in may make of a scalar that is to be read as text.
_TEXT_TYPES = ["string", "number", "boolean"]


def fault(code: str, message: str, hint: str = "") -> NoReturn:
    """Refuse a value: raise what pydantic collects, with our own code and words."""
    # Braces would be taken for placeholders by pydantic.
    context = {"code": code, "message": message, "hint": hint}
    raise PydanticCustomError(OURS, "{message}", context)


def shown(text: str, most: int = 60) -> str:
    """Make a contributor's text fit to stand in a message: short, on one line, nothing invisible.

    Messages are printed in logs, some of which take a line of their own for a command.
    """
    short = text if len(text) <= most else f"{text[:most]}…"
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in short)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    found = "a list" if isinstance(value, list) else "a mapping"
    fault("wrong-type", f"expected text, found {found}", "write one text in its place")


def _line(value: object) -> str:
    text = _text(value).strip()
    if len(text.splitlines()) > 1:
        fault("wrong-type", "expected one line of text, found several", "join them into one line")
    if len(text) > LINE_LENGTH:
        fault(
            "too-long",
            f"one line of at most {LINE_LENGTH:,} characters, found {len(text):,}",
            "say it shorter, and move the rest into the body",
        )
    return text


def _prose(value: object) -> str:
    return _text(value).strip()


def proposed_id(text: str) -> str:
    """Make an id of a text: what of it can stand in one; nothing where nothing can."""
    letters = unicodedata.normalize("NFKD", text[:LINE_LENGTH]).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:ID_LENGTH].strip("-")


def _id(value: object) -> str:
    text = _text(value)
    if not is_id(text):
        plain = proposed_id(text)
        fault(
            "bad-id",
            f'"{shown(text)}" cannot be an id: ids are lower-case letters and digits in words '
            f"joined by single hyphens, at most {ID_LENGTH} characters",
            f"write {plain}" if plain else "write one like r1-release",
        )
    return text


def _language(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(LANGUAGE, text):
        message = f'"{shown(text)}" is not the tag of a language (BCP 47)'
        fault("bad-language", message, "write one like en, zh or zh-Hant")
    return text


def _date(value: object) -> When:
    if isinstance(value, list):
        hint = 'put it in double quotes: "[2025-01-20..2025-08-14]"'
        fault("wrong-type", "expected a date, found a list", hint)
    text = _text(value)
    try:
        return parse(text)
    except InvalidDate as error:
        fault(
            "bad-date",
            f'"{shown(text)}" is not a date: {error.reason}',
            f"write it like {', '.join(error.nearest)}",
        )


def _expected(value: object) -> When | None:
    return None if value == "none" else _date(value)


def _flag(value: object) -> bool:
    text = _text(value)
    if text not in {"true", "false"}:
        fault("wrong-type", f'expected true or false, found "{shown(text)}"', "write true or false")
    return text == "true"


def _count(value: object) -> int:
    text = _text(value)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        message = f'expected a whole number above 0, found "{shown(text)}"'
        fault("wrong-type", message, "write it in digits, like 3")
    return int(text)


def _people(value: object) -> int:
    text = _text(value)
    if text == "some":
        return 0
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        message = f'expected how many people there are, found "{shown(text)}"'
        hint = "write it in digits, like 3; write some where the source does not say"
        fault("wrong-type", message, hint)
    return int(text)


def _number(value: object) -> Decimal:
    text = _text(value)
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,9})?", text):
        # Only what is certain is proposed: "3,5" may be 3.5 or 35.
        grouped = re.fullmatch(
            r"-?[0-9]{1,3}([,_' \u00a0\u202f][0-9]{3}){1,5}(\.[0-9]{1,9})?", text
        )
        plain = re.sub(r"[^0-9.-]", "", text) if grouped else ""
        fault(
            "wrong-type",
            f'expected a number, found "{shown(text)}"',
            f"write {plain}" if plain else "write digits only, like 50000 or -2.5",
        )
    return Decimal(text)


def _url(value: object) -> str:
    text = _text(value)
    reason = bad_url(text)
    if reason:
        fault(
            "bad-url",
            f'"{shown(text)}" {reason}',
            "write the address as the browser shows it: https://…",
        )
    return text


def bad_url(text: str) -> str:
    """Say why a text is no web address that may be linked; nothing if it is one."""
    if re.search(r"[\s\x00-\x20\x7f<>\"\\^`{|}]", text):
        return "holds a character that no web address has"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is not a web address"
    if parts.scheme not in {"http", "https"}:
        return "is not an http or https address"
    if not host:
        return "names no host"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or password"
    return ""


def _image(value: object) -> str:
    text = _text(value)
    steps = text.split("/")
    if text.startswith("/") or "\\" in text or any(step in {"", ".", ".."} for step in steps):
        fault(
            "bad-image",
            f'"{shown(text)}" is not a path below the folder of records',
            "write it like images/ascend-910.webp",
        )
    if not re.fullmatch(rf"images/[A-Za-z0-9._/-]+\.(?:{'|'.join(PICTURES)})", text):
        fault(
            "bad-image",
            f'"{shown(text)}" is not a picture below images/',
            "use png, jpg, webp, avif or gif, and a plain name like images/ascend-910.webp",
        )
    return text


def _scalar(schema: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"type": _TEXT_TYPES, **schema})


_DATE_SCHEMA = {
    "type": ["string", "integer"],
    "examples": [
        "2025-01-20",
        "2025-05",
        "2025",
        "2025-22",
        "2025-08-14~",
        "[2025-01-20..2025-08-14]",
    ],
}

Line = Annotated[str, PlainValidator(_line), _scalar({"minLength": 1})]
"""One line of plain text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Marks a text as Markdown: it is rendered, and its links are checked."""


Prose = Annotated[str, PlainValidator(_prose), _scalar({}), Marked()]
"""Markdown, of any length, see `chronicle.records.text`."""

Passage = Annotated[str, PlainValidator(_prose), _scalar({})]
"""Plain text of any length, shown as it stands."""

Id = Annotated[
    str, PlainValidator(_id), _scalar({"pattern": f"^{ID.pattern}$", "maxLength": ID_LENGTH})
]
"""An id, see `chronicle.records.ref`."""

Date = Annotated[When, PlainValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
"""A date in EDTF (ISO 8601-2:2019), see `chronicle.dates`."""

ExpectedDate = Annotated[
    When | None,
    PlainValidator(_expected),
    WithJsonSchema(
        {**_DATE_SCHEMA, "description": "A date, or `none`: no date was given any more."}
    ),
]
"""A date, or `None` for the word "none"."""

Flag = Annotated[
    bool, PlainValidator(_flag), WithJsonSchema({"enum": [True, False, "true", "false"]})
]
"""`true` or `false`."""

Count = Annotated[
    int, PlainValidator(_count), WithJsonSchema({"type": ["integer", "string"], "minimum": 1})
]
"""A whole number above 0."""

People = Annotated[
    int,
    PlainValidator(_people),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"enum": ["some"]}]}),
]
"""A number of people; 0 for the word "some", where the source gives no number."""

Number = Annotated[Decimal, PlainValidator(_number), WithJsonSchema({"type": ["number", "string"]})]
"""A decimal number, kept exactly as written."""

Url = Annotated[
    str, PlainValidator(_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
"""An http or https address."""

Image = Annotated[
    str, PlainValidator(_image), WithJsonSchema({"type": "string", "pattern": "^images/"})
]
"""A picture's path below the folder of records."""

Language = Annotated[str, PlainValidator(_language), _scalar({"pattern": f"^{LANGUAGE}$"})]
"""A language as a BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Target:
    """Marks an id as the name of a record of one kind; the library reads this mark.

    Without a kind, the record is of the same kind as the one that names it.
    """

    kind: Kind | None


EventId = Annotated[Id, Target("event")]
EntityId = Annotated[Id, Target("entity")]
SourceId = Annotated[Id, Target("source")]
QuestionId = Annotated[Id, Target("question")]
PromiseId = Annotated[Id, Target("promise")]
SiblingId = Annotated[Id, Target(None)]


@dataclass(frozen=True, slots=True)
class Many:
    """A list that may be written as its only item."""

    def __get_pydantic_core_schema__(
        self, source: type, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: value if isinstance(value, list) else [value], handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


@dataclass(frozen=True, slots=True)
class Short:
    """A mapping that may be written as the value of its most important key."""

    key: str

    def __get_pydantic_core_schema__(
        self, source: type, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: {self.key: value} if isinstance(value, str) else value, handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        full = handler(schema)
        properties = handler.resolve_ref_schema(full)["properties"]
        return {"anyOf": [properties[self.key], full]}
