#include "core/products/text_meaning.h"

#include "core/base/spelling.h"
#include "core/base/text_folding.h"
#include "core/products/catalogue_memory.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using How = SubstanceGuess::How;
using Kind = TextMeaning::Kind;

constexpr std::array guesses{
    Spelling<How>{How::Name, u"name"}, Spelling<How>{How::Misspelling, u"misspelling"},
    Spelling<How>{How::Hint, u"hint"}, Spelling<How>{How::Ambiguous, u"ambiguous"},
    Spelling<How>{How::Part, u"part"}, Spelling<How>{How::Similar, u"similar"},
};
constexpr std::array meanings{
    Spelling<Kind>{Kind::Empty, u"empty"},     Spelling<Kind>{Kind::NoneKnown, u"none-known"},
    Spelling<Kind>{Kind::Certain, u"certain"}, Spelling<Kind>{Kind::Proposed, u"proposed"},
    Spelling<Kind>{Kind::Offered, u"offered"}, Spelling<Kind>{Kind::Unresolved, u"unresolved"},
};

constexpr qsizetype longestName = 7;    // words
constexpr qsizetype longestSimilar = 3; // words compared by edit distance
constexpr qsizetype shortestJoined = 5; // letters of a name found with its words run together or apart
constexpr qsizetype mostSimilar = 5;    // offered for one group of words

/// How many edits still suggest a name of this length (domain.md §3.6, step 3).
int editsFor(qsizetype length)
{
    return length < 5 ? 0 : (length <= 8 ? 1 : 2);
}

struct Word
{
    QString text; // folded
    bool isCapitals = false;
    int clause = 0;
    bool isUsed = false; // part of a name
};

/// Some neighbouring words that name something.
struct Hit
{
    QList<SubstanceGuess> guesses;
    int clause = 0;
    bool isDoubtful = false; // ambiguous, a product's part, similar
    const AmbiguousWords *ambiguous = nullptr;
};

