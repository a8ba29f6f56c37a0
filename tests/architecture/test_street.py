"""The apps stand on a one-way street and reach into each other's open files only."""

import ast

from django.apps import apps

from tests.architecture.house import below, imported, place, sources, street, tree

OPEN_FILES = {"models", "enums", "rules", "queries", "policies", "actions", "imports"}
# Tools that stand below everything, and the layout every paper shares.
ALL_OPEN = {"core"}
ALSO_OPEN = {("documents", "papers")}


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in street()]


def foreign_keys():
    return [
        (model, field)
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
    ]


def test_every_foreign_key_points_down_the_street():
    upward = [
        f"{model.__name__}.{field.name} → {field.related_model._meta.label}"
        for model, field in foreign_keys()
        if field.related_model._meta.app_label in street()
        and not below(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert upward == []


def test_the_street_names_every_app_of_ours():
    installed = {config.name for config in apps.get_app_configs()}
    assert set(street()) <= installed


def test_core_has_tools_and_no_tables():
    assert [model for model in our_models() if model._meta.app_label == "core"] == []


def reaching_in():
    """Imports that end in a file another app keeps to itself."""
    for path in sources():
        app = place(path).partition("/")[0]
        for module in imported(path):
            owner, _, rest = module.partition(".")
            file = rest.partition(".")[0]
            if owner in street() and owner not in {app, *ALL_OPEN}:
                yield place(path), module, file in OPEN_FILES or (owner, file) in ALSO_OPEN


def asked_for(path):
    """Names that stand in a file, those of its own functions aside."""
    return {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}


def test_every_policy_is_asked_by_a_page_or_a_query():
    """A rule of access that nobody asks keeps nobody out, however well it is tested."""
    policies = [path for path in sources() if path.name == "policies.py"]
    told = {node.name for path in policies for node in tree(path).body if is_public(node)}
    asked = set().union(*(asked_for(path) for path in sources()))
    assert told > {"can_edit_year"}
    assert told - asked == set()


def is_public(node):
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def test_an_app_reaches_only_into_open_files_of_another():
    closed = [
        f"{path} imports {module}"
        for path, module, is_open in reaching_in()
        if not is_open and not path.startswith("emulation/")  # which wires the apps
    ]
    assert closed == []


def test_core_and_emulation_hide_nothing_behind_a_vague_name():
    vague = {"utils", "helpers", "services", "managers", "signals", "common", "misc"}
    assert [place(path) for path in sources("core", "emulation") if path.stem in vague] == []
