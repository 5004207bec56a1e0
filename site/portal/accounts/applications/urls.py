"""Addresses of applying, below /solicitud/ (/en/apply/); translated, so each language has its own."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import paper_views, views

app_name = "applying"
urlpatterns = [
    path(_("apply/"), views.start, name="start"),
    path(_("apply/begin/"), views.begin_one, name="begin"),
    path(_("apply/about-you/"), views.about, name="about"),
    path(_("apply/licence/"), views.training, name="training"),
    path(_("apply/papers/"), paper_views.papers, name="papers"),
    path(_("apply/papers/<uuid:pk>/"), paper_views.paper, name="paper"),
    path(_("apply/papers/<uuid:pk>/remove/"), paper_views.remove, name="paper-remove"),
    path(_("apply/services/"), views.wishes, name="wishes"),
    path(_("apply/send/"), views.send_it, name="send"),
    path(_("apply/withdraw/"), views.withdraw_it, name="withdraw"),
    path(_("account/application/"), views.mine, name="mine"),
]
