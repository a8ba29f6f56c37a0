"""Addresses of years, clusters and blocs."""

from django.urls import path

from clusters.views import editions, members, papers, turn, years

app_name = "clusters"
urlpatterns = [
    path("nam-thi-dua/moi/", years.year_new, name="year-new"),
    path("nam-thi-dua/<int:pk>/sua/", years.year_edit, name="year-edit"),
    path("nam-thi-dua/<int:pk>/xoa/", years.year_delete, name="year-delete"),
    path("nam-thi-dua/<int:pk>/chia-cum/", turn.turn_new, name="turn-new"),
    path("nam-thi-dua/<int:pk>/chia-cum/bang/", turn.turn, name="turn"),
    path("nam-thi-dua/<int:pk>/chia-cum/xem/", turn.turn_check, name="turn-check"),
    path("nam-thi-dua/<int:pk>/chia-cum/bo/", turn.turn_drop, name="turn-drop"),
    path("nam-thi-dua/<int:pk>/chia-cum/phuong-an.pdf", papers.turn_as_pdf, name="turn-pdf"),
    path("nam-thi-dua/<int:pk>/danh-sach.pdf", papers.year_list_as_pdf, name="year-list-pdf"),
    path("nam-thi-dua/<int:pk>/danh-sach.xlsx", papers.year_list_as_xlsx, name="year-list-xlsx"),
    path("cum-khoi/moi/", editions.edition_new, name="edition-new"),
    path("cum-khoi/<int:pk>/sua/", editions.edition_edit, name="edition-edit"),
    path("cum-khoi/<int:pk>/xoa/", editions.edition_delete, name="edition-delete"),
    path("cum-khoi/<int:pk>/thanh-phan/", members.composition, name="composition"),
    path("cum-khoi/<int:pk>/lanh-dao/", members.leadership, name="leadership"),
    path("cum-khoi/<int:pk>/nhan-vai-tro/", members.seat_take, name="seat-take"),
    path("cum-khoi/<int:pk>/phu-trach/", members.supervision, name="supervision"),
    path("cum-khoi/<int:pk>/khong-xet/", members.exclusions, name="exclusions"),
    path("cum-khoi/<int:pk>/luan-phien/", editions.rotation, name="rotation"),
]
