"""A title is used for a time: then it is no longer offered, and all it was used for stays."""

from datetime import date

import pytest
from django.urls import reverse

from audit.models import Event
from awards.actions import (
    CannotAddTitle,
    CannotPropose,
    CannotRecordAward,
    CannotRegisterTitle,
    add_title,
    correct_award,
    correct_title,
    enter_title,
    record_award,
    register_title,
    save_proposals,
)
from awards.enums import TitleKind
from awards.models import Award, Title, TitleRegistration
from awards.queries import award_facts, proposals_of, title_facts
from awards.rules import (
    AwardFacts,
    AwardRow,
    NominationRow,
    ProposalFacts,
    TitleFacts,
    out_of_use,
    title_day_problems,
)
from conferences.models import Conference
from core.versions import version_of
from tests.conferences.meeting import Group, group
from tests.people import browser_of
from tests.typing_in import send

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2024, 1, 1)
SAVE = "save=1"


@pytest.fixture
def cluster(db: None) -> Group:
    return group()


@pytest.fixture
def flag(cluster: Group) -> Title:
    return add_title(name="Cờ thi đua", kind=TitleKind.TITLE, by=cluster.by)


def use(cluster: Group, title: Title, **days: date | None) -> None:
    """Say through the form's own action from when until when the title is used."""
    title.refresh_from_db()
    stored = title_facts(title)
    facts = TitleFacts(stored.kind, stored.name, stored.aliases, **days)
    correct_title(title=title, facts=facts, version=version_of(stored), by=cluster.office)


def page(cluster: Group, name: str, *args: object, **asked: str) -> str:
    answer = browser_of(cluster.office).get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def proposed(cluster: Group, draft: Conference, **rows: object) -> None:
    version = version_of(proposals_of(draft))
    save_proposals(
        conference=draft, facts=ProposalFacts(**rows), version=version, by=cluster.office
    )


# ── The days themselves ──────────────────────────────────────────────────────────────────────


def test_the_first_day_counts_and_the_day_it_ends_no_more():
    used = TitleFacts("title", "Cờ", (), date(2020, 1, 1), NEW_YEAR)
    assert out_of_use(used, date(2023, 12, 31), date(2023, 12, 31)) == ""
    assert out_of_use(used, NEW_YEAR, NEW_YEAR) == "“Cờ” đã thôi dùng từ ngày 01/01/2024."
    assert out_of_use(used, date(2019, 1, 1), date(2019, 12, 31)) == (
        "“Cờ” chỉ dùng từ ngày 01/01/2020."
    )
    assert out_of_use(used, date(2019, 12, 31), date(2020, 1, 1)) == ""


@pytest.mark.parametrize("year", [-1, 10_000, 10**9])
def test_an_award_of_a_year_that_is_none_is_refused(cluster: Group, flag: Title, year: int):
    row = AwardRow(cluster.units["Tân Yên"].pk, flag.pk, title_year=year)
    with pytest.raises(CannotRecordAward, match="bốn chữ số"):
        record_award(award=row, by=cluster.by)


def test_a_title_ends_after_it_begins(cluster: Group):
    facts = TitleFacts("title", "Cờ", (), NEW_YEAR, NEW_YEAR)
    assert [problem.field for problem in title_day_problems(facts)] == ["valid_to"]
    with pytest.raises(CannotAddTitle, match="phải sau ngày"):
        enter_title(facts=facts, by=cluster.by)
    assert not Title.objects.exists()


def test_the_form_ends_a_title_and_takes_the_ending_back(cluster: Group, flag: Title):
    url = reverse("awards:title-edit", args=[flag.pk])
    assert (
        send(browser_of(cluster.office), url, {"valid_to": "01/01/2024"}, SAVE).status_code == 302
    )
    listed = page(cluster, "awards:titles")
    assert "đã thôi dùng" in listed
    assert "từ 01/01/2024" in listed
    event = Event.objects.get(name="title.corrected")
    assert (event.before["valid_to"], event.after["valid_to"]) == (None, "2024-01-01")
    assert send(browser_of(cluster.office), url, {"valid_to": ""}, SAVE).status_code == 302
    assert "đã thôi dùng" not in page(cluster, "awards:titles").replace("Đã thôi dùng", "")


def test_a_title_in_use_is_ended_instead_of_deleted(cluster: Group, flag: Title):
    register_title(
        edition=cluster.edition, unit=cluster.units["Tân Yên"], title=flag, by=cluster.by
    )
    delete = reverse("awards:title-delete", args=[flag.pk])
    answer = browser_of(cluster.office).post(delete)
    assert "ghi “Thôi dùng từ ngày” thay vì xóa" in answer.content.decode()
    use(cluster, flag, valid_to=NEW_YEAR)
    assert TitleRegistration.objects.get().title == flag


