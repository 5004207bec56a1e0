"""docker/Dockerfile carried out without Docker: its own lines, in folders that stand for its stages.

Copied is only what the context lets through. Commands run with the stage's variables and nothing of
ours, absolute paths led into the stage's folder. Packages are not downloaded: those of
requirements.txt, and no others, are linked from the environment that runs the tests.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

# What the image has of its own; everything else that is absolute belongs to the system.
OURS = re.compile(r"(?<![\w.-])/(venv|app|var/lib/portal|entrypoint\.sh|tmp|key\.txt)(?![\w.-])")
SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"
STEP = re.compile(r"\s*&&\s*")


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """The Dockerfile's lines, comments dropped and continuations joined: (word, the rest)."""
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for line in re.sub(r"\\\n\s*", " ", kept).splitlines():
        if line.strip():
            word, _space, rest = line.strip().partition(" ")
            yield word, rest.strip()


def pattern(line: str) -> re.Pattern[str]:
    """One line of a .dockerignore."""
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]+\])", line.strip("/"))
    return re.compile(
        "".join(parts.get(p, p if p.startswith("[") else re.escape(p)) for p in pieces)
    )


@dataclass(frozen=True)
class Context:
    """What a build may read: a folder, seen through a .dockerignore."""

    folder: Path
    lines: tuple[str, ...]

    @classmethod
    def of(cls, folder: Path, ignore: str) -> "Context":
        lines = [line.strip() for line in ignore.splitlines()]
        return cls(folder, tuple(line for line in lines if line and not line.startswith("#")))

    def lets_through(self, path: str) -> bool:
        """The last line that fits a path, or a folder above it, decides."""
        parts = path.split("/")
        ways = ["/".join(parts[: length + 1]) for length in range(len(parts))]
        seen = True
        for line in self.lines:
            if any(pattern(line.removeprefix("!")).fullmatch(way) for way in ways):
                seen = line.startswith("!")
        return seen

    def copy(self, source: str, target: Path) -> None:
        """COPY: a file, or what is in a folder; fails when nothing comes through."""
        origin = self.folder / source
        found = (
            [origin] if origin.is_file() else sorted(p for p in origin.rglob("*") if p.is_file())
        )
        copied = 0
        for path in found:
            if self.lets_through(path.relative_to(self.folder).as_posix()):
                aim = target if path == origin else target / path.relative_to(origin)
                aim.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, aim)
                copied += 1
        assert copied, f"COPY {source}: not in the build's context"


