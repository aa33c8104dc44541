"""The cameras Qt knows of, for systems that tell nobody else their names."""

from kiosk.scanning.devices import NAMES_ARE_TOLD, Device, find_device
from kiosk.scanning.source import DeviceIndex, NamedDevice, Source


def media_devices() -> tuple[Device, ...]:
    """The system's cameras in its own order, which is OpenCV's."""
    from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 -- it takes long to read, and few need it

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
    """A source as the scanner's process can open it.

    That process has no Qt: where only Qt knows a camera by its name, it is told the number.
    """
    if NAMES_ARE_TOLD or not isinstance(source, NamedDevice):
        return source
    device = find_device(source.text, media_devices())
    return source if device is None else DeviceIndex(device.index)
