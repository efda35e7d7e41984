#include "core/consents/sheet_content.h"

#include "core/base/spelling.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QJsonArray linesToJson(const QList<SheetLine> &lines)
{
    QJsonArray array;
    for (const SheetLine &line : lines)
        array << QJsonObject{{u"label"_s, line.label}, {u"text"_s, line.text}};
    return array;
}

QList<SheetLine> linesFromJson(const QJsonValue &value)
{
    QList<SheetLine> lines;
    const QJsonArray array = value.toArray();
    for (const auto &line : array)
        lines << SheetLine{line[u"label"].toString(), line[u"text"].toString()};
    return lines;
}

constexpr std::array signerRoles{
    Spelling<Signer::Role>{Signer::Role::Patient, u"patient"},
    Spelling<Signer::Role>{Signer::Role::Child, u"child"},
    Spelling<Signer::Role>{Signer::Role::Guardian, u"guardian"},
    Spelling<Signer::Role>{Signer::Role::Interpreter, u"interpreter"},
    Spelling<Signer::Role>{Signer::Role::Dermatologist, u"dermatologist"},
    Spelling<Signer::Role>{Signer::Role::Witness, u"witness"},
};

QJsonObject signatureToJson(const SignatureRow &row)
{
    QJsonObject json{{u"capacity"_s, row.capacity}, {u"name"_s, row.name}, {u"notNeeded"_s, row.notNeeded}};
    if (!row.signer)
        return json;
    json.insert(u"signer"_s, nameIn(signerRoles, row.signer->role));
    json.insert(u"optional"_s, row.signer->isOptional);
    json.insert(u"byMark"_s, row.signer->byMark);
    return json;
}

std::optional<Signer> signerFromJson(const QJsonValue &row)
{
    const auto role = valueIn(signerRoles, row[u"signer"].toString());
    if (!role)
        return std::nullopt;
    return Signer{*role, row[u"optional"].toBool(), row[u"byMark"].toBool()};
}

QJsonArray signaturesToJson(const QList<SignatureRow> &rows)
{
    QJsonArray array;
    for (const SignatureRow &row : rows)
        array << signatureToJson(row);
    return array;
}

QList<SignatureRow> signaturesFromJson(const QJsonValue &value)
{
    QList<SignatureRow> rows;
    const QJsonArray array = value.toArray();
    for (const auto &row : array)
        rows << SignatureRow{row[u"capacity"].toString(), row[u"name"].toString(), row[u"notNeeded"].toString(), {}, signerFromJson(row)};
    return rows;
}

} // namespace

Signer signerOf(const SignatureRow &row)
{
    if (row.signer)
        return *row.signer;
    static const QString mark = u", by mark"_s;
    Signer signer;
    signer.byMark = row.capacity.endsWith(mark);
    const QString capacity = signer.byMark ? row.capacity.chopped(mark.size()) : row.capacity;
    signer.isOptional = capacity == u"Witness" || capacity == u"Interpreter, if one helped";
    if (capacity == u"Parent or guardian")
        signer.role = Signer::Role::Guardian;
    else if (capacity == u"Dermatologist")
        signer.role = Signer::Role::Dermatologist;
    else if (capacity.startsWith(u"Patient: the child"))
        signer.role = Signer::Role::Child;
    else if (capacity.startsWith(u"Interpreter"))
        signer.role = Signer::Role::Interpreter;
    else if (capacity.startsWith(u"Witness"))
        signer.role = Signer::Role::Witness;
    return signer;
}

void SheetContent::issue(const QString &code, const QString &textFingerprint)
{
    kind = SheetKind::Issued;
    shortCode = code;
    fingerprint = textFingerprint;
}

QJsonObject toJson(const SheetContent &content)
{
    QJsonObject json{{u"practice"_s, content.practice},
            {u"practiceLines"_s, QJsonArray::fromStringList(content.practiceLines)},
            {u"logo"_s, content.logoDigest},
            {u"title"_s, content.title},
            {u"form"_s, content.form},
            {u"version"_s, content.version},
            {u"language"_s, content.language},
            {u"body"_s, content.body},
            {u"patientName"_s, content.patientName},
            {u"fileNumber"_s, content.fileNumber},
            {u"patientBlock"_s, linesToJson(content.patientBlock)},
            {u"ownRisks"_s, linesToJson(content.ownRisks)},
            {u"ownRisksNote"_s, content.ownRisksNote},
            {u"signatures"_s, signaturesToJson(content.signatures)},
            {u"control"_s, linesToJson(content.control)},
            {u"printedAt"_s, content.printedAt},
            {u"issuedAt"_s, content.issuedAt},
            {u"demo"_s, content.demo}};
    if (!content.words.isEmpty()) {
        QJsonObject words;
        for (auto it = content.words.begin(); it != content.words.end(); ++it)
            words.insert(it.key(), *it);
        json.insert(u"words"_s, words);
    }
    if (!content.changedSince.isEmpty()) {
        json.insert(u"changedSince"_s, content.changedSince);
        json.insert(u"changes"_s, linesToJson(content.changes));
    }
    return json;
}

SheetContent sheetContentFromJson(const QJsonObject &json)
{
    SheetContent content;
    content.practice = json[u"practice"].toString();
    const QJsonArray practiceLines = json[u"practiceLines"].toArray();
    for (const auto &line : practiceLines)
        content.practiceLines << line.toString();
    content.logoDigest = json[u"logo"].toString();
    content.title = json[u"title"].toString();
    content.form = json[u"form"].toString();
    content.version = json[u"version"].toInt();
    content.language = json[u"language"].toString();
    const QJsonObject words = json[u"words"].toObject();
    for (auto it = words.begin(); it != words.end(); ++it)
        content.words.insert(it.key(), it->toString());
    content.body = json[u"body"].toString();
    content.patientName = json[u"patientName"].toString();
    content.fileNumber = json[u"fileNumber"].toString();
    content.patientBlock = linesFromJson(json[u"patientBlock"]);
    content.ownRisks = linesFromJson(json[u"ownRisks"]);
    content.ownRisksNote = json[u"ownRisksNote"].toString();
    content.changedSince = json[u"changedSince"].toString();
    content.changes = linesFromJson(json[u"changes"]);
    content.signatures = signaturesFromJson(json[u"signatures"]);
    content.control = linesFromJson(json[u"control"]);
    content.printedAt = json[u"printedAt"].toString();
    content.issuedAt = json[u"issuedAt"].toString();
    content.demo = json[u"demo"].toBool();
    return content;
}

} // namespace dermis
