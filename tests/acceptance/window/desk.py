"""The screen as a person at the computer meets it: controls found by accessible name, worked with the keyboard."""

import re
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 40  # seconds; a sanitized program on a busy machine is slow


class NotSeen(AssertionError):
    pass


def wait_for(what, look, patience=PATIENCE):
    """What look() gives, once it gives something."""
    end = time.monotonic() + patience
    while True:
        try:
            found = look()
        except GLib.Error:  # something went away while we looked
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise NotSeen(what)
        time.sleep(0.05)


def xdotool(*words):
    return subprocess.run(["xdotool", *words], check=True, capture_output=True, text=True).stdout.strip()


def matches(wanted, text):
    return bool(wanted.search(text)) if isinstance(wanted, re.Pattern) else wanted == text


def start(*words):
    """A program that does not outlive this one."""
    return subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *words])


class Control:
    """One thing on the screen."""

    def __init__(self, accessible):
        self.accessible = accessible

    @property
    def name(self):
        return self.accessible.get_name() or ""

    @property
    def description(self):
        return self.accessible.get_description() or ""

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def text(self):
        """What stands in it, when it is something to type in."""
        text = self.accessible.get_text_iface()
        return Atspi.Text.get_text(text, 0, -1) if text else ""

    def is_(self, state):
        return self.accessible.get_state_set().contains(state)

    def focus(self):
        Atspi.Component.grab_focus(self.accessible)
        wait_for(f"the keyboard in “{self.name}”", lambda: self.is_(Atspi.StateType.FOCUSED), 10)

    def press(self):
        Atspi.Action.do_action(self.accessible, 0)

    def controls(self):
        """Everything in it that is shown, itself first."""
        yield self
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
                yield from Control(child).controls()


class Dermis:
    """The program with its window."""

    def __init__(self, program, clinic):
        self.process = start(program, "--clinic", clinic)
        wait_for("the window of Dermis", self.frame)
        self.take_keyboard()

    def frame(self):
        if self.process.poll() is not None:
            raise AssertionError(f"Dermis ended by itself with {self.process.returncode}")
        frames = windows(self.process.pid)
        return frames[0] if frames else None

    def take_keyboard(self):
        """No window manager runs here that would give it."""
        ids = wait_for("the window on the screen", lambda: shown_windows(self.process.pid))
        xdotool("windowfocus", "--sync", ids[-1])

    def controls(self):
        frame = self.frame()
        return list(frame.controls()) if frame else []

    def look(self, name, state=Atspi.StateType.SHOWING):
        for control in self.controls():
            if matches(name, control.name) and control.is_(state):
                return control
        return None

    def find(self, name):
        """Something of that name that takes the keyboard."""
        try:
            return wait_for(f"“{name}”", lambda: self.look(name, Atspi.StateType.FOCUSABLE))
        except NotSeen as missing:
            raise NotSeen(f"{missing} is not to be seen. On the screen:\n{self.everything()}") from None

    def focus(self, name):
        """Gives that control the keyboard."""
        control = self.find(name)
        control.focus()
        return control

    def words(self):
        """All words on the screen."""
        return "\n".join(f"{control.name} {control.description} {control.text}" for control in self.controls())

    def everything(self):
        return "\n".join(f"  {c.role}: {c.name} | {c.text}" for c in self.controls() if c.name or c.text)

    def see(self, *wanted, patience=PATIENCE):
        for words in wanted:
            pattern = words if isinstance(words, re.Pattern) else re.compile(re.escape(words))
            try:
                wait_for(words, lambda: pattern.search(self.words()), patience)
            except NotSeen:
                raise NotSeen(f"“{words}” is not to be read. On the screen:\n{self.everything()}") from None

    def read(self, pattern):
        """The whole words of what fits."""
        return wait_for(pattern.pattern, lambda: self.look(pattern)).name

    def press(self, name):
        def pressed():
            control = self.look(name, Atspi.StateType.FOCUSABLE)
            if control is None or not control.is_(Atspi.StateType.ENABLED):
                return False
            control.press()
            return True

        try:
            wait_for(f"“{name}”", pressed)
        except NotSeen as missing:
            raise NotSeen(f"{missing} cannot be pressed. On the screen:\n{self.everything()}") from None

    def key(self, *keys):
        xdotool("key", "--delay", "30", *keys)

    def type(self, text):
        xdotool("type", "--delay", "25", "--", text)

    def fill(self, name, text):
        """Types into the field of that name. xdotool lends rare letters a key, now and then too late: then again."""
        field = self.focus(name)
        for _ in range(3):
            self.key("ctrl+a")
            self.type(text)
            try:
                wait_for(text, lambda: field.text == text, 5)
                return
            except NotSeen:
                typed = field.text
        raise NotSeen(f"“{name}” has “{typed}”, not “{text}”")

    def choose(self, list_name, wanted):
        """Goes to the line of a list that has these words with the arrow keys, and opens it."""
        lines = self.focus(list_name)
        names = [control.name for control in lines.controls() if control.role == "list item"]
        place = next(index for index, name in enumerate(names) if re.search(wanted, name))
        self.key("Home", *["Down"] * place, "Return")

    def kill(self):
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()


def windows(pid):
    """The windows of a process that assistive technology sees."""
    desktop = Atspi.get_desktop(0)
    found = []
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        if application is None or application.get_process_id() != pid:
            continue
        for place in range(application.get_child_count()):
            window = application.get_child_at_index(place)
            if window is not None and window.get_state_set().contains(Atspi.StateType.SHOWING):
                found.append(Control(window))
    return found


def shown_windows(pid):
    """The windows of a process on the X screen."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid)], capture_output=True, text=True)
    return found.stdout.split()


def front():
    """The process whose window lies above the others; X names them from below."""
    ids = xdotool("search", "--onlyvisible", "--name", "^Dermis").split()
    return int(xdotool("getwindowpid", ids[-1]))


def begin():
    Atspi.init()
    Atspi.Accessible.set_cache_mask(Atspi.get_desktop(0), Atspi.Cache.NONE)
