"""The words for cameras, without a window."""

import pytest

from kiosk.scanning.devices import Device
from kiosk.scanning.messages import Agreed, CameraState, Pulse
from kiosk.ui.camera.entries import EntryKind, address_entry, entries, film_entry
from kiosk.ui.camera.labels import Rate, camera_state_words
from kiosk.wording.desk.camera_choice import address_fault, agreed_words, camera_words, read_words

WEBCAM = Device(0, "/dev/video0", "HD Webcam", "usb-hd-1")
NAMELESS = Device(2, "/dev/video2", "Camera", "usb-\x1b-2")
BOTH = (WEBCAM, NAMELESS)


@pytest.mark.parametrize(
    ("chosen", "title", "text"),
    [
        ("0", "HD Webcam", "name:usb-hd-1"),
        ("/dev/video0", "HD Webcam", "name:usb-hd-1"),
        ("name:HD Webcam", "HD Webcam", "name:usb-hd-1"),
        ("2", "Camera", "/dev/video2"),  # the settings cannot hold its identity
        ("7", "Camera 7", "7"),
        ("name:usb-gone", "usb-gone", "name:usb-gone"),
        ("rtsp://door:s3cret@10.0.0.7/video", address_entry().title, ""),
        ("rtsp://:99999", address_entry().title, ""),
        ("no such film.avi", film_entry().title, ""),
    ],
)
def test_a_chosen_camera_is_found_in_the_list_or_added_to_it(chosen: str, title: str, text: str) -> None:
    offered, found = entries(BOTH, chosen)
    assert (found.title, found.text) == (title, text)
    assert found in offered
    assert [each.title for each in offered if each.kind is EntryKind.CAMERA and each is not found][:1] != []


def test_the_picture_rate_counts_pictures_that_were_looked_at_or_dropped() -> None:
    rate = Rate()
    rates = [rate.take(Pulse(10 * n, 0, 5 * n), now=0.5 * n) for n in range(5)]
    assert rates == [None, None, None, None, 30]
    assert rate.take(Pulse(1, 0, 0), now=2.5) is None  # another process started to count


def test_a_camera_is_described_in_words() -> None:
    assert agreed_words(Agreed(1280, 720, "MJPG"), 29.7) == "1280x720, 30 pictures a second, MJPG"
    assert agreed_words(Agreed(640, 480, ""), None) == "640x480"
    assert read_words(8.6) == "Reads codes: yes, in 9 ms."
    assert read_words(0.4) == "Reads codes: yes, in less than 1 ms."
    assert camera_words("0") == "Camera 0, by its number"
    assert camera_words("name:usb-hd-1") == "usb-hd-1"
    assert len({camera_state_words(state) for state in CameraState}) == len(CameraState)


def test_the_fault_of_an_address_does_not_contain_the_address() -> None:
    for address in ("ftp://door:s3cret@10.0.0.7/", "rtsp://door:s3cret@:99999/", "s3cret"):
        assert "Write it as rtsp://" in address_fault(address)
        assert "s3cret" not in address_fault(address)
    assert address_fault("https://door:s3cret@10.0.0.7/video") == ""
