"""The desk's style: one style sheet, made from the program's colours for day and for night."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.shipped import RESOURCES
from kiosk.ui.common.theme import DARK, FAMILY, LIGHT, REFUSAL, Palette, font, load_fonts, system_palette

TEXT = 14
"""The size of text, in logical pixels."""

CONTROL_HEIGHT = 40
"""The height of buttons and fields, in logical pixels."""

GAP = 16
"""The gaps between cards and inside them, in logical pixels."""

_STYLE = "fusion"  # a style sheet can style all of it on every system
_HALF_LIGHT = 128

SIDE = "#0B1220"
SIDE_INK = "#C3CCDA"
SIDE_CHOSEN = "#1E2A44"


class Dress(QObject):
    """The font and the colours of a window, which follow the system's colour scheme by day and by night."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        load_fonts()
        if QApplication.style().objectName() != _STYLE:  # setting it styles every existing widget again
            QApplication.setStyle(_STYLE)
        window.setFont(font(TEXT))
        self.wear_system()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.wear_system)

    @Slot()
    def wear_system(self) -> None:
        """Applies the colours that go with the system's scheme."""
        self.wear(system_palette())

    def wear(self, colours: Palette) -> None:
        """Applies these colours."""
        self._window.setPalette(_qt_palette(colours))
        self._window.setStyleSheet(style_sheet(colours))


def colours_of(widget: QWidget) -> Palette:
    """Returns the colours of a widget's window, for widgets that paint themselves."""
    return DARK if widget.window().palette().window().color().lightness() < _HALF_LIGHT else LIGHT


def _qt_palette(colours: Palette) -> QPalette:
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, colours.background),
        (QPalette.ColorRole.WindowText, colours.ink),
        (QPalette.ColorRole.Base, colours.surface),
        (QPalette.ColorRole.AlternateBase, colours.background),
        (QPalette.ColorRole.Text, colours.ink),
        (QPalette.ColorRole.PlaceholderText, colours.soft_ink),
        (QPalette.ColorRole.Button, colours.button),
        (QPalette.ColorRole.ButtonText, colours.ink),
        (QPalette.ColorRole.Highlight, colours.accent),
        (QPalette.ColorRole.HighlightedText, colours.on_accent),
        (QPalette.ColorRole.ToolTipBase, colours.ink),
        (QPalette.ColorRole.ToolTipText, colours.background),
        (QPalette.ColorRole.Link, colours.focus),
    ):
        made.setColor(role, QColor(colour))
    return made


