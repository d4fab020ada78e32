"""What a return is: its tables, their fields, and the codes a field may hold.

Declarations only: nothing here reads a file. One rule gives every column its name, so
that whoever knows the published field knows ours: `column_name` takes the published
name in snake case, without quotes and without what stands in brackets. A published name
of words run together (`CPPreviewDate`) says its column itself; those of the Standard
Safeguarding Dataset are kept as they are published.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class FieldType(StrEnum):
    """What a cell is read as. DATE is a day; INSTANT a day and time."""

    TEXT = "text"
    DATE = "date"
    INSTANT = "instant"
    INTEGER = "integer"
    NUMBER = "number"
    CODE = "code"
    YES_NO = "yes_no"  # read as true or false
    POSTCODE = "postcode"


def column_name(published: str) -> str:
    """Our column for a published field name: `Date of Birth` is `date_of_birth`."""
    words = re.sub(r"\([^)]*\)", " ", published.lower())
    words = re.sub(r"['‘’]", "", words)
    return re.sub(r"[^a-z0-9]+", "_", words).strip("_")


def spelling_key(text: str) -> str:
    """What is left of a spelling when case, marks, accents of type and spaces are set aside.

    `(A.A1)White - British` and `A.A1 white british` are the same spelling. A text of
    marks only (`-`) has an empty key and so never names a code.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"['‘’`]", "", plain)
    return " ".join(re.findall(r"[^\W_]+", plain))


def header_key(text: str) -> str:
    """As `spelling_key`, with words run together taken apart (`ChildUniqueID`): for patterns."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text.strip())
    return spelling_key(apart.replace("_", " "))


def heading_name(text: str) -> str:
    """A heading with nothing left but its letters and figures: how headings are compared."""
    return spelling_key(text.replace("_", " ")).replace(" ", "")


@dataclass(frozen=True)
class Code:
    """One code, the spellings it is known by, and the collection years it may be used in.

    A year is the one the collection ends in (2026 is 2025/26); None is an open end.
    """

    code: str
    label: str
    spellings: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None

    def in_force(self, year: int) -> bool:
        return (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True)
class CodeSet:
    """The codes of one field. A spelling that could mean two codes means neither."""

    id: str
    title: str
    codes: tuple[Code, ...]

    def and_also(self, code: Code) -> "CodeSet":
        """The same set with one code more, unless it has that text already."""
        if self.meanings(code.label):
            return self
        return CodeSet(self.id, self.title, (*self.codes, code))

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        return {code.code: code for code in self.codes}

    @cached_property
    def _meanings(self) -> Mapping[str, frozenset[str]]:
        meanings: dict[str, set[str]] = {}
        for weight in (lambda c: (c.code,), lambda c: (c.label, *c.spellings)):
            found: dict[str, set[str]] = {}
            for code in self.codes:
                for spelling in weight(code):
                    found.setdefault(spelling_key(spelling), set()).add(code.code)
            for key, codes in found.items():
                meanings.setdefault(key, codes)
        meanings.pop("", None)
        return {key: frozenset(codes) for key, codes in meanings.items()}

    def meanings(self, text: str) -> frozenset[str]:
        """The codes that a text may stand for: none, one, or (ambiguous) more."""
        if text in self.by_code:
            return frozenset({text})
        key = spelling_key(text)
        found = self._meanings.get(key, frozenset())
        if not found and re.match(r"[a-z]{1,2} \S", key) and re.match(r"\s*[A-Za-z]{1,2}\)", text):
            found = self._meanings.get(key.split(" ", 1)[1], frozenset())
        return found


@dataclass(frozen=True)
class Field:
    """One published field. `headers` are other spellings of its header, `pattern` the wide net.

    `is_key` fields are those without which the table cannot be read at all. `required`
    fields must not be blank: a blank one is a problem, and the row is kept. A column that
    a file has not got is a problem unless the field `is_optional`.
    """

    published: str
    type: FieldType = FieldType.TEXT
    codes: CodeSet | None = None
    name: str = ""
    headers: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = False
    is_key: bool = False
    is_optional: bool = False
    first_year: int | None = None
    last_year: int | None = None
    minimum: int | None = None
    maximum: int | None = None

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", column_name(self.published))
        if (self.type in (FieldType.CODE, FieldType.YES_NO)) != (self.codes is not None):
            raise ValueError(f"{self.published}: codes are needed, and only for codes")

    @cached_property
    def heading_names(self) -> frozenset[str]:
        return frozenset(heading_name(h) for h in (self.published, *self.headers))


@dataclass(frozen=True)
class Table:
    """One list, module, block or database table of a return.

    `may_repeat`: several sheets or files of it make one table (open and closed providers).
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    first_year: int | None = None
    primary_key: tuple[str, ...] = ()
    may_repeat: bool = False

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {f.name: f for f in self.fields}

    @cached_property
    def by_heading(self) -> Mapping[str, Field]:
        """By every name a heading may give it, as headings are compared; the first, of several."""
        named = {name: f for f in reversed(self.fields) for name in f.heading_names}
        return {name: f for name, f in named.items() if name}

    @cached_property
    def key_fields(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.is_key)


@dataclass(frozen=True)
class Return:
    """A return, as a whole. `has_children` is false for lists of places and published figures."""

    id: str
    title: str
    source: str
    tables: tuple[Table, ...] = field(default=())
    has_children: bool = True

    @cached_property
    def by_name(self) -> Mapping[str, Table]:
        return {t.name: t for t in self.tables}
