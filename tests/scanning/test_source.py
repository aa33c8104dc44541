"""Naming a camera on the command line."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.cameras import (
    AddressNotEscaped,
    AddressWithoutHost,
    CameraFileMissing,
    CameraFileNotAFile,
    CameraFileUnreadable,
    CameraNameMissing,
    CameraRefusal,
    NeitherFileNorAddress,
    NotACamera,
    SchemeUnknown,
)
from kiosk.scanning.source import (
    Crowd,
    DeviceIndex,
    DevicePath,
    NamedDevice,
    StreamUrl,
    VideoFile,
    name_of,
    parse_source,
)
from kiosk.services.settings.options import camera_for_people
from kiosk.wording.cameras import camera_name
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from kiosk.wording.options import option_value
from tests.refusals import refuses


def test_a_number_is_the_systems_camera() -> None:
    assert parse_source("0") == DeviceIndex(0)
    assert parse_source(" 2 ") == DeviceIndex(2)


def test_a_device_path_need_not_be_there_yet() -> None:
    assert parse_source("/dev/video7") == DevicePath("/dev/video7")


def test_an_existing_file_with_any_name_is_a_video(tmp_path: Path) -> None:
    clip = tmp_path / "Türe 日本 0.mp4"
    clip.write_bytes(b"")
    assert parse_source(str(clip)) == VideoFile(clip)


@pytest.mark.parametrize(
    "url", ["rtsp://10.0.0.9/live", "http://cam:8080/video", "HTTPS://cam/v", "rtsps://[::1]/x"]
)
def test_a_network_camera_is_named_by_its_address(url: str) -> None:
    assert parse_source(url) == StreamUrl(url)


NO_CAMERAS = {
    **{text: NotACamera(text.strip()) for text in ("", "  ", "-1", "1.5", "99999", "a\0b")},
    **{
        text: CameraFileMissing(text)
        for text in ("crowds", "no/such/clip.mp4", "~nobody-of-this-name/clip.mp4")
    },
    "x" * 5000: CameraFileUnreadable,
    "file:///clip.mp4": SchemeUnknown("file"),
    "ftp://cam/v": SchemeUnknown("ftp"),
    "a b://cam": SchemeUnknown(None),
    **{
        text: AddressWithoutHost(text.partition(":")[0])
        for text in (
            *("rtsp://", "http://:80/", "http://cam:port/", "http://[::1/"),
            "rtsp://cam/\nx",
        )
    },
    "cam:port@10.0.0.7": NeitherFileNorAddress(),
}


@pytest.mark.parametrize(("text", "reason"), NO_CAMERAS.items())
def test_what_is_no_camera_is_refused(text: str, reason: CameraRefusal | type[CameraRefusal]) -> None:
    with refuses(reason) as refusal:
        parse_source(text)
    assert fault(refusal.value, Audience.TECHNICIAN).endswith(".")


def test_a_folder_is_no_video(tmp_path: Path) -> None:
    with refuses(CameraFileNotAFile(str(tmp_path))):
        parse_source(str(tmp_path))


def test_a_cameras_password_is_shown_to_nobody() -> None:
    source = parse_source("rtsp://admin:s3cret@cam.example:554/live?token=k3y")
    assert isinstance(source, StreamUrl)
    assert str(source) == "rtsp://cam.example:554/live"
    assert "s3cret" not in repr(source)
    assert "k3y" not in repr(source)
    with pytest.raises(Refused) as refusal:
        parse_source("rtsp://admin:s3cret@:99999/")
    assert "s3cret" not in str(refusal.value)


def test_every_source_is_described_in_a_few_words(tmp_path: Path) -> None:
    sources = (
        DeviceIndex(0),
        DevicePath("/dev/video0"),
        NamedDevice("HD Webcam"),
        VideoFile(tmp_path / "a.mp4"),
        StreamUrl("http://admin:s3cret@cam/video?key=1"),
        Crowd(passes=("A",)),
    )
    assert [camera_name(name_of(source)) for source in sources] == [
        "camera 0",
        "camera /dev/video0",
        "camera 'HD Webcam'",
        "a.mp4",
        "http://cam/video",
        "the rehearsal crowd",
    ]


def test_a_crowd_without_a_code_or_with_one_no_card_can_show_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Crowd(junk=())
    with pytest.raises(ValueError, match="300"):
        Crowd(passes=("x" * 301,))
    with pytest.raises(ValueError, match="300"):
        Crowd(passes=("",))


def test_a_camera_can_be_named_by_name_or_identity_whether_it_is_there_or_not() -> None:
    assert parse_source("name: HD Webcam ") == NamedDevice("HD Webcam")
    assert parse_source("NAME:usb-046d_C920-video-index0") == NamedDevice("usb-046d_C920-video-index0")
    for text in ("name:", "name:  ", "name:a\x1bb"):
        with refuses(CameraNameMissing()):
            parse_source(text)


# Letters that occur in no sentence of ours, and every character that has a meaning in an address.
passwords = st.text(alphabet="ZQXJKW12@/:#?%&=+[]!$,;'\"\\ ~\0", min_size=4, max_size=14)


@pytest.mark.parametrize(
    "form",
    [
        "rtsp://admin:{}@10.0.0.7:554/live",
        "http://admin:{}@10.0.0.7/",
        "ftp://admin:{}@10.0.0.7/",
        "rtsp:/admin:{}@10.0.0.7/live",
        "rtsp:admin:{}@10.0.0.7",
        "admin:{}@rtsp://10.0.0.7",
    ],
)
@given(password=passwords)
@example(password="1234#ZQXJ")  # noqa: S106 -- made up
@example(password="1234/ZQXJ")  # noqa: S106 -- made up
@example(password="1234?ZQXJ")  # noqa: S106 -- made up
@example(password="ZQXJ@KW/QXJW")  # noqa: S106 -- made up
def test_nothing_of_a_cameras_password_is_shown_however_the_address_is_written(
    form: str, password: str
) -> None:
    address = form.format(password)
    texts = option_value(camera_for_people(address))
    try:
        source = parse_source(address)
        texts += f"\n{source!r}\n{name_of(source)!r}"
    except Refused as refusal:
        texts += f"\n{refusal}\n{refusal!r}" + "".join(fault(refusal, each) for each in Audience)
    pieces = {password[start : start + 4] for start in range(len(password) - 3)}
    harmless = "".join(form.split("{}")) + option_value(camera_for_people(form.format("z")))
    assert [each for each in pieces if each in texts and each not in harmless] == []


@pytest.mark.parametrize(
    "address",
    [
        "rtsp://admin:p%40ss@10.0.0.7/live",
        "rtsp://admin:p@ss@10.0.0.7/live",  # a host has no @: the last one ends the password
        "http://10.0.0.7/camera@2",
        "http://10.0.0.7/?mail=a@example.org",
    ],
)
def test_an_address_that_can_be_read_in_one_way_only_is_read(address: str) -> None:
    assert parse_source(address) == StreamUrl(address)


def test_an_address_that_can_be_read_in_two_ways_is_refused() -> None:
    with refuses(AddressNotEscaped("rtsp")):
        parse_source("rtsp://admin:1234/56@10.0.0.7/live")


def test_a_film_may_have_such_characters_in_its_name(tmp_path: Path) -> None:
    clip = tmp_path / "18:30 hall@home.mp4"
    clip.write_bytes(b"")
    assert parse_source(str(clip)) == VideoFile(clip)
