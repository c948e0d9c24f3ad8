"""What is handed out is complete, and names no machine: neither a package index nor somebody's home."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from experiments import api

ROOT = Path(__file__).parents[1]
IMPORTED = "experiments/cli/courtship/"  # what the build puts into the wheel as the import package
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Written so that this file does not match itself.
INDEX = re.compile(r"(extra[-_])?index[-_]url|find[-_]links|registry\s*=\s*[\"{]|/[s]imple/|pypi\.\w+/|python[h]osted")
HOME = re.compile(r"(?<![\w.])(/home/\w|/Users/\w|/root[/]|[A-Z]:\\Users\\\w)")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    missing = [tool for tool in ("pip", "hatchling") if importlib.util.find_spec(tool) is None]
    if missing:
        pytest.skip(f"the wheel is not built: {' and '.join(missing)} not installed (make test installs both)")
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        ".",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


@pytest.mark.parametrize("package", ["simulation", "experiments"])
def test_wheel_holds_every_file_of(package: str, wheel: zipfile.ZipFile) -> None:
    inside = (path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    files = {path.relative_to(ROOT).as_posix() for path in inside if not path.name.startswith(".")}
    assert files
    moved = {file for file in files if file.startswith(IMPORTED)}
    assert files - moved <= set(wheel.namelist())
    assert bool(moved) == (package == "experiments")
    assert {file.removeprefix("experiments/cli/") for file in moved} <= set(wheel.namelist())


def test_wheel_holds_every_config(wheel: zipfile.ZipFile) -> None:
    configs = {path.relative_to(ROOT / "configs").as_posix() for path in (ROOT / "configs").rglob("*.yaml")}
    packed = {name.removeprefix("simulation/conf/") for name in wheel.namelist() if name.startswith("simulation/conf/")}
    assert configs, "configs/ holds no YAML"
    assert configs <= packed


def test_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"simulation", "experiments", "courtship", f"courtship-{PROJECT['version']}.dist-info"}


def test_wheel_states_its_command_and_its_pythons(wheel: zipfile.ZipFile) -> None:
    folder = f"courtship-{PROJECT['version']}.dist-info"
    metadata = Parser().parsestr(wheel.read(f"{folder}/METADATA").decode())
    assert metadata["Requires-Python"] == ">=3.11"
    assert "courtship = experiments.__main__:main" in wheel.read(f"{folder}/entry_points.txt").decode()


def test_versions_agree() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {PROJECT['version']}\n" in citation


def test_the_import_package_is_in_the_wheel_and_has_no_code_of_its_own(wheel: zipfile.ZipFile) -> None:
    assert {"courtship/__init__.py", "courtship/__main__.py", "courtship/py.typed"} <= set(wheel.namelist())
    tree = ast.parse(wheel.read("courtship/__init__.py"))
    assert not any(isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)) for node in ast.walk(tree))


def test_the_import_package_gives_what_the_door_gives_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editable install has a copy of it, so that an edit of the door has to show through."""
    spec = importlib.util.spec_from_file_location("courtship", ROOT / "experiments/cli/courtship/__init__.py")
    assert spec is not None
    assert spec.loader is not None
    courtship = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(courtship)
    assert sorted(courtship.__all__) == sorted(api.__all__) == dir(courtship)
    assert all(getattr(courtship, name) is getattr(api, name) for name in api.__all__)
    monkeypatch.setattr(api, "compare", len)
    assert courtship.compare is len
    with pytest.raises(AttributeError, match="compete"):
        _ = courtship.compete


PINS = re.compile(r"^(?P<pin>[^#]+?)\s*# {1,2}via (?P<via>.+)$", re.MULTILINE)
HERE = "courtship (pyproject.toml)"
EXTRAS = PROJECT["optional-dependencies"].values()
WANTED = [Requirement(requirement) for group in [PROJECT["dependencies"], *EXTRAS] for requirement in group]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def pins() -> list[tuple[Requirement, set[str]]]:
    """Every pin of constraints.txt, with the names of who asks for it."""
    found = PINS.finditer((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    return [(Requirement(pin["pin"]), set(pin["via"].split(", "))) for pin in found]


def test_pinned_is_what_is_asked_for_and_nothing_else() -> None:
    asked_here = {canonicalize_name(pin.name) for pin, via in pins() if HERE in via}
    assert asked_here == {canonicalize_name(one.name) for one in WANTED}, "CONTRIBUTING.md says how to renew the pins"
    names = {canonicalize_name(pin.name) for pin, _ in pins()}
    assert {canonicalize_name(name) for _, via in pins() for name in via - {HERE}} <= names


@pytest.mark.parametrize(
    "system", [("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt")]
)
@pytest.mark.parametrize("python", PYTHONS)
def test_every_python_is_given_one_version_of_each(python: str, system: tuple[str, str, str]) -> None:
    names = dict(zip(("sys_platform", "platform_system", "os_name"), system, strict=True))
    machine = {**names, "python_version": python, "python_full_version": f"{python}.0"}
    given = [pin for pin, _ in pins() if pin.marker is None or pin.marker.evaluate(machine)]
    versions = {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in given}
    assert len(versions) == len(given), "two pins of one package hold on this machine"
    for one in WANTED:
        assert one.specifier.contains(versions[canonicalize_name(one.name)]), one


def test_the_pythons_it_says_it_was_tested_on_are_pinned() -> None:
    tested = {found[1] for line in PROJECT["classifiers"] if (found := re.search(r":: (3\.\d+)$", line))}
    assert tested
    assert tested <= set(PYTHONS)


def test_no_file_names_a_package_index_or_a_home() -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not searched: this is no git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    offences = []
    for name in filter(None, listing.stdout.split("\0")):
        path = ROOT / name
        if not path.is_file() or path.is_symlink() or b"\0" in (content := path.read_bytes()):
            continue
        for number, line in enumerate(content.decode("utf-8", errors="replace").splitlines(), 1):
            offences += [f"{name}:{number} {found[0]}" for found in (INDEX.search(line), HOME.search(line)) if found]
    assert not offences, "\n" + "\n".join(offences)


@pytest.mark.parametrize(
    "line", ["--index" + "-url x", "see /home" + "/ann/x", "registry" + ' = "x"', "a /root" + "/x", "pypi" + ".org/"]
)
def test_such_a_line_is_seen(line: str) -> None:
    assert INDEX.search(line) or HOME.search(line)
