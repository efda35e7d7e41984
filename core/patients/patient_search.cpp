#include "core/patients/patient_search.h"

#include "core/patients/patient_match.h"
#include "core/patients/patient_query.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype fewMatches = 3;   // below this, other spellings are tried
constexpr int wordCandidates = 100;   // read at least through the word index before ranking
constexpr int numberCandidates = 500; // read by a number or birth date before the words choose
constexpr int spellingsPerWord = 6;
constexpr qsizetype spellingsPerText = 8;
constexpr qsizetype shortestIdPrefix = 6;

/// One search: gathers matches from bounded look-ups, each patient once.
class Search
{
public:
    Search(Database &database, int limit)
        : m_database(database)
        , m_limit(limit)
    {
        m_found.reserve(limit + 1);
    }

    Result<> byNumber(const PatientQuery &query);
    Result<> byWords(const QStringList &words);
    bool isEmpty() const { return m_found.isEmpty(); }
    SearchResult result();

private:
    Result<> lookUp(const QStringList &words, const QStringList &asked, bool similar);
    Result<> lookUpSplit(const QStringList &words, const QStringList &asked, bool similar);
    Result<> byWordsWrittenTogether(const QStringList &words);
    Result<> bySimilarWords(const QStringList &words);
    void add(const QList<Candidate> &candidates, const QStringList &words, bool similar);
    void add(const QList<NumberHit> &hits, const QString &typed, const QStringList &words);
    void keep(RankedMatch ranked);
    bool isFull() const { return m_found.size() > m_limit; }
    bool foundLittle() const { return m_found.size() < fewMatches; }

    Database &m_database;
    int m_limit;
    QList<RankedMatch> m_found;
    QSet<PatientId> m_seen;
    bool m_more = false;
};

void Search::keep(RankedMatch ranked)
{
    if (m_seen.contains(ranked.match.patient.id))
        return;
    m_seen.insert(ranked.match.patient.id);
    m_found << std::move(ranked);
}

void Search::add(const QList<Candidate> &candidates, const QStringList &words, bool similar)
{
    for (const Candidate &candidate : candidates) {
        if (m_seen.contains(candidate.line.id))
            continue;
        if (auto ranked = matchWords(candidate, words, similar))
            keep(std::move(*ranked));
    }
}

void Search::add(const QList<NumberHit> &hits, const QString &typed, const QStringList &words)
{
    for (const NumberHit &hit : hits) {
        auto ranked = matchWords(hit.candidate, words, true);
        if (!ranked)
            continue;
        ranked->match.parts.prepend(matchedNumber(hit, typed));
        if (hit.number != typed && ranked->match.kind == MatchKind::Exact)
            ranked->match.kind = MatchKind::Prefix;
        ranked->wholeWords += hit.number == typed ? 1 : 0;
        ranked->tier = 0;
        keep(std::move(*ranked));
    }
}

Result<> Search::byNumber(const PatientQuery &query)
{
    const int limit = query.words.isEmpty() ? m_limit + 1 : numberCandidates;
    if (!query.digits.isEmpty()) {
        const QString file = fileNumberKey(query.digits);
        add(TRY(numberIs(m_database, NumberKind::File, file, limit)), file, query.words);
        for (const QString &prefix : phonePrefixes(query.digits, query.withPlus)) {
            for (const NumberKind kind : {NumberKind::Phone, NumberKind::ContactPhone})
                add(TRY(numberStartsWith(m_database, kind, prefix, limit)), prefix, query.words);
        }
        if (query.digits.size() >= shortestIdPrefix)
            add(TRY(numberStartsWith(m_database, NumberKind::SaId, query.digits, limit)), query.digits, query.words);
    }
    if (!query.passport.isEmpty())
        add(TRY(numberStartsWith(m_database, NumberKind::Passport, query.passport, limit)), query.passport, {});
    for (const QDate &date : query.birthDates) {
        const QString shown = date.toString(Qt::ISODate);
        for (const Candidate &candidate : TRY(bornOn(m_database, date, limit))) {
            auto ranked = matchWords(candidate, query.words, true);
            if (!ranked)
                continue;
            ranked->match.parts.prepend({PatientField::BirthDate, shown, 0, static_cast<int>(shown.size())});
            keep(std::move(*ranked));
        }
    }
    return {};
}

