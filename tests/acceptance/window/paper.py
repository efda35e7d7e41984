"""A print server of our own, with one queue whose paper is a PDF file."""

import os
import pathlib
import subprocess
import tempfile

from desk import start, wait_for

BACKEND = """#!/bin/sh
[ $# -ge 5 ] || { echo 'direct paper "Unknown" "Paper"'; exit 0; }
if [ $# -ge 6 ]; then cat "$6"; else cat; fi > "${DEVICE_URI#paper:}/$1.part"
mv "${DEVICE_URI#paper:}/$1.part" "${DEVICE_URI#paper:}/$1.pdf"
"""

FILES = """
ServerRoot {root}/etc
ServerBin {root}/bin
StateDir {root}/run
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
SystemGroup {group}
"""

SERVER = """
Listen {root}/run/cups.sock
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""


class Printer:
    """cupsd with the queue "Paper", reached by CUPS_SERVER as long as it lives."""

    def __init__(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.out = self.root / "out"
        self._furnish()
        self.server = start("/usr/sbin/cupsd", "-f", "-c", self.root / "etc/cupsd.conf",
                            "-s", self.root / "etc/cups-files.conf")
        os.environ["CUPS_SERVER"] = str(self.root / "run/cups.sock")
        wait_for("the print server", self._add_queue)

    def _furnish(self):
        for folder in ("etc", "bin/backend", "run", "spool/tmp", "cache", "log", "out"):
            (self.root / folder).mkdir(parents=True)
        for folder in pathlib.Path("/usr/lib/cups").iterdir():
            if folder.name != "backend":
                (self.root / "bin" / folder.name).symlink_to(folder)
        backend = self.root / "bin/backend/paper"
        backend.write_text(BACKEND)
        backend.chmod(0o700)
        group = "root" if os.geteuid() == 0 else "lp"
        (self.root / "etc/cups-files.conf").write_text(FILES.format(root=self.root, group=group))
        (self.root / "etc/cupsd.conf").write_text(SERVER.format(root=self.root))

    def _add_queue(self):
        words = ["/usr/sbin/lpadmin", "-p", "Paper", "-E", "-v", f"paper:{self.out}", "-m", "raw"]
        return subprocess.run(words, capture_output=True).returncode == 0

    def sheet(self):
        """The text of the sheet that came out, page after page."""
        printed = wait_for("a sheet on paper", lambda: sorted(self.out.glob("*.pdf")))
        return subprocess.run(["pdftotext", "-layout", printed[-1], "-"], check=True, capture_output=True, text=True).stdout

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()
