#pragma once

#include "core/questionnaires/response.h"

namespace dermis {

/// An answer that a person should look at.
struct AffectedAnswer
{
    AnswerKey key;
    QString question; ///< with its number, as it was asked; a misfit's linkId
    QString answer;   ///< in words
    QString detail;   ///< why, or the question as it is asked now
    bool operator==(const AffectedAnswer &) const = default;
};

/// What becomes of the answers to one version of a form when another version of it is filled in from them.
struct FormDifference
{
    QStringList added;              ///< questions that were not asked before, with their numbers
    QList<AffectedAnswer> gone;     ///< answered, and asked no more
    QList<AffectedAnswer> unfit;    ///< answered, and the answer no longer fits; detail: what is expected now
    QList<AffectedAnswer> reworded; ///< carried over, though the question has other words now; detail: the words now
    QList<AffectedAnswer> misfits;  ///< what never was an answer to the form, and is kept with the new answers; detail: what was expected
    bool isEmpty() const;
    bool operator==(const FormDifference &) const = default;
};

/// Compares two versions of a form for what was answered to the first; the same answers are left out by carryOver().
FormDifference formDifference(const Questionnaire &before, const Response &answers, const Questionnaire &now);

} // namespace dermis
