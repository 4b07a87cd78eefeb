"""Our steps from a photo to its pictures, beside a twin that takes the faster of Pillow and OpenCV at each.

Both work in a fresh process each, on one core, on the same photos and the same corners. Finding the page, turning it
upright, the verdict and the codes are the same code for both, and left out.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time, sleep
from typing import Any

from bench.data import ROOT
from bench.tables import report, table

ROUNDS = 3
_DPI = 200
_ORIGINAL, _PREVIEW, _THUMB = 1600, 1000, 320
CORNERS = ((0.12, 0.08), (0.9, 0.1), (0.93, 0.92), (0.07, 0.9))
STEPS = ("decode", "rectify", "page", "original", "preview", "thumb")


def ours() -> dict[str, Callable[..., Any]]:
    """Return each of our steps: decode(path), rectify(photo), and one for each picture."""
    import numpy as np

    from dossier.imaging.decode import decode
    from dossier.imaging.pipeline import flat
    from dossier.imaging.renditions import thumb, write
    from dossier.imaging.scan import default_caps
    from dossier.imaging.shrink import fitted

    caps, corners = default_caps(), np.array(CORNERS)

    def preview(page: Any, out: Path) -> Any:
        small = fitted(page, _PREVIEW)
        write("preview", small, out)
        return small

    return {
        "decode": lambda path: decode(path, 0, caps)[1],
        "rectify": lambda photo: flat(photo, corners, _DPI),
        "original": lambda photo, out: write("original", photo.fitted(_ORIGINAL), out),
        "page": lambda page, out: write("page", page, out),
        "preview": preview,
        "thumb": lambda small, out: write("thumb", thumb(small), out),
    }


def opencv() -> dict[str, Callable[..., Any]]:
    """Return the same steps in OpenCV alone."""
    import cv2
    import numpy as np

    cv2.setNumThreads(1)

    def rectify(photo: Any) -> Any:
        height, width = photo.shape[:2]
        flat = (round(_DPI * 210 / 25.4), round(_DPI * 297 / 25.4))
        source = (np.array(CORNERS) * (width, height)).astype(np.float32)
        target = np.array([(0, 0), (flat[0], 0), flat, (0, flat[1])], np.float32)
        return cv2.warpPerspective(photo, cv2.getPerspectiveTransform(source, target), flat, flags=cv2.INTER_LINEAR)

    def fitted(pixels: Any, long: int) -> Any:
        by = long / max(pixels.shape[:2])
        return cv2.resize(pixels, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)

    def keep(pixels: Any, name: Path, option: int, quality: int) -> None:
        name.write_bytes(cv2.imencode(name.suffix, pixels, [option, quality])[1].tobytes())

    def preview(page: Any, out: Path) -> Any:
        small = fitted(page, _PREVIEW)
        keep(small, out / "preview.jpg", jpeg, 80)
        return small

    jpeg, webp = cv2.IMWRITE_JPEG_QUALITY, cv2.IMWRITE_WEBP_QUALITY
    return {
        "decode": lambda path: cv2.imread(str(path)),
        "rectify": rectify,
        "page": lambda page, out: keep(page, out / "page.jpg", jpeg, 85),
        "original": lambda photo, out: keep(fitted(photo, _ORIGINAL), out / "original.jpg", jpeg, 80),
        "preview": preview,
        "thumb": lambda small, out: keep(fitted(small, _THUMB * 297 // 210), out / "thumb.webp", webp, 75),
    }


def pillow() -> dict[str, Callable[..., Any]]:
    """Return the same steps in Pillow alone."""
    import numpy as np
    from PIL import Image, ImageOps

    flat = (round(_DPI * 210 / 25.4), round(_DPI * 297 / 25.4))

    def decode(path: Path) -> Any:
        image = ImageOps.exif_transpose(Image.open(path).convert("RGB"))
        image.load()
        return image

    def rectify(photo: Any) -> Any:
        rows = []
        targets = ((0, 0), (flat[0], 0), flat, (0, flat[1]))
        for (x, y), (u, v) in zip(np.array(CORNERS) * photo.size, targets, strict=True):
            rows += [(u, v, 1, 0, 0, 0, -x * u, -x * v, x), (0, 0, 0, u, v, 1, -y * u, -y * v, y)]
        known = np.array(rows, dtype=np.float64)
        matrix = np.linalg.solve(known[:, :8], known[:, 8])
        return photo.transform(flat, Image.Transform.PERSPECTIVE, matrix.tolist(), Image.Resampling.BILINEAR)

    def fitted(image: Any, long: int) -> Any:
        small = image.copy()
        small.thumbnail((long, long), Image.Resampling.BOX)
        return small

    def preview(page: Any, out: Path) -> Any:
        small = fitted(page, _PREVIEW)
        small.save(out / "preview.jpg", quality=80)
        return small

    return {
        "decode": decode,
        "rectify": rectify,
        "page": lambda page, out: page.save(out / "page.jpg", quality=85),
        "original": lambda photo, out: fitted(photo, _ORIGINAL).save(out / "original.jpg", quality=80),
        "preview": preview,
        "thumb": lambda small, out: fitted(small, _THUMB * 297 // 210).save(out / "thumb.webp", quality=75),
    }


def work(name: str, photos: Sequence[Path]) -> None:
    """Do all steps for all photos, twice; print the median ms of each in the second round, and the peak memory."""
    steps = {"ours": ours, "opencv": opencv, "pillow": pillow}[name]()
    times: dict[str, list[float]] = {step: [] for step in STEPS}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for number, path in enumerate([*photos, *photos]):
            taken: dict[str, float] = {}

            def timed(step: str, *given: Any, taken: dict[str, float] = taken) -> Any:
                begun = process_time()
                made = steps[step](*given)
                taken[step] = 1000 * (process_time() - begun)
                return made

            photo = timed("decode", path)
            timed("original", photo, out)
            page = timed("rectify", photo)
            del photo
            timed("page", page, out)
            timed("thumb", timed("preview", page, out), out)
            if number >= len(photos):
                for step, ms in taken.items():
                    times[step].append(ms)
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    print(json.dumps({**{step: median(of) for step, of in times.items()}, "megabytes": peak}))


def _run(name: str, photos: Sequence[Path]) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "VIPS_CONCURRENCY": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "bench.twin", name, *map(str, photos)]
    told: dict[str, float] = json.loads(subprocess.check_output(command, env=environment, cwd=ROOT))
    sleep(0.2)
    return told


def main() -> int:
    """Measure, print and write the section."""
    import asyncio

    from bench.pages import large_photos

    photos = [each.path for each in asyncio.run(large_photos())]
    runs = {name: [_run(name, photos) for _ in range(ROUNDS)] for name in ("ours", "opencv", "pillow")}
    middle = {name: {key: median(run[key] for run in of) for key in of[0]} for name, of in runs.items()}
    rows: list[tuple[object, ...]] = []
    for step in STEPS:
        mine, cv, pil = (middle[name][step] for name in runs)
        rows.append((step, mine, cv, pil, mine / min(cv, pil)))
    twin = sum(min(middle["opencv"][step], middle["pillow"][step]) for step in STEPS)
    mine = sum(middle["ours"][step] for step in STEPS)
    rows.append(("**all**", mine, "", "", mine / twin))
    least = min(middle["opencv"]["megabytes"], middle["pillow"]["megabytes"])
    memory = [middle[name]["megabytes"] for name in runs]
    rows.append(("peak memory, MB", *memory, memory[0] / least))
    body = (
        f"{len(photos)} photos of 12 megapixels to a page at {_DPI} dpi, on one core; processor time in ms, medians of "
    )
    body += f"{ROUNDS} runs in turn. The twin takes the faster of the two at each step; a ratio of 0.8 is aimed at.\n\n"
    report("twin", "Beside a twin", body + table(("step", "ours", "OpenCV", "Pillow", "ours ÷ twin"), rows))
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(sys.argv[1], [Path(each) for each in sys.argv[2:]])
    else:
        sys.exit(main())
