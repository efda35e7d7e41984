#pragma once

#include "core/patients/patient.h"

namespace dermis {

/// Why a text is not a South African ID number (domain.md §7.7).
enum class SaIdProblem { None, NotThirteenDigits, NoSuchBirthDate, WrongCheckDigit, UnknownCitizenship };

enum class Citizenship { Citizen, PermanentResident, Refugee };

/// What is accepted but worth a look.
enum class SaIdWarning {
    CenturyAmbiguous,  ///< two birth dates are possible: ask, never guess
    RefugeeDigit,      ///< citizenship digit 2
    UnusualTwelfthDigit ///< the digit before the check digit is neither 8 nor 9
};

/// What an ID number says; the fields after `number` mean something only when there is no problem.
struct SaIdCheck {
    SaIdProblem problem = SaIdProblem::None;
    QString number; ///< without spaces and hyphens
    QList<QDate> birthDates; ///< one or two candidates, earlier first
    Sex sexRange = Sex::NotRecorded; ///< informative only: never overwrites the recorded sex
    Citizenship citizenship = Citizenship::Citizen;
    QList<SaIdWarning> warnings;
    bool isValid() const { return problem == SaIdProblem::None; }
};

/// Checks an ID number as on a day (domain.md §7.7).
SaIdCheck checkSaId(const QString &text, const QDate &today);
/// The birth date and dots, as screens show it: 810903 ••••; empty for an empty number.
QString maskedSaId(const QString &number);

} // namespace dermis
