"""The whole way on one file: a nurse takes the history, the doctor decides, and a sheet comes out of the printer."""

import json
import re
import sys

from clinic import DOCTOR, NURSE, Clinic
from desk import Dermis, begin
from paper import Printer

FAMILY_NAME = "O'Brien-Kgošana"
GIVEN_NAMES = "Siobhán"
INTAKE = re.compile(r"^(Open the intake|Ask the \d+ now)$")

# Asked in the window; every other question was answered at the front desk, without anything to find.
ASKED_HERE = ("Q-LA-RXN", "Q-HSV-HX", "Q-PREG")
QUIET = ("none", "normal", "no", "never", "clear", "II", "under-1h")


def quiet_answer(item):
    link, kind = item["linkId"], item["type"]
    codes = [option["valueCoding"]["code"] for option in item.get("answerOption", [])]
    if link == "X-AREA.zone":  # its choices stand in a value set
        return {"valueCoding": {"code": "chin"}}
    if kind == "boolean":
        return {"valueBoolean": link == "Q-AFTER"}
    if kind == "integer":
        return {"valueInteger": 0}
    quiet = next((code for code in QUIET if code in codes), None)
    return {"valueCoding": {"code": quiet}} if quiet else None


def quiet_items(items):
    for item in items:
        if "enableWhen" in item and item["linkId"] != "Q-ISO-BEFORE" or item["linkId"] in ASKED_HERE:
            continue
        if item["type"] == "group":
            yield {"linkId": item["linkId"], "item": list(quiet_items(item["item"]))}
        elif answer := quiet_answer(item):
            yield {"linkId": item["linkId"], "answer": [answer]}


def register(dermis):
    dermis.key("ctrl+f")
    dermis.fill("Find patient", f"{FAMILY_NAME}, {GIVEN_NAMES}")
    dermis.see("No one like")
    dermis.key("ctrl+n")
    dermis.see("New patient")
    for field, words in (("Family name", FAMILY_NAME), ("Given names", GIVEN_NAMES)):
        assert dermis.find(field).text == words, f"{field}: {dermis.find(field).text}"
    dermis.fill("Birth date", "14 Mar 1992")
    dermis.key("ctrl+Return")
    dermis.see("Patient record", FAMILY_NAME, "MSD-00001")


def prepare(clinic, patient):
    """What the front desk and an earlier talk left on the file, while the window is open."""
    form = clinic.do("questionnaire", "show", "microneedling-intake")
    response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": list(quiet_items(form["item"]))}
    clinic.do("visit", "add", patient, "--reason", "Acne scars")
    clinic.do("plan", "set", patient, "-", given=json.dumps(
        {"device": "SkinPen", "zones": [{"zone": "chin", "target": "acne-scar", "depthMm": 1.0, "weakerResponse": False}]}))
    clinic.do("intake", "answer", patient, "-", given=json.dumps(response))


def go_to_section(dermis, title):
    dermis.see(re.compile(r"\d+ of \d+ answered"))
    dermis.key(*["ctrl+Up"] * 10)
    for number in range(1, 11):
        heading = dermis.read(re.compile(rf"^{number} [^,]+$"))
        if heading.endswith(title):
            return
        dermis.key("ctrl+Down")
    raise AssertionError(f"there is no section “{title}”")


def answer(dermis, section, question, key):
    go_to_section(dermis, section)
    dermis.focus(re.compile(rf"^Question \d+\. .*{question}"))
    dermis.key(key)


def take_history(dermis):
    """A rash from lidocaine and cold sores; pregnancy is left out."""
    dermis.press(INTAKE)
    answer(dermis, "Allergies and reactions", "reacted to numbing", "3")
    answer(dermis, "Skin and healing", "had cold sores", "y")
    dermis.see("Allergy to a numbing medicine", "Cold sores in the past", "must be answered before treatment")
    dermis.key("ctrl+Return")


