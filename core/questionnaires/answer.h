#pragma once

#include "core/base/id.h"
#include "core/base/partial_date.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

namespace dermis {

/// Whether a question has been asked and answered; NotAsked and Unsure are never "no" (design.md §2.3).
enum class AnswerState { NotAsked, Unsure, Answered };

/// A decimal number exactly as it was written (7.50 stays 7.50), with its value for comparing.
struct Decimal
{
    QString text;
    double value = 0;
    /// Parses a JSON number; nothing when the text is not one or is too large.
    static std::optional<Decimal> fromString(const QString &text);
    bool operator==(const Decimal &) const = default;
};

/// A code of a code system, with the words shown for it.
struct Coding
{
    QString system;
    QString code;
    QString display;
    bool operator==(const Coding &) const = default;
    /// Same code, and same system unless one of them names none.
    bool matches(const Coding &other) const;
};

/// A number with its unit: the words for it, and where they are known the code and its system (UCUM as a rule).
struct Quantity
{
    Decimal value;
    QString unit;
    QString system = {};
    QString code = {};
    bool operator==(const Quantity &) const = default;
    /// The same code where both have one, else the same words.
    bool hasUnitOf(const Quantity &other) const;
};

/// A FHIR dateTime, kept as it was written: a date known to the year, the month or the day, or a moment with its offset
/// from UTC.
struct Moment
{
    QString text;
    QDateTime earliest; ///< UTC: the first moment it could mean
    QDateTime latest;   ///< UTC: the last
    /// Days are the clinic's; nothing when the text is no FHIR dateTime.
    static std::optional<Moment> fromString(const QString &text);
    bool operator==(const Moment &other) const { return text == other.text; }
};

/// A FHIR time, kept as it was written (14:30:00).
struct TimeOfDay
{
    QString text;
    QTime time; ///< to the millisecond
    static std::optional<TimeOfDay> fromString(const QString &text);
    bool operator==(const TimeOfDay &other) const { return text == other.text; }
};

/// An address: a URL, an OID or a UUID.
struct Uri
{
    QString text;
    bool operator==(const Uri &) const = default;
};

/// A file given as an answer, or where it can be found.
struct Attachment
{
    QString title;
    QString contentType; ///< MIME type; empty when it is not known
    QByteArray data;     ///< the file's bytes; empty when only its address is known
    QString url;
    bool operator==(const Attachment &) const = default;
};

/// Another record: "Practitioner/3", a URL, or only the words for it.
struct Reference
{
    QString reference;
    QString display;
    bool operator==(const Reference &) const = default;
};

/// One value of an answer. Choices are Coding or another value that was offered; where open-choice was answered in
/// free words, QString.
using AnswerValue = std::variant<bool, qint64, Decimal, PartialDate, QString, Coding, Quantity, Moment, TimeOfDay, Uri, Attachment, Reference>;

/// Plain English words of a value for lists and logs: yes, 7.5 %, 2025-09, the option's display.
QString toText(const AnswerValue &value);
/// The number of an integer, decimal or quantity.
std::optional<double> numberOf(const AnswerValue &value);

/// Who said so.
enum class AnswerSource { Patient, Nurse, Dermatologist };
QString answerSourceName(AnswerSource source);
std::optional<AnswerSource> answerSourceFromName(const QString &name);

/// One question's answer, with when and by whom it was recorded.
struct Answer
{
    AnswerState state = AnswerState::NotAsked;
    bool declined = false;     ///< Unsure because the patient would rather not say
    QList<AnswerValue> values; ///< one, or several where the question repeats; empty unless Answered
    QDateTime answeredAt;      ///< UTC; invalid until saved when the source did not say
    StaffId answeredBy;
    AnswerSource source = AnswerSource::Patient;
    bool operator==(const Answer &) const = default;

    bool isAnswered() const { return state == AnswerState::Answered; }
    /// Same state and values, whoever recorded it and when.
    bool saysTheSameAs(const Answer &other) const;
    static Answer of(const AnswerValue &value) { return {AnswerState::Answered, false, {value}, {}, {}, {}}; }
    static Answer unsure() { return {AnswerState::Unsure, false, {}, {}, {}, {}}; }
};

} // namespace dermis
