"""What offices do with tables of criteria: make, correct while unused, delete."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.dependants import must_be_unused
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.text import fold, one_line
from core.versions import changes, plain
from organizations.actions import NO_SOURCE, Provenance
from organizations.models import Unit
from scoring.models import CriteriaSet, Criterion
from scoring.queries import criteria_facts_of
from scoring.rules import CriteriaFacts, CriterionFacts, criteria_problems, in_table_order

SEALED = "Bảng tiêu chí đã dùng để chấm điểm, không sửa được; hãy lập bảng mới từ bảng này."

KEPT = "Bảng đã dùng được giữ lại; muốn đổi, hãy lập bảng mới từ bảng này."
PARTS = frozenset({"criteria"})  # what goes with a table


class CannotSetCriteria(Refused):
    """The table of criteria is faulty, bears a name twice, or is sealed because a round uses it."""


@transaction.atomic
def create_criteria_set(
    *, owner: Unit, facts: CriteriaFacts, origin: Provenance = NO_SOURCE, by: User
) -> CriteriaSet:
    """Enter a table of criteria; raise `CannotSetCriteria` with everything wrong in it."""
    one_at_a_time("criteria set")
    CannotSetCriteria.if_any(_problems(owner.pk, facts))
    made = CriteriaSet.objects.create(owner=owner, **_values(facts), **plain(origin))
    _write_criteria(made, facts.rows)
    record("criteria_set.created", made, by=by, after=plain(facts))
    return made


@transaction.atomic
def correct_criteria_set(
    *, criteria_set: CriteriaSet, facts: CriteriaFacts, version: str, by: User
) -> CriteriaSet:
    """Write a table anew, as long as no round uses it; later a change is a new table."""
    one_at_a_time("criteria set")
    locked = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    if locked.rounds.exists():
        raise CannotSetCriteria(SEALED)
    stored = criteria_facts_of(locked)
    if not changes(stored=stored, typed=facts, version=version):
        return locked
    CannotSetCriteria.if_any(_problems(locked.owner_id, facts, own=locked.pk))
    for name, value in _values(facts).items():
        setattr(locked, name, value)
    locked.save()
    locked.criteria.all().delete()
    _write_criteria(locked, facts.rows)
    before, after = plain(stored), plain(facts)
    record("criteria_set.corrected", locked, by=by, before=before, after=after)
    return locked


@transaction.atomic
def delete_criteria_set(*, criteria_set: CriteriaSet, by: User) -> None:
    """Delete a table no round uses; raise `InUse` with the rounds that do."""
    locked = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    must_be_unused(locked, parts=PARTS, way_out=KEPT)
    record("criteria_set.deleted", locked, by=by, before=plain(criteria_facts_of(locked)))
    locked.criteria.all().delete()
    locked.delete()


def _problems(owner_id: int, facts: CriteriaFacts, *, own: int = 0) -> list[Problem]:
    """Everything wrong, a name its owner has already given included."""
    others = CriteriaSet.objects.filter(owner_id=owner_id).exclude(pk=own)
    wanted = fold(one_line(facts.name))
    problems = []
    if not wanted:
        problems.append(Problem("Nhập tên bảng tiêu chí.", "name"))
    elif any(fold(name) == wanted for name in others.values_list("name", flat=True)):
        taken = "Cơ quan đã có bảng tiêu chí tên này. Ghi thêm năm hoặc lần lập vào tên."
        problems.append(Problem(taken, "name"))
    return problems + criteria_problems(facts.rows)


def _values(facts: CriteriaFacts) -> dict[str, object]:
    return {
        "name": one_line(facts.name),
        "meant_for": facts.meant_for,
        "is_illustrative": facts.is_illustrative,
    }


def _write_criteria(criteria_set: CriteriaSet, rows: Sequence[CriterionFacts]) -> None:
    """Each line behind its heading, which is written before it."""
    written: dict[str, Criterion] = {}
    for position, row in enumerate(in_table_order(rows), start=1):
        written[row.code] = Criterion.objects.create(
            criteria_set=criteria_set,
            parent=written.get(row.under),
            position=position,
            code=one_line(row.code),
            name=one_line(row.name),
            kind=row.kind,
            max_points=row.max_points,
        )
