#include "core/base/csv.h"
#include "core/products/text_meaning.h"
#include "tests/support/printers.h"

#include <QFile>
#include <QSet>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

using Kind = TextMeaning::Kind;

/// One row of tests/data/safety/spellings.csv: what a person would understand by the words.
struct Spelling
{
    QString text;
    QStringList expected; ///< one of these keys; "?" no substance, "none" no allergy
    bool isAllOf = false; ///< all of them: the text names several
};

QList<Spelling> spellings()
{
    QFile file(QStringLiteral(DERMIS_TEST_DATA "/safety/spellings.csv"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    const auto records = readCsv(file.readAll());
    REQUIRE(records);
    QList<Spelling> list;
    for (const CsvRecord &record : records->mid(1)) {
        REQUIRE(record.fields.size() == 4);
        const QString expected = record.fields.at(2);
        const bool isAllOf = expected.contains(u'+');
        list << Spelling{record.fields.at(0), expected.split(isAllOf ? u'+' : u'|'), isAllOf};
    }
    return list;
}

bool isFound(const Spelling &spelling, const TextMeaning &meaning)
{
    QSet<QString> guessed;
    for (const SubstanceGuess &guess : meaning.guesses)
        guessed.insert(guess.substance);
    const auto isThere = [&](const QString &key) { return key == u"?" || guessed.contains(key); };
    return spelling.isAllOf ? std::all_of(spelling.expected.begin(), spelling.expected.end(), isThere)
                            : std::any_of(spelling.expected.begin(), spelling.expected.end(), isThere);
}

bool isTaken(Kind kind)
{
    return kind == Kind::Certain || kind == Kind::Proposed;
}

struct Score
{
    int named = 0;      // rows that mean a substance
    int found = 0;      // of those, it is among the guesses
    int first = 0;      // of those, it is the first guess
    int taken = 0;      // rows of all that were certain or proposed
    int takenRight = 0; // of those, it is what was meant
    QStringList wrong;
};

void count(const Spelling &spelling, const TextMeaning &meaning, Score &score)
{
    const bool meansSubstance =
        !spelling.expected.contains(u"?"_s) && spelling.expected != QStringList{u"none"_s};
    const QString first = meaning.guesses.isEmpty() ? QString() : meaning.guesses.first().substance;
    if (meansSubstance) {
        ++score.named;
        if (isFound(spelling, meaning))
            ++score.found;
        else
            score.wrong << u"missed: "_s + spelling.text;
        score.first += spelling.expected.contains(first) ? 1 : 0;
    }
    if (isTaken(meaning.kind)) {
        ++score.taken;
        if (spelling.expected == QStringList{first})
            ++score.takenRight;
        else
            score.wrong << u"%1 as %2: %3"_s.arg(meaningName(meaning.kind), first, spelling.text);
    }
}

} // namespace

TEST_CASE("the labelled spellings are understood, and nothing that is an allergy is called none",
          "[products]")
{
    const SubstanceCatalogue &catalogue = SubstanceCatalogue::shipped();
    const QList<Spelling> all = spellings();
    REQUIRE(all.size() >= 300);
    Score score;
    for (const Spelling &spelling : all) {
        const TextMeaning meaning = understand(spelling.text, catalogue);
        CAPTURE(spelling.text, meaningName(meaning.kind));
        CHECK((meaning.kind == Kind::NoneKnown) == (spelling.expected == QStringList{u"none"_s}));
        if (meaning.kind == Kind::Certain)
            CHECK(spelling.expected == QStringList{meaning.guesses.value(0).substance});
        if (spelling.expected == QStringList{u"?"_s})
            CHECK_FALSE(isTaken(meaning.kind));
        count(spelling, meaning, score);
    }
    const double recall = double(score.found) / score.named;
    const double precision = double(score.takenRight) / score.taken;
    WARN("spellings " << all.size() << ", recall " << score.found << "/" << score.named << " = " << recall
                      << ", first guess " << score.first << "/" << score.named
                      << ", precision of certain and proposed " << score.takenRight << "/" << score.taken
                      << " = " << precision << (score.wrong.isEmpty() ? "" : "\n  ")
                      << score.wrong.join(u"\n  "_s).toStdString());
    CHECK(recall >= 0.97);
    CHECK(precision >= 0.99);
}

TEST_CASE("every name, misspelling and everyday word leads to its substance", "[products]")
{
    const SubstanceCatalogue &catalogue = SubstanceCatalogue::shipped();
    for (const Substance &substance : catalogue.substances()) {
        for (const QString &words :
             QStringList{substance.name} + substance.synonyms + substance.misspellings + substance.hints) {
            CAPTURE(substance.key, words);
            const TextMeaning meaning = understand(words, catalogue);
            const auto isIt = [&](const SubstanceGuess &guess) { return guess.substance == substance.key; };
            CHECK(meaning.kind != Kind::Unresolved);
            CHECK(std::any_of(meaning.guesses.begin(), meaning.guesses.end(), isIt));
        }
    }
}