Result<> Search::byWords(const QStringList &words)
{
    TRY(lookUp(words, words, false));
    if (foundLittle())
        TRY(byWordsWrittenTogether(words));
    if (foundLittle())
        TRY(bySimilarWords(words));
    return {};
}

/// First whoever's name begins so, in the order of the list; then whoever has all the words somewhere.
Result<> Search::lookUp(const QStringList &words, const QStringList &asked, bool similar)
{
    const QString text = words.join(u' ');
    add(TRY(familyStartsWith(m_database, text, m_limit + 1)), asked, similar);
    TRY(lookUpSplit(words, asked, similar));
    if (!isFull())
        add(TRY(givenStartsWith(m_database, text, m_limit + 1)), asked, similar);
    if (isFull())
        return {};
    const int most = std::max(wordCandidates, m_limit + 1);
    const QList<Candidate> candidates = TRY(withWords(m_database, words, most));
    m_more = m_more || candidates.size() == most;
    add(candidates, asked, similar);
    return {};
}

/// Family and given names together, whichever was typed first and wherever the one ends.
Result<> Search::lookUpSplit(const QStringList &words, const QStringList &asked, bool similar)
{
    for (qsizetype i = 1; i < words.size(); ++i) {
        const QString head = words.mid(0, i).join(u' ');
        const QString tail = words.mid(i).join(u' ');
        add(TRY(familyAndGivenStart(m_database, head, tail, m_limit + 1)), asked, similar);
        add(TRY(familyAndGivenStart(m_database, tail, head, m_limit + 1)), asked, similar);
        if (!isFull())
            add(TRY(givenAndFamilyStart(m_database, head, tail, m_limit + 1)), asked, similar);
    }
    return {};
}

/// "o brien" for O'Brien, "anne marie" for Annemarie.
Result<> Search::byWordsWrittenTogether(const QStringList &words)
{
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        QStringList together = words;
        together[i] += together.takeAt(i + 1);
        TRY(lookUp(together, together, false));
    }
    return {};
}

struct Spelling {
    QStringList words;
    int distance = 0;
};

Result<QList<Spelling>> similarSpellings(Database &database, const QStringList &words)
{
    QList<Spelling> spellings{Spelling{}};
    for (const QString &word : words) {
        QList<SimilarWord> choices{{word, 0}};
        choices << TRY(similarWords(database, word, spellingsPerWord));
        QList<Spelling> longer;
        for (const Spelling &spelling : std::as_const(spellings)) {
            for (const SimilarWord &choice : std::as_const(choices))
                longer << Spelling{spelling.words + QStringList{choice.word}, spelling.distance + choice.distance};
        }
        std::stable_sort(longer.begin(), longer.end(),
                         [](const Spelling &a, const Spelling &b) { return a.distance < b.distance; });
        spellings = longer.mid(0, spellingsPerText + 1);
    }
    spellings.removeFirst(); // as typed
    return spellings;
}

Result<> Search::bySimilarWords(const QStringList &words)
{
    for (const Spelling &spelling : TRY(similarSpellings(m_database, words))) {
        if (isFull())
            break;
        TRY(lookUp(spelling.words, words, true));
    }
    return {};
}

SearchResult Search::result()
{
    std::sort(m_found.begin(), m_found.end(), ranksBefore);
    SearchResult result;
    result.more = m_more || isFull();
    result.matches.reserve(std::min<qsizetype>(m_limit, m_found.size()));
    for (RankedMatch &ranked : m_found) {
        if (result.matches.size() == m_limit)
            break;
        result.matches << std::move(ranked.match);
    }
    return result;
}

} // namespace

QString matchKindName(MatchKind kind)
{
    static constexpr std::array<QStringView, 3> names{u"exact", u"prefix", u"similar"};
    return names.at(static_cast<size_t>(kind)).toString();
}

Result<SearchResult> searchPatients(Database &database, const QString &text, const QDate &today, int limit)
{
    const PatientQuery query = patientQuery(text, today);
    Search search(database, limit);
    if (query.hasNumber())
        TRY(search.byNumber(query));
    if (search.isEmpty() && !query.words.isEmpty() && query.isNumberUnfinished())
        TRY(search.byWords(query.words));
    return search.result();
}

} // namespace dermis
