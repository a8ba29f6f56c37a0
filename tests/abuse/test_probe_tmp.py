import time, pytest
from django.db import transaction
from tests.demo import load_demo
from tests.kept import kept
from tests.portal.test_rights import everything
@pytest.mark.django_db
def test_x():
    t=time.process_time(); w=time.time()
    with transaction.atomic():
        kept("probe", load_demo); a=everything(); transaction.set_rollback(True)
    print("first", time.process_time()-t, time.time()-w)
    t=time.process_time(); w=time.time()
    with transaction.atomic():
        kept("probe", load_demo); b=everything()
        print("second", time.process_time()-t, time.time()-w)
        bad=[k for k in a if a[k]!=b[k]]
        print(bad); 
        for k in bad: print(a[k][:1], b[k][:1])
        print(sum(map(len,a.values())))
        transaction.set_rollback(True)
    assert not bad
