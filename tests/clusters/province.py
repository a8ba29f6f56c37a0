"""A province with its procuracies and departments, and the year of its office typed by hand."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from clusters.models import ClusterEdition, EmulationYear
from core.text import fold
from organizations.actions import NameParts, found_unit
from organizations.enums import Role, UnitKind
from organizations.models import Unit
from tests.people import browser_of, person
from tests.typing_in import rows, send

SAVE = "save=1"
TURN = ("turn-new", "turn-check")


@dataclass
class Province:
    """An owner, its units by their short names, its office at a browser."""

    by: User
    owner: Unit
    office: User
    units: dict[str, Unit] = field(default_factory=dict)

    @property
    def browser(self) -> Client:
        return browser_of(self.office)

    def found(self, *names: str, kind: UnitKind = UnitKind.DISTRICT) -> None:
        for name in names:
            self.units[name] = unit(name, kind, self.by, self.owner)

    def open_year(self, label_year: int = 2024, **typed: Any) -> EmulationYear:
        said = {"owner_id": self.owner.pk, "label_year": label_year, **typed}
        answer = send(self.browser, reverse("clusters:year-new"), said, SAVE)
        assert answer.status_code == 302, said_wrong(answer)
        return EmulationYear.objects.get(owner=self.owner, label_year=label_year)

    def set_up(self, year: EmulationYear, kind: str = "cluster", **typed: Any) -> ClusterEdition:
        url = f"{reverse('clusters:edition-new')}?nam={year.pk}"
        answer = send(self.browser, url, {"kind": kind, **typed}, SAVE)
        assert answer.status_code == 302, said_wrong(answer)
        return year.editions.latest("pk")

    def type_in(self, page: str, edition: ClusterEdition, **typed: Any) -> Any:
        """Open one of a group's pages, type, save."""
        return send(self.browser, reverse(f"clusters:{page}", args=[edition.pk]), typed, SAVE)

    def compose(self, edition: ClusterEdition, *names: str, **more: Any) -> Any:
        typed = rows("members", *({"unit_id": name} for name in names))
        return self.type_in("composition", edition, **typed, **more)

    def turn(self, year: EmulationYear, last_year: int | None) -> Any:
        """Begin from that year, take what is proposed as it is, set it up."""
        begin, check = (reverse(f"clusters:{name}", args=[year.pk]) for name in TURN)
        typed = {"last_year": "" if last_year is None else str(last_year)}
        assert send(self.browser, begin, typed, SAVE).status_code == 302
        return send(self.browser, check, {}, SAVE)

    def lead(self, edition: ClusterEdition, *seats: dict[str, Any]) -> Any:
        """Seats as typed; units by name."""
        typed = [seat | {"unit_id": self.units[seat["unit_id"]].pk} for seat in seats]
        return self.type_in("leadership", edition, **rows("terms", *typed))


def said_wrong(answer: Any) -> list[str]:
    """Every message of a form that came back."""
    form = answer.context["form"]
    found = [message for messages in form.errors.values() for message in messages]
    for each in form.rows.values():
        found += list(each.non_form_errors())
        found += [word for errors in each.errors for words in errors.values() for word in words]
    return found


def unit(name: str, kind: UnitKind, by: User, parent: Unit | None = None) -> Unit:
    full = name.replace("VKSND", "Viện kiểm sát nhân dân")
    return found_unit(kind=kind, name=NameParts(full, name), parent=parent, by=by)


def province(name: str = "VKSND tỉnh Lạng Sơn", *districts: str) -> Province:
    account = fold(name).replace(" ", "")
    by = person(f"quantri.{account}", Role.ADMINISTRATOR)
    owner = unit(name, UnitKind.PROVINCE, by)
    made = Province(by, owner, person(f"vanphong.{account}", Role.OFFICE, owner))
    made.found(*districts)
    return made
