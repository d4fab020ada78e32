"""The framework's choices as its pages show them."""

from dataclasses import dataclass

from lineofsight.packs import Pack, phrases
from lineofsight.packs.choices import Choice, choices
from lineofsight.packs.values import Source
from lineofsight.web.frameworks.models import AdoptedPack, OwnChoice
from lineofsight.web.frameworks.queries import own_choices_in
from lineofsight.web.ui.words import listed

WHOLE = "The framework as a whole"
TAGS = {Source.ASSUMED: "due", Source.STATED: "done", Source.SET: "done", Source.NOT_SET: "plain"}


KEPT = "Kept; nothing follows from it in this version of the product."
"""Of values whose workings the product does not have yet."""


@dataclass(frozen=True)
class Row:
    """One choice: what it is, what is chosen, on whose word, since when and why."""

    title: str
    value: str | None
    source: str
    kind: str
    note: str
    address: str
    act: OwnChoice | None = None

    @property
    def is_assumed(self) -> bool:
        return self.kind == TAGS[Source.ASSUMED]


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]

    @property
    def decided(self) -> list[Row]:
        apart = {row.address for row in self.open}
        return [row for row in self.rows if row.address not in apart]

    @property
    def open(self) -> list[Row]:
        """What nobody has decided, where there is more of it than would be read in between."""
        found = [row for row in self.rows if row.value is None and row.act is None]
        return found if len(found) >= MOST_OPEN else []

    @property
    def open_titles(self) -> str:
        return listed([row.title[:1].lower() + row.title[1:] for row in self.open])


MOST_OPEN = 3
LISTED = ("indicators", "boards", "reports", "complaint_stages")
"""Lists whose members make one choice or two: a table for all of them, not one for each."""


def groups(adopted: AdoptedPack) -> list[Group]:
    """Every choice of the pack, under the activity, programme or list that it belongs to."""
    acts, pack = own_choices_in(adopted), adopted.pack
    about = (
        {("boards", each.key): each.looks_at for each in pack.boards}
        | {("reports", each.key): each.audience for each in pack.reports}
        | {("complaint_stages", each.key): KEPT for each in pack.complaint_stages}
        | {("outcome_tool", name): KEPT for name in type(pack.outcome_tool).model_fields}
    )
    found: dict[tuple, Group] = {}
    for choice in choices(pack):
        is_listed = choice.path[0] in LISTED
        heading = choice.path[:1] if is_listed else choice.path[:2] if len(choice.path) > 2 else ()
        said = phrases.field(choice.path[0]) if is_listed else choice.names[1] if heading else WHOLE
        group = found.setdefault(heading, Group(said[:1].upper() + said[1:], []))
        group.rows.append(
            row(choice, pack, acts.get(choice.address), about=about.get(choice.path[:2], ""))
        )
    return list(found.values())


def row(choice: Choice, pack: Pack, act: OwnChoice | None = None, *, about: str = "") -> Row:
    setting = choice.setting
    titles = {role.key: role.title for role in pack.roles}
    own = _own_way(choice)
    return Row(
        title=", ".join(own),
        value=None if setting.value is None else phrases.value(setting.value, titles=titles),
        source=phrases.ON_WHOSE_WORD[setting.source],
        kind=TAGS[setting.source],
        note=" ".join(each for each in (about, setting.note) if each),
        address=choice.address,
        act=act,
    )


def _own_way(choice: Choice) -> list[str]:
    """The way from the activity or programme to its choice: “8-week review, after days”. A
    list's own name says nothing beside its member's."""
    start = 0 if len(choice.path) <= 2 else 1 if choice.path[0] in LISTED else 2
    last = len(choice.path) - 1
    named = {n for n in range(last + 1) if choice.names[n] != choice.path[n].replace("_", " ")}
    lists = {n for n in range(last) if n + 1 in named}
    return [
        choice.names[n] if n in named else phrases.field(choice.path[n])
        for n in range(start, last + 1)
        if n not in lists and choice.path[n] != "loop"
    ]
