"""What is said of agreeing and signing, and who has signed the paper in force."""

from dataclasses import replace

from django.db import transaction

from accounts.models import User
from agreements.actions.locking import CannotChange, locked
from agreements.models import Agreement, Signature
from agreements.queries import parties_of, signatures_of, signing_of
from agreements.rules import (
    SignaturesFacts,
    SigningFacts,
    signatures_problems,
    signing_problems,
)
from audit.actions import record
from core.dates import today
from core.problems import Problem
from core.text import one_line
from core.versions import changes, plain, version_of
from documents.models import Paper


def note_signing(
    *, agreement: Agreement, signed_as_stated: str = "", adopted_as_stated: str = "", by: User
) -> None:
    """Enter how the units agreed and signed, as the source puts it, whatever stood there before."""
    facts = SigningFacts(adopted_as_stated, signed_as_stated)
    opened = signing_of(Agreement.objects.get(pk=agreement.pk))
    save_signing(agreement=agreement, facts=facts, version=version_of(opened), by=by)


@transaction.atomic
def save_signing(*, agreement: Agreement, facts: SigningFacts, version: str, by: User) -> None:
    """Write what is said of agreeing and signing. Units sign the issued paper: it stays open."""
    found = locked(agreement)
    typed = SigningFacts(one_line(facts.adopted_as_stated), one_line(facts.signed_as_stated))
    CannotChange.if_any(signing_problems(typed))
    stored = signing_of(found)
    if not changes(stored=stored, typed=typed, version=version):
        return
    Agreement.objects.filter(pk=found.pk).update(**plain(typed))
    record("agreement.signing_noted", found, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def save_signatures(
    *, agreement: Agreement, facts: SignaturesFacts, version: str, by: User
) -> None:
    """Write who has signed the paper in force; its parties are those it was issued with."""
    found = locked(agreement)
    if found.paper is None:
        raise CannotChange("Chưa phát hành giao ước nên chưa ghi được chữ ký.")
    stored = signatures_of(found.paper)
    tidied = (replace(row, signer=one_line(row.signer)) for row in facts.signatures)
    typed = SignaturesFacts(tuple(tidied))
    CannotChange.if_any(_signature_problems(stored, typed))
    if not changes(stored=stored, typed=typed, version=version):
        return
    for row in typed.signatures:
        rows = Signature.objects.filter(paper=found.paper, unit_id=row.unit_id)
        rows.update(state=row.state, signed_on=row.signed_on, signer=row.signer)
    record("agreement.signatures_saved", found, by=by, before=plain(stored), after=plain(typed))


def _signature_problems(stored: SignaturesFacts, typed: SignaturesFacts) -> list[Problem]:
    of_paper = [row.unit_id for row in stored.signatures]
    if [row.unit_id for row in typed.signatures] != of_paper:
        return [Problem("Danh sách ký không còn như lúc mở trang. Hãy tải lại trang.")]
    return signatures_problems(typed, today())


def await_signatures(agreement: Agreement, paper: Paper) -> None:
    """A new paper is signed by its own parties; nobody has told yet whether they did."""
    Signature.objects.bulk_create(
        Signature(agreement=agreement, paper=paper, position=position, unit_id=row.unit_id)
        for position, row in enumerate(parties_of(agreement).parties, start=1)
    )
