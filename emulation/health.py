"""Whether the product can work: asked by whoever watches it, told to anybody, no details."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.urls import path

from core.keeping.place import here
from core.keeping.product import wanted_migrations
from core.keeping.swap import is_unfinished
from core.pages import anyone, page

_NO_DATABASE = "Cơ sở dữ liệu không trả lời."
_OLD_TABLES = "Cấu trúc dữ liệu chưa được cập nhật."
_NO_FILES = "Không ghi được vào thư mục tệp."
_RESTORING = "Một lần phục hồi chưa hoàn tất."


def troubles() -> list[str]:
    """What keeps the product from working, without names, versions or paths."""
    found = [_RESTORING] if is_unfinished(here()) else []
    if trouble := _trouble_of_database():
        found.append(trouble)
    if not _can_write():
        found.append(_NO_FILES)
    return found


def _trouble_of_database() -> str:
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return _NO_DATABASE
    missing = wanted_migrations() - {f"{app}.{name}" for app, name in applied}
    return _OLD_TABLES if missing else ""


def _can_write() -> bool:
    """A file without a name, gone when it is closed; no folder yet means none was kept yet."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"ok")
    except OSError:
        return False
    return True


@page(allow=anyone)
def health(_request: HttpRequest) -> HttpResponse:
    """200 “ok”, or 503 and which part does not work."""
    found = troubles()
    text = "\n".join(found) or "ok"
    kind = "text/plain; charset=utf-8"
    answer = HttpResponse(f"{text}\n", status=503 if found else 200, content_type=kind)
    answer.headers["Cache-Control"] = "no-store"
    return answer


urlpatterns = [path("healthz", health, name="healthz")]
