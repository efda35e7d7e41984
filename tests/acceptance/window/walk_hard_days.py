"""Hard days at the desk: the power goes while somebody types, the program is started twice, others write as well."""

import os
import random
import sys

from clinic import NURSE, Clinic
from desk import PATIENCE, Dermis, begin, front, start, wait_for, windows

ROUNDS = int(os.environ.get("DERMIS_DURABILITY_ROUNDS", "3"))
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def sign_in(dermis, person):
    dermis.choose("Who is at the computer?", person)
    dermis.see("Lock")


def new_patient(dermis):
    dermis.key("ctrl+f")
    dermis.type("Zz")
    dermis.see("No one like")
    dermis.key("ctrl+n")
    return dermis.find("Family name")


def typed_on_until_kept(dermis, clinic, shown):
    dermis.type(random.choice(LETTERS))
    return clinic.draft("register").get("familyName", "").startswith(shown)


def killed_while_typing(program, clinic, kept):
    """What is typed comes to the disk while typing goes on, and outlives the kill; gives what was kept."""
    with Dermis(program, clinic.path) as dermis:
        sign_in(dermis, NURSE)
        field = new_patient(dermis)
        if kept:
            dermis.press("Use the draft")
            wait_for(f"“{kept}” from the draft", lambda: field.text == kept)
        field.focus()
        dermis.key("End")
        dermis.type(random.choice(LETTERS) * random.randint(3, 8))
        shown = wait_for("the typed letters", lambda: field.text != kept and field.text)
        wait_for(f"“{shown}” on the disk while typing goes on", lambda: typed_on_until_kept(dermis, clinic, shown))
        dermis.kill()
    on_disk = clinic.draft("register")["familyName"]
    assert on_disk.startswith(shown), f"“{on_disk}” was kept, “{shown}” was there before"
    clinic.check()
    return on_disk


def started_twice(program, clinic, other):
    """The second start ends at once, and the first window comes forward."""
    with Dermis(program, clinic.path) as first, Dermis(program, other.path) as beside:
        assert front() == beside.process.pid
        again = start(program, "--clinic", clinic.path)
        assert again.wait(PATIENCE) == 0
        assert not windows(again.pid)
        assert len(windows(first.process.pid)) == 1
        wait_for("the first window in front", lambda: front() == first.process.pid)


def others_write_too(program, clinic):
    """What dermis-cli writes beside the open window is on the screen within two seconds."""
    patient = clinic.do("patient", "add", "--family-name", "Nemutanzhela", "--given-names", "Rofhiwa",
                        "--birth-date", "1990-02-03")["fileNumber"]
    with Dermis(program, clinic.path) as dermis:
        sign_in(dermis, NURSE)
        clinic.do("visit", "add", patient, "--reason", "Acne scars")
        dermis.see("Nemutanzhela", patience=2)


def main(program, cli):
    begin()
    clinic = Clinic(cli)
    kept = ""
    for _ in range(ROUNDS):
        kept = killed_while_typing(program, clinic, kept)
    started_twice(program, clinic, Clinic(cli))
    others_write_too(program, clinic)
    clinic.check()


main(*sys.argv[1:])
