"""Agreements issued before: one signature a party, of which nothing is known yet."""

from django.db import migrations


def await_signatures(apps, _editor):
    agreement_model = apps.get_model("agreements", "Agreement")
    signature_model = apps.get_model("agreements", "Signature")
    for agreement in agreement_model.objects.filter(paper__isnull=False):
        signature_model.objects.bulk_create(
            signature_model(
                agreement=agreement,
                paper_id=agreement.paper_id,
                position=position,
                unit_id=party.unit_id,
            )
            for position, party in enumerate(agreement.parties.order_by("position", "pk"), start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_signing_and_corrections")]
    operations = [migrations.RunPython(await_signatures, migrations.RunPython.noop)]
