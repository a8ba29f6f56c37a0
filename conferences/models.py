"""Meetings of a group: what for, when, who came, what was said, shown and decided."""

from django.db import models
from django.db.models import F, Q

from clusters.enums import GroupRole, HowChosen
from clusters.models import ClusterEdition, ReservedSeat
from conferences.enums import (
    AttachmentKind,
    ConferenceState,
    DatePrecision,
    DocumentStatus,
    Mode,
    ParticipantRole,
    PurposeKind,
    SpeechKind,
    TimeOfDay,
)
from core.days import vn_date
from core.records import Findable, Sourced
from organizations.models import Person, Unit


class Conference(Findable, Sourced):
    """One meeting. Date, place, host and result may each be unknown."""

    find_by = ("title", "place")

    title = models.CharField("Tên hội nghị", max_length=500)
    period_label = models.CharField("Giai đoạn", max_length=100, blank=True)
    state = models.CharField(
        "Tình trạng",
        max_length=10,
        choices=ConferenceState.choices(),
        default=ConferenceState.ENTERING,
    )
    date_precision = models.CharField(
        "Ngày họp", max_length=10, choices=DatePrecision.choices(), default=DatePrecision.UNKNOWN
    )
    starts_on = models.DateField("Từ ngày", null=True, blank=True)
    ends_on = models.DateField("Đến hết ngày", null=True, blank=True)
    time_of_day = models.CharField(
        "Buổi", max_length=10, choices=TimeOfDay.choices(), blank=True, default=""
    )
    place = models.CharField("Địa điểm", max_length=300, blank=True)
    host_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="hosted_conferences", null=True, blank=True
    )
    mode = models.CharField("Hình thức", max_length=10, choices=Mode.choices(), blank=True)
    stated_unit_count = models.PositiveSmallIntegerField("Số đơn vị dự", null=True, blank=True)
    attendance_note = models.TextField("Thành phần khác", blank=True)
    agenda = models.TextField("Chương trình", blank=True)
    proceedings = models.TextField("Nội dung thảo luận, kết quả", blank=True)
    scores_agreed = models.BooleanField("Hội nghị thống nhất bảng điểm", default=False)
    recorded_at = models.DateTimeField("Ghi nhận lúc", null=True, blank=True)

    class Meta:
        verbose_name = "hội nghị"
        constraints = [
            models.CheckConstraint(
                condition=Q(date_precision="unknown", starts_on__isnull=True, ends_on__isnull=True)
                | Q(date_precision="day", starts_on__isnull=False, ends_on=F("starts_on"))
                | Q(date_precision="range", starts_on__isnull=False, ends_on__gt=F("starts_on")),
                name="conference_date_as_precise_as_said",
                violation_error_message="Ngày họp không khớp với cách ghi ngày đã chọn.",
            ),
            models.CheckConstraint(
                condition=Q(state="recorded", recorded_at__isnull=False)
                | Q(state="entering", recorded_at__isnull=True),
                name="conference_recorded_with_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        return self.title

    @property
    def label_in_full(self) -> str:
        """With the day, where it was one and is known."""
        is_known = self.date_precision == DatePrecision.DAY
        return f"{self.title}, ngày {vn_date(self.starts_on)}" if is_known else self.title

    @property
    def is_recorded(self) -> bool:
        return self.state == ConferenceState.RECORDED


class ConferencePurpose(models.Model):
    """What the meeting is for, and for which edition (so for which year)."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="purposes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("Mục đích", max_length=20, choices=PurposeKind.choices())
    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="purposes")

    class Meta:
        verbose_name = "mục đích hội nghị"
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "kind", "edition"], name="purpose_once_per_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.edition_id}"

    @property
    def label(self) -> str:
        return f"{PurposeKind(self.kind).label}: {self.conference.label_in_full}"


class Attendance(models.Model):
    """Whether a member unit was there; no row means nobody has told us."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="attendances")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="attendances")
    is_present = models.BooleanField("Có mặt")
    reason = models.CharField("Lý do vắng", max_length=300, blank=True)

    class Meta:
        verbose_name = "lần dự hội nghị"
        constraints = [
            models.UniqueConstraint(fields=["conference", "unit"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.is_present}"

    @property
    def label(self) -> str:
        return f"{self.unit.label}, {self.conference.label_in_full}"


def _who(row: "Participant | Speech") -> str:
    """“Nguyễn Văn A, VKSND huyện Tân Yên”, as far as it is known."""
    return ", ".join(part.label for part in (row.person, row.unit) if part)


class Participant(models.Model):
    """Somebody at the meeting, in the capacity of that day. Person or unit may be unknown."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="participants")
    position = models.PositiveSmallIntegerField()
    role = models.CharField("Vai trò", max_length=12, choices=ParticipantRole.choices())
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="participations", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="participations", null=True, blank=True
    )
    post = models.CharField("Chức vụ", max_length=200, blank=True)
    capacity = models.CharField("Tư cách", max_length=300, blank=True)

    class Meta:
        verbose_name = "người dự hội nghị"

    def __str__(self) -> str:
        return f"{self.role} {self.position}"

    @property
    def label(self) -> str:
        return f"{ParticipantRole(self.role).label} {_who(self)}, {self.conference.label_in_full}"


class Speech(models.Model):
    """A speech and its gist in the clerk's words."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="speeches")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("Loại phát biểu", max_length=12, choices=SpeechKind.choices())
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="speeches", null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="speeches", null=True, blank=True)
    post = models.CharField("Chức vụ", max_length=200, blank=True)
    capacity = models.CharField("Tư cách", max_length=300, blank=True)
    gist = models.TextField("Ý chính", blank=True)

    class Meta:
        verbose_name = "phát biểu tại hội nghị"

    def __str__(self) -> str:
        return f"{self.kind} {self.position}"

    @property
    def label(self) -> str:
        return f"Phát biểu thứ {self.position + 1} {_who(self)}, {self.conference.label_in_full}"


class PresentedDocument(models.Model):
    """A paper or film laid before the meeting, and what became of it there."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="documents")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("Tên tài liệu", max_length=500)
    status = models.CharField(
        "Kết quả", max_length=12, choices=DocumentStatus.choices(), blank=True
    )
    as_stated = models.CharField("Ghi rõ", max_length=500, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="presented_documents", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="presented_documents", null=True, blank=True
    )
    post = models.CharField("Chức vụ", max_length=200, blank=True)
    capacity = models.CharField("Tư cách", max_length=300, blank=True)

    class Meta:
        verbose_name = "tài liệu trình hội nghị"

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return f"{self.name}, {self.conference.label_in_full}"


class SeatChoice(models.Model):
    """Whom the meeting chose to lead next year; becomes a reserved seat once recorded."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="seat_choices")
    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="seat_choices")
    label_year = models.PositiveSmallIntegerField("Năm")
    role = models.CharField("Vai trò", max_length=10, choices=GroupRole.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seat_choices")
    how = models.CharField("Cách chọn", max_length=20, choices=HowChosen.choices(), blank=True)
    as_written = models.CharField("Nguyên văn", max_length=500, blank=True)
    vote_as_stated = models.CharField("Biểu quyết", max_length=300, blank=True)
    # Why this unit although it was not considered for emulation this year.
    despite = models.CharField("Lý do vẫn chọn", max_length=500, blank=True)
    seat = models.OneToOneField(
        ReservedSeat, models.PROTECT, related_name="choice", null=True, blank=True
    )

    class Meta:
        verbose_name = "lựa chọn trưởng, phó năm sau"
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "edition", "label_year", "role"], name="choice_once_per_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.label_year}: {self.unit_id}"

    @property
    def label(self) -> str:
        role = f"{self.edition.role_label(self.role)} năm {self.label_year}"
        return f"{role}: {self.unit.label}, {self.conference.label_in_full}"


class Attachment(models.Model):
    """A photo or scan with its caption; the caption may be known where the file is not."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("Loại", max_length=10, choices=AttachmentKind.choices())
    caption = models.CharField("Chú thích", max_length=500, blank=True)
    file = models.FileField("Tệp", upload_to="conferences/%Y", max_length=300, blank=True)
    file_name = models.CharField("Tên tệp", max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "tệp của hội nghị"

    def __str__(self) -> str:
        return self.caption or self.file_name
