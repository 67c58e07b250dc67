"""Which program works things out: what another one kept is not trusted."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from detente import __version__

#: The packages that tracks and states are worked out by, and whose tables they look into.
_PACKAGES = ("reconcile", "model", "codebook")

#: And the module that says what kept answers look like.
_PACKING = "store/packing.py"


@cache
def program() -> str:
    """A digest of the version and of the files that tracks and states depend on, by their names, sizes and times."""
    digest = sha256(__version__.encode())
    root = files("detente")
    if isinstance(root, Path):
        inside = [path for package in _PACKAGES for path in sorted((root / package).rglob("*"))]
        for path in (root / _PACKING, *inside):
            if path.suffix in (".py", ".toml", ".tsv", ".csv"):
                found = path.stat()
                digest.update(f"{path.relative_to(root)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]
