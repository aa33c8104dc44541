"""The cameras Qt knows of, for systems that tell nobody else their names."""

from PySide6.QtMultimedia import QMediaDevices

from kiosk.scanning.devices import Device
from kiosk.ui.unseen import unseen_application


def media_devices() -> tuple[Device, ...]:
    """The system's cameras in its own order, which is OpenCV's."""
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
