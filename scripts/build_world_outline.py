"""Make the outline of the land for the map of venues from Natural Earth's 1:110m land, as packed in the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_world_outline.py package/land-110m.json

The outline has coasts and no borders: where a state ends is disputed more often than where land does. Natural Earth is in the
public domain; world-atlas (ISC, Michael Bostock) packs it as TopoJSON. Written is one SVG file with a path in degrees, north up.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src" / "detente" / "web" / "static" / "world.svg"


def arcs_of(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs in degrees: TopoJSON keeps them as differences of whole numbers."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def ring_path(ring: list[int], arcs: list[list[tuple[float, float]]]) -> str:
    """A ring as a piece of a path, to a tenth of a degree; an arc with a negative number runs backwards."""
    points: list[str] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        for longitude, latitude in arc:
            point = f"{round(longitude, 1):g} {round(-latitude, 1):g}"
            if not points or points[-1] != point:
                points.append(point)
    return "M" + "L".join(points) + "Z" if len(points) > 3 else ""


def main(source: str) -> None:
    """Read the topology and write the outline."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = arcs_of(topology)
    paths = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        paths += [ring_path(ring, arcs) for polygon in polygons for ring in polygon]
    TARGET.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180">'
        "<!-- Land: Natural Earth 1:110m (public domain), by way of world-atlas 2.0.2 (ISC). -->"
        f'<path id="land" vector-effect="non-scaling-stroke" d="{"".join(paths)}"/></svg>\n',
        encoding="utf-8",
    )
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
