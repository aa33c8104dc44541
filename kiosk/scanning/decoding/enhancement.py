"""Enhances a region's pixels for an engine: enlarges, sharpens, equalizes, undoes defocus and motion."""

import math
from functools import lru_cache

import numpy.typing as npt

from kiosk.scanning.opencv import Picture, cv2, np

_LONGEST_SIDE = 900
"""Pixels. Larger regions are enlarged less: their modules are large already."""

_KERNEL_SIDE = 25  # pixels; outside of it a filter that undoes blur is nearly zero
_FREQUENCY_GRID = 64  # pixels a side of the grid on which that filter is computed

_Kernel = npt.NDArray[np.float32]


def enlarged(grey: Picture, times: float) -> Picture:
    """Returns the picture enlarged by a factor, or by less where a side would exceed 900 pixels."""
    times = min(times, max(1.0, _LONGEST_SIDE / max(grey.shape)))
    if times <= 1:
        return grey
    larger = cv2.resize(grey, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    return np.asarray(larger, np.uint8)


def sharpened(grey: Picture) -> Picture:
    """Returns the picture twice as large, with less noise and steeper edges."""
    smooth = cv2.GaussianBlur(enlarged(grey, 2), (0, 0), 1)
    return np.asarray(cv2.addWeighted(smooth, 2.2, cv2.GaussianBlur(smooth, (0, 0), 1.6), -1.2, 0), np.uint8)


def equalized(grey: Picture) -> Picture:
    """Returns the picture twice as large, with equal contrast in every tile: for glare and shade."""
    return np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(enlarged(grey, 2)), np.uint8)


def refocused(  # noqa: PLR0913 -- these parameters describe a blur
    grey: Picture, sigma: float, noise: float, *, times: float, motion: float = 0, angle: float = 0
) -> Picture:
    """Undoes a lens's blur and a hand's motion, then enlarges.

    Args:
        grey: The pixels.
        sigma: The blur: a Gaussian's standard deviation in pixels.
        noise: The share of noise in the signal's power; a larger one makes a more careful filter.
        times: The factor to enlarge by.
        motion: How far the hand moved while the shutter was open, in pixels.
        angle: The direction of the motion, in radians.
    """
    kernel = _wiener_kernel(sigma, noise, motion, angle)
    refocused_pixels = cv2.filter2D(grey, -1, kernel, borderType=cv2.BORDER_REPLICATE)
    return enlarged(np.asarray(refocused_pixels, np.uint8), times)


@lru_cache(maxsize=64)
def _wiener_kernel(sigma: float, noise: float, motion: float, angle: float) -> _Kernel:
    """Returns the Wiener filter of a blur as a kernel; its numbers add up to one."""
    blur = np.fft.fft2(np.fft.ifftshift(_point_spread(sigma, motion, angle)))
    wiener = np.conj(blur) / (np.abs(blur) ** 2 + noise)
    kernel = np.fft.fftshift(np.fft.ifft2(wiener).real)
    middle, half = _FREQUENCY_GRID // 2, _KERNEL_SIDE // 2
    kernel = kernel[middle - half : middle + half + 1, middle - half : middle + half + 1]
    return np.asarray(kernel / kernel.sum(), np.float32)


def _point_spread(sigma: float, motion: float, angle: float) -> _Kernel:
    """Returns the point spread function: the blurred image of one bright point in the middle of the grid."""
    point_spread = np.zeros((_FREQUENCY_GRID, _FREQUENCY_GRID), np.float32)
    middle = _FREQUENCY_GRID // 2
    for along in np.linspace(-0.5, 0.5, 41) if motion else (0.0,):
        x, y = middle + math.cos(angle) * motion * along, middle + math.sin(angle) * motion * along
        left, top = math.floor(x), math.floor(y)
        right_share, low_share = x - left, y - top
        point_spread[top, left] += (1 - right_share) * (1 - low_share)
        point_spread[top, left + 1] += right_share * (1 - low_share)
        point_spread[top + 1, left] += (1 - right_share) * low_share
        point_spread[top + 1, left + 1] += right_share * low_share
    point_spread /= point_spread.sum()
    if sigma:
        point_spread = np.asarray(
            cv2.GaussianBlur(point_spread, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT), np.float32
        )
    return point_spread
