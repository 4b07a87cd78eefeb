"""Where the camera stands: a pinhole that looks down on a sheet, and the homography that follows."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Points = npt.NDArray[np.float64]

_FOCAL = 0.75
"""Focal length as a share of the frame's long side: about 27 mm on a full frame, as the main lens of a phone."""


@dataclass(frozen=True, kw_only=True)
class Pose:
    """How a hand holds the camera over a sheet."""

    tilt_x_degrees: float
    """Leaning back: the sheet's top grows smaller."""
    tilt_y_degrees: float
    roll_degrees: float
    fill: float
    """The share of the frame's width or height that the sheet takes, whichever is tighter."""
    shift: tuple[float, float] = (0.0, 0.0)
    """Where the sheet's middle lies from the frame's, as a share of the frame."""


def homography(pose: Pose, sheet_mm: tuple[float, float], frame: tuple[int, int]) -> Matrix:
    """Return the 3×3 matrix from millimetres on the sheet (origin at its middle) to pixels of a frame."""
    rotation = _rotation(pose)
    near, far = 10.0, 40_000.0
    for _ in range(60):  # farther makes smaller: halve until the sheet fills what it should
        middle = math.sqrt(near * far)
        low, high = _bounds(_project(rotation, middle, sheet_mm, frame))
        too_large = max((high - low) / np.array(frame)) > pose.fill
        near, far = (middle, far) if too_large else (near, middle)
    matrix = _plane(rotation, far, frame)
    low, high = _bounds(apply(matrix, corners(sheet_mm)))
    wanted = np.array(frame) * (0.5 + np.array(pose.shift))
    move = np.eye(3)
    move[:2, 2] = wanted - (low + high) / 2
    return np.asarray(move @ matrix)


def corners(sheet_mm: tuple[float, float]) -> Points:
    """Return the sheet's corners TL TR BR BL in millimetres from its middle."""
    width, height = sheet_mm[0] / 2, sheet_mm[1] / 2
    return np.array([(-width, -height), (width, -height), (width, height), (-width, height)])


def rounded(sheet_mm: tuple[float, float], radius_mm: float) -> Points:
    """Return the outline of a sheet with round corners, nine points to each, in millimetres from its middle."""
    if not radius_mm:
        return corners(sheet_mm)
    turns = np.linspace(0, math.pi / 2, 9)
    arc = np.column_stack([-np.cos(turns), -np.sin(turns)]) * radius_mm
    inner = corners((sheet_mm[0] - 2 * radius_mm, sheet_mm[1] - 2 * radius_mm))
    quarter = np.array([(0, 1), (-1, 0)])  # a turn to the right, where y points down
    return np.concatenate([inner[index] + arc @ np.linalg.matrix_power(quarter, index) for index in range(4)])


def apply(matrix: Matrix, points: Points) -> Points:
    """Send n × 2 points through a homography."""
    sent = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(sent[:, :2] / sent[:, 2:])


def _rotation(pose: Pose) -> Matrix:
    x, y, z = (math.radians(angle) for angle in (pose.tilt_x_degrees, pose.tilt_y_degrees, pose.roll_degrees))
    around_x = np.array([(1, 0, 0), (0, math.cos(x), -math.sin(x)), (0, math.sin(x), math.cos(x))])
    around_y = np.array([(math.cos(y), 0, math.sin(y)), (0, 1, 0), (-math.sin(y), 0, math.cos(y))])
    around_z = np.array([(math.cos(z), -math.sin(z), 0), (math.sin(z), math.cos(z), 0), (0, 0, 1)])
    return np.asarray(around_x.T @ around_y @ around_z)


def _plane(rotation: Matrix, distance_mm: float, frame: tuple[int, int]) -> Matrix:
    focal = _FOCAL * max(frame)
    lens = np.array([(focal, 0, frame[0] / 2), (0, focal, frame[1] / 2), (0, 0, 1)])
    return np.asarray(lens @ np.column_stack([rotation[:, 0], rotation[:, 1], (0, 0, distance_mm)]))


def _project(rotation: Matrix, distance_mm: float, sheet_mm: tuple[float, float], frame: tuple[int, int]) -> Points:
    least = 0.6 * math.hypot(*sheet_mm)  # nearer, a corner could come behind the lens
    return apply(_plane(rotation, max(distance_mm, least), frame), corners(sheet_mm))


def _bounds(points: Points) -> tuple[Points, Points]:
    return points.min(axis=0), points.max(axis=0)