def test_the_catalogue_is_filtered_by_what_is_used(cluster: Group, flag: Title):
    add_title(name="Bằng khen", kind=TitleKind.FORM, by=cluster.by)
    use(cluster, flag, valid_to=NEW_YEAR)
    used, ended = (page(cluster, "awards:titles", dung=answer) for answer in ("dang", "thoi"))
    assert ("Bằng khen" in used, "Cờ thi đua" in used) == (True, False)
    assert ("Bằng khen" in ended, "Cờ thi đua" in ended) == (False, True)


# ── Registering ──────────────────────────────────────────────────────────────────────────────


def test_what_ended_before_the_year_is_not_offered_nor_registered(cluster: Group, flag: Title):
    use(cluster, flag, valid_to=NEW_YEAR)
    assert "Cờ thi đua" not in page(cluster, "awards:registration-new", cluster.edition.pk)
    with pytest.raises(CannotRegisterTitle, match="đã thôi dùng từ ngày 01/01/2024"):
        register_title(
            edition=cluster.edition, unit=cluster.units["Tân Yên"], title=flag, by=cluster.by
        )
    assert not TitleRegistration.objects.exists()


def test_what_is_used_on_some_day_of_the_year_is_offered(cluster: Group, flag: Title):
    use(cluster, flag, valid_from=date(2024, 12, 31))
    assert "Cờ thi đua" in page(cluster, "awards:registration-new", cluster.edition.pk)
    use(cluster, flag, valid_from=date(2025, 1, 1))
    assert "Cờ thi đua" not in page(cluster, "awards:registration-new", cluster.edition.pk)


# ── Proposing, and awards told of ────────────────────────────────────────────────────────────


def test_a_title_that_ended_is_not_proposed_but_what_was_proposed_stays(
    cluster: Group, flag: Title
):
    draft = cluster.draft()
    row = NominationRow(cluster.edition.pk, cluster.units["Tân Yên"].pk, flag.pk)
    proposed(cluster, draft, nominations=(row,))
    use(cluster, flag, valid_to=NEW_YEAR)
    step = page(cluster, "portal:results", draft.pk, "de-nghi")
    assert "Cờ thi đua (đã thôi dùng từ 01/01/2024)" in step
    again = NominationRow(row.edition_id, row.unit_id, flag.pk, vote_as_stated="5/5")
    proposed(cluster, draft, nominations=(again,))
    other = NominationRow(row.edition_id, cluster.units["Yên Thế"].pk, flag.pk)
    with pytest.raises(CannotPropose, match="đã thôi dùng"):
        proposed(cluster, draft, nominations=(again, other))


def test_an_award_told_of_may_be_of_a_year_when_the_title_was_used(cluster: Group, flag: Title):
    draft, unit = cluster.draft(), cluster.units["Tân Yên"].pk
    use(cluster, flag, valid_to=NEW_YEAR)
    earlier = AwardRow(unit, flag.pk, title_year=2023)
    proposed(cluster, draft, awards=(earlier,))
    with pytest.raises(CannotPropose, match="đã thôi dùng"):
        proposed(cluster, draft, awards=(earlier, AwardRow(unit, flag.pk, title_year=2024)))


# ── Awards on their own ──────────────────────────────────────────────────────────────────────


def test_an_award_is_of_a_year_when_its_title_was_used(cluster: Group, flag: Title):
    unit = cluster.units["Tân Yên"].pk
    use(cluster, flag, valid_to=NEW_YEAR)
    assert "Cờ thi đua (đã thôi dùng từ 01/01/2024)" in page(cluster, "awards:award-new")
    record_award(award=AwardRow(unit, flag.pk, title_year=2023), by=cluster.by)
    record_award(award=AwardRow(unit, flag.pk), by=cluster.by)  # of an unknown year
    with pytest.raises(CannotRecordAward, match="đã thôi dùng"):
        record_award(award=AwardRow(unit, flag.pk, title_year=2024), by=cluster.by)
    assert Award.objects.count() == 2


def test_an_award_that_stands_is_mended_but_not_moved_to_a_year_without_its_title(
    cluster: Group, flag: Title
):
    unit = cluster.units["Tân Yên"].pk
    award = record_award(award=AwardRow(unit, flag.pk, title_year=2024), by=cluster.by)
    use(cluster, flag, valid_to=NEW_YEAR)

    def mend(**typed: object) -> None:
        award.refresh_from_db()
        stored = award_facts(award)
        facts = AwardFacts(unit, flag.pk, title_year=2024, authority="Chính phủ")
        facts = AwardFacts(**{**vars(facts), **typed})
        correct_award(award=award, facts=facts, version=version_of(stored), by=cluster.by)

    mend()
    with pytest.raises(CannotRecordAward, match="đã thôi dùng"):
        mend(title_year=2025)
    award.refresh_from_db()
    assert (award.authority, award.title_year) == ("Chính phủ", 2024)
