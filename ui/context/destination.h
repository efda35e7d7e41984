#pragma once

#include "core/base/id.h"

#include <QString>

#include <optional>

namespace dermis {

/// The pages of the window.
enum class Place { Today, Patients, Products, Register, Record, Intake, Settings, ClosingDay, PutOff, WaitingScans, DaySheets };

/// The tabs of a patient's record, in their order; Visits only in the compact layout.
enum class RecordTab { Summary, Visits, History, Safety, Consent, Session, Documents, Journal };

/// The parts of the settings that other places lead to.
enum class SettingsPart { People, RecoveryKey, ExportAndErase, Backup, Questionnaires };

/// Where to go, and about whom.
struct Destination
{
    Place place = Place::Today;
    PatientId patient = {};             ///< Record and Intake need one; PutOff: whose page is to be printed; Settings, ExportAndErase: whose copy is wanted
    RecordTab tab = RecordTab::Summary; ///< of Record
    QString text = {};                  ///< Register: what was typed in the find box; Products: the form of a draft; DaySheets: the day, as 2026-03-03; Settings, Questionnaires: the url of the form whose draft is gone on with
    bool plan = false;                  ///< Record: changes the plan, on the Summary
    std::optional<SettingsPart> part = {}; ///< Settings: nothing for where it was left
    bool operator==(const Destination &) const = default;
};

} // namespace dermis
