#include "core/base/text_folding.h"
#include "core/patients/patient_candidates.h"
#include "core/patients/patient_index.h"
#include "core/patients/patient_row.h"
#include "core/patients/similar_words.h"
#include "core/storage/journal.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using MaybeDamage = Result<std::optional<Damage>>;

struct IndexedNumber {
    NumberKind kind;
    QString number;
};

/// A name of several words is also found when typed as one: vandermerwe, annemarie.
void addWords(QStringList &words, const QString &name)
{
    const QStringList parts = foldedWords(name);
    words << parts;
    if (parts.size() > 1)
        words << parts.join(QString());
}

QStringList indexedWords(const Patient &patient)
{
    QStringList words;
    addWords(words, patient.familyName);
    for (const QString &name : (patient.givenNames + u' ' + patient.preferredName).split(u' ', Qt::SkipEmptyParts))
        addWords(words, name);
    for (const Contact &contact : patient.contacts)
        words << foldedWords(contact.name);
    words.removeDuplicates();
    return words;
}

QList<IndexedNumber> indexedNumbers(const Patient &patient)
{
    QList<IndexedNumber> numbers{{NumberKind::File, fileNumberKey(patient.fileNumber)}};
    if (!patient.saIdNumber.isEmpty())
        numbers << IndexedNumber{NumberKind::SaId, patient.saIdNumber};
    if (!patient.passport.isEmpty())
        numbers << IndexedNumber{NumberKind::Passport, passportKey(patient.passport)};
    for (const Phone &phone : patient.phones)
        numbers << IndexedNumber{NumberKind::Phone, phone.number.mid(1)};
    for (const Contact &contact : patient.contacts) {
        if (!contact.phone.isEmpty())
            numbers << IndexedNumber{NumberKind::ContactPhone, contact.phone.mid(1)};
    }
    return numbers;
}

Result<> runWith(Database &database, const QString &sql, const QVariantList &values)
{
    auto statement = TRY(database.prepare(sql));
    for (const QVariant &value : values)
        statement.add(value);
    return statement.run();
}

Result<> addNewWord(Database &database, const QString &word)
{
    TRY(runWith(database, u"INSERT INTO name_word (word) VALUES (?)"_s, {word}));
    for (const QString &variant : variantsOf(word))
        TRY(runWith(database, u"INSERT INTO similar_word (variant, word) VALUES (?, ?)"_s, {variant, word}));
    return {};
}

/// Those that no patient had before.
Result<QStringList> newWords(Database &database, const QStringList &words)
{
    auto select = TRY(database.prepare(
        u"SELECT value FROM json_each(?) WHERE value NOT IN (SELECT word FROM name_word)"_s));
    select.add(QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(words)).toJson(QJsonDocument::Compact)));
    TRY(select.run());
    QStringList unknown;
    while (TRY(select.next()))
        unknown << select.text(0);
    return unknown;
}

/// One statement for all of them: most of a small statement's time is its own start and end.
Result<> addNumbers(Database &database, qint64 id, const QList<IndexedNumber> &numbers)
{
    QStringList places;
    QVariantList values;
    for (const IndexedNumber &number : numbers) {
        places << u"(?, ?, ?)"_s;
        values << numberKindName(number.kind) << number.number << id;
    }
    return runWith(database,
                   u"INSERT OR IGNORE INTO patient_number (kind, number, patient_id) VALUES "_s + places.join(u", "_s),
                   values);
}

Result<> addRows(Database &database, const Patient &patient)
{
    const qint64 id = patient.id.value();
    const QStringList words = indexedWords(patient);
    TRY(runWith(database, u"INSERT INTO patient_name (family, given, patient_id, active) VALUES (?, ?, ?, ?)"_s,
                {folded(patient.familyName), folded(patient.givenNames), id, patient.active ? 1 : 0}));
    TRY(runWith(database, u"INSERT INTO patient_words (rowid, words) VALUES (?, ?)"_s, {id, words.join(u' ')}));
    TRY(addNumbers(database, id, indexedNumbers(patient)));
    for (const QString &word : TRY(newWords(database, words)))
        TRY(addNewWord(database, word));
    return {};
}

Damage damageAt(PatientId id, const QString &detail)
{
    return {u"index"_s, u"patient"_s, id.value(), 0, detail};
}

