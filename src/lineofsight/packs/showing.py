"""A pack as the product understands it, in plain words: what it says, and on whose word."""

from collections import Counter
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from lineofsight.packs import phrases
from lineofsight.packs.choices import choices, key_of
from lineofsight.packs.model import Pack
from lineofsight.packs.values import Setting, Source

HEAD = ("pack", "version", "title", "publisher", "published_on", "supersedes", "part_of", "about")
SILENT = {"key", "title", "source", "note"}
"""Said in the line that names a part, so not among its facts."""


def show(pack: Pack, *, meanings: Mapping[str, str] | None = None) -> str:
    """Everything the pack says. `meanings`: what each permission allows, in words."""
    titles = {role.key: role.title for role in pack.roles} | dict(meanings or {})
    return "\n".join([*_head(pack), "", *_counted(pack), *_parts(pack, titles)])


def _head(pack: Pack) -> Iterator[str]:
    yield f"{pack.title}, version {pack.version} ({pack.id})"
    yield pack.publisher
    if pack.published_on:
        yield f"Published on {pack.published_on:%d %B %Y}".replace(" 0", " ")
    if pack.part_of:
        yield f"Part of: {pack.part_of}"
    if pack.supersedes:
        yield f"In place of: {'; '.join(pack.supersedes)}"
    yield f"To be reviewed every so many months: {phrases.setting(pack.review_every_months)}"
    if pack.about:
        yield pack.about


def counts(pack: Pack) -> Counter:
    """How many choices stand on whose word."""
    return Counter(choice.setting.source for choice in choices(pack))


def _counted(pack: Pack) -> Iterator[str]:
    found = counts(pack)
    said = ", ".join(f"{found[source]} {phrases.ON_WHOSE_WORD[source]}" for source in Source
                     if found[source])  # fmt: skip
    yield f"Its choices: {said}."


def _parts(pack: Pack, titles: dict[str, str]) -> Iterator[str]:
    for name in type(pack).model_fields:
        said = getattr(pack, name)
        if name in HEAD or name == "review_every_months" or not said:
            continue
        yield ""
        yield phrases.field(name).upper()
        if isinstance(said, Setting):
            yield f"  {phrases.setting(said, titles=titles)}"
        elif isinstance(said, dict):
            for concept, term in said.items():
                yield f"  {concept}: “{term.one}”{_word(term)}"
                if term.meaning:
                    yield f"    {term.meaning}"
        elif isinstance(said, tuple):
            for item in said:
                yield from _item(item, titles, 1)
        else:
            yield from _facts(said, titles, 1)


def _item(item, titles: dict[str, str], depth: int) -> Iterator[str]:
    indent = "  " * depth
    if not isinstance(item, BaseModel):
        yield f"{indent}{phrases.value(item, titles=titles)}"
        return
    key = key_of(item)
    named = getattr(item, "title", "") or getattr(item, "text", "") or key or ""
    yield f"{indent}{named}{f' [{key}]' if key and key != named else ''}{_word(item)}"
    yield from _facts(item, titles, depth + 1)


def _word(item: BaseModel) -> str:
    source = getattr(item, "source", None)
    return f" ({phrases.ON_WHOSE_WORD[source]})" if source else ""


def _facts(part: BaseModel, titles: dict[str, str], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for name in type(part).model_fields:
        said = getattr(part, name)
        spoken = phrases.field(name)
        if isinstance(said, Setting):
            yield f"{indent}{spoken}: {phrases.setting(said, titles=titles)}"
        elif name in SILENT or name == "text" or said in (None, "", (), {}, False):
            continue
        elif isinstance(said, BaseModel):
            yield f"{indent}{spoken}{_word(said)}:"
            yield from _facts(said, titles, depth + 1)
        elif isinstance(said, dict):
            yield f"{indent}{spoken}:"
            yield from (f"{indent}  {key}: {text}" for key, text in said.items())
        elif isinstance(said, tuple) and isinstance(said[0], BaseModel):
            yield f"{indent}{spoken}:"
            for item in said:
                yield from _item(item, titles, depth + 1)
        else:
            yield f"{indent}{spoken}: {phrases.value(said, titles=titles)}"
