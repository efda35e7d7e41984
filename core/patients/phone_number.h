#pragma once

#include <QString>

namespace dermis {

/// Why a text is not a telephone number (domain.md §7.10).
enum class PhoneProblem {
    None,
    Empty,
    NotDigits,   ///< letters or other signs
    MissingZero, ///< nine digits: the leading 0 was left out
    WrongLength
};

/// A typed telephone number, brought to E.164.
struct PhoneCheck {
    PhoneProblem problem = PhoneProblem::None;
    QString number;              ///< E.164, for example +27825550118; empty when there is a problem
    bool needsConfirmation = false; ///< read as South African although the prefix was not written: ask
    bool isValid() const { return problem == PhoneProblem::None; }
};

PhoneCheck checkPhone(const QString &text);
/// As people write it here: 082 555 0118; numbers of other countries stay in E.164.
QString displayPhone(const QString &e164);
/// Whether text messages may reach it: the South African mobile ranges (06, 07, 08 without 080, 086, 087); confirm.
bool canReceiveSms(const QString &e164);

} // namespace dermis