Result<bool> exists(Database &database, const QString &sql, const QVariantList &values)
{
    auto select = TRY(database.prepare(sql));
    for (const QVariant &value : values)
        select.add(value);
    TRY(select.run());
    return select.next();
}

Result<std::optional<Damage>> checkRows(Database &database, const Patient &patient)
{
    const qint64 id = patient.id.value();
    if (!TRY(exists(database,
                    u"SELECT 1 FROM patient_name WHERE family = ? AND given = ? AND patient_id = ? AND active = ?"_s,
                    {folded(patient.familyName), folded(patient.givenNames), id, patient.active ? 1 : 0})))
        return damageAt(patient.id, u"the patient's name is not in the search index"_s);
    for (const IndexedNumber &number : indexedNumbers(patient)) {
        if (!TRY(exists(database, u"SELECT 1 FROM patient_number WHERE kind = ? AND number = ? AND patient_id = ?"_s,
                        {numberKindName(number.kind), number.number, id})))
            return damageAt(patient.id, u"a number of the patient is not in the search index"_s);
    }
    return std::nullopt;
}

/// A sum over pairs in any order: two lists that hold the same pairs have the same.
class PairSum
{
public:
    bool operator==(const PairSum &) const = default;
    void add(QStringView text, size_t with)
    {
        ++m_pairs;
        m_sum += qHash(text, with);
    }

private:
    qint64 m_pairs = 0;
    size_t m_sum = 0; // wraps around
};

/// How many patients have a word with some beginning, and the sum of their ids.
struct Holders
{
    qint64 patients = 0;
    qint64 ids = 0;
    bool operator==(const Holders &) const = default;
};

constexpr qsizetype longestIndexedPrefix = 4; // patient_words has these ready

/// What the index must hold for the patients that were added.
struct ExpectedIndex
{
    qint64 names = 0;
    qint64 numbers = 0;
    PairSum words; // with the patient's id
    QHash<QString, Holders> beginnings;

    void add(const Patient &patient)
    {
        QStringList distinct;
        for (const IndexedNumber &number : indexedNumbers(patient))
            distinct << numberKindName(number.kind) + number.number;
        distinct.removeDuplicates();
        ++names;
        numbers += distinct.size();
        QSet<QString> begun;
        for (const QString &word : indexedWords(patient)) {
            words.add(word, static_cast<size_t>(patient.id.value()));
            const QList<uint> signs = word.toUcs4();
            for (qsizetype length = 1; length <= std::min(signs.size(), longestIndexedPrefix); ++length)
                begun << QString::fromUcs4(reinterpret_cast<const char32_t *>(signs.constData()), length);
        }
        for (const QString &beginning : begun) {
            Holders &holders = beginnings[beginning];
            ++holders.patients;
            holders.ids += patient.id.value();
        }
    }
};

MaybeDamage checkNamesAndNumbers(Database &database, const ExpectedIndex &expected)
{
    if (TRY(database.integer(u"SELECT count(*) FROM patient_name"_s)) != expected.names ||
        TRY(database.integer(u"SELECT count(*) FROM patient_number"_s)) != expected.numbers)
        return damageAt({}, u"the search index holds more or less than the patients' rows"_s);
    return std::nullopt;
}

MaybeDamage checkWords(Database &database, const ExpectedIndex &expected)
{
    TRY(database.run(u"CREATE VIRTUAL TABLE IF NOT EXISTS temp.patient_vocabulary "
                     "USING fts5vocab(main, patient_words, instance)"_s));
    auto select = TRY(database.prepare(u"SELECT term, doc FROM temp.patient_vocabulary"_s));
    TRY(select.run());
    PairSum words;
    while (TRY(select.next()))
        words.add(select.text(0), static_cast<size_t>(select.integer(1)));
    if (words != expected.words)
        return damageAt({}, u"the search index holds other words than the patients' rows"_s);
    auto begun = TRY(database.prepare(
        u"SELECT count(*), coalesce(sum(rowid), 0) FROM patient_words WHERE patient_words MATCH ?"_s));
    for (auto beginning = expected.beginnings.begin(); beginning != expected.beginnings.end(); ++beginning) {
        begun.add(u"\"%1\"*"_s.arg(beginning.key()));
        TRY(begun.run());
        if (!TRY(begun.next()) || Holders{begun.integer(0), begun.integer(1)} != beginning.value())
            return damageAt({}, u"the search index finds other patients by the beginnings of their names"_s);
    }
    return std::nullopt;
}

