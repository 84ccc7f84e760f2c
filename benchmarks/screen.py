"""A screen of a benchmark's own, looked at from outside: it tells when a window shows something."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

_SHOWN = 2  # IsViewable
_ALL_PLANES = 0xFFFFFFFF
_WHOLE_PICTURE = 2  # ZPixmap
_LEAST = (300, 200)  # dots; smaller windows are a toolkit's own


class _Attributes(Structure):
    """XWindowAttributes of Xlib, up to what is asked here."""

    _fields_ = [
        *((name, c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        ("visual", c_void_p),
        ("root", c_ulong),
        *((name, c_int) for name in ("window_class", "bit_gravity", "win_gravity", "backing_store")),
        *((name, c_ulong) for name in ("backing_planes", "backing_pixel")),
        ("save_under", c_int),
        ("colormap", c_ulong),
        ("map_installed", c_int),
        ("map_state", c_int),
        ("rest", c_long * 16),
    ]


class Screen:
    """A running Xvfb, and a connection of ours to it."""

    def __init__(self, name: str) -> None:
        """`name`: of the display, e.g. ":7"."""
        self.name = name
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XDefaultRootWindow.restype = c_ulong
        self._x.XDefaultRootWindow.argtypes = [c_void_p]
        self._x.XGetImage.restype = c_void_p
        self._x.XGetImage.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int]
        self._x.XGetPixel.restype = c_ulong
        self._x.XGetPixel.argtypes = [c_void_p, c_int, c_int]
        self._x.XOpenDisplay.argtypes = [c_char_p]
        self._at = c_void_p(self._x.XOpenDisplay(name.encode()))

    def shows_a_window(self) -> bool:
        """Tell whether a window stands on the screen and something has been painted on it."""
        return any(self._is_painted(window) for window in self._windows())

    def _windows(self) -> list[int]:
        root, parent, count = c_ulong(), c_ulong(), c_uint()
        children = POINTER(c_ulong)()
        top = self._x.XDefaultRootWindow(self._at)
        self._x.XQueryTree(self._at, c_ulong(top), byref(root), byref(parent), byref(children), byref(count))
        return [children[number] for number in range(count.value)]

    def _is_painted(self, window: int) -> bool:
        told = _Attributes()
        if not self._x.XGetWindowAttributes(self._at, c_ulong(window), byref(told)):
            return False
        if told.map_state != _SHOWN or told.width < _LEAST[0] or told.height < _LEAST[1]:
            return False
        middle = told.height // 2
        line = self._x.XGetImage(self._at, window, 0, middle, told.width, 1, _ALL_PLANES, _WHOLE_PICTURE)
        if not line:
            return False
        return any(self._x.XGetPixel(line, x, 0) & 0xFFFFFF for x in range(0, told.width, 40))


@contextmanager
def screen() -> Iterator[Screen]:
    """Run an Xvfb of 1366 x 768 dots."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:  # noqa: S603
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            yield Screen(f":{number}")
        finally:
            server.terminate()
