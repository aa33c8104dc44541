"""The camera that is being tried: its picture, its state, and whether it reads codes."""

import time

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.scanning.messages import Advice, Agreed, CameraReport, CameraState, CodeSeen, Preview, Pulse
from kiosk.ui.camera.labels import Rate, camera_state_words
from kiosk.ui.camera.picture import CameraPicture
from kiosk.ui.camera.tryout import Tryout
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.widgets.parts import Pill, kind, label, row
from kiosk.ui.widgets.style import GAP
from kiosk.wording.cameras import camera_trouble
from kiosk.wording.desk.camera_choice import agreed_words, not_tried, nothing_chosen, read_words
from kiosk.wording.door.prompts import advice_prompt
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.safe_text import plain

_WITH_A_PICTURE = {
    CameraState.LIVE,
    CameraState.DARK,
    CameraState.FROZEN,
    CameraState.ENDED,
    CameraState.UNREADABLE,
}


class Watched(QWidget):
    """Shows what one scanner after another reports. Of a code it shows only that it was read."""

    def __init__(self, tryout: Tryout, *, mirrored: bool) -> None:
        """Shows what a tryout reports from now on.

        Args:
            tryout: Opens the cameras.
            mirrored: True when the picture is shown as in a mirror.
        """
        super().__init__()
        self.picture = CameraPicture(mirrored=mirrored)
        self.pill = Pill()
        self.agreed = label("", "soft")
        self.trouble = label("", wraps=True)
        self.reads = label("", wraps=True)
        self.hint = label("", "soft", wraps=True)
        self.state: CameraState | None = None
        self._agreed: Agreed | None = None
        self._rate = Rate()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP // 2)
        box.addWidget(self.picture)
        box.addLayout(row(self.pill, self.agreed, None))
        for each in (self.trouble, self.reads, self.hint):
            box.addWidget(each)
        box.addStretch(1)
        tryout.camera_reported.connect(self.show_report)
        tryout.agreed.connect(self._show_agreed)
        tryout.pulsed.connect(self._show_rate)
        tryout.code_seen.connect(self._show_code)
        tryout.advised.connect(self._show_advice)
        tryout.preview_changed.connect(self._show_preview)
        tryout.failed.connect(self._show_failure)
        self.begin(is_chosen=False)

    def begin(self, *, is_chosen: bool) -> None:
        """Clears what was shown of another camera."""
        self._agreed, self._rate = None, Rate()
        self.agreed.setText("")
        self.reads.setText(not_tried())
        kind(self.reads, "", tone=None)
        self._show_advice(None)
        if is_chosen:
            self.show_report(CameraReport(CameraState.OPENING))
        else:
            self.state = None
            self.pill.hide()
            self.reads.hide()
            self._show_trouble("")
            self.picture.show_words(nothing_chosen())

    def show_report(self, report: CameraReport) -> None:
        """Shows the camera's state, and what to do about it."""
        self._show_state(report.state, plain(camera_trouble(report.cause, Audience.ORGANIZER)))

    def _show_state(self, state: CameraState, trouble: str) -> None:
        self.state = state
        words, tone = camera_state_words(state)
        self.pill.show_state(words, tone)
        self.pill.show()
        self._show_trouble(trouble)
        self.reads.setVisible(state in _WITH_A_PICTURE)
        if state not in _WITH_A_PICTURE:
            self.picture.show_words(words)
            self.agreed.setText("")
            self._show_advice(None)

    def explain_fault(self, sentence: str) -> None:
        """Replaces the sentence about the fault by a more exact one."""
        self._show_trouble(sentence)

    def _show_trouble(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def _show_preview(self, preview: Preview) -> None:
        if self.state in _WITH_A_PICTURE:
            self.picture.show_preview(preview)

    def _show_agreed(self, agreed: Agreed) -> None:
        self._agreed, self._rate = agreed, Rate()
        self.agreed.setText(agreed_words(agreed, None))

    def _show_rate(self, pulse: Pulse) -> None:
        rate = self._rate.take(pulse, time.monotonic())
        if self._agreed is not None and rate is not None and self.state in _WITH_A_PICTURE:
            self.agreed.setText(agreed_words(self._agreed, rate))

    def _show_code(self, seen: CodeSeen) -> None:
        self.reads.setText(read_words(seen.decode_ms))
        kind(self.reads, "", tone=Tone.GOOD)

    def _show_advice(self, advice: Advice | None) -> None:
        self.hint.setVisible(advice is not None)
        if advice is None:
            self.hint.setText("")
            return
        prompt = advice_prompt(advice)
        help_words = sentences(prompt.title, prompt.line)
        self.hint.setText(_("What would help now: {advice}").format(advice=help_words))

    def _show_failure(self, error: Exception) -> None:
        self._show_state(CameraState.MISSING, sentence(error))
