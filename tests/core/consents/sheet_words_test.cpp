#include "core/consents/sheet_words.h"

#include "core/consents/sheet_check.h"
#include "core/consents/sheet_painter.h"
#include "core/safety/zones.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/core/consents/sample_sheet.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// %1, %2 … of a text, sorted.
QStringList places(const QString &text)
{
    static const QRegularExpression place(u"%\\d"_s);
    QStringList found;
    for (auto matches = place.globalMatch(text); matches.hasNext();)
        found << matches.next().captured();
    found.sort();
    return found;
}

SheetSources sourcesIn(const QString &form, const QString &language)
{
    SheetSources sources = test::sampleSources();
    QFile file(u":/dermis/consents/%1.%2.md"_s.arg(form, language));
    REQUIRE(file.open(QIODevice::ReadOnly));
    sources.form.name = form;
    sources.form.language = language;
    sources.form.kind = form == u"aftercare" ? FormKind::Information : form == u"microneedling" ? FormKind::Consent : FormKind::Agreement;
    sources.form.text = QString::fromUtf8(file.readAll());
    sources.patient.interpreterNeeded = true;
    sources.readAloud = true;
    return sources;
}

SheetContent contentIn(const SheetSources &sources)
{
    const auto content = composeSheet(sources);
    REQUIRE(content);
    return test::issued(*content);
}

QString flat(const QString &text)
{
    return text.simplified().remove(u' ');
}

} // namespace

TEST_CASE("what the program says on a sheet is there in each language, with the same places", "[consents][words]")
{
    const SheetWords &english = sheetWords();
    CHECK(english.language() == u"en");
    CHECK(english.isReviewed());
    CHECK(sheetWords(u"fr"_s).language() == u"en");
    REQUIRE(allSheetWords().size() == 3);
    const QSet<QString> alike{u"painted.demoMark"_s, u"head.hpcsa"_s, u"painted.origin"_s}; // names, or said alike
    for (const SheetWords &words : allSheetWords()) {
        INFO(words.language().toStdString());
        CHECK(words(u"months"_s).split(u' ').size() == 12);
        for (const QString &key : english.keys()) {
            INFO(key.toStdString());
            CHECK(words.keys().contains(key));
            CHECK_FALSE(words(key).trimmed().isEmpty());
            CHECK(places(words(key)) == places(english(key)));
            if (words.language() != u"en" && !alike.contains(key))
                CHECK(words(key) != english(key));
        }
        if (words.language() == u"en")
            continue;
        CHECK_FALSE(words.isReviewed());
        for (const Zone &zone : allZones()) {
            INFO(zone.code.toStdString());
            CHECK(words.keys().contains(u"zone."_s + zone.code));
        }
    }
}

TEST_CASE("a sheet in Afrikaans or isiZulu has its frame in that language, inside the margins", "[consents][words]")
{
    const QString language = GENERATE(u"af"_s, u"zu"_s);
    const QString form = GENERATE(u"microneedling"_s, u"photography"_s, u"refusal"_s, u"aftercare"_s);
    const bool isMinor = GENERATE(false, true);
    CAPTURE(language.toStdString(), form.toStdString(), isMinor);
    SheetSources sources = sourcesIn(form, language);
    sources.byMark = isMinor;
    if (isMinor)
        sources.patient.birthDate = sources.now.date().addYears(-15);
    const SheetContent content = contentIn(sources);
    const auto pdf = sheetPdf(content);
    REQUIRE(pdf);
    for (const SheetCheck &check : checkSheet(*pdf, content)) {
        INFO(sheetCheckName(check.kind).toStdString() << ' ' << check.detail.toStdString());
        CHECK(check.passed);
    }
    const SheetWords &words = sheetWords(language);
    const QString text = flat(test::pagesOf(*pdf).join(u' '));
    CHECK(text.contains(flat(words(u"painted.page"_s).arg(1).arg(test::pagesOf(*pdf).size()))));
    if (!content.signatures.isEmpty()) {
        CHECK(text.contains(flat(words(u"sign.dermatologist"_s))));
        CHECK(text.contains(flat(words(u"painted.dateAndTime"_s))));
        CHECK(text.contains(flat(words(isMinor ? u"help.byMark"_s : u"help.witnessOfReading"_s)).left(40)));
    }
    for (const QString &key : {u"patient.born"_s, u"patient.guardian"_s, u"painted.signature"_s, u"painted.dateAndTime"_s, u"control.issuedBy"_s, u"control.journal"_s,
                               u"painted.code"_s, u"sign.notNeededAdult"_s, u"help.witnessOfReading"_s, u"value.notNeeded"_s, u"target.acne-scar"_s}) {
        INFO(key.toStdString());
        CHECK_FALSE(text.contains(flat(sheetWords()(key))));
    }
}

TEST_CASE("who signs in a box is the same in every language, and in a sheet from before there were others", "[consents][words]")
{
    const bool isMinor = GENERATE(false, true);
    const bool byMark = GENERATE(false, true);
    const bool isHelped = GENERATE(false, true);
    const auto signers = [&](const QString &language, bool isOld) {
        SheetSources sources = sourcesIn(u"microneedling"_s, language);
        sources.byMark = byMark;
        sources.readAloud = isHelped;
        sources.patient.interpreterNeeded = isHelped;
        if (isMinor)
            sources.patient.birthDate = sources.now.date().addYears(-15);
        QJsonObject frozen = toJson(contentIn(sources));
        if (isOld) {
            QJsonArray rows = frozen[u"signatures"].toArray();
            for (qsizetype i = 0; i < rows.size(); ++i) {
                QJsonObject row = rows.at(i).toObject();
                row.remove(u"signer"_s);
                rows.replace(i, row);
            }
            frozen.insert(u"signatures"_s, rows);
        }
        QList<Signer> found;
        const SheetContent content = sheetContentFromJson(frozen);
        for (const SignatureRow &row : content.signatures)
            found << signerOf(row);
        return found;
    };
    const QList<Signer> english = signers(u"en"_s, false);
    CHECK(english.first().role == (isMinor ? Signer::Role::Child : Signer::Role::Patient));
    CHECK(english.first().byMark == byMark);
    CHECK(english.at(2).isOptional != isHelped);
    CHECK(english.at(3).role == Signer::Role::Dermatologist);
    CHECK(english.at(4).isOptional == (!byMark && !isHelped));
    CHECK(signers(u"en"_s, true) == english);
    CHECK(signers(u"af"_s, false) == english);
    CHECK(signers(u"zu"_s, false) == english);
}

TEST_CASE("a sheet of another language is painted again from what was frozen, whatever becomes of our words", "[consents][words]")
{
    const SheetContent content = contentIn(sourcesIn(u"microneedling"_s, u"zu"_s));
    SheetContent read = sheetContentFromJson(toJson(content));
    read.logo = content.logo;
    read.issue(content.shortCode, content.fingerprint);
    CHECK(read == content);
    CHECK(sheetPdf(read).value() == sheetPdf(content).value());
    read.words[u"painted.signature"_s] = u"Other words"_s;
    CHECK(test::pagesOf(sheetPdf(read).value()).join(u' ').contains(u"Other words"_s));
    CHECK(contentIn(test::sampleSources()).words.isEmpty()); // English stays as it always was
}
