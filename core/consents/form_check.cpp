#include "core/consents/form_check.h"

#include "core/consents/sheet_painter.h"

#include <QBuffer>
#include <QPdfDocument>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int longestSheet = 10; // pages [P]
constexpr double hardestGrade = 9; // one above the grade that is aimed for, domain.md §6.2

/// The parts of a consent to treatment by number (domain.md §6.2).
constexpr std::array partNames{
    u"who you are", u"what we plan", u"what it is for and what it cannot do", u"what you will feel and see", u"your choices",
    u"risks that matter", u"your own risks", u"products", u"numbing cream", u"blood safety", u"aftercare", u"photographs", u"your information",
    u"costs", u"use the maker has not tested", u"your questions", u"you may change your mind", u"declarations", u"signatures",
    u"refusal or withdrawal", u"about this document"};

/// Where a tag or a drawn part is first asked for; 0: nowhere.
int lineOfTag(const QString &text, const QString &name)
{
    const QRegularExpression tag(u"(\\{\\{[#^/]?|\\[\\[)\\s*%1"_s.arg(QRegularExpression::escape(name)));
    const QRegularExpressionMatch found = tag.match(text);
    return found.hasMatch() ? static_cast<int>(text.left(found.capturedStart()).count(u'\n')) + 1 : 0;
}

bool hasPart(const QString &text, const QString &part)
{
    return text.split(u'\n').contains(u"[["_s + part + u"]]"_s);
}

QStringList partsNeeded(FormKind kind)
{
    switch (kind) {
    case FormKind::Consent:
        return {u"patient"_s, u"own risks"_s, u"signatures"_s, u"document control"_s};
    case FormKind::Agreement:
        return {u"patient"_s, u"signatures"_s, u"document control"_s};
    case FormKind::Information:
        break;
    }
    return {};
}

QList<FormRemark> missingParts(const QString &text, FormKind kind)
{
    QList<FormRemark> remarks;
    for (const QString &part : partsNeeded(kind)) {
        if (!hasPart(text, part))
            remarks << FormRemark{true, 0, u"the line [[%1]] is missing"_s.arg(part)};
    }
    if (kind != FormKind::Consent)
        return remarks;
    for (size_t number = 1; number <= partNames.size(); ++number) {
        const QRegularExpression heading(u"^## %1\\s+\\S"_s.arg(number), QRegularExpression::MultilineOption);
        if (!heading.match(text).hasMatch())
            remarks << FormRemark{true, 0, u"part %1, %2, is missing: a heading that begins with \"## %1 \""_s.arg(number).arg(
                                               QStringView(partNames.at(number - 1)))};
    }
    return remarks;
}

/// HTML is never run, and nothing is loaded; that it prints as typed should be known.
QList<FormRemark> oddities(const QString &text)
{
    static const QRegularExpression html(u"<[A-Za-z/!][^>\n]*>"_s);
    static const QRegularExpression picture(u"!\\[[^\\]]*\\]\\([^)]*\\)"_s);
    QList<FormRemark> remarks;
    int number = 0;
    for (const QString &line : text.split(u'\n')) {
        ++number;
        if (html.match(line).hasMatch())
            remarks << FormRemark{false, number, u"HTML is printed as it is typed: %1"_s.arg(html.match(line).captured())};
        if (picture.match(line).hasMatch())
            remarks << FormRemark{false, number, u"a form has no pictures; this one is left out"_s};
    }
    if (!text.startsWith(u"# "_s))
        remarks << FormRemark{true, 1, u"the first line is the title: \"# \" and its words"_s};
    return remarks;
}

/// The sheet of a sample patient; tells what is wrong with the text.
Result<QByteArray> sampleSheet(const ConsentTemplate &form, bool full)
{
    const SheetSources sources = TRY(sampleSources(form, {}, QDateTime(QDate(2026, 1, 5), QTime(8, 0), Qt::UTC), full));
    const SheetContent content = TRY(composeSheet(sources));
    return sheetPdf(content);
}

int pageCount(QByteArray pdf)
{
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    return document.pageCount();
}

/// The fields of all samples together with those that only lists have.
QList<FormRemark> unknownTags(const QString &text)
{
    static const QRegularExpression tag(u"(?<!\\{)\\{\\{[#^/]?\\s*([^{}\\s]*)\\s*\\}\\}"_s);
    QSet<QString> known;
    for (const FormPart &part : formParts()) {
        for (auto tags = tag.globalMatch(part.spelling + part.meaning); tags.hasNext();)
            known << tags.next().captured(1);
    }
    QList<FormRemark> remarks;
    for (auto tags = tag.globalMatch(text); tags.hasNext();) {
        const QString name = tags.next().captured(1);
        if (known.contains(name))
            continue;
        known << name;
        remarks << FormRemark{true, lineOfTag(text, name), u"there is no field {{%1}}"_s.arg(name)};
    }
    return remarks;
}

/// Both samples, so that also what stands in a section that one of them leaves out is checked.
void layOut(FormCheck &check, const ConsentTemplate &form)
{
    static const QRegularExpression named(u"\\{\\{([^}]*)\\}\\}|\\[\\[([^\\]]*)\\]\\]"_s);
    for (const bool full : {true, false}) {
        const Result<QByteArray> pdf = sampleSheet(form, full);
        if (pdf) {
            check.pages = std::max(check.pages, pageCount(*pdf));
            continue;
        }
        const QRegularExpressionMatch name = named.match(pdf.error().detail);
        const QString word = name.captured(1).isEmpty() ? name.captured(2) : name.captured(1);
        const FormRemark remark{true, name.hasMatch() ? lineOfTag(form.text, word) : 0, pdf.error().detail};
        if (!check.remarks.contains(remark))
            check.remarks << remark;
    }
}

