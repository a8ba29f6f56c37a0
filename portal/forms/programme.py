"""Step “Nội dung”: agenda, speeches, documents, discussion."""

from conferences.enums import DocumentStatus, SpeechKind
from conferences.rules import DocumentRow, ProgrammeFacts, SpeechRow
from core.forms.facts import FactsForm, Group
from core.forms.fields import LineField, ProseField, WordField
from core.forms.pickers import PersonField, UnitField
from core.forms.rows import RowForm


class SpeechForm(RowForm):
    row_type = SpeechRow
    moves = True

    kind = WordField(SpeechKind, label="Loại phát biểu")
    person = PersonField(label="Người phát biểu", required=False)
    post = LineField(label="Chức vụ", max_length=200, required=False)
    unit_id = UnitField(label="Đơn vị", required=False)
    capacity = LineField(
        label="Tư cách tại hội nghị",
        required=False,
    )
    gist = ProseField(label="Ý chính", required=False, lines=3)


class DocumentForm(RowForm):
    row_type = DocumentRow
    moves = True

    name = LineField(label="Tên tài liệu", max_length=500, wide=True)
    status = WordField(
        DocumentStatus, label="Kết quả tại hội nghị", required=False, blank="Chưa có thông tin"
    )
    as_stated = LineField(label="Nguồn ghi rõ", max_length=500, required=False)
    person = PersonField(label="Người trình bày", required=False)
    post = LineField(label="Chức vụ", max_length=200, required=False)
    unit_id = UnitField(label="Đơn vị", required=False)
    capacity = LineField(label="Tư cách", required=False)


class ProgrammeForm(FactsForm[ProgrammeFacts]):
    facts_type = ProgrammeFacts
    row_forms = {"speeches": SpeechForm, "documents": DocumentForm}
    groups = (
        Group("", ("agenda",)),
        Group(
            "Tài liệu trình hội nghị",
            rows="documents",
            row_label="Tài liệu",
            add_label="Thêm tài liệu",
            hint="“Thông qua” nói về một người trình bày nghĩa là trình bày; "
            "chọn “Thống nhất” khi nguồn nói hội nghị đồng ý.",
        ),
        Group("Phát biểu", rows="speeches", row_label="Phát biểu", add_label="Thêm phát biểu"),
        Group("", ("proceedings",)),
    )

    agenda = ProseField(label="Chương trình", required=False, help_text="Mỗi việc một dòng.")
    proceedings = ProseField(label="Nội dung thảo luận, kết quả", required=False, lines=6)
