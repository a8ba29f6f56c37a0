"""What hangs on a unit's belonging to a group: whatever table names both of them."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, Model

from clusters.models import ClusterEdition, Membership
from organizations.models import Unit

Path = tuple[type[Model], str, str]


def ties_of(edition: ClusterEdition, unit_id: int) -> str:
    """“01 phiếu điểm, 01 bên ký giao ước”; empty where nothing hangs on the membership.

    A meeting of two groups counts for both: rather too much is kept than too little.
    """
    found: dict[str, set[Any]] = {}
    for model, to_unit, to_edition in paths():
        keys = model._default_manager.filter(**{to_unit: unit_id, to_edition: edition.pk})
        if some := set(keys.values_list("pk", flat=True)):
            found.setdefault(str(model._meta.verbose_name), set()).update(some)
    return ", ".join(f"{len(keys):02d} {noun}" for noun, keys in found.items())


@cache
def paths() -> tuple[Path, ...]:
    """Every table that points at a unit and, itself or as part of something, at an edition."""
    return tuple(
        (model, field.name, way)
        for model in apps.get_models()
        if model is not Membership
        for field in _keys(model)
        if field.related_model is Unit
        for way in _ways(model)
    )


def _keys(model: type[Model]) -> Iterable[Any]:
    return [each for each in model._meta.get_fields() if each.concrete and each.remote_field]


def _ways(model: type[Model]) -> Iterable[str]:
    """`edition`; `round__edition` over what it belongs to; `conference__purposes__edition`."""
    direct = [key.name for key in _keys(model) if key.related_model is ClusterEdition]
    if direct:
        return direct
    wholes = [key for key in _keys(model) if isinstance(key.related_model, type)]
    return [
        f"{key.name}__{way}"
        for key in wholes
        if key.related_model is not Unit
        for way in (*_own(key.related_model), *_sisters(key))
    ]


def _own(model: type[Model]) -> list[str]:
    return [key.name for key in _keys(model) if key.related_model is ClusterEdition]


def _sisters(key: Any) -> list[str]:
    """Other parts of the same whole that name an edition."""
    if key.remote_field.on_delete is not CASCADE:
        return []
    return [
        f"{relation.get_accessor_name()}__{way}"
        for relation in key.related_model._meta.related_objects
        if relation.on_delete is CASCADE
        for way in _own(relation.related_model)
    ]
