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

/// A number with its unit.
struct Quantity
{
    Decimal value;
    QString unit;
    bool operator==(const Quantity &) const = default;
};

/// One value of an answer. Choices are Coding, or QString where open-choice was answered in free words.
using AnswerValue = std::variant<bool, qint64, Decimal, PartialDate, QString, Coding, Quantity>;

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