/// The list of words holds those of all patients, also of names of before, and each under all its similar
/// spellings.
MaybeDamage checkSimilarWords(Database &database)
{
    PairSum expected;
    PairSum found;
    auto words = TRY(database.prepare(u"SELECT word FROM name_word"_s));
    TRY(words.run());
    while (TRY(words.next())) {
        const QString word = words.text(0);
        for (const QString &variant : variantsOf(word))
            expected.add(variant, qHash(word));
    }
    auto similar = TRY(database.prepare(u"SELECT variant, word FROM similar_word"_s));
    TRY(similar.run());
    while (TRY(similar.next()))
        found.add(similar.text(0), qHash(similar.text(1)));
    if (found != expected)
        return damageAt({}, u"the search index holds other similar spellings than of its words"_s);
    const qint64 unlisted = TRY(database.integer(
        u"SELECT count(*) FROM (SELECT DISTINCT term FROM temp.patient_vocabulary) WHERE term NOT IN (SELECT word FROM name_word)"_s));
    if (unlisted != 0)
        return damageAt({}, u"a word of a patient's name is not in the list of words"_s);
    return std::nullopt;
}

/// The names of one version of a patient, as the journal keeps it.
Patient namesInVersion(const QJsonObject &row)
{
    Patient version;
    version.familyName = row.value(u"family_name"_s).toString();
    version.givenNames = row.value(u"given_names"_s).toString();
    version.preferredName = row.value(u"preferred_name"_s).toString();
    version.contacts = contactsFromJson(QJsonDocument::fromJson(row.value(u"contacts"_s).toString().toUtf8()).array());
    return version;
}

Result<bool> isAnybodysWord(Database &database, const QString &word)
{
    return exists(database, u"SELECT 1 FROM patient_words WHERE patient_words MATCH ? LIMIT 1"_s, {u"\"%1\""_s.arg(word)});
}

Result<> forgetWord(Database &database, const QString &word)
{
    TRY(runWith(database, u"DELETE FROM name_word WHERE word = ?"_s, {word}));
    for (const QString &variant : variantsOf(word))
        TRY(runWith(database, u"DELETE FROM similar_word WHERE variant = ? AND word = ?"_s, {variant, word}));
    return {};
}

constexpr int mostCompletions = 32;

/// The known words with this beginning, at most one more than mostCompletions.
Result<QStringList> completions(Database &database, const QString &beginning)
{
    auto select = TRY(database.prepare(u"SELECT word FROM name_word WHERE word >= ? AND word < ? LIMIT ?"_s));
    select.add(beginning).add(afterPrefix(beginning)).add(mostCompletions + 1);
    TRY(select.run());
    QStringList words;
    while (TRY(select.next()))
        words << select.text(0);
    return words;
}

/// FTS5 reads whole words as it goes, but a longer beginning only after merging all its words' rows;
/// so beginnings are spelt out as the words they may become. Empty when no patient has such a word.
Result<QString> matchText(Database &database, const QStringList &words)
{
    QStringList terms;
    for (const QString &word : words) {
        const QStringList complete = TRY(completions(database, word));
        if (complete.isEmpty())
            return QString();
        if (word.size() <= longestIndexedPrefix || complete.size() > mostCompletions)
            terms << u"\"%1\"*"_s.arg(word);
        else
            terms << u"(\"%1\")"_s.arg(complete.join(u"\" OR \""_s));
    }
    return terms.join(u" AND "_s);
}

} // namespace

Result<> addToPatientIndex(Transaction &transaction, const Patient &patient)
{
    return addRows(transaction.database(), patient);
}

Result<> removeFromPatientIndex(Transaction &transaction, const Patient &before)
{
    Database &database = transaction.database();
    const qint64 id = before.id.value();
    TRY(runWith(database, u"DELETE FROM patient_name WHERE family = ? AND given = ? AND patient_id = ?"_s,
                {folded(before.familyName), folded(before.givenNames), id}));
    for (const IndexedNumber &number : indexedNumbers(before))
        TRY(runWith(database, u"DELETE FROM patient_number WHERE kind = ? AND number = ? AND patient_id = ?"_s,
                    {numberKindName(number.kind), number.number, id}));
    return runWith(database, u"INSERT INTO patient_words (patient_words, rowid, words) VALUES ('delete', ?, ?)"_s,
                   {id, indexedWords(before).join(u' ')});
}

