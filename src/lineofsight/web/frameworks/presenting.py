"""The framework's choices as its pages show them."""

from dataclasses import dataclass

from lineofsight.packs import Pack, phrases
from lineofsight.packs.choices import Choice, choices
from lineofsight.packs.values import Source
from lineofsight.web.frameworks.models import AdoptedPack, OwnChoice
from lineofsight.web.frameworks.queries import own_choices_in

TAGS = {Source.ASSUMED: "due", Source.STATED: "done", Source.SET: "done", Source.NOT_SET: "plain"}


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


def groups(adopted: AdoptedPack) -> list[Group]:
    """Every choice of the pack, under the activity, programme or report that it belongs to."""
    acts = own_choices_in(adopted)
    found: dict[tuple, Group] = {}
    for choice in choices(adopted.pack):
        heading = choice.path[:2] if len(choice.path) > 2 else ()
        name = choice.names[1] if heading else "The framework as a whole"
        group = found.setdefault(heading, Group(name, []))
        group.rows.append(row(choice, adopted.pack, acts.get(choice.address)))
    return [each for each in found.values() if each.rows]


def row(choice: Choice, pack: Pack, act: OwnChoice | None = None) -> Row:
    setting = choice.setting
    titles = {role.key: role.title for role in pack.roles}
    own = choice.names[2:] if len(choice.path) > 2 else choice.names
    return Row(
        title=", ".join(phrases.field(name.replace(" ", "_")) for name in own) or choice.names[-1],
        value=None if setting.value is None else phrases.value(setting.value, titles=titles),
        source=phrases.ON_WHOSE_WORD[setting.source],
        kind=TAGS[setting.source],
        note=setting.note,
        address=choice.address,
        act=act,
    )
