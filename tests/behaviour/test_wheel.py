"""The engine as a wheel: what `init` begins is built by the installed command, as the new README says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = ("bantin", "layouts", "assets", "pyproject.toml", "setup.py", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, for setuptools leaves folders where it builds."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", "dist", "."]
    subprocess.run(pip, cwd=folder, check=True, capture_output=True)
    [made] = (folder / "dist").iterdir()
    return made


def test_the_wheel_holds_every_file_of_the_engine(wheel: Path) -> None:
    inside = {*zipfile.ZipFile(wheel).namelist()}
    package = [path for path in (ROOT / "bantin").rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT).as_posix() for path in package if "__pycache__" not in path.parts}
    for name in ("layouts", "assets"):
        files = [path for path in (ROOT / name).rglob("*") if path.is_file()]
        wanted |= {f"bantin/engine/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert {path for path in wanted if not path.endswith((".po", ".pot"))} - inside == set()


def test_a_new_offices_readme_leads_to_its_site(wheel: Path, tmp_path: Path) -> None:
    """Its commands as they stand, with pip kept from the network: the libraries are those of this Python."""
    begun = [sys.executable, str(ROOT / "build.py"), "init", "ban tin", "--place", "tỉnh Lai Châu"]
    subprocess.run(begun, cwd=tmp_path, check=True, capture_output=True)
    office = tmp_path / "ban tin"
    readme = (office / "README.md").read_text(encoding="utf-8")
    commands = "".join(re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)).splitlines()
    before = files_of(office)
    pip = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_FIND_LINKS": str(wheel.parent)}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for command in commands:
        environment = {**inherited, **pip, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        done = subprocess.run(
            shlex.split(command), cwd=office, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        if "venv .venv" in command:
            [packages] = (office / ".venv" / "lib").glob("python*/site-packages")
            (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    assert [one for one in commands if one.endswith(("bantin check", "bantin build"))]
    assert "Cải cách hành chính" in (office / "output" / "index.html").read_text(encoding="utf-8")
    assert (office / "output" / "tin-tuc" / "ban-tin-len-mang.html").exists()
    assert files_of(office) == before
    assert not [*packages.glob("bantin/engine/.cache")]


def files_of(office: Path) -> dict[str, bytes]:
    """What belongs to the office: all but what is made."""
    made = {".venv", "output", ".cache", ".output.lock"}
    files = [path for path in office.rglob("*") if path.is_file()]
    return {
        path.relative_to(office).as_posix(): path.read_bytes()
        for path in files
        if not made & {*path.relative_to(office).parts}
    }
