import base64
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command

from core.staticfiles import BOOTSTRAP_FILES, BootstrapFinder

# As published with Bootstrap 5.3.8 for the `integrity` attribute.
PUBLISHED = {
    "bootstrap/css/bootstrap.min.css": (
        "sRIl4kxILFvY47J16cr9ZwB07vP4J8+LH7qKQnuqkuIAvNWLzeN8tE5YBujZqJLB"
    ),
    "bootstrap/js/bootstrap.bundle.min.js": (
        "FKyoEForCGlyvwx9Hj09JcYn3nv7wiPVlz7YYwJrWVcXK/BmnVDxM+D2scQbITxI"
    ),
}


def sha384(path):
    return base64.b64encode(hashlib.sha384(Path(path).read_bytes()).digest()).decode()


def test_bootstrap_is_the_published_one():
    assert {name: sha384(finders.find(name)) for name in BOOTSTRAP_FILES} == PUBLISHED


def test_nothing_else_of_the_package_is_offered():
    assert finders.find("bootstrap/css/bootstrap.css") is None
    assert [path for path, _ in BootstrapFinder().list([])] == list(BOOTSTRAP_FILES)


def test_every_file_is_collected_under_the_name_of_its_content(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "core.staticfiles.CollectedFiles"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    names = {path.name.partition(".")[0] for path in (tmp_path / "bootstrap").rglob("*.br")}
    assert names == {"bootstrap"}
    assert (tmp_path / "staticfiles.json").is_file()
