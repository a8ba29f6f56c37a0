"""What people do with conferences: enter them step by step, record, reopen or discard them."""

from conferences.actions.attachments import note_download, save_attachments
from conferences.actions.drafts import (
    CannotDiscard,
    CannotEdit,
    CannotSave,
    call_conference,
    discard_conference,
    locked_draft,
    save_general,
)
from conferences.actions.recording import (
    CannotRecord,
    CannotReopen,
    record_conference,
    reopen_conference,
)
from conferences.actions.steps import (
    save_people,
    save_programme,
    save_score_agreement,
    save_seats,
)

__all__ = [
    "CannotDiscard",
    "CannotEdit",
    "CannotRecord",
    "CannotReopen",
    "CannotSave",
    "call_conference",
    "discard_conference",
    "locked_draft",
    "note_download",
    "record_conference",
    "reopen_conference",
    "save_attachments",
    "save_general",
    "save_people",
    "save_programme",
    "save_score_agreement",
    "save_seats",
]
