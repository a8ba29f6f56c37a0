"""What the operator copies fits together: paths, variables, ports, commands."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

PAGE = (ROOT / "docs/van-hanh.md").read_text(encoding="utf-8")
FOLDER = ROOT / "docs/van-hanh"
HOME = "/srv/emulation"
UNITS = ("emulation.service", "emulation-backup.service", "emulation-backup.timer")
MANY = "many-machines.conf"
READY = {*UNITS, MANY, "nginx.conf", "nftables.conf", "environment"}
FROM_SYSTEMD = {"LANG", "PYTHONUTF8", "XDG_CACHE_HOME"}


def unit(name):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(FOLDER / name)
    return parser


def sample():
    lines = (FOLDER / "environment").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def blocks():
    """What is copied into a shell, one block each."""
    return [textwrap.dedent(each) for each in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)]


def test_every_ready_file_is_told_of_and_there():
    assert {path.name for path in FOLDER.iterdir()} == READY
    assert set(re.findall(r"docs/van-hanh/([a-z.-]+[a-z])", PAGE)) == READY


def test_every_block_is_something_a_shell_reads():
    assert len(blocks()) > 30
    wrong = [
        block
        for block in blocks()
        if subprocess.run(["sh", "-n", "-c", block], check=False).returncode
    ]
    assert wrong == []


def test_somebody_followed_the_page_and_says_on_what():
    told = (
        r"^Đã làm theo trang này: ngày \d\d/\d\d/\d{4}, Debian 12\.\d+, PostgreSQL 15\.\d+, "
        r"Python 3\.11\.\d+"
    )
    assert re.search(told, PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", UNITS[:2])
def test_services_run_what_is_there_as_the_user_of_the_page(name):
    service = unit(name)["Service"]
    assert service["User"] == "emulation"
    assert "useradd --system" in PAGE
    assert service["WorkingDirectory"] == HOME
    assert service["EnvironmentFile"] == f"{HOME}/var/environment"
    for key in ("ExecStart", "ExecStartPre"):
        program, *arguments = service.get(key, f"{HOME}/bin/backup").split()
        assert program.startswith(HOME)
        if ".venv" not in program:
            assert os.access(ROOT / Path(program).relative_to(HOME), os.X_OK)
        files = [each for each in arguments if each.endswith(".py")]
        assert [file for file in files if not (ROOT / file).exists()] == []


def test_the_file_of_settings_is_the_one_the_doors_read():
    assert "ENVIRONMENT_FILE:-var/environment" in (ROOT / "bin/steps.sh").read_text()
    assert f"{HOME}/var/environment" in PAGE


def test_every_variable_of_the_sample_is_one_the_product_reads():
    code = "".join(
        (ROOT / name).read_text() for name in ("emulation/settings.py", "emulation/gunicorn.py")
    )
    assert [name for name in sample() if f'"{name}"' not in code] == []


def settings_with(**variables):
    command = [sys.executable, "-c", "import emulation.settings"]
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    env = kept | {"SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"} | variables
    env["SECRET_KEY"] *= 2
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_the_sample_is_refused_until_the_name_of_the_machine_stands_in_it():
    refused = settings_with(**sample())
    assert refused.returncode == 1
    assert "ALLOWED_HOSTS" in refused.stderr
    accepted = settings_with(**sample() | {"ALLOWED_HOSTS": "thidua.vks.local"})
    assert accepted.returncode == 0, accepted.stderr


def bound(name):
    """Where the server of this unit listens."""
    lines = re.findall(r"--bind (\S+)", (FOLDER / name).read_text(encoding="utf-8"))
    assert len(lines) == 1
    return lines[0]


def test_the_proxy_speaks_to_where_the_server_listens():
    nginx = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    address = bound("emulation.service")
    assert f"upstream emulation {{\n    server {address};\n}}" in nginx
    assert "proxy_pass http://emulation;" in nginx
    assert address.startswith(f"{sample()['TRUSTED_PROXIES']}:")
    for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
        assert f"proxy_set_header {header};" in nginx


def test_one_of_many_machines_differs_by_its_address_and_the_shared_folder():
    one, many = (unit(name)["Service"]["ExecStart"] for name in (UNITS[0], MANY))
    assert many == one.replace(bound(UNITS[0]), bound(MANY))
    shared = unit(MANY)["Service"]["ReadWritePaths"]
    assert unit(MANY)["Unit"]["RequiresMountsFor"] == shared
    assert f"MEDIA_ROOT={shared}/files" in PAGE
    assert f"HERE={bound(MANY).partition(':')[0]}\n" in PAGE


def test_what_the_page_replaces_stands_in_the_files():
    for old, name in re.findall(r'"s/([^/]+)/[^"]*"[^\n]* docs/van-hanh/(\S+)', PAGE):
        assert old in (FOLDER / name).read_text(encoding="utf-8"), (old, name)
    for variable in re.findall(r'"s[|/]\^([A-Z_]+)=', PAGE):
        assert variable in sample()
    (servers,) = re.findall(r'"s/(server [^/]+)/\$SERVERS/"', PAGE)
    assert servers in (FOLDER / "nginx.conf").read_text(encoding="utf-8")


def test_what_the_services_write_they_may_write():
    paths = unit("emulation.service")["Service"]["ReadWritePaths"].split()
    assert any(sample()["MEDIA_ROOT"].startswith(f"{path}/") for path in paths)
    backup = unit("emulation-backup.service")["Service"]
    target = backup["ExecStart"].split()[1]
    assert target in backup["ReadWritePaths"].split()
    assert f"-m 700 {target}" in PAGE


def test_the_packages_of_the_page_are_those_the_doors_ask_for():
    steps = (ROOT / "bin/steps.sh").read_text()
    wanted = re.search(r"missing_for_run\(\) \{(.*?)\n\}", steps, re.DOTALL).group(1)
    packages = set(re.findall(r"echo (\S+)", wanted))
    listed = [line.split() for line in re.findall(r"\bgit .*ca-certificates.*\n.*", PAGE)]
    assert len(listed) == 3
    for words in listed:
        assert packages <= set(words)
        assert {"postgresql", "postgresql-client"} & set(words)


def test_every_command_of_the_page_exists():
    for name in set(re.findall(r"(?<![/\w])bin/([a-z]+)", PAGE)):
        assert os.access(ROOT / "bin" / name, os.X_OK), name
    for name in re.findall(r"bin/manage ([a-z_]+)", PAGE):
        assert list(ROOT.glob(f"*/management/commands/{name}.py")), name


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_the_units(tmp_path):
    """Programs are looked for where they are here; nothing is installed or started."""
    for name in UNITS:
        text = (FOLDER / name).read_text(encoding="utf-8").replace(f"{HOME}/bin", f"{ROOT}/bin")
        text = text.replace(f"{HOME}/.venv/bin/python", sys.executable)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "emulation.service.d").mkdir()
    added = (tmp_path / "emulation.service.d" / MANY).write_text
    added((FOLDER / MANY).read_text().replace(f"{HOME}/.venv/bin/python", sys.executable))
    paths = [tmp_path / name for name in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "emulation" in line]
    assert ours == []
