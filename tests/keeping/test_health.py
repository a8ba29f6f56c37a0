"""/healthz tells whoever watches whether the product can work, and strangers nothing more."""

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from emulation import health

pytestmark = pytest.mark.django_db


def test_a_product_that_can_work_says_ok(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


def told(client):
    answer = client.get("/healthz")
    assert answer.status_code == 503
    return answer.content.decode()


def test_a_database_that_does_not_answer_is_told_without_its_name(client, monkeypatch):
    def refuse(_recorder):
        raise OperationalError("connection to server at 10.0.0.5 failed: password …")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", refuse)
    assert told(client) == "Cơ sở dữ liệu không trả lời.\n"


def test_tables_that_are_too_old_are_told(client):
    MigrationRecorder.Migration.objects.filter(app="scoring").delete()
    assert told(client) == "Cấu trúc dữ liệu chưa được cập nhật.\n"


def test_a_folder_that_cannot_be_written_is_told(client, monkeypatch):
    def refuse(dir):  # noqa: A002 - its name there
        raise PermissionError(13, "Permission denied", dir)

    monkeypatch.setattr(health.tempfile, "TemporaryFile", refuse)
    assert told(client) == "Không ghi được vào thư mục tệp.\n"


def test_a_restore_that_was_interrupted_is_told(client, monkeypatch):
    monkeypatch.setattr(health, "is_unfinished", lambda _place: True)
    assert told(client) == "Một lần phục hồi chưa hoàn tất.\n"


def test_nobody_can_post_to_it(client):
    assert client.post("/healthz").status_code == 405
