"""Settings from the environment, read once, each with an error that says how to put it right.

`SETTINGS` collects what was declared, so that the reference page can list every setting and
a test can find one that is not documented.
"""

import datetime
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lineofsight.errors import UserError

SETTINGS: dict[str, "Setting"] = {}


class SettingError(UserError):
    """A setting in the environment is missing or cannot be read."""

    exit_code = 2


@dataclass(frozen=True)
class Setting:
    """One name in the environment: what it means, and an example to copy."""

    name: str
    meaning: str
    example: str
    default: str


def env(
    name: str,
    default: Any = None,
    *,
    meaning: str,
    example: str,
    read: Callable[[str], Any] = str,
) -> Any:
    """The value of `name`, or `default` where it is not set or empty.

    A value that cannot be read stops the product at start, and says what to write instead.
    """
    SETTINGS[name] = Setting(name, meaning, example, "" if default is None else str(default))
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    try:
        return read(text)
    except (ValueError, TypeError):
        raise SettingError(
            f"the setting {name} cannot be read.",
            where="environment",
            advice=f"{meaning} Write it like this: {name}={example}",
        ) from None


def yes_or_no(text: str) -> bool:
    answers = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.lower() not in answers:
        raise ValueError(text)
    return answers[text.lower()]


def words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def one_of(*known: str) -> Callable[[str], str]:
    """A reader that takes one of these words and nothing else."""

    def read(text: str) -> str:
        if text.lower() not in known:
            raise ValueError(text)
        return text.lower()

    return read


def address(text: str) -> str:
    """Scheme and host of a web address, without a slash at the end."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError(text)
    return f"{parts.scheme}://{parts.netloc}"


day = datetime.date.fromisoformat


def postgres(text: str) -> dict:
    """A PostgreSQL address as Django's settings, with a pool of connections."""
    parts = urlsplit(text)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError(text)
    options: dict[str, Any] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
    for pair in filter(None, parts.query.split("&")):
        key, _, value = pair.partition("=")
        options[key] = unquote(value)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def sqlite(path: Path) -> dict:
    """The embedded database.

    Every transaction begins IMMEDIATE: two people pressing at once are queued, instead of
    one failing half-way when its read turns into a write.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def secret_key(home: Path, given: str | None) -> str:
    """The key that signs sessions and references; made on first start, readable by its owner only.

    Losing the file signs everybody out and breaks saved links to children; it loses no record.
    """
    if given:
        return given
    path = home / "secret-key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key


def as_markdown() -> str:
    """The reference page of every setting, written from the declarations themselves."""
    lines = [
        "# Settings",
        "",
        "Every setting is read from the environment when the product starts. A value that cannot",
        "be read stops the start, and the message says what to write instead.",
        "",
    ]
    for setting in sorted(SETTINGS.values(), key=lambda each: each.name):
        lines += [f"## {setting.name}", "", setting.meaning, ""]
        lines += ["```", f"{setting.name}={setting.example}", "```", ""]
    return "\n".join(lines)