def _icon(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").as_posix()


def style_sheet(colours: Palette) -> str:
    """Returns the style sheet in these colours. It selects widgets by their property `kind`."""
    c = colours
    return f"""
QWidget {{ color: {c.ink}; font-family: "{FAMILY}"; font-size: {TEXT}px; }}
DeskWindow, QDialog, QWidget[kind="page"], QScrollArea[kind="page"] {{ background: {c.background}; }}
QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-size: 28px; font-weight: 700; }}
QLabel[kind="heading"] {{ font-size: 18px; font-weight: 600; }}
QLabel[kind="figure"] {{ font-size: 30px; font-weight: 700; }}
QLabel[kind="field"] {{ font-weight: 600; }}
QLabel[kind="soft"] {{ color: {c.soft_ink}; }}
QLabel[kind="error"] {{ color: {c.bad.ink}; }}
QLabel[kind="below"] {{ color: {c.soft_ink}; font-size: 13px; }}
QLabel[kind="column"] {{ color: {c.soft_ink}; font-size: 13px; font-weight: 600; }}
QLabel[kind="pill"] {{ border-radius: 13px; padding: 5px 12px; font-weight: 600; font-size: 13px; }}
QLabel[kind="pill"][tone="good"], QFrame[kind="notice"][tone="good"] {{ background: {c.good.background}; }}
QLabel[kind="pill"][tone="wary"], QFrame[kind="notice"][tone="wary"] {{ background: {c.wary.background}; }}
QLabel[kind="pill"][tone="bad"], QFrame[kind="notice"][tone="bad"] {{ background: {c.bad.background}; }}
QLabel[kind="pill"][tone="quiet"], QFrame[kind="notice"][tone="quiet"] {{ background: {c.quiet.background}; }}
QLabel[tone="good"], QFrame[tone="good"] QLabel {{ color: {c.good.ink}; }}
QLabel[tone="wary"], QFrame[tone="wary"] QLabel {{ color: {c.wary.ink}; }}
QLabel[tone="bad"], QFrame[tone="bad"] QLabel {{ color: {c.bad.ink}; }}
QLabel[tone="quiet"], QFrame[tone="quiet"] QLabel {{ color: {c.quiet.ink}; }}
QFrame[kind="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: 12px; }}
QFrame[kind="notice"] {{ border-radius: 10px; }}
QFrame[kind="rule"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}

QPushButton, QToolButton {{
    background: {c.button}; border: 2px solid transparent; border-radius: 10px; padding: 0 16px;
    min-height: {CONTROL_HEIGHT - 4}px; font-weight: 600;
}}
QPushButton:hover, QToolButton:hover {{ border-color: {c.line}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {c.focus}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.soft_ink}; }}
QPushButton[kind="main"] {{ background: {c.accent}; color: {c.on_accent}; }}
QPushButton[kind="danger"] {{ background: {REFUSAL}; color: #FFFFFF; }}
QPushButton[kind="main"]:focus, QPushButton[kind="danger"]:focus {{ border-color: {c.ink}; }}
QPushButton[kind="main"]:disabled, QPushButton[kind="danger"]:disabled {{
    background: {c.button}; color: {c.soft_ink};
}}
QPushButton[kind="link"] {{ background: transparent; color: {c.focus}; padding: 0 6px; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ width: 0; }}

QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QDateEdit, QTimeEdit, QComboBox {{
    background: {c.surface}; border: 1px solid {c.soft_ink}; border-radius: 8px; padding: 0 10px;
    min-height: {CONTROL_HEIGHT - 2}px; selection-background-color: {c.accent};
    selection-color: {c.on_accent};
}}
QPlainTextEdit {{ padding: 8px; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDateTimeEdit:focus, QDateEdit:focus,
QTimeEdit:focus, QComboBox:focus {{ border: 2px solid {c.focus}; padding: 0 9px; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ color: {c.soft_ink}; background: {c.button}; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QSpinBox[wrong="true"], QDateTimeEdit[wrong="true"],
QDateEdit[wrong="true"], QTimeEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{
    border: 2px solid {c.bad.dot};
}}
QComboBox QAbstractItemView, QMenu, QCalendarWidget QWidget {{
    background: {c.surface}; color: {c.ink}; selection-background-color: {c.accent};
    selection-color: {c.on_accent};
}}
QMenu {{ border: 1px solid {c.line}; padding: 6px; }}
QMenu::item {{ padding: 8px 18px; border-radius: 6px; }}
QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
QMenu::item:disabled {{ color: {c.soft_ink}; }}
QComboBox::drop-down {{ border: none; width: 30px; }}
QComboBox::down-arrow, QAbstractSpinBox::down-arrow, QDateTimeEdit::down-arrow {{
    image: url("{_icon("chevron-down")}");
}}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{
    background: transparent; border: none; min-height: 0; padding: 0;
}}
QAbstractSpinBox::up-arrow {{ image: url("{_icon("chevron-up")}"); }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button, QDateTimeEdit::drop-down {{
    background: transparent; border: none; width: 28px; subcontrol-origin: border;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin-top: 3px; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin-bottom: 3px; }}
QCheckBox, QRadioButton {{
    background: transparent; border: 2px solid transparent; border-radius: 6px; spacing: 8px;
    min-height: 28px; padding: 0 4px;
}}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.focus}; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: 18px; height: 18px; border: 1px solid {c.soft_ink}; border-radius: 5px; background: {c.surface};
}}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:checked {{
    background: {c.accent}; border-color: {c.accent}; image: url("{_icon("tick")}");
}}
QRadioButton::indicator:checked {{
    background: {c.surface}; border: 6px solid {c.accent}; width: 8px; height: 8px;
}}

QTableView, QTreeView, QListView {{
    background: transparent; border: 2px solid transparent; border-radius: 12px; outline: none;
    selection-background-color: {c.accent}; selection-color: {c.on_accent};
}}
QAbstractItemView::indicator {{
    width: 18px; height: 18px; border: 1px solid {c.soft_ink}; border-radius: 5px; background: {c.surface};
}}
QAbstractItemView::indicator:checked {{
    background: {c.accent}; border-color: {c.accent}; image: url("{_icon("tick")}");
}}
QListView::item {{ min-height: 28px; padding: 0 4px; }}
QListView::item:selected {{ background: {c.accent}; color: {c.on_accent}; border-radius: 6px; }}
QListView:focus {{ border-color: {c.focus}; }}
QTableView::item {{ padding: 0 12px; border-bottom: 1px solid {c.line}; }}
QTableView::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
QTableView:focus {{ border-color: {c.focus}; }}
QListView[kind="ticks"] {{ background: {c.surface}; border: 1px solid {c.soft_ink}; border-radius: 8px; }}
QListView[kind="ticks"]:focus {{ border: 2px solid {c.focus}; }}
QListView[kind="ticks"]::item {{ min-height: 28px; padding: 0 6px; }}
QListView[kind="ticks"]::indicator {{
    width: 18px; height: 18px; border: 1px solid {c.soft_ink}; border-radius: 5px; background: {c.surface};
}}
QListView[kind="ticks"]::indicator:checked {{
    background: {c.accent}; border-color: {c.accent}; image: url("{_icon("tick")}");
}}
QHeaderView, QTableCornerButton::section {{ background: transparent; border: none; }}
QHeaderView::section {{
    background: transparent; border: none; border-bottom: 1px solid {c.line}; color: {c.soft_ink};
    padding: 10px 12px; font-size: 13px; font-weight: 600;
}}
QTabBar::tab {{ background: transparent; padding: 9px 14px; color: {c.soft_ink}; font-weight: 600;
    border: none; border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ color: {c.ink}; border-bottom-color: {c.accent}; }}
QTabBar::tab:focus {{ color: {c.focus}; }}
QTabWidget::pane {{ border: none; }}
QProgressBar {{
    background: {c.button}; border: none; border-radius: 5px; min-height: 10px; max-height: 10px;
}}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 5px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {c.quiet.dot}; border-radius: 4px; min-height: 32px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {c.quiet.dot}; border-radius: 4px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {c.ink}; color: {c.background}; border: none; padding: 6px; }}

QFrame[kind="side"] {{ background: {SIDE}; border: none; }}
QFrame[kind="side"] QLabel {{ color: #FFFFFF; }}
QFrame[kind="side"] QLabel[kind="soft"] {{ color: {SIDE_INK}; }}
QFrame[kind="side"] QLabel[kind="badge"] {{
    background: {REFUSAL}; color: #FFFFFF; border-radius: 9px; padding: 2px 7px; font-size: 12px;
    font-weight: 700;
}}
QFrame[kind="side"] QPushButton {{
    background: transparent; color: {SIDE_INK}; text-align: left; font-weight: 500; font-size: 15px;
    padding: 0 12px;
}}
QFrame[kind="side"] QPushButton:hover {{ color: #FFFFFF; border-color: transparent; }}
QFrame[kind="side"] QPushButton:checked {{ background: {SIDE_CHOSEN}; color: #FFFFFF; font-weight: 600; }}
QFrame[kind="side"] QPushButton:focus {{ border-color: #9DB0FF; }}
"""
