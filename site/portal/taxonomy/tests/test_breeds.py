"""Breeds: enough of them, each with both names, a species and a source."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from portal.taxonomy.models import Breed, Species
from portal.testing import make_user


def test_there_are_breeds_of_every_species_that_has_any(db: None) -> None:
    assert Breed.objects.filter(species__slug="dog").count() >= 300
    assert Breed.objects.filter(species__slug="cat").count() >= 60
    assert Species.objects.filter(breeds__isnull=False).distinct().count() >= 5


def test_each_has_both_names_and_a_source(db: None) -> None:
    for field in ("name_es", "name_en", "source", "slug"):
        assert not Breed.objects.filter(**{field: ""}).exists(), field


def test_the_name_follows_the_language(db: None) -> None:
    from django.utils import translation

    breed = Breed.objects.get(species__slug="dog", slug="english-pointer")
    with translation.override("es"):
        assert str(breed) == "Pointer inglés"
    with translation.override("en"):
        assert str(breed) == "English Pointer"


def test_a_breed_stands_once_per_species(db: None) -> None:
    breed = Breed.objects.first()
    assert breed is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Breed.objects.create(species=breed.species, slug=breed.slug, name_es="x", name_en="x")


def test_the_list_is_searched_and_asks_as_much_for_many(
    client: Client, db: None, django_assert_max_num_queries: Any
) -> None:
    client.force_login(make_user("dora@example.com", "administrator"))
    client.get("/admin/breeds/")
    with django_assert_max_num_queries(25):
        page = client.get("/admin/breeds/?q=pointer").content.decode()
    assert "Pointer inglés" in page
