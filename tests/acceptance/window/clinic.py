"""A clinic file with a doctor and a nurse, worked by dermis-cli."""

import json
import os
import sqlite3
import subprocess
import tempfile

DOCTOR = "Dr Ayanda Motau"
NURSE = "Sr Lindiwe Zwane"


class Clinic:
    def __init__(self, cli):
        self.cli = cli
        self.path = os.path.join(tempfile.mkdtemp(), "clinic.dermis")
        self.do("init", "--plain", "--practice", "Marula Street Dermatology", "--doctor", DOCTOR, "--nurse", NURSE,
                "--file-prefix", "MSD")

    def run(self, *words, given=""):
        return subprocess.run([self.cli, *words, "--clinic", self.path], input=given, capture_output=True, text=True)

    def do(self, *words, given=""):
        """What it answers, when all goes well."""
        done = self.run(*words, "--json", given=given)
        assert done.returncode == 0, f"dermis-cli {words}: {done.stderr}{done.stdout}"
        return json.loads(done.stdout)

    def assess(self, patient):
        return json.loads(self.run("assess", patient, "--json").stdout)

    def draft(self, form):
        """The body of the newest draft of a form, as it stands on the disk."""
        with sqlite3.connect(self.path) as file:
            found = file.execute("SELECT body FROM draft WHERE form = ? ORDER BY saved_at DESC", (form,)).fetchone()
        return json.loads(found[0]) if found else {}

    def check(self):
        assert self.do("verify")["whole"]
