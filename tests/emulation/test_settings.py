"""What the product refuses to start with, and how it starts behind HTTPS."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from emulation.refusals import refuse_default_password, refuse_open_hosts, refuse_weak_key

ROOT = Path(__file__).resolve().parents[2]
KEY = "Zk3vQ9x-7LwTn2RbYc8HfUe5MdJs4GpAo6XiV1qWzKtB0yNhSrEmCaPgDl"


def started(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program begun with these settings alone."""
    settings = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "emulation.settings",
        "DATABASE_URL": "sqlite://:memory:",
        "SECRET_KEY": KEY,
    } | environment
    return subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def refusal(**environment: str) -> str:
    """Why the settings are refused; empty if they are not."""
    done = started("-c", "import emulation.settings", **environment)
    return done.stderr.strip().rpartition("\n")[2] if done.returncode else ""


def test_good_settings_are_taken():
    assert refusal() == ""


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({"SECRET_KEY": "short"}, "No secret key of 50 characters"),
        ({"SECRET_KEY": "", "SECRET_KEY_FILE": "/nowhere"}, "start with bin/run"),
        ({"SECRET_KEY": "ab" * 40}, "fewer than 12 different characters"),
        ({"SECRET_KEY": f"django-insecure-{KEY}"}, "is a sample value"),
        ({"ALLOWED_HOSTS": "*"}, "without wildcards"),
        ({"DEBUG": "true", "ALLOWED_HOSTS": "thidua.vks.local"}, "Leave DEBUG unset"),
        (
            {"DATABASE_URL": "postgres://emulation:postgres@db.vks.local/emulation"},
            "well-known password",
        ),
    ],
)
def test_settings_that_leave_a_door_open_are_refused_in_words(environment, why):
    assert why in refusal(**environment)


# The same, case by case


@pytest.mark.parametrize(
    "key",
    ["change-me-" + KEY, "thay-khoa-nay-" + KEY, "YOUR-SECRET-KEY-" + KEY, KEY + "Example"],
)
def test_a_key_out_of_a_book_is_refused(key):
    with pytest.raises(ImproperlyConfigured, match="sample"):
        refuse_weak_key(key, advice="…")


@pytest.mark.parametrize("hosts", [["*"], ["*.vks.local"], [".vks.local"], ["localhost", "*"]])
def test_each_host_is_named_by_itself(hosts):
    with pytest.raises(ImproperlyConfigured, match="wildcard"):
        refuse_open_hosts(hosts, debug=False)


def test_debug_is_for_this_machine_alone():
    refuse_open_hosts(["localhost", "127.0.0.1", "[::1]"], debug=True)
    with pytest.raises(ImproperlyConfigured, match=r"10\.0\.0\.5"):
        refuse_open_hosts(["localhost", "10.0.0.5"], debug=True)


@pytest.mark.parametrize("password", ["", "postgres", "Password", "123456", "changeme", "emu"])
def test_a_database_elsewhere_has_a_password_of_its_own(password):
    there = {"HOST": "10.0.0.7", "USER": "emu", "PASSWORD": password}
    with pytest.raises(ImproperlyConfigured, match=r"10\.0\.0\.7"):
        refuse_default_password(there)
    refuse_default_password(there | {"HOST": "localhost"})
    refuse_default_password(there | {"HOST": "/var/run/postgresql"})
    refuse_default_password(there | {"PASSWORD": "Rk7-mua-nang-cau"})


# Behind HTTPS


def test_nothing_is_left_to_say_about_a_deployment_with_https():
    done = started("manage.py", "check", "--deploy", "--fail-level", "INFO", HTTPS="true")
    assert "no issues" in done.stdout, done.stderr


def test_without_https_the_check_names_what_is_off():
    done = started("manage.py", "check", "--deploy")
    off = {"security.W004", "security.W008", "security.W016"}  # HSTS, redirect, cookies
    assert off <= {word.strip("?():") for word in done.stderr.split()}


def test_with_https_cookies_belong_to_this_host_and_to_https():
    shown = started(
        "-c",
        "from emulation import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.KNOWN_BROWSER_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SECURE_HSTS_SECONDS)",
        HTTPS="true",
    ).stdout.split()
    assert shown[:3] == ["__Host-sessionid", "__Host-csrftoken", "__Host-browser"]
    assert shown[3:] == ["True", "True", str(365 * 24 * 3600)]
