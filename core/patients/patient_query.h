#pragma once

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

namespace dermis {

/// What a typed text may mean.
struct PatientQuery {
    QStringList words;       ///< folded, as typed
    QString digits;          ///< of a number typed; empty when there is none
    bool withPlus = false;   ///< the number began with +
    QList<QDate> birthDates; ///< that the text may name
    QString passport;        ///< the whole text as a passport's key; empty when it cannot be one

    bool hasNumber() const { return !digits.isEmpty() || !birthDates.isEmpty(); }
    /// Whether a date or phone after the name may still be in the middle of being typed.
    bool isNumberUnfinished() const { return birthDates.isEmpty() && digits.size() < 8; }
};

/// Reads a typed text; two-digit years are the latest that are not after today.
PatientQuery patientQuery(const QString &text, const QDate &today);
/// What an E.164 number (without its +) may begin with, when these digits were typed.
QStringList phonePrefixes(const QString &digits, bool withPlus);

} // namespace dermis
