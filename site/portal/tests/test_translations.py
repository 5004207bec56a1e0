"""Every string is in Spanish, and the check that says so sees what it should."""

import os
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog

from portal.core.translations import compile_catalogue

from .house import ROOT
from .translations import bare_text, problems, strings_in_python, strings_in_template


def test_every_string_is_in_spanish() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "portal.tests.translations"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Missing")
_("Fuzzy one")
_("Untranslated")
_("There")
ngettext("%(n)d animal", "%(n)d animals", n)
pgettext("month", "May")
"""
TEMPLATE = """
{% load i18n %}
{% trans "Said in a tag" %}
{% blocktranslate trimmed with name=x %}
  Hello
  {{ name }}
{% endblocktranslate %}
"""


def test_planted_strings_are_found() -> None:
    found = strings_in_python(PYTHON, "a.py") + strings_in_template(TEMPLATE, "b.html")
    catalogue = Catalog(locale="es")
    catalogue.add("There", "Está")
    catalogue.add("Fuzzy one", "Borroso", flags={"fuzzy"})
    catalogue.add("Untranslated", "")
    catalogue.add(("%(n)d animal", "%(n)d animals"), ("%(n)d animal", ""))
    catalogue.add("May", "Mayo", context="name")
    catalogue.add("Left over", "Sobra")
    lines = "\n".join(problems(found, catalogue))
    for wanted in ("Missing", "Fuzzy one", "Untranslated", "%(n)d animal", "Said in a tag"):
        assert wanted in lines
    assert "Hello %(name)s" in lines
    assert "'May'" in lines, "a context is part of the string"
    assert "Left over" in lines
    assert "There" not in lines


def test_a_complete_catalogue_has_no_problem() -> None:
    catalogue = Catalog(locale="es")
    catalogue.add("Missing", "Falta")
    found = strings_in_python('_("Missing")', "a.py")
    assert problems(found, catalogue) == []


def test_planted_bare_text_is_found() -> None:
    assert bare_text("<p>Hello there</p>") == ["Hello there"]
    assert bare_text('<img src="x" alt="A dog"><b aria-label="{% trans "x" %}">') == ["A dog"]
    assert bare_text('<input placeholder="Your name" title="">') == ["Your name"]
    assert bare_text("{# why #}<p>{% trans 'Hello' %} {{ name }} · 404 &nbsp;</p>") == []
    assert bare_text("{% blocktranslate %}Hello{% endblocktranslate %}<style>p{}</style>") == []


PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Hello"
msgstr "{word}"
"""


def test_a_catalogue_is_compiled_when_it_changed_and_only_then(tmp_path: Path) -> None:
    po = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO.replace("{word}", "Hola"))
    assert compile_catalogue(po)
    assert b"Hola" in po.with_suffix(".mo").read_bytes()
    assert not compile_catalogue(po)
    po.write_text(PO.replace("{word}", "Buenas"))
    assert compile_catalogue(po)
    assert b"Buenas" in po.with_suffix(".mo").read_bytes()
    assert list(po.parent.glob("*.new")) == []


def test_a_catalogue_put_back_with_an_old_date_is_compiled_too(tmp_path: Path) -> None:
    """Switching to another branch may bring a file that is older than the last compilation."""
    po = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO.replace("{word}", "Hola"))
    compile_catalogue(po)
    po.write_text(PO.replace("{word}", "Buenas"))
    old = po.with_suffix(".mo").stat().st_mtime - 3600
    os.utime(po, (old, old))
    assert compile_catalogue(po)
    assert b"Buenas" in po.with_suffix(".mo").read_bytes()
