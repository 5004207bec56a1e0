"""What a file may be called. The name is only ever shown and offered; no path is made of it."""

import re
import unicodedata

from .errors import BadName

LONGEST = 120
# Extensions that we take, with the type that the content must turn out to be.
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
# Inside a name these are no part of a title: `diploma.html.pdf` is made to be mistaken.
HIDDEN = frozenset(
    [
        "app",
        "asp",
        "aspx",
        "bat",
        "bin",
        "bz2",
        "cgi",
        "chm",
        "cmd",
        "com",
        "cpl",
        "css",
        "dll",
        "dmg",
        "doc",
        "docm",
        "docx",
        "elf",
        "exe",
        "gif",
        "gz",
        "hta",
        "htm",
        "html",
        "iso",
        "jar",
        "js",
        "jsp",
        "lnk",
        "mht",
        "mhtml",
        "mjs",
        "msi",
        "pdf",
        "php",
        "phar",
        "phtml",
        "jpg",
        "jpeg",
        "pl",
        "png",
        "ps1",
        "py",
        "rar",
        "rb",
        "reg",
        "rtf",
        "scr",
        "sh",
        "svg",
        "svgz",
        "swf",
        "tar",
        "tgz",
        "url",
        "vb",
        "vbs",
        "wasm",
        "wsf",
        "xht",
        "xhtml",
        "xls",
        "xlsm",
        "xlsx",
        "xml",
        "xsl",
        "zip",
        "7z",
    ]
)
# What stands between folders, streams and drives somewhere.
SEPARATORS = re.compile(r"[/\\:]")


def checked_name(name: str) -> tuple[str, str]:
    """The name as it is kept, and the type that its extension promises; raises BadName.

    Refused: separators of paths, control and direction characters, nothing before the extension, a
    second extension in disguise, more than LONGEST characters.
    """
    text = unicodedata.normalize("NFC", name).strip()
    if not text or len(text) > LONGEST or SEPARATORS.search(text) or text.startswith("."):
        raise BadName()
    # C: controls, formats such as right-to-left overrides, surrogates, private and unassigned.
    if any(unicodedata.category(sign).startswith("C") for sign in text):
        raise BadName()
    stem, _, extension = text.rpartition(".")
    promised = TYPES.get(extension.lower())
    if promised is None or not stem.strip(". "):
        raise BadName()
    if any(part.strip().lower() in HIDDEN for part in stem.split(".")[1:]):
        raise BadName()
    return text, promised
