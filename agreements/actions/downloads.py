"""Who took which file of an agreement."""

from accounts.models import User
from agreements.models import Agreement, SignedCopy
from audit.actions import record
from documents.models import PaperFile


def note_download(*, agreement: Agreement, file: PaperFile | SignedCopy, by: User) -> None:
    """Leave in the log who took which kept file: issued, or scanned once signed."""
    after = {"file": file.name, "sha256": file.sha256}
    record("agreement.downloaded", agreement, by=by, after=after)


def note_draft_download(*, agreement: Agreement, name: str, by: User) -> None:
    """Leave in the log who took a print of the text as it stood then."""
    record("agreement.draft_downloaded", agreement, by=by, after={"file": name})
