#pragma once

#include "core/base/ink.h"

#include <QByteArray>
#include <QDate>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

#include <memory>
#include <optional>

namespace dermis {

struct FormOnPaper;

/// A label and what is printed beside it.
struct SheetLine
{
    QString label;
    QString text;
    bool operator==(const SheetLine &) const = default;
};

/// What was signed in a box on the screen, as it is drawn.
struct DrawnSignature
{
    Ink ink;
    QString name;  ///< as typed, with the role or relationship
    QString at;    ///< clinic time, as printed
    QString proof; ///< the beginning of what binds it to the issued PDF
    bool operator==(const DrawnSignature &) const = default;
};

/// Who signs in a box, whatever language the sheet says it in.
struct Signer
{
    enum class Role { Patient, Child, Guardian, Interpreter, Dermatologist, Witness };
    Role role = Role::Patient;
    bool isOptional = false; ///< only if there is one
    bool byMark = false;     ///< somebody who cannot write
    bool operator==(const Signer &) const = default;
};

/// One signature box: who signs, or why nobody needs to.
struct SignatureRow
{
    QString capacity;  ///< as printed: "Patient", "Parent or guardian", ...
    QString name;      ///< printed; empty: a line to write on
    QString notNeeded; ///< said in the box when no signature is needed
    std::optional<DrawnSignature> drawn = std::nullopt; ///< only in a signed sheet, and so not in toJson()
    std::optional<Signer> signer = std::nullopt; ///< nothing: a sheet from before sheets had other languages; signerOf() tells
    bool operator==(const SignatureRow &) const = default;
};

/// Who signs there; of an older sheet by its English words.
Signer signerOf(const SignatureRow &row);

enum class SheetKind {
    Draft,   ///< how a consent would be now: marked DRAFT, without code or QR
    Issued,  ///< a consent with short code, fingerprint and QR on every page
    Extract, ///< a copy of what the record says: nothing to sign, so neither mark nor code
};

/// Everything that stands on one sheet; equal contents give equal bytes.
struct SheetContent
{
    // Letterhead
    QString practice;
    QStringList practiceLines; ///< doctor, numbers, address
    QString logoDigest;        ///< the logo's address; empty: the drawn mark
    QByteArray logo;           ///< the picture at that address, encoded
    // Which form
    QString title;
    QString form; ///< as in footer and QR, for example "MICRONEEDLING"
    int version = 0;
    QString language; ///< ISO 639-1, upper case
    QString source = {}; ///< the address of a clinic's form, small at the foot; not in toJson()
    QMap<QString, QString> words = {}; ///< of the frame as it is painted (sheet_words.h); empty: English
    QString body;     ///< Markdown with `[[frame]]` lines where a drawn part stands
    // Whose
    QString patientName;
    QString fileNumber;
    QList<SheetLine> patientBlock;
    QList<SheetLine> banner; ///< at the head of every page of a form: a label and its text, or a line where that is empty; not in toJson()
    // Drawn parts
    QList<SheetLine> ownRisks; ///< label: the risk; text: what it means for this patient
    QString ownRisksNote;      ///< under the box, for example that the rule set is not signed off
    QString changedSince;       ///< the day, as printed, that the patient last signed this form; empty: never
    QList<SheetLine> changes;   ///< under the title: what is new or gone since then; label says which
    QList<SignatureRow> signatures;
    QList<SheetLine> control; ///< document control, beside code and fingerprint
    QStringList keyGroups;    ///< a recovery key in groups; secret, and so neither in toJson() nor kept anywhere
    QString keyCode;          ///< the same as its QR code holds it
    std::shared_ptr<const FormOnPaper> questionnaire = nullptr; ///< a clinic's form, blank or filled; not in toJson()
    // Marks
    QString printedAt; ///< clinic time, as printed
    QString issuedAt;  ///< UTC, ISO 8601: the PDF's dates
    bool demo = false; ///< DEMO across each page
    // Identity: both empty until it is issued
    SheetKind kind = SheetKind::Draft;
    QString shortCode;
    QString fingerprint;
    // A sheet that was signed on the screen; both empty else
    QString signedFrom; ///< digest of the issued PDF
    QString signedAt;   ///< UTC, ISO 8601: the signed PDF's dates
    /// Makes a draft the sheet that bears this code.
    void issue(const QString &code, const QString &textFingerprint);
    bool operator==(const SheetContent &) const = default;
};

/// All of it but the identity, which is computed from this, the logo's bytes, and what was signed on the screen.
QJsonObject toJson(const SheetContent &content);
SheetContent sheetContentFromJson(const QJsonObject &json);

} // namespace dermis
