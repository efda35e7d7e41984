#include "core/patients/patient_match.h"

#include "core/base/text_folding.h"
#include "core/patients/phone_number.h"
#include "core/patients/sa_id_number.h"
#include "core/patients/similar_words.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>
#include <tuple>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int numberTier = 0;
constexpr int wholeFamilyTier = 1;
constexpr int familyStartTier = 2;
constexpr int withinFamilyTier = 3;
constexpr int givenTier = 4;
constexpr int preferredTier = 5;
constexpr int contactTier = 6;

/// A word of a field, where it stands and as the search compares it.
struct FieldWord {
    qsizetype start = 0;
    qsizetype length = 0;
    QString folded;
};

/// Where one typed word was found.
struct Found {
    PatientField field = PatientField::FamilyName;
    QString text; ///< the whole field
    qsizetype start = 0;
    qsizetype length = 0;
    qsizetype letters = 0; ///< folded letters matched
    int distance = 0;
    bool whole = false;
    bool atStart = false;
};

/// Whether folded() sees the end of a word here.
bool isGap(QChar c)
{
    if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate())
        return false;
    return c == u' ' || c == u'-' || folded(u'a' + QString(c) + u'a').contains(u' ');
}

QList<FieldWord> wordsOf(const QString &text)
{
    QList<FieldWord> words;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && !isGap(text.at(i)))
            continue;
        if (i > start)
            words << FieldWord{start, i - start, folded(text.mid(start, i - start))};
        start = i + 1;
    }
    return words;
}

/// A name as the search reads it; its words are found when they are first needed.
class NameField
{
public:
    NameField(PatientField field, const QString &text)
        : m_field(field)
        , m_text(text)
    {
    }
    PatientField field() const { return m_field; }
    const QString &text() const { return m_text; }
    const QList<FieldWord> &words() const
    {
        if (m_words.isEmpty())
            m_words = wordsOf(m_text);
        return m_words;
    }

private:
    PatientField m_field;
    QString m_text;
    mutable QList<FieldWord> m_words;
};

/// How much of the original must be shown to cover so many folded letters.
qsizetype sourceLength(QStringView source, qsizetype letters)
{
    qsizetype length = std::min(letters, source.size());
    while (length < source.size() && folded(source.left(length).toString()).size() < letters)
        ++length;
    return length;
}