/// Percentages and "(nano)" say nothing about what it is.
QString withoutAmounts(QString text)
{
    static const QRegularExpression amounts(u"\\d+([.,]\\d+)?\\s*%|[(\\[]nano[)\\]]"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return text.replace(amounts, u" "_s);
}

/// The parts that a "mother" or a "no" speaks of; a comma or stop inside a chemical name does not end one.
QStringList clausesOf(const QString &text)
{
    static const QRegularExpression ends(
        u"[;!?\\n]|,(?!\\d)|\\.(?=\\s|$)|\\b(?:but|except|maar|behalwe|kodwa)\\b"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return text.split(ends, Qt::SkipEmptyParts);
}

QList<Word> wordsOf(const QString &text)
{
    static const QRegularExpression signs(u"[^\\p{L}\\p{N}\\p{M}'’‘`´]+"_s);
    QList<Word> words;
    int clause = 0;
    for (const QString &part : clausesOf(text)) {
        for (const QString &raw : part.split(signs, Qt::SkipEmptyParts)) {
            for (const QString &word : foldedWords(raw))
                words << Word{word, raw == raw.toUpper() && raw != raw.toLower(), clause, false};
        }
        ++clause;
    }
    return words;
}

/// Reads one text.
class TextReader
{
public:
    TextReader(const QString &text, const SubstanceCatalogue &catalogue)
        : m_catalogue(catalogue)
        , m_phrases(catalogue.phrases())
        , m_text(withoutAmounts(text))
        , m_words(wordsOf(m_text))
    {
    }
    TextMeaning read();

private:
    QString joined(qsizetype from, qsizetype count, QChar between) const;
    bool isFree(qsizetype from, qsizetype count) const;
    void use(qsizetype from, qsizetype count, const Hit &hit);
    void findNames();
    void findJoined();
    void findSimilar();
    std::optional<Hit> named(const QString &words) const;
    QList<SubstanceGuess> similarTo(const QString &words) const;
    bool isPhraseWord(const QString &word) const;
    void dropAnswered();
    void judgeClauses(TextMeaning &meaning) const;
    bool has(const QStringList &phrases, int clause) const;
    QString clauseText(int clause) const;
    Kind kindOf(const TextMeaning &meaning) const;
    bool isNoneKnown() const;

    const SubstanceCatalogue &m_catalogue;
    const AllergyPhrases &m_phrases;
    QString m_text;
    QList<Word> m_words;
    QList<Hit> m_hits;
    QSet<int> m_notMeant; // clauses said of another person or as the opposite
};

QString TextReader::joined(qsizetype from, qsizetype count, QChar between) const
{
    QString text;
    for (qsizetype i = from; i < from + count; ++i) {
        if (!text.isEmpty() && !between.isNull())
            text += between;
        text += m_words.at(i).text;
    }
    return text;
}

bool TextReader::isFree(qsizetype from, qsizetype count) const
{
    return std::none_of(m_words.begin() + from, m_words.begin() + from + count,
                        [](const Word &word) { return word.isUsed; });
}

void TextReader::use(qsizetype from, qsizetype count, const Hit &hit)
{
    for (qsizetype i = from; i < from + count; ++i)
        m_words[i].isUsed = true;
    Hit placed = hit;
    placed.clause = m_words.at(from).clause;
    m_hits << placed;
}

/// What these very words name.
std::optional<Hit> TextReader::named(const QString &words) const
{
    Hit hit;
    if (const AmbiguousWords *ambiguous = m_catalogue.ambiguity(words)) {
        hit.ambiguous = ambiguous;
        hit.isDoubtful = true;
        for (const QString &key : ambiguous->means)
            hit.guesses << SubstanceGuess{key, How::Ambiguous, words, words};
        return hit;
    }
    const QList<SubstanceCatalogue::Use> uses = m_catalogue.uses(words);
    if (uses.isEmpty())
        return {};
    const Substance &substance = m_catalogue.substances().at(uses.first().substance);
    if (substance.isProduct) {
        hit.isDoubtful = true;
        for (const QString &member : substance.members)
            hit.guesses << SubstanceGuess{member, How::Part, words, words};
        hit.guesses << SubstanceGuess{substance.key, How::Part, words, words};
        return hit;
    }
    const auto naming = uses.first().naming;
    const How how = naming == SubstanceCatalogue::Naming::Name          ? How::Name
                    : naming == SubstanceCatalogue::Naming::Misspelling ? How::Misspelling
                                                                        : How::Hint;
    hit.guesses << SubstanceGuess{substance.key, how, words, words};
    return hit;
}

/// Longer names first, so that "balsam of peru" is not "peru".
void TextReader::findNames()
{
    for (qsizetype count = std::min(longestName, m_words.size()); count > 0; --count) {
        for (qsizetype from = 0; from + count <= m_words.size(); ++from) {
            const Word &first = m_words.at(from);
            const bool isOrdinary = count == 1 && m_phrases.ordinary.contains(first.text);
            if (!isFree(from, count) || (isOrdinary && !first.isCapitals && m_words.size() > 1))
                continue;
            if (const auto hit = named(joined(from, count, u' ')))
                use(from, count, *hit);
        }
    }
}

/// Names written with their words run together or apart: "povidoneiodine", "lido caine".
void TextReader::findJoined()
{
    for (qsizetype count = std::min(longestSimilar, m_words.size()); count > 0; --count) {
        for (qsizetype from = 0; from + count <= m_words.size(); ++from) {
            const QString letters = joined(from, count, QChar());
            const QString meant = m_catalogue.joinedName(letters);
            if (letters.size() < shortestJoined || meant.isEmpty() || !isFree(from, count))
                continue;
            auto hit = named(meant);
            if (!hit)
                continue;
            for (SubstanceGuess &guess : hit->guesses) {
                guess.words = joined(from, count, u' ');
                guess.how = guess.how == How::Name ? How::Misspelling : guess.how;
            }
            use(from, count, *hit);
        }
    }
}

bool TextReader::isPhraseWord(const QString &word) const
{
    for (const QStringList *list :
         {&m_phrases.filler, &m_phrases.negation, &m_phrases.otherPerson, &m_phrases.self,
          &m_phrases.uncertain, &m_phrases.faint, &m_phrases.lasting}) {
        for (const QString &phrase : *list) {
            if (phrase == word || phrase.split(u' ').contains(word))
                return true;
        }
    }
    return false;
}

QList<SubstanceGuess> TextReader::similarTo(const QString &words) const
{
    const int limit = editsFor(words.size());
    QMap<std::pair<int, QString>, SubstanceGuess> byDistance;
    for (auto name = m_catalogue.words().constBegin(); limit > 0 && name != m_catalogue.words().constEnd();
         ++name) {
        const int distance = spellingDistance(words, name.key(), limit);
        if (distance > limit)
            continue;
        for (const SubstanceCatalogue::Use &use : name.value()) {
            const Substance &substance = m_catalogue.substances().at(use.substance);
            if (substance.origin != Substance::Origin::CosIng)
                byDistance.insert({distance, substance.key},
                                  SubstanceGuess{substance.key, How::Similar, words, name.key()});
        }
    }
    return byDistance.values().mid(0, mostSimilar);
}

void TextReader::findSimilar()
{
    for (qsizetype count = std::min(longestSimilar, m_words.size()); count > 0; --count) {
        for (qsizetype from = 0; from + count <= m_words.size(); ++from) {
            const auto isPhrase = [this](const Word &word) { return isPhraseWord(word.text); };
            if (!isFree(from, count) ||
                std::any_of(m_words.begin() + from, m_words.begin() + from + count, isPhrase))
                continue;
            Hit hit;
            hit.isDoubtful = true;
            hit.guesses = similarTo(joined(from, count, u' '));
            if (!hit.guesses.isEmpty())
                use(from, count, hit);
        }
    }
}

/// "Numbing gel, lignocaine": the name answers what the words before it leave open.
void TextReader::dropAnswered()
{
    QSet<QString> exact;
    for (const Hit &hit : m_hits) {
        if (!hit.isDoubtful)
            exact.insert(hit.guesses.first().substance);
    }
    m_hits.removeIf([&exact](const Hit &hit) {
        return hit.isDoubtful &&
               std::any_of(hit.guesses.begin(), hit.guesses.end(), [&](const SubstanceGuess &guess) {
                   return guess.how != How::Similar && exact.contains(guess.substance);
               });
    });
}

/// A clause's words that are no name, between spaces; -1 is the whole text.
QString TextReader::clauseText(int clause) const
{
    QString text = u" "_s;
    for (const Word &word : m_words) {
        if ((clause < 0 || word.clause == clause) && !word.isUsed)
            text += word.text + u' ';
    }
    return text;
}

bool TextReader::has(const QStringList &phrases, int clause) const
{
    QString text = clauseText(clause);
    if (&phrases == &m_phrases.negation) { // "not sure" is a doubt, not a no
        for (const QString &doubt : m_phrases.uncertain)
            text.replace(u" %1 "_s.arg(doubt), u" "_s);
    }
    return std::any_of(phrases.begin(), phrases.end(),
                       [&text](const QString &phrase) { return text.contains(u" %1 "_s.arg(phrase)); });
}

void TextReader::judgeClauses(TextMeaning &meaning) const
{
    meaning.isUncertain = has(m_phrases.uncertain, -1) || m_text.contains(u'?');
    meaning.isFaint = has(m_phrases.faint, -1);
    meaning.isLasting = has(m_phrases.lasting, -1);
}

Kind TextReader::kindOf(const TextMeaning &meaning) const
{
    QSet<QString> certain;
    bool isDoubtful = meaning.isUncertain || !meaning.rest.isEmpty() || !m_notMeant.isEmpty();
    bool isMeant = false;
    for (const Hit &hit : m_hits) {
        isMeant = isMeant || !m_notMeant.contains(hit.clause);
        isDoubtful = isDoubtful || hit.isDoubtful;
        certain.insert(hit.guesses.first().substance);
    }
    if (!isMeant)
        return Kind::Unresolved;
    return !isDoubtful && certain.size() == 1 ? Kind::Proposed : Kind::Offered;
}

bool TextReader::isNoneKnown() const
{
    const QString words = folded(m_text);
    QString together = words;
    together.remove(u' ');
    return std::any_of(m_phrases.noneKnown.begin(), m_phrases.noneKnown.end(), [&](const QString &phrase) {
        return phrase == words || (!phrase.contains(u' ') && phrase == together); // "N.K.D.A."
    });
}

TextMeaning TextReader::read()
{
    TextMeaning meaning;
    if (m_words.isEmpty()) {
        meaning.kind = m_text.trimmed().isEmpty() ? Kind::Empty : Kind::Unresolved;
        return meaning;
    }
    if (isNoneKnown()) {
        meaning.kind = Kind::NoneKnown;
        return meaning;
    }
    findNames();
    findJoined();
    findSimilar();
    dropAnswered();
    judgeClauses(meaning);
    QSet<int> spokenOf;
    for (const Word &word : m_words) {
        spokenOf.insert(word.clause);
        if (!word.isUsed && !isPhraseWord(word.text))
            meaning.rest << word.text;
    }
    QSet<int> ofOthers;
    for (const int clause : spokenOf) {
        const bool isOther = has(m_phrases.otherPerson, clause) && !has(m_phrases.self, clause);
        const bool isNegated = has(m_phrases.negation, clause);
        meaning.isNegated = meaning.isNegated || isNegated;
        if (isOther)
            ofOthers.insert(clause);
        if (isOther || isNegated)
            m_notMeant.insert(clause);
    }
    meaning.isOtherPerson = ofOthers == spokenOf;
    std::stable_sort(m_hits.begin(), m_hits.end(), [this](const Hit &one, const Hit &other) {
        const auto rank = [this](const Hit &hit) {
            return (m_notMeant.contains(hit.clause) ? 10 : 0) + static_cast<int>(hit.guesses.first().how);
        };
        return rank(one) < rank(other);
    });
    for (const Hit &hit : m_hits) {
        for (const SubstanceGuess &guess : hit.guesses) {
            const auto same = [&](const SubstanceGuess &other) { return other.substance == guess.substance; };
            if (std::none_of(meaning.guesses.begin(), meaning.guesses.end(), same))
                meaning.guesses << guess;
        }
        if (hit.ambiguous != nullptr) {
            meaning.questions << hit.ambiguous->ask;
            meaning.until = hit.ambiguous->until;
        }
    }
    meaning.kind = m_catalogue.named(m_text) != nullptr ? Kind::Certain : kindOf(meaning);
    return meaning;
}

} // namespace

QString guessName(SubstanceGuess::How how)
{
    return nameIn(guesses, how);
}

QString meaningName(TextMeaning::Kind kind)
{
    return nameIn(meanings, kind);
}

TextMeaning understand(const QString &text, const SubstanceCatalogue &catalogue)
{
    if (const auto known = catalogue.memory().meaning(text))
        return *known;
    const TextMeaning meaning = TextReader(text, catalogue).read();
    catalogue.memory().keep(text, meaning);
    return meaning;
}

} // namespace dermis
