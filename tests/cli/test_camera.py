"""A technician lists the cameras and tries one."""

from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest

from kiosk.app import cameras
from kiosk.scanning.devices import Device
from tests.cli.terminal import Terminal
from tests.scanning.mjpeg import free_port, mjpeg_camera, network_camera
from tests.scanning.pictures import colour, jpegs, scene, write_clip

CAMERAS = (
    Device(0, "/dev/video0", "HD Webcam", "usb-hd-1"),
    Device(2, "/dev/video2", "Zoë\x1b[31m's camera", "pci-2"),
)


def test_cameras_are_listed_with_what_to_write_in_the_settings(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cameras, "devices", lambda: CAMERAS)
    done = terminal.kiosk("camera", "list")
    assert done.out.splitlines()[0] == "0  HD Webcam  name:usb-hd-1"
    assert "\x1b" not in done.out
    document = terminal.kiosk("camera", "list", "--json").document
    assert [each["camera"] for each in document] == ["name:usb-hd-1", "name:pci-2"]


def test_without_a_camera_the_list_reports_that_there_is_none(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cameras, "devices", tuple)
    done = terminal.kiosk("camera", "list")
    assert done.status == 0
    assert "no camera" in done.out
    assert terminal.kiosk("camera", "list", "--json").document == []


def test_trying_a_network_camera_prints_size_rate_codec_and_light(terminal: Terminal) -> None:
    frames = jpegs([colour(scene(width=320, height=240)) + shade for shade in (0, 1)])
    with mjpeg_camera(frames) as port:
        address = f"http://door:s3cret@127.0.0.1:{port}/"
        done = terminal.kiosk("camera", "test", address, "--seconds", "0.7", "--json")
        words = terminal.kiosk("camera", "test", address, "--seconds", "0.5")
    assert done.status == 0
    tried = done.document
    assert (tried["works"], tried["state"], tried["codec"]) == (True, "LIVE", "MJPG")
    assert (tried["width"], tried["height"]) == (320, 240)
    assert tried["frames_per_second"] > 5
    assert 180 < tried["brightness"] < 200
    assert "s3cret" not in done.out + words.out
    assert "320x240" in words.out
    assert "light good" in words.out


def test_a_video_is_tried_to_its_end(terminal: Terminal, tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "film.avi", [colour(scene(width=64, height=48))] * 5)
    done = terminal.kiosk("camera", "test", str(clip), "--json")
    assert done.status == 0
    assert (done.document["state"], done.document["frames"]) == ("ENDED", 5)


def test_a_camera_that_gives_no_pictures_fails_with_the_reason(terminal: Terminal) -> None:
    done = terminal.kiosk("camera", "test", f"http://127.0.0.1:{free_port()}/", "--seconds", "0.5")
    assert done.status == 1
    assert "no picture" in done.out
    assert "does not answer" in done.err

    def refuse(viewer: BaseHTTPRequestHandler, _unplugged: Event) -> None:
        viewer.send_error(403)

    with network_camera(refuse) as port:
        done = terminal.kiosk("camera", "test", f"http://127.0.0.1:{port}/", "--seconds", "0.5", "--json")
    assert done.status == 1
    assert (done.document["works"], done.document["state"]) == (False, "DENIED")
    assert "refuses this user and password" in done.err


def test_an_invalid_camera_is_refused_before_anything_is_opened(terminal: Terminal) -> None:
    done = terminal.kiosk("camera", "test", "name:")
    assert done.status == 1
    assert "name: alone names no camera" in done.err