def see_why_not_cleared(dermis, clinic, patient):
    dermis.see("Not ready", "Allergy to a numbing medicine", "Rash or swelling", "Cold sores in the past",
               "Are you pregnant?", "proposed, not signed off")
    dermis.press("Show why the other rules did not fire")
    dermis.see(re.compile("MN-ISO-01: .*"))
    dermis.key("alt+5")
    dermis.see("Closed while this is open")
    assessment = clinic.assess(patient)
    assert not assessment["cleared"]
    assert {"MN-ANA-18", "MN-INF-07", "MN-PRG-02"} <= set(assessment["open"])
    assert clinic.do("visit", "list")["visits"][0]["state"] == "ready-for-doctor"
    dermis.key("alt+4")


def answer_pregnancy(dermis):
    dermis.press(re.compile("^Answer.*Are you pregnant"))
    dermis.focus(re.compile(r"^Question \d+\. Are you pregnant"))
    dermis.key("1")
    dermis.see(re.compile(r"Are you pregnant\? No\b"))
    dermis.key("ctrl+Return")
    dermis.see("Patient record")


def change_to_the_doctor(dermis):
    dermis.key("ctrl+l")
    dermis.see("Locked at")
    dermis.choose("Who is at the computer?", DOCTOR)


def open_record(dermis):
    dermis.key("ctrl+f")
    dermis.fill("Find patient", "kgosana siob")
    dermis.see(re.compile(f"{FAMILY_NAME}.*1 of 1"))
    dermis.key("Return")
    dermis.see("Patient record", FAMILY_NAME)


def reclassify(dermis):
    """She fainted at the dentist's, the doctor hears; there was no rash."""
    dermis.key("alt+1")
    dermis.press(INTAKE)
    answer(dermis, "Allergies and reactions", "reacted to numbing", "2")
    dermis.key("ctrl+Return")
    dermis.press("The patient says otherwise now")
    dermis.see("Faint or palpitations after numbing")


def decide(dermis):
    dermis.press(re.compile("^Seen: Faint or palpitations"))
    dermis.see("Seen by " + DOCTOR)
    dermis.focus(re.compile("^Treat as planned"))
    dermis.key("1")
    dermis.focus("Reason, needed")
    dermis.type("Tablets were given by the family doctor.")
    dermis.key("ctrl+Return")
    dermis.see(re.compile("Treat as planned, by " + DOCTOR))


def issue_and_print(dermis):
    dermis.key("alt+5")
    dermis.press("Issue and print")
    dermis.see("Paper, ready")
    dermis.press("Issue and print")
    dermis.see(re.compile("Print job .*printed"))


def check_paper(text):
    pages = text.rstrip("\f").split("\f")
    for number, page in enumerate(pages, 1):
        for words in (f"Page {number} of {len(pages)}", FAMILY_NAME, "MSD-00001"):
            assert words in page, f"“{words}” is not on page {number}:\n{page}"
    for words in (GIVEN_NAMES, DOCTOR, "Cold sores in the past", "Faint or palpitations after numbing",
                  "You may ask us to stop at any time", "You do not have to have this"):
        assert words in text, f"“{words}” is not on the paper:\n{text}"


def see_it_again(dermis):
    """After the program was killed and started again."""
    dermis.choose("Who is at the computer?", NURSE)
    open_record(dermis)
    dermis.key("alt+5")
    dermis.see("Print again", "To be signed", DOCTOR)


def walk(dermis, clinic, printer):
    dermis.choose("Who is at the computer?", NURSE)
    register(dermis)
    patient = "MSD-00001"
    prepare(clinic, patient)
    take_history(dermis)
    see_why_not_cleared(dermis, clinic, patient)
    answer_pregnancy(dermis)
    change_to_the_doctor(dermis)
    open_record(dermis)
    reclassify(dermis)
    decide(dermis)
    assert clinic.assess(patient)["cleared"], clinic.assess(patient)["open"]
    issue_and_print(dermis)
    check_paper(printer.sheet())
    dermis.kill()


def main(program, cli):
    begin()
    clinic = Clinic(cli)
    with Printer() as printer, Dermis(program, clinic.path) as dermis:
        walk(dermis, clinic, printer)
    clinic.check()
    with Dermis(program, clinic.path) as dermis:
        see_it_again(dermis)


main(*sys.argv[1:])
