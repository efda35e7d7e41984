#pragma once

#include "core/base/id.h"

#include <QString>

#include <optional>

namespace dermis {

/// The pages of the window.
enum class Place { Today, Patients, Products, Register, Record, Intake, Form, Settings, ClosingDay, PutOff, WaitingScans, DaySheets };

/// The tabs of a patient's record, in their order; Visits only in the compact layout.
enum class RecordTab { Summary, Visits, History, Forms, Safety, Consent, Session, Documents, Journal };

/// The parts of the settings that other places lead to.
enum class SettingsPart { People, RecoveryKey, ExportAndErase, Backup, Questionnaires };

/// Where to go, and about whom.
struct Destination
{
    Place place = Place::Today;
    PatientId patient = {};             ///< Record, Intake and Form need one; PutOff: whose page is to be printed; Settings, ExportAndErase: whose copy is wanted
    RecordTab tab = RecordTab::Summary; ///< of Record
    QString text = {};                  ///< Intake, Form: the linkId to begin at; Register: what was typed in the find box; Products: the form of a draft; DaySheets: the day, as 2026-03-03; Settings, Questionnaires: the url of the form
    bool plan = false;                  ///< Record: changes the plan, on the Summary
    std::optional<SettingsPart> part = {}; ///< Settings: nothing for where it was left
    QString form = {};                  ///< Form: the url of the questionnaire
    bool operator==(const Destination &) const = default;
};

} // namespace dermis
