"""Read a pack, or say what is wrong with it and on which line."""

from collections.abc import Collection
from pathlib import Path

import yaml
from pydantic import ValidationError

from lineofsight.errors import PackError
from lineofsight.packs.check import complaints
from lineofsight.packs.model import Pack

LIBRARY = Path(__file__).parent / "library"
SHOWN_AT_ONCE = 12
_READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, ten times as fast

_IN_WORDS = {
    "extra_forbidden": "is not a key that a pack may have here.",
    "missing": "is missing.",
}


def shipped_packs() -> list[str]:
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def load_pack(
    name: str | Path,
    *,
    permissions: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
) -> Pack:
    """The pack of that name from our library, or from a file.

    With `permissions` and `indicators` (the ids that exist in the product) what the pack
    says about them is checked too. Raises `PackError`, which has a line for each fault.
    """
    path = Path(name)
    if path.suffix not in {".yaml", ".yml"}:
        path = LIBRARY / f"{name}.yaml"
        if not path.is_file():
            raise PackError(
                f"there is no pack called “{name}”.",
                advice=f"We ship {', '.join(shipped_packs())}; or give the path of a YAML file.",
            )
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PackError("the file cannot be read.", where=path.name) from error
    return read_pack(text, where=path.name, permissions=permissions, indicators=indicators)


def read_pack(
    text: str,
    *,
    where: str,
    permissions: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
) -> Pack:
    """A pack from its text; `where` names the source in messages."""
    content, lines = _parse(text, where)
    try:
        pack = Pack.model_validate(content)
    except ValidationError as error:
        raise _refusal([_in_words(fault, lines) for fault in error.errors()], where) from None
    found = complaints(pack, permissions=permissions, indicators=indicators)
    if found:
        raise _refusal(
            [(_line(lines, c.path), f"{c.problem} {c.advice}".strip()) for c in found], where
        )
    return pack


def pack_from_json(content: dict) -> Pack:
    """A pack as it was kept when it was adopted."""
    return Pack.model_validate(content)


def _refusal(faults: list[tuple[int, str]], where: str) -> PackError:
    faults = sorted(faults)
    shown = "\n".join(f"{where}, line {line}: {text}" for line, text in faults[:SHOWN_AT_ONCE])
    more = len(faults) - SHOWN_AT_ONCE
    error = PackError(shown + (f"\nand {more} more." if more > 0 else ""))
    error.line = faults[0][0]
    return error


def _in_words(fault: dict, lines: dict) -> tuple[int, str]:
    path = fault["loc"]
    name = _spoken(path)
    if fault["type"] in _IN_WORDS:
        return _line(lines, path), f"“{name}” {_IN_WORDS[fault['type']]}"
    message = fault["msg"].removeprefix("Value error, ")
    return _line(lines, path), f"“{name}”: {message[:1].lower()}{message[1:]}."


def _spoken(path) -> str:
    """The path as a person reads it: `roles, 3rd` would need grammar, so `roles[3].scope`."""
    spoken = ""
    for step in path:
        spoken += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if spoken else str(step)
    return spoken or "the pack"


def _line(lines: dict, path: tuple) -> int:
    """The line of the path, or of the nearest thing around it that the file has."""
    path = tuple(path)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _parse(text: str, where: str) -> tuple[dict, dict[tuple, int]]:
    """The content, and the line on which each path begins."""
    try:
        for token in yaml.scan(text, Loader=_READER):
            if isinstance(token, yaml.AliasToken):
                fault = "a reference (*) to another part of the file is not read: write it out."
                raise _refusal([(token.start_mark.line + 1, fault)], where)
        root = yaml.compose(text, Loader=_READER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal([((mark.line + 1) if mark else 1, f"{error.problem}.")], where) from None
    if not isinstance(root, yaml.MappingNode):
        raise _refusal([(1, "a pack is a list of keys with values.")], where)
    lines: dict[tuple, int] = {}
    _locate(root, (), lines, where)
    return yaml.load(text, Loader=_READER), lines  # noqa: S506 - it is a safe loader


def _locate(node: yaml.Node, path: tuple, lines: dict, where: str) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            step = (*path, key.value)
            if step in lines:
                fault = f"“{key.value}” is given twice; the first is on line {lines[step]}."
                raise _refusal([(key.start_mark.line + 1, fault)], where)
            _locate(value, step, lines, where)
            lines[step] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            _locate(value, (*path, n), lines, where)
