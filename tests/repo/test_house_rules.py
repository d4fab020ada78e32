"""What the house promises of itself: sizes, words, no stray paths."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SOURCE = CHECKOUT / "src" / "lineofsight"
BANNED_MODULES = {"utils", "helpers", "common", "manager", "misc"}
LONGEST_MODULE = 600


def committed_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True, text=True
    ).stdout
    return [CHECKOUT / name for name in listed.split("\0") if name and (CHECKOUT / name).is_file()]


def test_no_module_is_longer_than_anyone_can_hold():
    long = {
        str(path.relative_to(CHECKOUT)): lines
        for folder in (SOURCE, CHECKOUT / "tests", CHECKOUT / "bench")
        for path in folder.rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > LONGEST_MODULE
        and "migrations" not in path.parts
    }
    assert long == {}


def test_modules_are_named_for_what_they_are():
    assert [path for path in SOURCE.rglob("*.py") if path.stem in BANNED_MODULES] == []


def test_no_branch_is_taken_on_an_authority():
    """The five authorities are configuration: no Python module of the product names one."""
    names = re.compile(r"\b(wirral|west.?sussex|sandwell|tameside|worcestershire)\b", re.I)
    found = []
    for path in SOURCE.rglob("*.py"):
        for line in path.read_text().splitlines():
            if names.search(line) and re.match(r"\s*(if|elif|case|while)\b", line):
                found.append(f"{path.relative_to(CHECKOUT)}: {line.strip()}")
    assert found == []


def test_no_machines_paths_and_no_registries_are_committed():
    stray = re.compile(
        rb"(?<![\w.-])/(?:work|root|home/\w+)/|pypi\.org|pythonhosted|npmjs\.(?:org|com)/"
    )
    allowed = {Path(__file__).resolve()}
    found = [
        str(path.relative_to(CHECKOUT))
        for path in committed_files()
        if path.resolve() not in allowed and stray.search(path.read_bytes())
    ]
    assert found == []


def test_nothing_of_others_is_committed():
    """Samples, reference files, front-end packages and built state stay outside."""
    names = [str(path.relative_to(CHECKOUT)) for path in committed_files()]
    vendored = [n for n in names if "node_modules" in n or n.startswith("var/") or ".min." in n]
    assert vendored == []


def test_sample_files_are_not_copied_into_the_repository(samples):
    theirs = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in samples.rglob("*")
        if path.is_file()
    }
    ours = {hashlib.sha256(path.read_bytes()).hexdigest() for path in committed_files()}
    assert theirs & ours == set()


@pytest.mark.parametrize("lock", sorted((CHECKOUT / "requirements").glob("*.txt")), ids=str)
def test_every_pinned_package_has_its_hashes(lock):
    blocks = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert [b.splitlines()[0] for b in blocks if "==" in b and "--hash=sha256:" not in b] == []


def test_every_dependency_says_why_it_is_here():
    text = (CHECKOUT / "pyproject.toml").read_text()
    required = re.findall(r'^    "[a-z][\w.\[\],-]*[><=~][^"]*",(.*)$', text, re.M)
    assert len(required) > 30
    assert [line for line in required if not line.strip().startswith("#")] == []
