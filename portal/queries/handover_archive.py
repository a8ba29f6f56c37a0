"""What is finished and kept of the group that is handed over."""

from collections.abc import Iterator

from django.urls import reverse

from agreements.queries import agreement_url, papers_of
from clusters.queries import edition_url
from conferences.enums import ConferenceState
from conferences.models import Conference, ConferencePurpose
from conferences.queries import conferences_visible_to, in_calendar_order, when_of
from core.days import vn_date
from portal.queries.handover_ground import Ground, Line
from scoring.enums import SheetState


def archive_of(ground: Ground) -> Iterator[Line]:
    """Members and leaders, meetings, issued papers, the table of points, the year-end report."""
    edition = ground.edition
    url = ground.link(edition_url(edition))
    yield Line(f"Danh sách đơn vị và lãnh đạo {edition.label}", "đã ghi", url=url)
    yield from _conferences(ground)
    yield from _papers(ground)
    if ground.sheets:
        agreed = any(sheet.state == SheetState.AGREED for sheet in ground.sheets)
        table = ground.link(reverse("scoring:standings", args=[edition.pk]))
        state = "đã thống nhất" if agreed else "tạm tính"
        yield Line(f"Bảng tổng hợp điểm {edition.label}", state, url=table)
    report = ground.link(reverse("reports:year-report-pdf", args=[edition.pk]))
    yield Line(f"Báo cáo tổng kết {edition.label}", "in từ dữ liệu", url=report)


def _conferences(ground: Ground) -> Iterator[Line]:
    purposes = ConferencePurpose.objects.filter(edition=ground.edition).values("conference_id")
    held = Conference.objects.filter(state=ConferenceState.RECORDED, pk__in=purposes)
    seen = set(
        conferences_visible_to(ground.user).filter(pk__in=purposes).values_list("pk", flat=True)
    )
    for each in in_calendar_order(held):
        url = reverse("portal:conference", args=[each.pk]) if each.pk in seen else ""
        yield Line(f"Biên bản: {each.title}", when_of(each), url=url)


def _papers(ground: Ground) -> Iterator[Line]:
    agreement = ground.agreement
    if agreement is None:
        return
    url = ground.link(agreement_url(agreement))
    for view in papers_of(agreement):
        issued = f"phát hành ngày {vn_date(view.paper.issued_at)}"
        yield Line(view.paper.title, view.became or issued, url=url)
    if scans := agreement.signed_copies.filter(withdrawn_at=None).count():
        yield Line(f"Bản chụp giao ước đã ký: {scans:02d} tệp", "đã lưu", url=url)
