"""Read YAML as people write packs: what it says, and on which line each thing stands.

Only plain data is read. What YAML can do beyond that (references to other parts, merging,
types of its own) is refused with its line, and so is a file too large or too deep to be a
pack: such a file was not written by somebody who describes a framework.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from lineofsight.errors import PackError
from lineofsight.packs.faults import Fault, Lines, refusal

LARGEST_BYTES = 1_000_000
DEEPEST = 30
_READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast
_DATE = "tag:yaml.org,2002:timestamp"
_OPENS = (
    yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken,
)  # fmt: skip
_CLOSES = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


@dataclass(frozen=True)
class Read:
    content: dict
    lines: Lines


def text_of(path: Path) -> str:
    """The text of a file. Raises `PackError` where it is none, or too long."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError as error:
        raise PackError("the file cannot be read.", where=path.name) from error
    if size > LARGEST_BYTES:
        raise too_large(path.name)
    return text_of_bytes(content, where=path.name)


def text_of_bytes(content: bytes, *, where: str) -> str:
    if len(content) > LARGEST_BYTES:
        raise too_large(where)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refusal(
            [Fault(line, "this is not text in UTF-8. Save the file again with that encoding.")],
            where,
        ) from None


def too_large(where: str) -> PackError:
    return PackError(
        f"the file is larger than {LARGEST_BYTES // 1000:,} kB, which no pack is.",
        where=where,
        advice="Give the pack alone, as text.",
    )


def read_yaml(text: str, *, where: str) -> Read:
    """The content, and the line on which each path begins. Raises `PackError`."""
    try:
        _plain(text, where)
        root = yaml.compose(text, Loader=_READER)
        if not isinstance(root, yaml.MappingNode):
            raise refusal([Fault(1, "a pack is a list of keys with values.")], where)
        lines: Lines = {}
        faults = list(_locate(root, (), lines))
        if faults:
            raise refusal(faults, where)
        return Read(yaml.load(text, Loader=_READER), lines)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refusal(
            [Fault((mark.line if mark else 0) + 1, _not_yaml(error, text))], where
        ) from None
    except yaml.YAMLError as error:
        line = text[: getattr(error, "position", 0)].count("\n") + 1
        raise refusal([Fault(line, "a character that no text has.")], where) from None


def _not_yaml(error: yaml.MarkedYAMLError, text: str) -> str:
    problem, mark = str(error.problem), error.problem_mark
    if "token" in problem and "\t" in _line_at(text, mark)[: (mark.column if mark else 0) + 1]:
        return "a tab stands here: indent with spaces."
    advice = " Look for a missing colon, quotation mark or space on this line or the one above."
    return f"this cannot be read ({problem}).{advice}"


def _line_at(text: str, mark) -> str:
    lines = text.splitlines()
    return lines[mark.line] if mark is not None and mark.line < len(lines) else ""


def _plain(text: str, where: str) -> None:
    """Refuse what a pack has no use for, before anything is built from it."""
    depth = 0
    for token in yaml.scan(text, Loader=_READER):
        line = token.start_mark.line + 1
        depth += isinstance(token, _OPENS) - isinstance(token, _CLOSES)
        if depth > DEEPEST:
            raise refusal([Fault(line, "this is nested deeper than a pack can be.")], where)
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            fault = "a reference (& or *) to another part of the file is not read: write it out."
            raise refusal([Fault(line, fault)], where)
        if isinstance(token, yaml.TagToken):
            raise refusal([Fault(line, "a type (!) is not read: write the value alone.")], where)


def _locate(node: yaml.Node, path: tuple, lines: Lines) -> Iterator[Fault]:
    """Note the line of each path below a node; yields what cannot be read there."""
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _locate_key(key, value, path, lines)
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            yield from _locate(value, (*path, n), lines)
    elif node.tag == _DATE and not _is_a_day(node):
        yield Fault(lines[path], f"there is no day “{node.value}”. Write days as 2026-11-23.")


def _locate_key(key: yaml.Node, value: yaml.Node, path: tuple, lines: Lines) -> Iterator[Fault]:
    line = key.start_mark.line + 1
    if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
        yield Fault(line, "only plain words can be keys: merging (<<) and lists are not read.")
        return
    step = (*path, key.value)
    if step in lines:
        yield Fault(line, f"“{key.value}” is given twice; the first is on line {lines[step]}.")
        return
    yield from _locate(value, step, lines)
    lines[step] = line


def _is_a_day(node: yaml.Node) -> bool:
    try:
        yaml.SafeLoader("").construct_yaml_timestamp(node)
    except ValueError:
        return False
    return True
