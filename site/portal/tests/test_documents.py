"""What the documents link to is there: files, pictures, and the headings of both."""

import re
from pathlib import Path

from .house import files, shown

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
ELSEWHERE = ("http://", "https://", "mailto:")


def anchor(heading: str) -> str:
    """A heading as it is called in an address."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def broken(document: Path) -> list[str]:
    """Links of a document that lead nowhere."""
    text = document.read_text(encoding="utf-8")
    lost = []
    for link in LINK.findall(text):
        if link.startswith(ELSEWHERE):
            continue
        path, _, wanted = link.partition("#")
        target = document.parent / path if path else document
        is_there = target.exists()
        if is_there and wanted and target.suffix == ".md":
            said = HEADING.findall(target.read_text(encoding="utf-8"))
            is_there = wanted in {anchor(heading) for heading in said}
        if not is_there:
            lost.append(f"{document.name}: {link}")
    return lost


def test_every_link_of_the_documents_leads_somewhere() -> None:
    documents = list(files(".md"))
    assert {"README.md", "docs/guia-editores.md"} <= {shown(path) for path in documents}
    assert [line for document in documents for line in broken(document)] == []


def test_planted_links_are_found(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# Qué cambia, y qué no\n")
    document = tmp_path / "a.md"
    document.write_text(
        "[b](b.md) [c](c.md) [d](b.md#qué-cambia-y-qué-no) [e](b.md#nada) ![f](x.png) [g](#h)\n"
    )
    assert broken(document) == ["a.md: c.md", "a.md: b.md#nada", "a.md: x.png", "a.md: #h"]