@dataclass
class Stage:
    """One FROM and what came after it."""

    root: Path
    # What a process in here is given, and nothing else.
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    said: dict[str, str] = field(default_factory=dict)

    def inside(self, text: str) -> str:
        """The same text with the image's own paths led into this stage's folder."""
        return OURS.sub(lambda found: f"{self.root}{found[0]}", text)

    def path(self, text: str, name: str = "") -> Path:
        """Where something is copied to; a folder keeps the copied thing's name."""
        aim = Path(os.path.normpath(Path(self.folder) / text))
        return self.root / str(aim / name if text.endswith("/") else aim).lstrip("/")

    def run(self, command: str) -> None:
        done = subprocess.run(
            ["/bin/sh", "-c", self.inside(command)],
            cwd=self.root / self.folder.lstrip("/"),
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"RUN {command[:80]}\n{done.stdout}{done.stderr[-4000:]}"


class Build:
    """Goes through a Dockerfile; `stage` is the result."""

    def __init__(self, dockerfile: str, context: Context, folder: Path) -> None:
        self.context = context
        self.folder = folder
        self.named: dict[str, Stage] = {}
        for word, rest in instructions(dockerfile):
            getattr(self, word.lower())(rest)

    def from_(self, rest: str) -> None:
        _image, _space, name = rest.partition(" AS ")
        self.stage = Stage(self.folder / (name or "result"), {"PATH": SYSTEM_PATH})
        self.named[name] = self.stage
        # The base image's Python; that of the tests is the same or a later one.
        python = self.stage.root / "python" / "python"
        python.parent.mkdir(parents=True)
        python.symlink_to(Path(sys.executable).resolve())
        (self.stage.root / "tmp").mkdir()
        self.stage.environment["PATH"] = f"{python.parent}:{SYSTEM_PATH}"

    def env(self, rest: str) -> None:
        known = self.stage.environment
        for name, value in re.findall(r"(\w+)=(\S+)", rest):
            known[name] = re.sub(
                r"\$(\w+)", lambda found: known[found[1]], self.stage.inside(value)
            )

    def workdir(self, rest: str) -> None:
        self.stage.folder = rest
        self.stage.path(rest).mkdir(parents=True, exist_ok=True)

    def copy(self, rest: str) -> None:
        *sources, target = rest.split()
        if sources[0].startswith("--from="):
            origin = self.named[sources.pop(0).removeprefix("--from=")].root / sources[0].lstrip(
                "/"
            )
            if (origin / "pyvenv.cfg").exists():
                # An environment names its own place in every script.
                self.stage.path(target).symlink_to(origin)
            else:
                shutil.copytree(origin, self.stage.path(target), dirs_exist_ok=True)
            return
        for source in sources:
            aim = self.stage.path(target, Path(source).name)
            self.context.copy(source, aim)
            if aim.suffix == ".sh":
                aim.write_text(self.stage.inside(aim.read_text()))

    def run(self, rest: str) -> None:
        if rest.startswith("apt-get "):
            self.system(rest)
        elif " install --require-hashes " in rest:
            link_packages(self.stage, self.stage.path(rest.rpartition(" -r ")[2]))
        else:
            self.stage.run(rest.replace(" -m venv ", " -m venv --without-pip "))

    def system(self, rest: str) -> None:
        """What needs root and a Debian of its own; of that only the folders are made."""
        for step in STEP.split(rest):
            word, *arguments = step.split()
            assert word in {"apt-get", "rm", "useradd", "install"}, f"what does {step!r} do?"
            if word == "install":
                for place in (one for one in arguments if one.startswith("/")):
                    self.stage.path(place).mkdir(parents=True)

    def remember(self, word: str, rest: str) -> None:
        self.stage.said[word] = rest

    def __getattr__(self, word: str) -> object:
        if word == "from":
            return self.from_
        assert word in {"user", "expose", "healthcheck", "entrypoint", "cmd"}, word
        return lambda rest: self.remember(word, rest)


def listed(text: str) -> list[str]:
    """A command in the form that is a JSON list."""
    return [str(part) for part in json.loads(text[text.index("[") :])]


def link_packages(stage: Stage, requirements: Path) -> None:
    """Have the stage's environment hold what the file pins, in exactly these versions."""
    lines = re.sub(r"\\\n\s*", " ", requirements.read_text()).splitlines()
    wanted = [
        Requirement(line.split(" --hash")[0]) for line in lines if re.match(r"[A-Za-z0-9]", line)
    ]
    [packages] = (stage.root / "venv" / "lib").glob("python*/site-packages")
    for one in wanted:
        if one.marker is None or one.marker.evaluate():
            found = metadata.distribution(one.name)
            assert one.specifier.contains(found.version, prereleases=True), (one, found.version)
            link_package(found, packages, stage.root / "venv" / "bin")


def link_package(found: metadata.Distribution, packages: Path, programs: Path) -> None:
    names = {file.parts[0] for file in found.files or [] if file.parts[0] not in ("..", "/")}
    for name in sorted(names - {"__pycache__"}):
        origin, link = Path(str(found.locate_file(name))), packages / name
        if not link.exists():
            link.symlink_to(origin)
            continue
        # A second package in the same folder: that only names it once more when it is the same one.
        assert link.resolve() == origin.resolve(), name
    for entry in found.entry_points.select(group="console_scripts"):
        program = programs / entry.name
        module, _colon, function = entry.value.partition(":")
        program.write_text(
            f"#!/bin/sh\n'''exec' '{programs}/python' \"$0\" \"$@\"\n' '''\n"
            f"import sys\nfrom {module} import {function.partition('.')[0]}\n"
            f"sys.exit({function}())\n"
        )
        program.chmod(0o755)
