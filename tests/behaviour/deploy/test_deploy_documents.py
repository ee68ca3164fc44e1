"""What the documents say of deploys: commands, targets, options."""

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bantin import config
from bantin.config import targets
from bantin.config.targets import Target
from bantin.deploy import command
from tests.behaviour.deploy.conftest import SETTINGS, PublishedSite
from tests.behaviour.test_readme import DEPLOYS
from tests.conftest import ROOT


@pytest.mark.parametrize("line", DEPLOYS)
def test_a_command_of_the_docs_can_be_run(line: str, published: PublishedSite, www: Path) -> None:
    published.deploy()
    published.lay_out(css="b" * 10, a="Bài sửa.")
    published.deploy()
    ended = published.deploy(*line.split()[3:])
    assert (ended.code, ended.err) == (0, "")
    assert ended.out


XUAT_BAN = (ROOT / "docs" / "xuat-ban.md").read_text(encoding="utf-8")


TARGETS = re.findall(r"^ *```toml\n(.*?)^ *```$", XUAT_BAN, re.MULTILINE | re.DOTALL)


def test_the_targets_of_the_guide_are_accepted_and_none_has_more_than_ten_steps(
    published: PublishedSite,
) -> None:
    assert len(TARGETS) == 5
    for table in TARGETS:
        published.site.write("site.toml", SETTINGS + textwrap.dedent(table))
        assert len(config.load_deployment(str(published.site.folder)).targets) == 1
    for host in XUAT_BAN.split("\n## ")[1:6]:
        steps = re.findall(r"^(\d+)\. ", host, re.MULTILINE)
        assert steps == [str(number + 1) for number in range(len(steps))]
        assert 5 <= len(steps) <= 10


def test_systemd_accepts_the_timer_of_the_guide(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if not verify:
        pytest.skip("there is no systemd here, as in most containers")
    for unit in re.findall(r"^```ini\n(.*?)^```$", XUAT_BAN, re.MULTILINE | re.DOTALL):
        name = unit.splitlines()[0].rpartition("/")[2]
        runnable = unit.replace("/srv/ban-tin/.venv/bin/python", sys.executable).replace("User=bantin\n", "")
        (tmp_path / name).write_text(runnable.replace("/srv/ban-tin", str(tmp_path)))
    units = [str(tmp_path / name) for name in ("bantin.service", "bantin.timer")]
    done = subprocess.run([verify, "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_option_of_a_target_is_explained_with_its_kinds() -> None:
    text = (ROOT / "docs" / "site-toml.md").read_text(encoding="utf-8").partition("\n## deploy\n")[2]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", text.partition("\n## ")[0], re.MULTILINE))
    every = {"kind", "server", "compress"}
    for name, kind in targets.KINDS.items():
        explained = {option for option, kinds in rows.items() if re.search(rf"\b(all|{name})\b", kinds)}
        assert (name, explained) == (name, every | {*kind.needs, *kind.takes})
    assert rows.keys() == {*Target._fields} - {"name"}
    hosting = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    assert (
        set(re.findall(r"^\| `(\w+)` \|", hosting, re.MULTILINE))
        >= command.OPENERS.keys()
        == targets.KINDS.keys()
    )
