#pragma once

#include "core/patients/patient_repository.h"

namespace dermis {

/// What a search must know of a patient to say why it matches.
struct Candidate {
    PatientLine line;
    QString preferredName;
    QString passport;
    QByteArray contacts; ///< JSON, since few searches come to them
};

enum class NumberKind { File, SaId, Passport, Phone, ContactPhone };

/// The spelling in patient_number.kind.
QString numberKindName(NumberKind kind);

/// A candidate found by one of its numbers.
struct NumberHit {
    Candidate candidate;
    NumberKind kind = NumberKind::File;
    QString number; ///< as the index holds it
};

// Each gives at most `limit` patients, in the order of its index; names are folded. Names find active patients only.
Result<QList<Candidate>> familyStartsWith(Database &database, const QString &prefix, int limit);
Result<QList<Candidate>> givenStartsWith(Database &database, const QString &prefix, int limit);
Result<QList<Candidate>> familyAndGivenStart(Database &database, const QString &family, const QString &givenPrefix,
                                             int limit);
Result<QList<Candidate>> givenAndFamilyStart(Database &database, const QString &given, const QString &familyPrefix,
                                             int limit);
Result<QList<Candidate>> bornOn(Database &database, const QDate &date, int limit);
Result<QList<NumberHit>> numberIs(Database &database, NumberKind kind, const QString &number, int limit);
Result<QList<NumberHit>> numberStartsWith(Database &database, NumberKind kind, const QString &prefix, int limit);
/// Patients, active or not, whose names hold a word beginning with each of these.
Result<QList<Candidate>> withWords(Database &database, const QStringList &words, int limit);

/// A word of some patient's name that is spelt similarly.
struct SimilarWord {
    QString word;
    int distance = 0;
};

/// The nearest similar words, nearest first, then by alphabet.
Result<QList<SimilarWord>> similarWords(Database &database, const QString &word, int limit);

/// The first text that no longer begins with the prefix, in SQLite's byte order.
QString afterPrefix(const QString &prefix);
/// The number under which a file number is found: its digits without leading zeros.
QString fileNumberKey(const QString &fileNumber);
/// The number under which a passport is found.
QString passportKey(const QString &passport);

} // namespace dermis
