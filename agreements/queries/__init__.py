"""Reading agreements: which exist for a reader, what their forms edit, what the paper says."""

from agreements.queries.content import agreement_text, frozen_text, issue_view, shown_text
from agreements.queries.facts import (
    Scene,
    conferences_of,
    first_order,
    member_keys,
    parties_of,
    scene_of,
    short_names,
    signing_of,
    text_of,
)
from agreements.queries.lists import (
    AgreementRow,
    agreement_of,
    agreement_rows,
    agreement_url,
    agreements_visible_to,
    editions_without_agreement,
    found,
    in_order,
    touched_by,
    waiting_for,
)
from agreements.queries.record import AgreementRecord, agreement_record

__all__ = [
    "AgreementRecord",
    "AgreementRow",
    "Scene",
    "agreement_of",
    "agreement_record",
    "agreement_rows",
    "agreement_text",
    "agreement_url",
    "agreements_visible_to",
    "conferences_of",
    "editions_without_agreement",
    "first_order",
    "found",
    "frozen_text",
    "in_order",
    "issue_view",
    "member_keys",
    "parties_of",
    "scene_of",
    "short_names",
    "shown_text",
    "signing_of",
    "text_of",
    "touched_by",
    "waiting_for",
]