/// The words a patient reads: without marks, tags and the lines that are drawn.
QStringList sentencesOf(QString text)
{
    static const QRegularExpression tags(u"\\{\\{[^}]*\\}\\}|\\[\\[[^\\]]*\\]\\]|[*_#☐▭]+"_s);
    static const QRegularExpression ends(u"[.!?]+(?:\\s|$)|\\n+|\\|"_s);
    text.remove(tags);
    QStringList sentences;
    for (const QString &part : text.split(ends, Qt::SkipEmptyParts)) {
        if (part.simplified().contains(u' '))
            sentences << part.simplified();
    }
    return sentences;
}

/// Groups of vowels, without a silent e at the end: good enough for an average.
int syllables(const QString &word)
{
    static const QRegularExpression vowels(u"[aeiouy]+"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression silent(u"[^aeiouy]e$"_s, QRegularExpression::CaseInsensitiveOption);
    int count = 0;
    for (auto matches = vowels.globalMatch(word); matches.hasNext(); matches.next())
        ++count;
    return std::max(1, silent.match(word).hasMatch() ? count - 1 : count);
}

/// Flesch-Kincaid: Kincaid JP, et al., 1975.
void measureWords(FormCheck &check, const QString &text, const QString &language)
{
    static const QRegularExpression letters(u"\\p{L}[\\p{L}'’-]*"_s);
    int sounds = 0;
    const QStringList sentences = sentencesOf(text);
    for (const QString &sentence : sentences) {
        for (auto words = letters.globalMatch(sentence); words.hasNext();) {
            sounds += syllables(words.next().captured());
            ++check.words;
        }
    }
    if (sentences.isEmpty() || check.words == 0)
        return;
    check.wordsPerSentence = double(check.words) / double(sentences.size());
    if (language == u"en")
        check.readingGrade = 0.39 * check.wordsPerSentence + 11.8 * sounds / check.words - 15.59;
}

} // namespace

FormCheck checkForm(const QString &text, FormKind kind, const QString &language)
{
    FormCheck check;
    check.remarks = missingParts(text, kind) + oddities(text);
    ConsentTemplate form;
    form.name = u"sample"_s;
    form.language = language;
    form.version = 1;
    form.text = text;
    form.kind = kind;
    const QList<FormRemark> unknown = unknownTags(text);
    check.remarks += unknown;
    if (unknown.isEmpty())
        layOut(check, form);
    measureWords(check, text, language);
    if (check.pages > longestSheet)
        check.remarks << FormRemark{false, 0, u"the sheet has %1 pages; few people read more than %2"_s.arg(check.pages).arg(longestSheet)};
    if (check.readingGrade.value_or(0) > hardestGrade)
        check.remarks << FormRemark{false, 0, u"the words are hard to read: school grade %1; aim for 6 to 8"_s.arg(qRound(*check.readingGrade))};
    std::ranges::stable_sort(check.remarks, [](const FormRemark &a, const FormRemark &b) { return a.stops && !b.stops; });
    return check;
}

QList<FormPart> formParts()
{
    return {{u"{{doctor}}"_s, u"the dermatologist's name"_s},
            {u"{{practice}}"_s, u"the practice's name"_s},
            {u"{{phone}}"_s, u"the practice's phone number"_s},
            {u"{{afterHours}}"_s, u"the number after hours"_s},
            {u"{{email}}"_s, u"the practice's e-mail address"_s},
            {u"{{informationOfficer}}"_s, u"whom patients ask about their information"_s},
            {u"{{patientName}}"_s, u"the patient's full name"_s},
            {u"{{device}}"_s, u"the planned device"_s},
            {u"{{cream}}"_s, u"the planned numbing cream and its amount"_s},
            {u"{{sessionDate}}"_s, u"the planned day"_s},
            {u"{{#hasZones}}{{#zones}}{{area}} {{target}} {{depth}}{{/zones}}{{/hasZones}}"_s, u"each planned area, what for, how deep"_s},
            {u"{{#hasProducts}}{{#products}}{{phase}} {{name}} {{lot}}{{/products}}{{/hasProducts}}"_s, u"each planned product; {{#home}} for use at home"_s},
            {u"{{#hasOffLabel}}{{#offLabel}}{{title}} {{text}} {{reason}}{{/offLabel}}{{/hasOffLabel}}"_s, u"uses that the maker has not tested"_s},
            {u"{{#minor}}...{{/minor}}"_s, u"only for a patient under 18"_s},
            {u"{{^minor}}...{{/minor}}"_s, u"only for an adult"_s},
            {u"{{#interpreter}}...{{/interpreter}}"_s, u"only when an interpreter is needed"_s},
            {u"{{#targetAcneScar}}...{{/targetAcneScar}}"_s, u"only for acne scars"_s},
            {u"{{#targetStriae}}...{{/targetStriae}}"_s, u"only for stretch marks"_s},
            {u"{{#targetPigment}}...{{/targetPigment}}"_s, u"only for dark marks"_s},
            {u"{{#targetRejuvenation}}...{{/targetRejuvenation}}"_s, u"only for lines and texture"_s},
            {u"{{#targetOtherScar}}...{{/targetOtherScar}}"_s, u"only for other scars"_s},
            {u"[[patient]]"_s, u"who the patient is"_s},
            {u"[[own risks]]"_s, u"the patient's own risks, from the findings"_s},
            {u"[[signatures]]"_s, u"the boxes to sign in"_s},
            {u"[[document control]]"_s, u"code, version, rules and journal"_s},
            {u"[[write 2]]"_s, u"lines to write on, 1 to 20"_s},
            {u"[[compact]]"_s, u"from here on as wide as the page, closer; what begins with > stands in a heavy box"_s}};
}

} // namespace dermis
