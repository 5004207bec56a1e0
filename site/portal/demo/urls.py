"""The demo's own addresses; only where portal.demo is installed."""

from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("", views.front, name="front"),
    path("login/<slug:slug>/", views.login, name="login"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:pk>/", views.mail, name="mail"),
    path("mailbox/<uuid:pk>/html/", views.mail_html, name="mail_html"),
    path("mailbox/<uuid:pk>/<int:number>/", views.attachment, name="attachment"),
]
