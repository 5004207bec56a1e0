"""Uploads on a disk or in S3, by setting alone; S3 is a double on this machine."""

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from portal.backups.actions import kept_names, prune
from portal.backups.media import walk
from portal.people import erasure_list
from portal.people.erasure import erase_person
from portal.people.models import Person
from portal.settings import env

from .s3_double import in_s3, keys, s3

__all__ = ["in_s3", "s3"]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # Of the double and its client, not of ours.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def test_pictures_are_kept_in_s3_and_come_from_the_site(in_s3: Any, client: Client) -> None:
    image = Image.objects.create(title="Luna", file=get_test_image_file("luna.png"))
    small = image.get_rendition("width-40")
    assert small.url.startswith("/media/images/")
    assert any(key.startswith("site/original_images/") for key in keys(in_s3, "media"))
    answer = client.get(small.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert client.get("/media/images/missing.png").status_code == 404
    assert client.get("/media/original_images/../../etc/passwd").status_code == 404


def test_documents_are_kept_in_s3_and_come_from_the_site(in_s3: Any, client: Client) -> None:
    document = Document.objects.create(title="Prices", file=ContentFile(b"%PDF", name="p.pdf"))
    assert "site/documents/p.pdf" in keys(in_s3, "media")
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF"


WAYS_OUT = [
    "images/../documents/p.pdf",
    "images/%2e%2e/documents/p.pdf",
    "images/..%5cdocuments%5cp.pdf",
]


@pytest.mark.parametrize("path", WAYS_OUT)
def test_no_way_leads_from_the_pictures_to_another_folder(
    in_s3: Any, client: Client, path: str
) -> None:
    default_storage.save("documents/p.pdf", ContentFile(b"%PDF"))
    assert default_storage.open(unquote(path)).read() == b"%PDF"
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("path", WAYS_OUT)
def test_no_way_leads_out_of_the_pictures_on_a_disk(
    client: Client, path: str, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("images/a.png", ContentFile(b"picture"))
    default_storage.save("documents/p.pdf", ContentFile(b"%PDF"))
    assert client.get("/media/images/a.png").status_code == 200
    assert client.get(f"/media/{path}").status_code == 404


def test_nothing_is_overwritten_and_deleting_deletes(in_s3: Any) -> None:
    first = default_storage.save("images/a.txt", ContentFile(b"one"))
    second = default_storage.save("images/a.txt", ContentFile(b"two"))
    assert first != second
    assert default_storage.open(first).read() == b"one"
    default_storage.delete(first)
    assert not default_storage.exists(first)
    assert default_storage.exists(second)


def test_private_files_have_no_address(in_s3: Any, client: Client) -> None:
    name = storages["private"].save("papers/licence.pdf", ContentFile(b"%PDF"))
    assert keys(in_s3, "private") == ["papers/licence.pdf"]
    address = storages["private"].url(name)
    assert "Signature" not in address and "amazonaws" not in address
    assert client.get(address).status_code == 404


def test_backups_and_the_list_of_erasures_go_to_s3(in_s3: Any) -> None:
    from portal.backups.actions import back_up

    default_storage.save("original_images/luna.png", ContentFile(b"picture"))
    storages["private"].save("papers/licence.pdf", ContentFile(b"%PDF"))
    person = Person.objects.create(full_name="Elena")
    erase_person(person=person)
    erase_person(person=person)
    assert [one for one, _at in erasure_list.noted()] == [person.pk]
    run = back_up()
    assert run.files == 2
    assert kept_names() == [run.name]
    assert f"portal/{run.name}/manifest.json" in keys(in_s3, "backups")
    assert f"portal/erasures/{person.pk}.json" in keys(in_s3, "backups")
    manifest = json.load(storages["backups"].open(f"{run.name}/manifest.json"))
    assert manifest["name"] == run.name
    for file in list(walk(storages["backups"], run.name)):
        old = file.replace(run.name, "20200101T000000Z")
        content = io.BytesIO(storages["backups"].open(file).read())
        storages["backups"].save(old, ContentFile(content.getvalue()))
    assert prune() == 1
    assert kept_names() == [run.name]


@pytest.mark.parametrize("url", ["", "ftp://x", "s3://", "file://relative", "/plain/path"])
def test_a_storage_that_makes_no_sense_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        env.storage(url, "STORAGE_URL")
