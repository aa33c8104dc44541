"""The cameras that Qt lists, for systems where only Qt knows their names."""

from kiosk.scanning.devices import SYSTEM_LISTS_CAMERAS, Device, find_device
from kiosk.scanning.source import DeviceIndex, NamedDevice, Source


def media_devices() -> tuple[Device, ...]:
    """Returns the system's cameras in its own order, which is also OpenCV's."""
    from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 -- its import is slow, and few systems need it

    from kiosk.ui.common.offscreen import unseen_application  # noqa: PLC0415 -- as above

    with unseen_application():
        return tuple(
            Device(
                index=index,
                path="",
                name=each.description(),
                identity=bytes(each.id().data()).decode("utf-8", "replace"),
            )
            for index, each in enumerate(QMediaDevices.videoInputs())
        )


def openable(source: Source) -> Source:
    """Returns a source in the form that the scanner's process can open.

    That process has no Qt: where only Qt knows a camera by its name, it gets the number.
    """
    if SYSTEM_LISTS_CAMERAS or not isinstance(source, NamedDevice):
        return source
    device = find_device(source.text, media_devices())
    return source if device is None else DeviceIndex(device.index)
