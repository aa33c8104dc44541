"""The page of a door whose database has not answered yet: a sentence for guests, a list for staff."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.ui.common.theme import LIGHT, Palette, Tone, ToneColours
from kiosk.ui.door.screen.icons import icon
from kiosk.ui.door.start_labels import StartReport, start_report
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences
from kiosk.wording.times.instants import clock_time

_TURN_MS = 40
_TURN_DEGREES = 9
_ARC_DEGREES = 95
_ICONS = {Tone.GOOD: "check", Tone.WARY: "clock", Tone.BAD: "ban", Tone.QUIET: "ban"}


@dataclass(frozen=True, slots=True)
class _Texts:
    title: FittedText
    line: FittedText
    heading: FittedText
    explanation: FittedText
    rows: tuple[tuple[FittedText, FittedText], ...]


class StartPage(QWidget):
    """Covers the window above the status bar. It takes no input; the window hides it when the door opens."""

    def __init__(self, parent: QWidget, *, zone: ZoneInfo, has_sounds: bool) -> None:
        """Shows that the door starts.

        Args:
            parent: The window.
            zone: The venue's time zone.
            has_sounds: True when outcomes have sounds.
        """
        super().__init__(parent)
        self._zone = zone
        self._has_sounds = has_sounds
        self._camera = CameraReport(CameraState.OPENING)
        self._silent_since: datetime | None = None
        self._problem: str | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._palette = LIGHT
        self._unit = 1.0
        self._is_portrait = False
        self._report = self._write()
        self._texts: _Texts | None = None
        self._angle = 0
        self._turning = QTimer(self)
        self._turning.setInterval(_TURN_MS)
        self._turning.timeout.connect(self._turn)

    def show_camera(self, camera: CameraReport) -> None:
        """Shows the camera's state."""
        self._camera = camera
        self._refresh()

    def show_lost(self, now: datetime) -> None:
        """Shows since when the database does not answer: since the first call of this method."""
        self._silent_since = self._silent_since or now
        self._problem = None
        self._refresh()

    def show_problem(self, problem: str) -> None:
        """Shows staff the database's answer that keeps the door shut; the door continues to try.

        Args:
            problem: A sentence that does not name the server.
        """
        self._problem = problem
        self._refresh()

    def wear(self, palette: Palette, unit: float, *, is_portrait: bool) -> None:
        """Applies the colours, the scale and the orientation."""
        self._palette, self._unit, self._is_portrait = palette, unit, is_portrait
        self._texts = None
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Starts the ring's animation."""
        self._turning.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stops the ring's animation."""
        self._turning.stop()
        super().hideEvent(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lays out the texts for the new size."""
        self._texts = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ring and, where they need painting, the texts and the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(self._palette.background))
        if self._texts is None:
            self._texts = self._set(self._report)
        self._paint_ring(painter)
        if not self._ring().toAlignedRect().contains(event.rect()):
            self._paint_words(painter, self._texts)
            self._paint_card(painter, self._texts, self._report)
        painter.end()

    def _write(self) -> StartReport:
        since = None if self._silent_since is None else clock_time(self._silent_since, self._zone)
        return start_report(
            self._camera, has_sounds=self._has_sounds, silent_since=since, problem=self._problem
        )

    def _refresh(self) -> None:
        report = self._write()
        if report == self._report:
            return
        self._report = report
        self._texts = None
        texts = report.texts
        states = [_("{what}: {state}").format(what=row.what, state=row.state) for row in report.rows]
        self.setAccessibleName(sentences(texts.title, texts.line, texts.heading, texts.explanation, *states))
        self.update()

    def _turn(self) -> None:
        self._angle = (self._angle + _TURN_DEGREES) % 360
        self.update(self._ring().toAlignedRect())

    def _paint_ring(self, painter: QPainter) -> None:
        width = 14 * self._unit
        box = self._ring().adjusted(width, width, -width, -width)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, start, span in (
            (self._palette.button, 0, 360),
            (self._palette.accent, 90 - self._angle, -_ARC_DEGREES),
        ):
            pen = QPen(QColor(colour), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(box, 16 * start, 16 * span)

    def _paint_words(self, painter: QPainter, texts: _Texts) -> None:
        box = self._words_box()
        y = self._ring().bottom() + 40 * self._unit
        texts.title.paint(painter, QRectF(box.left(), y, box.width(), texts.title.rect.height()), self._ink())
        y += texts.title.rect.height() + 20 * self._unit
        height = texts.line.rect.height()
        texts.line.paint(painter, QRectF(box.left(), y, box.width(), height), self._palette.soft_ink)

    def _paint_card(self, painter: QPainter, texts: _Texts, report: StartReport) -> None:
        card, unit = self._card(texts), self._unit
        painter.setPen(QPen(QColor(self._palette.line), 1))
        painter.setBrush(QColor(self._palette.surface))
        painter.drawRoundedRect(card, 32 * unit, 32 * unit)
        inner = card.adjusted(self._padding(), self._padding(), -self._padding(), -self._padding())
        y = inner.top()
        for text, colour, gap in (
            (texts.heading, self._ink(), 12 * unit),
            (texts.explanation, self._palette.soft_ink, 24 * unit),
        ):
            text.paint(painter, QRectF(inner.left(), y, inner.width(), text.rect.height()), colour)
            y += text.rect.height() + gap
        for row, (what, state) in zip(report.rows, texts.rows, strict=True):
            box = QRectF(inner.left(), y, inner.width(), self._row_height())
            painter.setPen(QPen(QColor(self._palette.line), 1))
            painter.drawLine(box.topLeft(), box.topRight())
            self._paint_row(painter, box, what, state, self._tone(row.tone), _ICONS[row.tone])
            y += self._row_height()

    def _paint_row(  # noqa: PLR0913, PLR0917 -- a row's parts
        self,
        painter: QPainter,
        box: QRectF,
        what: FittedText,
        state: FittedText,
        tone: ToneColours,
        sign: str,
    ) -> None:
        side = 36 * self._unit
        picture = icon(sign, side, tone.ink, self.devicePixelRatioF())
        middle = box.center().y()
        painter.drawPixmap(QRectF(box.left(), middle - side / 2, side, side), picture, QRectF(picture.rect()))
        left = box.left() + side + 20 * self._unit
        what.paint(painter, QRectF(left, box.top(), box.width(), box.height()), self._ink(), middle=True)
        width = state.rect.width() + 1
        state.paint(
            painter,
            QRectF(box.right() - width, box.top(), width, box.height()),
            self._palette.soft_ink,
            middle=True,
        )

    def _set(self, report: StartReport) -> _Texts:
        unit = self._unit
        words, card = self._words_box(), self._card_width() - 2 * self._padding()
        body, small = max(18.0, 30 * unit), max(13.0, 20 * unit)
        line = TextStyle(max(22.0, 46 * unit), max(15.0, 26 * unit), lines=4)
        row = TextStyle(body, small, QFont.Weight.DemiBold)
        rows = []
        for each in report.rows:
            what = FittedText(each.what, row, card * 0.4, self._row_height())
            room = card - what.rect.width() - 76 * unit
            rows.append(
                (what, FittedText(each.state, TextStyle(body, small, lines=2), room, self._row_height()))
            )
        return _Texts(
            FittedText(
                report.texts.title,
                TextStyle(max(40.0, 112 * unit), 30, QFont.Weight.Bold, spacing=0.95, tracking=-2.2),
                words.width(),
                self.height() * 0.2,
            ),
            FittedText(report.texts.line, line, words.width(), self.height() * 0.25),
            FittedText(
                report.texts.heading,
                TextStyle(max(20.0, 38 * unit), small, QFont.Weight.Bold, lines=2),
                card,
                self.height() * 0.15,
            ),
            FittedText(report.texts.explanation, TextStyle(body, small, lines=4), card, self.height() * 0.25),
            tuple(rows),
        )

    def _words_box(self) -> QRectF:
        margin = self._margin()
        if self._is_portrait:
            return QRectF(margin, 0.1 * self.height(), self.width() - 2 * margin, 0.4 * self.height())
        left = 1.6 * margin
        return QRectF(left, 0, self.width() - self._card_width() - 2 * margin - left, self.height())

    def _ring(self) -> QRectF:
        side = 140 * self._unit
        box = self._words_box()
        top = box.top() if self._is_portrait else 0.27 * self.height()
        return QRectF(box.left() - 8 * self._unit, top, side, side)

    def _card(self, texts: _Texts) -> QRectF:
        height = (
            2 * self._padding()
            + texts.heading.rect.height()
            + texts.explanation.rect.height()
            + 36 * self._unit
            + len(texts.rows) * self._row_height()
        )
        width = self._card_width()
        left = (self.width() - width) / 2 if self._is_portrait else self.width() - self._margin() - width
        top = 0.48 * self.height() if self._is_portrait else (self.height() - height) / 2
        return QRectF(left, max(8.0, top), width, height)

    def _card_width(self) -> float:
        wide = self.width() - 2 * self._margin()
        return wide if self._is_portrait else max(0.4 * self.width(), min(wide, 760 * self._unit))

    def _margin(self) -> float:
        return max(16.0, (56 if self._is_portrait else 100) * self._unit)

    def _padding(self) -> float:
        return max(18.0, 48 * self._unit)

    def _row_height(self) -> float:
        return max(44.0, 80 * self._unit)

    def _ink(self) -> str:
        return self._palette.ink

    def _tone(self, tone: Tone) -> ToneColours:
        return self._palette.tone(tone)
