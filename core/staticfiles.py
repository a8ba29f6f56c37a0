"""Bootstrap's two files, taken from the installed package: no CDN, nothing committed."""

from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

BOOTSTRAP_FILES = ("bootstrap/css/bootstrap.min.css", "bootstrap/js/bootstrap.bundle.min.js")


class BootstrapFinder(BaseFinder):
    """Offers what the pages use; the package's sixty other files stay where they are."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.root = Path(str(distribution("bootstrap-wrapper").locate_file(".")))
        self.storage = FileSystemStorage(location=self.root)

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        if path not in BOOTSTRAP_FILES:
            return []
        return [str(self.root / path)] if find_all else str(self.root / path)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path in BOOTSTRAP_FILES:
            yield path, self.storage


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Files named after their content; the source maps Bootstrap mentions are not looked for."""

    patterns = tuple(
        (suffix, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for suffix, rules in CompressedManifestStaticFilesStorage.patterns
    )
