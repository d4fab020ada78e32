"""The secret that pseudonyms are made with. Who holds it can tell whose a pseudonym is, if they
hold the children's numbers too: so it never lies beside the data."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from lineofsight.errors import UserError

LENGTH = 32


def make_key(file: Path) -> None:
    """Write a new key, readable by its owner alone. Never over another."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UserError(
            "there is a key already: pseudonyms made with it could not be made again.",
            where=str(file),
            advice="Give the new key another name.",
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_hex(LENGTH) + "\n")


def read_key(file: Path, *, apart_from: Path) -> bytes:
    """The key in a file that is fit to hold one."""
    if file.resolve().is_relative_to(apart_from.resolve()):
        raise UserError(
            "the key lies among the data it protects.",
            where=str(file),
            advice="Keep it in another place, which those who read the region cannot read.",
        )
    try:
        is_open = file.stat().st_mode & 0o077
        said = file.read_text(encoding="ascii").strip()
        key = bytes.fromhex(said)
    except (OSError, ValueError):
        raise _no_key(file) from None
    if len(key) != LENGTH:
        raise _no_key(file)
    if is_open:
        raise UserError(
            "others than its owner may read the key.",
            where=str(file),
            advice=f"Close it with: chmod 600 {file}",
        )
    return key


def name_of(key: bytes) -> str:
    """By which two runs are seen to have used the same key, and nothing else is told."""
    return sha256(b"name of a region's key" + key).hexdigest()[:12]


def _no_key(file: Path) -> UserError:
    return UserError(
        "this is no key of a region.",
        where=str(file),
        advice="Make one with: lineofsight region key FILE",
    )