Result<> eraseFromPatientIndex(Transaction &transaction, const Patient &patient)
{
    Database &database = transaction.database();
    TRY(removeFromPatientIndex(transaction, patient));
    QStringList words = indexedWords(patient);
    for (const JournalRecord &version : TRY(historyOf(database, u"patient"_s, patient.id.value())))
        words << indexedWords(namesInVersion(version.row));
    words.removeDuplicates();
    for (const QString &word : std::as_const(words)) {
        if (!TRY(isAnybodysWord(database, word)))
            TRY(forgetWord(database, word));
    }
    return optimizePatientIndex(transaction);
}

Result<> rebuildPatientIndex(Database &database)
{
    auto transaction = TRY(Transaction::begin(database, Actor{}, QDateTime()));
    for (const QString &sql : {u"DELETE FROM patient_name"_s, u"DELETE FROM patient_number"_s,
                               u"DELETE FROM name_word"_s, u"DELETE FROM similar_word"_s,
                               u"INSERT INTO patient_words (patient_words) VALUES ('delete-all')"_s})
        TRY(database.run(sql));
    auto select = TRY(database.prepare(u"SELECT "_s + patientColumns + u" FROM patient ORDER BY id"_s));
    TRY(select.run());
    while (TRY(select.next()))
        TRY(addRows(database, patientFromRow(select)));
    return transaction.commit();
}

Result<> raiseFileNumberCounter(Transaction &transaction)
{
    return transaction.database().run(
        u"UPDATE file_number_counter SET last = max(last, (SELECT coalesce(max(CAST(number AS INTEGER)), 0) "
        "FROM patient_number WHERE kind = 'file'))"_s);
}

Result<> optimizePatientIndex(Transaction &transaction)
{
    return transaction.database().run(u"INSERT INTO patient_words (patient_words) VALUES ('optimize')"_s);
}

Result<std::optional<Damage>> checkPatientIndex(Database &database)
{
    ExpectedIndex expected;
    auto select = TRY(database.prepare(u"SELECT "_s + patientColumns + u" FROM patient ORDER BY id"_s));
    TRY(select.run());
    while (TRY(select.next())) {
        const Patient patient = patientFromRow(select);
        if (const auto damage = TRY(checkRows(database, patient)))
            return damage;
        expected.add(patient);
    }
    if (const auto damage = TRY(checkNamesAndNumbers(database, expected)))
        return damage;
    if (const auto damage = TRY(checkWords(database, expected)))
        return damage;
    return checkSimilarWords(database);
}

Result<QList<Candidate>> withWords(Database &database, const QStringList &words, int limit)
{
    const QString match = TRY(matchText(database, words));
    if (match.isEmpty())
        return QList<Candidate>();
    auto select = TRY(database.prepare(
        u"SELECT %1 FROM (SELECT rowid FROM patient_words WHERE patient_words MATCH ? ORDER BY rowid LIMIT ?) w "
        "CROSS JOIN patient p ON p.id = w.rowid"_s.arg(candidateColumns)));
    select.add(match).add(limit);
    TRY(select.run());
    QList<Candidate> found;
    while (TRY(select.next()))
        found << candidateFromRow(select);
    return found;
}

Result<QList<SimilarWord>> similarWords(Database &database, const QString &word, int limit)
{
    auto select = TRY(database.prepare(u"SELECT word FROM similar_word WHERE variant = ?"_s));
    QStringList seen;
    QList<SimilarWord> found;
    for (const QString &variant : variantsOf(word)) {
        select.add(variant);
        TRY(select.run());
        while (TRY(select.next())) {
            const QString other = select.text(0);
            if (other == word || seen.contains(other))
                continue;
            seen << other;
            const int allowed = std::min(allowedDistance(word.size()), allowedDistance(other.size()));
            if (const int distance = editDistance(word, other, allowed); distance <= allowed)
                found << SimilarWord{other, distance};
        }
    }
    std::sort(found.begin(), found.end(), [](const SimilarWord &a, const SimilarWord &b) {
        return a.distance != b.distance ? a.distance < b.distance : a.word < b.word;
    });
    return found.mid(0, limit);
}

} // namespace dermis
