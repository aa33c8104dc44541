"""Renders the desk's pages to PNG, by day and by night: `desk_screenshots.py [DIRECTORY] [NAME…]`.

Each part of the desk has a module `_scenes_….py` with its SCENES; the modules are found by their names.
"""

import importlib
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks._stage import Scene, set_stage
from kiosk.ui.common.garbage import collecting_garbage_here
from kiosk.ui.common.theme import DARK, LIGHT

SIZES = ((1440, 900), (1024, 600))


def scenes() -> list[Scene]:
    """Returns all scenes, by module and order."""
    modules = sorted(each.stem for each in Path(__file__).parent.glob("_scenes_*.py"))
    return [scene for module in modules for scene in importlib.import_module(f"benchmarks.{module}").SCENES]


def render(scene: Scene, directory: Path) -> None:
    """Paints one scene in every size, by day and by night."""
    for size in SIZES:
        for palette, ending in ((LIGHT, ""), (DARK, "-dark")):
            with set_stage(is_filled=scene.is_filled) as stage:
                stage.window.dress.wear(palette)
                stage.window.resize(*size)
                stage.window.show()
                scene.act(stage)
                stage.settle()
                file = directory / f"desk-{scene.name}{ending}-{size[0]}x{size[1]}.png"
                if not stage.picture().grab().save(str(file)):
                    message = f"Cannot write {file}."
                    raise OSError(message)


def main() -> None:
    """Renders the scenes whose names begin with one of the arguments, or all."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    directory = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots")
    directory.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    wanted = tuple(sys.argv[2:]) or ("",)
    with collecting_garbage_here():
        for scene in scenes():
            if scene.name.startswith(wanted):
                render(scene, directory)
    application.quit()
    print(f"{len(list(directory.glob('desk-*.png')))} pictures of the desk in {directory}")


if __name__ == "__main__":
    main()
