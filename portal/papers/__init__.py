"""Papers made from what several apps know together."""

from portal.papers.handover import handover_file, handover_paper, handover_pdf
from portal.papers.trial import trial_file, trial_paper, trial_pdf

__all__ = [
    "handover_file",
    "handover_paper",
    "handover_pdf",
    "trial_file",
    "trial_paper",
    "trial_pdf",
]
