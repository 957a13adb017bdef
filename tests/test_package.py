"""What is installed has every file that is served; what operators copy is well formed; a bill lists all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests import absent

_HERE = Path(__file__).resolve().parents[1]
_UNITS = sorted((_HERE / "ops" / "systemd").iterdir())


def _ours() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "commonhold", "rulebook"], cwd=_HERE, capture_output=True, text=True, check=True
    )
    return [Path(each) for each in listed.stdout.splitlines() if "/tests/" not in f"/{each}"]


def test_every_file_that_is_served_is_in_the_package():
    told = tomllib.loads((_HERE / "pyproject.toml").read_text())["tool"]["setuptools"]
    patterns = ["*.py", *told["package-data"]["*"]]
    left_out = [str(each) for each in _ours() if not any(fnmatch(each.name, one) for one in patterns)]
    assert left_out == []


def test_every_folder_with_code_is_a_package():
    folders = {each.parent for each in _ours() if each.suffix == ".py"}
    assert [str(each) for each in sorted(folders) if not (_HERE / each / "__init__.py").exists()] == []


@pytest.mark.parametrize("unit", _UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_nothing_wrong_with_a_unit(unit, tmp_path):
    if shutil.which("systemd-analyze") is None:
        absent.skip("systemd", "apt install systemd")
    for each in _UNITS:
        words = each.read_text().replace("/opt/commonhold/bin/commonhold", shutil.which("true") or "")
        (tmp_path / each.name).write_text(words)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if unit.name in line] == []


def test_a_bill_of_materials_lists_every_locked_package_with_its_hashes(tmp_path):
    out = tmp_path / "sbom.json"
    made = subprocess.run(
        [sys.executable, str(_HERE / "ops" / "sbom"), str(out)], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    bill = json.loads(out.read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    django = next(each for each in bill["components"] if each["name"] == "django")
    assert django["purl"] == f"pkg:pypi/django@{django['version']}"
    assert all(len(each["content"]) == 64 for each in django["hashes"])
    locked = (_HERE / "requirements" / "run.lock").read_text().count("==")
    assert len(bill["components"]) == locked
    again = tmp_path / "again.json"
    subprocess.run([sys.executable, str(_HERE / "ops" / "sbom"), str(again)], check=True)
    assert again.read_bytes() == out.read_bytes()
