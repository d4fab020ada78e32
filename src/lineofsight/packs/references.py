"""Keys that refer to something else in the pack, and what is wrong where they do not."""

from collections.abc import Collection, Iterable, Iterator

from lineofsight.packs.faults import Complaint, nearest


def keys_of(items: Iterable) -> set[str]:
    return {item.key for item in items}


def unknown(
    path: tuple, name: str, keys: Iterable[str | None], known: Collection[str]
) -> Iterator[Complaint]:
    for key in keys:
        if key is not None and key not in known:
            yield Complaint(
                (*path, name),
                f"“{key}” is not defined in this pack.",
                f"{nearest(key, known)} It knows {', '.join(sorted(known)) or 'none'}.".strip(),
            )
