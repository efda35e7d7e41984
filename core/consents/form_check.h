#pragma once

#include "core/consents/compose.h"

#include <QList>
#include <QString>

namespace dermis {

/// What is wrong with a form's text, or worth a look.
struct FormRemark
{
    bool stops = false; ///< it cannot be published so
    int line = 0;       ///< in the text, from 1; 0: of the whole
    QString text;       ///< English
    bool operator==(const FormRemark &) const = default;
};

/// What can be said of a form's text without a patient.
struct FormCheck
{
    QList<FormRemark> remarks; ///< those that stop it first
    int words = 0;
    int pages = 0;             ///< on the sample patient; 0 while it cannot be laid out
    double wordsPerSentence = 0;
    std::optional<double> readingGrade; ///< Flesch-Kincaid school grade, of English; aim for 6 to 8 (domain.md §6.2)
};

/// Checks fields, tags, drawn parts and the parts that a form of its kind must have (domain.md §6.2), HTML and pictures, length and how hard it is
/// to read.
FormCheck checkForm(const QString &text, FormKind kind, const QString &language = QStringLiteral("en"));

/// A field of the record that a text may name, or a part that Dermis draws.
struct FormPart
{
    QString spelling; ///< as it is typed: "{{doctor}}", "[[signatures]]"
    QString meaning;  ///< English
};
/// All of them, fields first.
QList<FormPart> formParts();

/// An invented patient with everything a sheet can say (`full`), or with next to nothing, to see a text on.
Result<SheetSources> sampleSources(const ConsentTemplate &form, const Practice &practice, const QDateTime &now, bool full = true);

} // namespace dermis