/// The word as the beginning of one word of the field, or of some written together.
std::optional<Found> startOf(const NameField &field, qsizetype from, const QString &word)
{
    QString joined;
    for (qsizetype i = from; i < field.words().size(); ++i) {
        const FieldWord &last = field.words().at(i);
        const qsizetype before = joined.size();
        joined += last.folded;
        if (joined.size() >= word.size()) {
            if (!joined.startsWith(word))
                return std::nullopt;
            const QStringView source = QStringView(field.text()).mid(last.start, last.length);
            const qsizetype end = last.start + sourceLength(source, word.size() - before);
            const qsizetype start = field.words().at(from).start;
            const bool whole = joined.size() == word.size();
            return Found{field.field(), field.text(), start, end - start, word.size(), 0, whole, from == 0};
        }
        if (!word.startsWith(joined))
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Found> similarTo(const NameField &field, qsizetype at, const QString &word)
{
    const FieldWord &other = field.words().at(at);
    const int allowed = std::min(allowedDistance(word.size()), allowedDistance(other.folded.size()));
    const int distance = editDistance(word, other.folded, allowed);
    if (distance > allowed)
        return std::nullopt;
    return Found{field.field(), field.text(), other.start, other.length, other.folded.size(), distance, false, at == 0};
}

bool better(const Found &a, const std::optional<Found> &b)
{
    return !b || std::make_tuple(a.distance, !a.whole) < std::make_tuple(b->distance, !b->whole);
}

/// The best place of one word among the fields; earlier fields win.
std::optional<Found> findWord(const QList<NameField> &fields, const QString &word, bool similar)
{
    std::optional<Found> best;
    for (const NameField &field : fields) {
        for (qsizetype i = 0; i < field.words().size(); ++i) {
            auto found = startOf(field, i, word);
            if (!found && similar)
                found = similarTo(field, i, word);
            if (found && better(*found, best))
                best = found;
        }
        if (best && best->whole)
            break; // nothing is nearer
    }
    return best;
}

/// What people search by.
QList<NameField> nameFields(const Candidate &candidate)
{
    return {{PatientField::FamilyName, candidate.line.familyName},
            {PatientField::GivenNames, candidate.line.givenNames},
            {PatientField::PreferredName, candidate.preferredName}};
}

/// What a word may stand for that is in no name: the letters of the file number, a guardian, next of kin.
QList<NameField> otherFields(const Candidate &candidate)
{
    QList<NameField> fields{{PatientField::FileNumber, candidate.line.fileNumber}};
    for (const Contact &contact : contactsFromJson(QJsonDocument::fromJson(candidate.contacts).array()))
        fields << NameField(PatientField::ContactName, contact.name);
    return fields;
}

int tierOf(const Found &found)
{
    switch (found.field) {
    case PatientField::FamilyName:
        return found.atStart ? familyStartTier : withinFamilyTier;
    case PatientField::GivenNames:
        return givenTier;
    case PatientField::PreferredName:
        return preferredTier;
    case PatientField::FileNumber:
        return numberTier;
    default:
        return contactTier;
    }
}

QString joinedWords(const NameField &field)
{
    QStringList words;
    for (const FieldWord &word : field.words())
        words << word.folded;
    return words.size() == 1 ? words.first() : words.join(u' ');
}

/// How many digits of a phone as displayed stand for the first digits of the E.164 number.
qsizetype displayedLength(const QString &display, qsizetype digits)
{
    qsizetype length = 0;
    while (length < display.size() && digits > 0) {
        if (display.at(length).isDigit())
            --digits;
        ++length;
    }
    return length;
}

MatchedPart matchedPhone(PatientField field, const QString &number, const QString &typed)
{
    const QString display = displayPhone(u'+' + number);
    const qsizetype digits = display.startsWith(u'0') ? typed.size() - 1 : typed.size(); // 0 stands for 27
    return {field, display, 0, static_cast<int>(displayedLength(display, digits))};
}

MatchedPart wholePart(PatientField field, const QString &text)
{
    return {field, text, 0, static_cast<int>(text.size())};
}

} // namespace

std::optional<RankedMatch> matchWords(const Candidate &candidate, const QStringList &words, bool similar)
{
    const QList<NameField> fields = nameFields(candidate);
    RankedMatch ranked{{candidate.line, candidate.preferredName, MatchKind::Exact, {}}, 0, numberTier, 0, {}, {}};
    qsizetype familyLetters = 0;
    int best = words.isEmpty() ? numberTier : contactTier;
    for (const QString &word : words) {
        auto found = findWord(fields, word, similar);
        if (!found)
            found = findWord(otherFields(candidate), word, similar);
        if (!found)
            return std::nullopt;
        ranked.match.parts << MatchedPart{found->field, found->text, static_cast<int>(found->start),
                                          static_cast<int>(found->length)};
        ranked.distance += found->distance;
        ranked.wholeWords += found->whole ? 1 : 0;
        best = std::min(best, tierOf(*found));
        if (found->field == PatientField::FamilyName && (found->whole || found->distance > 0))
            familyLetters += found->letters;
    }
    ranked.family = joinedWords(fields.first());
    ranked.given = folded(candidate.line.givenNames);
    const bool wholeFamily = familyLetters > 0 && familyLetters >= QString(ranked.family).remove(u' ').size();
    ranked.tier = wholeFamily ? std::min(best, wholeFamilyTier) : best;
    if (ranked.distance > 0)
        ranked.match.kind = MatchKind::Similar;
    else if (ranked.wholeWords < words.size())
        ranked.match.kind = MatchKind::Prefix;
    return ranked;
}

MatchedPart matchedNumber(const NumberHit &hit, const QString &typed)
{
    switch (hit.kind) {
    case NumberKind::File:
        return wholePart(PatientField::FileNumber, hit.candidate.line.fileNumber);
    case NumberKind::SaId: {
        MatchedPart part = wholePart(PatientField::SaIdNumber, maskedSaId(hit.number));
        if (typed.size() < hit.number.size())
            part.length = static_cast<int>(std::min<qsizetype>(typed.size(), 6));
        return part;
    }
    case NumberKind::Passport:
        return wholePart(PatientField::Passport, hit.candidate.passport);
    case NumberKind::Phone:
        return matchedPhone(PatientField::Phone, hit.number, typed);
    case NumberKind::ContactPhone:
        return matchedPhone(PatientField::ContactPhone, hit.number, typed);
    }
    return {};
}

bool ranksBefore(const RankedMatch &a, const RankedMatch &b)
{
    const auto order = [](const RankedMatch &ranked) {
        return std::tuple<bool, int, int, int, const QString &, const QString &, PatientId>(
            !ranked.match.patient.active, ranked.distance, ranked.tier, -ranked.wholeWords, ranked.family, ranked.given,
            ranked.match.patient.id);
    };
    return order(a) < order(b);
}

} // namespace dermis
