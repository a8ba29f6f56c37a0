"""New files beside the facts of a form: looked into before anything is written."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models.fields.files import FieldFile

from core.files import CannotKeep, CheckedFile, checked
from core.problems import Problem

Uploads = Mapping[int, "File[Any]"]


def looked_into(files: Uploads) -> tuple[dict[int, CheckedFile], list[Problem]]:
    """What each file is, by the index of its row, and what is wrong with the others."""
    told, problems = {}, []
    for index, file in files.items():
        try:
            told[index] = checked(file)
        except CannotKeep as refused:
            problems += [Problem(each.message, f"files-{index}-file") for each in refused.problems]
    return told, problems


def forget_file(file: FieldFile) -> None:
    """Delete the bytes, but only once the database has forgotten them."""
    storage, name = file.storage, str(file.name)
    transaction.on_commit(lambda: storage.delete(name))
